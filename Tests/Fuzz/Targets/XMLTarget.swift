import Formats
import Observations
import Validation

extension FuzzTarget {
    /// XML, with and without the way that passes libxml2 by, and a mapping behind it.
    static let xml = FuzzTarget(name: "xml") { input in
        var input = input
        var options = FormatOptions()
        options.limits.depth = 40
        options.limits.columns = 500
        options.limits.fieldBytes = input.pick([16 << 20, 30])
        let declares = input.pick([0, 1, 2])
        if declares >= 1 { options.records = input.line() }
        if declares == 2 { options.fields = .only(input.names()) }
        options.namespaces = input.pick([[:], ["d": "urn:d"]])
        let text = input.rest
        let file = ReadFile.inPieces(text) { source throws(ReadError) in
            try XMLReader(source, options: options, submission: 1)
        }
        for pieces in ways {
            let other = ReadFile(
                { () throws(ReadError) in
                    try XMLReader(ArraySource(text), options: options, submission: 1, pieces: pieces)
                }, each: demandOutcomes)
            if pieces.isPlainTried, file.error != nil || other.error != nil {
                // Where the encoding is broken, libxml2 says so in other words, and sooner or later.
                demand(file.error != nil && other.error != nil, "refused as a whole, and read in small pieces")
            } else {
                other.demandSame(as: file, pieces.isPlainTried ? "in small pieces" : "by libxml2 alone")
            }
        }
    }

    private static let ways: [XMLPieces] = {
        var libxml = XMLPieces()
        libxml.isPlainTried = false
        var small = XMLPieces()
        small.piece = 16
        small.patience = 0
        return [libxml, small]
    }()

    /// Mapped and interpreted, every record has its outcome.
    private static func demandOutcomes(_ batch: RecordBatch) {
        guard let first = batch.fields.first,
            let mapping = try? Interpreter(
                schema: Schema(["scientificName", "individualCount", "eventDate"]),
                fields: [
                    FieldRule(term: "scientificName", constraints: FieldConstraints(required: true)),
                    FieldRule(term: "individualCount", type: .integer), FieldRule(term: "eventDate", type: .eventDate),
                ],
                mapping: SourceMapping(steps: [
                    .join(from: [first, "name"], separator: " ", to: "scientificName"),
                    .rename(from: first, to: "individualCount"),
                ]), checks: [])
        else { return }
        let observations = mapping.interpret(batch, context: InterpretContext(latestDay: 20_000))
        let refused = Set(observations.findings.filter { $0.severity == .error }.map(\.row))
        demand(observations.count == batch.count, "every record is an observation")
        demand(
            observations.selection.setCount + refused.count == batch.count,
            "a record is accepted, or has a finding that says why not")
    }
}
