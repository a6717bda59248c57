import ArgumentParser
import Files
import Observations
import Transect

/// Lists what was found in the records.
struct FindingsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "findings",
        abstract: "List what was found in the records: file, row, term, the value as it was written, and why.",
        discussion: """
            Every finding about every record, flagged, quarantined and held ones too, in the order of the submissions. \
            Several conditions must all be met. It names people and is not for publication.
            """)

    @Option(help: "Only those of this check or rule, such as constraint-minimum.")
    var check: String?

    @Option(help: "Only those of this weight: error (the record is quarantined), warning (it is flagged) or info.")
    var severity: Severity?

    @Option(help: "Only those about this submission.")
    var submission: UInt32?

    @Option(help: "Only those about what this submitter has sent; \"\" for files that nobody is named for.")
    var submitter: String?

    @Option(help: "Only those about this term, or about this column where no term was found for it.")
    var term: String?

    @Flag(help: "Only count them, check by check, with the first of each.")
    var count = false

    @OptionGroup var list: ListOptions
    @OptionGroup var project: ProjectOptions

    func run() throws {
        var wanted = FindingSelection()
        wanted.check = check
        wanted.severity = severity
        wanted.submission = submission
        wanted.submitter = submitter
        wanted.term = term
        var findings = try FindingList(wanted, project: project.location, disk: Disk())
        if count { try showCounts(&findings) } else { try showAll(&findings) }
    }

    private func showAll(_ findings: inout FindingList) throws {
        var lines = FindingLines(list.format)
        try show(lines.beginning)
        while let page = try findings.next() { try show(lines.page(page)) }
        try show(lines.end)
    }

    private func show(_ bytes: [UInt8]) throws {
        try write(list.format == .text ? Array(printable(String(decoding: bytes, as: UTF8.self)).utf8) : bytes)
    }

    private func showCounts(_ findings: inout FindingList) throws {
        var counts = FindingCounts()
        while let page = try findings.next() { counts.add(page) }
        switch list.format {
        case .csv: try write(counts.csv)
        case .json: try write(counts.json)
        case .text: try list.show(counts.rows, otherwise: "Nothing was found.")
        }
    }
}

extension Severity: ExpressibleByArgument {}
