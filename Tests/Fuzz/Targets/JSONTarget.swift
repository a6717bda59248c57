import Formats
import Observations

extension FuzzTarget {
    /// JSON documents, lines of JSON and GeoJSON, with or without a pointer to the records and to single fields.
    static let json = FuzzTarget(name: "json") { input in
        var input = input
        var options = FormatOptions()
        options.format = input.pick([.json, .ndjson, .geojson, nil])
        options.limits.depth = 40
        options.limits.fieldBytes = input.pick([16 << 20, 30])
        options.limits.columns = 1000
        let declares = input.pick([0, 1, 2])
        if declares == 1 { options.records = input.line() }
        if declares == 2 { options.fields = .only(input.names()) }
        let text = input.rest
        let file = ReadFile.inPieces(text) { source throws(ReadError) in
            try JSONReader(source, options: options, submission: 1)
        }
        guard declares == 0, options.format == .json || options.format == .ndjson else { return }
        guard file.error == nil, !file.cells.isEmpty else { return }
        if options.format == .ndjson {
            demandEveryLine(text, file)
        } else {
            demandTwice(text, options, file)
        }
    }

    /// No line is lost: every one that is not blank is a record.
    private static func demandEveryLine(_ text: [UInt8], _ file: ReadFile) {
        let isMarked = text.starts(with: [0xEF, 0xBB, 0xBF])
        let lines = text.dropFirst(isMarked ? 3 : 0).split(separator: 0x0A).filter { line in
            line.contains { ![0x20, 0x09, 0x0D].contains($0) }
        }
        demand(lines.count == file.count, "\(lines.count) lines are \(file.count) records")
    }

    /// A document that is one record is the same record in an array, as often as it stands there.
    private static func demandTwice(_ text: [UInt8], _ options: FormatOptions, _ file: ReadFile) {
        guard text.first(where: { $0 > 0x20 }) == UInt8(ascii: "{"), file.count == 1 else { return }
        let array = [UInt8(ascii: "[")] + text + [UInt8(ascii: ",")] + text + [UInt8(ascii: "]")]
        let twice = ReadFile { () throws(ReadError) in
            try JSONReader(ArraySource(array), options: options, submission: 1)
        }
        demand(twice.count == 2 && twice.error == nil, "a record that stands twice in an array is read twice")
        for (field, cells) in file.cells {
            demand(twice.column(field) == cells + cells, "the cells of \(field) are the same in an array")
        }
    }
}
