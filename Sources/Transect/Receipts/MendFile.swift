import Formats
import Observations

/// The rows of a file that were quarantined, in the volunteer's own dialect and encoding, with one column in front that
/// says what to mend. Mended and dropped again it brings exactly those rows.
struct MendFile {
    /// The bytes, ready to be written.
    private(set) var bytes: [UInt8]
    /// How many rows it has, the header not counted.
    private(set) var rows = 0
    private let encoder: TextEncoder
    private let delimiter: UInt8

    /// More rows than this are not put into a file for mending by hand: something is wrong with the file as a whole.
    static let rowLimit = 10_000
    /// Nor are rows with more bytes, which nobody mends by hand.
    static let longestRow = 1 << 20
    /// Nor are more bytes of what is wrong with a row put into its cell: spreadsheets take 32,767 characters.
    private static let longestRemark = 30_000

    /// A file without rows yet.
    ///
    /// - Parameters:
    ///   - description: how the original is read. What is no CSV is written as UTF-8 with commas.
    ///   - nameless: those of the fields whose name is to be mended: their header is left empty.
    init(like description: FormatDescription, fields: [String], nameless: Set<String> = []) {
        let original = description.format == .csv ? description : nil
        let encoding = original?.details.first { $0.name == "encoding" }?.value
        encoder = TextEncoder(named: encoding ?? "utf-8")
        delimiter = original?.delimiter ?? UInt8(ascii: ",")
        bytes = encoder.byteOrderMark
        append([MendedRecords.column] + fields.map { nameless.contains($0) ? "" : $0 })
    }

    /// Adds a row.
    ///
    /// - Parameter remark: the record's name and what is to be mended.
    mutating func append(_ remark: String, _ cells: [String?]) {
        append([remark] + cells.map { $0 ?? "" })
        rows += 1
    }

    /// What is to be mended in a row, problem after problem, cut where it is more than a cell takes.
    static func remark(_ messages: some Sequence<String>) -> String {
        var remark = ""
        for message in messages {
            if !remark.isEmpty { remark += " " }
            remark += message
            guard remark.utf8.count > longestRemark else { continue }
            // Whole characters only: the first whose end lies behind the limit goes too.
            var bytes = 0
            let kept = remark.unicodeScalars.prefix {
                bytes += UTF8.width($0)
                return bytes <= longestRemark
            }
            return String(kept) + "…"
        }
        return remark
    }

    private mutating func append(_ cells: [String]) {
        var line: [UInt8] = []
        for (index, cell) in cells.enumerated() {
            if index > 0 { line.append(delimiter) }
            let cell = FormulaGuard.guarded(cell).utf8
            CSVOutput.appendUnguarded(
                cell, delimiter: delimiter, isQuoted: cell.first == 0x20 || cell.last == 0x20, to: &line)
        }
        encoder.append(String(decoding: line, as: UTF8.self) + "\r\n", to: &bytes)
    }
}
