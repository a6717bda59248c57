import ArgumentParser
import Formats
import Observations
import Transect

/// Shows how a file is read.
struct PreviewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview",
        abstract: "Show how a file is read: what was sniffed and why, and its records.",
        discussion: """
            With --json every record is one JSON object on standard output, values as texts or null, in the file's order. \
            The exit code is 0 only if the file is well formed to its end.
            """)

    /// More findings are only counted.
    private static let shownFindings = 100

    @Argument(help: "The file.")
    var file: String

    @Option(help: "csv, xlsx, json, ndjson, geojson, xml or zooniverse; otherwise told from the content.")
    var format: String?

    @Option(help: "Read the file as the source of this pipeline does that its name matches.")
    var pipeline: String?

    @Flag(help: "Print all records as JSON objects, one a line.")
    var json = false

    @Option(help: "How many records to print without --json.")
    var records = 10

    func run() throws {
        var preview: Preview
        do {
            preview = try Preview(file: file, format: format, pipeline: pipeline)
        } catch let error as ReadError {
            Talk().problem("\(file): \(error)")
            throw ExitCode(1)
        }
        var shown = 0
        var count = 0
        var findings = 0
        var messages: [String] = []
        var failure: ReadError?
        do {
            while let batch = try preview.next() {
                if json { try write(JSONLines.records(batch)) }
                if !json, count == 0 { describe(preview) }
                for row in 0..<batch.count where !json && shown < records {
                    shown += 1
                    print(printable(recordText(batch, row).onOneLine))
                }
                count += batch.count
                for finding in batch.findings where finding.severity > .info {
                    findings += 1
                    if messages.count < Self.shownFindings { messages.append(preview.message(finding, in: batch)) }
                }
            }
        } catch let error as ReadError {
            failure = error
        }
        if !json, count == 0 { describe(preview) }
        let talk = Talk()
        for message in messages { talk.say(printable(message.onOneLine)) }
        if findings > messages.count { talk.say("… and \(findings - messages.count) more findings.") }
        if let failure { talk.problem("\(file): \(failure)") }
        talk.say(
            "\(counted(count, "record")).\(failure == nil && preview.isWellFormed ? "" : " The file is not well formed.")"
        )
        if failure != nil || !preview.isWellFormed { throw ExitCode(1) }
    }

    private func describe(_ preview: Preview) {
        let description = preview.description
        print(printable("\(file): \(description.format.rawValue)"))
        print(printable(table(description.details.map { ["  " + $0.name, $0.value, $0.reason.description] })))
        print(printable("  fields: \(description.fields.joined(separator: ", ").onOneLine)"))
        if let hint = preview.hint { print("  \(hint)") }
    }

    private func recordText(_ batch: RecordBatch, _ row: Int) -> String {
        let cells = zip(batch.fields, batch.columns).map { name, column in
            "\(name)=\(column[row].map { "\"\($0)\"" } ?? "null")"
        }
        return "\(batch.origins.records[row]): \(cells.joined(separator: " "))"
    }
}
