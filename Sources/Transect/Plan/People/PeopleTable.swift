import Formats
import Observations
import Snapshots

/// The rows of `people.csv`, each cell read for itself.
struct PeopleTable {
    /// The columns that the file may have, in any order.
    enum Column: String, CaseIterable {
        case alias, person, language, credit, orcid, shared
    }

    /// What one row says.
    struct Row {
        /// As a spreadsheet numbers it.
        let number: Int
        var alias: String
        var person: String
        var language: String?
        var credit: Credit?
        var orcid: String?
        var isShared: Bool
    }

    /// Whether somebody wants to be named.
    enum Credit: Equatable {
        case no, yes
        case name(String)
    }

    private(set) var rows: [Row] = []
    private let problems: ProblemList

    init(csv bytes: [UInt8], _ problems: ProblemList) {
        self.problems = problems
        var options = FormatOptions()
        options.headerRow = 1
        do {
            var reader = try CSVReader(ArraySource(bytes), options: options, submission: 0)
            let columns = columns(reader.description.fields)
            guard problems.problems.isEmpty else { return }
            while let batch = try reader.next() { read(batch, columns) }
        } catch {
            problems.add("\(error)", at: YAMLPlace(line: Int(error.line ?? 0), column: 0))
        }
    }

    /// What each column of the file is; upper and lower case mean the same.
    private func columns(_ header: [String]) -> [Column?] {
        let known = Column.allCases.map(\.rawValue)
        let columns = header.map { name in Column(rawValue: name.lowercased()) }
        for (name, column) in zip(header, columns) where column == nil {
            let repeated = known.first { name.lowercased().hasPrefix($0 + "_") }
            let hint =
                if let repeated {
                    "Keep one column `\(repeated)`."
                } else if let near = nearestName(to: name, among: known) {
                    "Did you mean `\(near)`?"
                } else {
                    "It can have: \(known.joined(separator: ", "))."
                }
            problems.add("There is no column `\(name)` in a list of people. \(hint)", at: row(1))
        }
        for column in Column.allCases where columns.count(where: { $0 == column }) > 1 {
            problems.add("The column `\(column.rawValue)` stands twice. Keep one.", at: row(1))
        }
        for column in [Column.alias, .person] where !columns.contains(column) {
            problems.add(
                """
                The column `\(column.rawValue)` is missing. The first row needs `alias` (a name in the data) and \
                `person` (whose name it is).
                """, at: row(1))
        }
        return columns
    }

    private mutating func read(_ batch: RecordBatch, _ columns: [Column?]) {
        var broken: Set<Int> = []
        for finding in batch.findings where finding.severity == .error {
            broken.insert(finding.row)
            let message = csvRules.first { $0.code == finding.code }?.message(for: finding) ?? finding.code
            problems.add(message, at: row(Int(batch.origins.rows[finding.row])))
        }
        for index in 0..<batch.count where !broken.contains(index) {
            var cells: [Column: String] = [:]
            for (column, cell) in zip(columns, batch.columns) {
                if let column { cells[column] = PersonName.canonical(cell[index] ?? "") }
            }
            read(cells, number: Int(batch.origins.rows[index]))
        }
    }

    private mutating func read(_ cells: [Column: String], number: Int) {
        func cell(_ column: Column) -> String? { cells[column].flatMap { $0.isEmpty ? nil : $0 } }
        func refuse(_ column: Column, _ message: String) {
            problems.add("Column `\(column.rawValue)`: \(message)", at: row(number))
        }
        if cell(.alias) == nil { refuse(.alias, "it is blank. Write the name as it stands in the data.") }
        if cell(.person) == nil {
            refuse(.person, "it is blank. Write whose name the alias is, in the same way in all rows of one person.")
        }
        if let language = cell(.language), !isLanguage(language) {
            refuse(.language, "`\(language)` is no language code. Write it like pl, en or pt-BR.")
        }
        let orcid = cell(.orcid).flatMap { Creator.orcidAddress($0) }
        if let written = cell(.orcid), orcid == nil {
            refuse(
                .orcid,
                "`\(written)` is no ORCID iD; it looks like 0000-0002-1825-0097, and its last digit is a check.")
        }
        let shared = cell(.shared).map(yesOrNo)
        if let written = cell(.shared), shared == .some(nil) {
            refuse(.shared, "`\(written)` is neither yes nor no. Write yes where several people use this account.")
        }
        rows.append(
            Row(
                number: number, alias: cell(.alias) ?? "", person: cell(.person) ?? "", language: cell(.language),
                credit: cell(.credit).map { written in
                    yesOrNo(written).map { $0 ? .yes : .no } ?? .name(written)
                }, orcid: orcid, isShared: (shared ?? nil) ?? false))
    }

    private func row(_ number: Int) -> YAMLPlace { YAMLPlace(line: number, column: 0) }
}

/// `true` or `false` for the words that mean it.
private func yesOrNo(_ text: String) -> Bool? {
    switch text.lowercased() {
    case "yes", "true": true
    case "no", "false": false
    default: nil
    }
}

/// Whether a text looks like a language tag (BCP 47): `pl`, `pt-BR`.
private func isLanguage(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard let language = parts.first, (2...3).contains(language.count), language.allSatisfy(isLetter) else {
        return false
    }
    return parts.dropFirst().allSatisfy { part in
        (1...8).contains(part.count) && part.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) }
    }
}

private func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
