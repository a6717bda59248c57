import Formats
import Foundation
import Observations
import Testing

/// Where the files for other readers go; `Tests/conformance/parquet_check.py` looks at them there.
private let conformanceFolder = ProcessInfo.processInfo.environment["TRANSECT_CONFORMANCE_OUT"]

/// Writes files of all kinds, each beside the values and types that it holds, so that other readers of Parquet can say
/// whether they see the same:
///
///     name.parquet     the file
///     name.csv         the values: cells with a value in quotes, missing cells empty, dates and instants as numbers
///     name.types.json  names, types, which columns are required, the rows of every row group
@Suite(
    "Parquet Conformance: files for other readers",
    .enabled(if: conformanceFolder != nil, "TRANSECT_CONFORMANCE_OUT is not set"))
struct ParquetConformanceTests {
    @Test("Random columns of every type, in several row groups", arguments: [1, 70, 3_000])
    func random(rows: Int) throws {
        var random = ParquetRandom(UInt64(rows))
        let table = ParquetTable.random(rows: rows, &random)
        let groups: [Bitmap?] = [
            nil, ParquetTable.randomBitmap(rows, &random), ParquetTable.randomBitmap(rows, &random),
        ]
        try save(table, "random-\(rows)", groups: groups)
        try save(table, "random-\(rows)-gzip", .gzip, groups: groups)
    }

    @Test("No rows, rows without any value, and a single cell")
    func little() throws {
        var random = ParquetRandom(1)
        try save(ParquetTable.random(rows: 0, &random), "no-rows")
        try save(ParquetTable.random(rows: 0, &random), "no-row-groups", groups: [])
        var none = ParquetTable()
        let all = Bitmap(repeating: true, count: 1_000)
        none.add("text", .text, .text(TextColumn(missingRows: 1_000)))
        none.add("number", .double, .double([Double](repeating: 1, count: 1_000), missing: all))
        none.add("integer", .int64, .int64([Int64](repeating: 1, count: 1_000), missing: all))
        none.add("day", .date, .int32([Int32](repeating: 1, count: 1_000), missing: all))
        none.add("truth", .boolean, .boolean([Bool](repeating: true, count: 1_000), missing: all))
        try save(none, "no-values")
        var cell = ParquetTable()
        cell.add("a name, \"quoted\", with żółw and .dots", .text, .text(TextColumn(["\r\n,\"'\t\u{0}\u{10FFFF}"])))
        try save(cell, "one-cell", metadata: [(key: "licence", value: "CC-BY-4.0"), (key: "empty", value: "")])
    }

    @Test("Extreme values")
    func extremes() throws {
        var table = ParquetTable()
        let doubles = [0, -0.0, .infinity, -.infinity, .leastNonzeroMagnitude, .greatestFiniteMagnitude, .nan, 0.1]
        table.add("double", .double, .double(doubles, missing: nil))
        table.add("no nan", .double, .double(doubles.map { $0.isNaN ? -1 : $0 }, missing: nil))
        table.add("zeros", .double, .double([0, 0, 0, 0, -0.0, 0, 0, 0], missing: nil))
        table.add("int64", .int64, .int64([.min, .max, 0, -1, 1, 2, 3, 4], missing: nil))
        table.add("int32", .int32, .int32([.min, .max, 0, -1, 1, 2, 3, 4], missing: nil))
        // Years 1 and 9999 are as far as all readers can show.
        table.add("day", .date, .int32([-719_162, 2_932_896, 0, -1, 1, 19_844, 365, -365], missing: nil))
        let instants: [Int64] = [-62_135_596_800_000_000, 253_402_300_799_999_999, 0, -1, 1, 2, 3, 4]
        table.add("instant", .timestampMicros, .int64(instants, missing: nil))
        let texts = [
            "\u{10FFFF}\u{10FFFF}x", "\u{0}", "", "é", "e\u{301}", "\u{D7FF}\u{E000}", "z\u{0}", "~~~~~~~~~~~~~~~~~~~",
        ]
        table.add("text", .text, .text(TextColumn(texts)))
        table.add("long text", .text, .text(TextColumn(texts.map { String(repeating: $0 + "ż", count: 9_000) })))
        try save(table, "extremes")
        try save(table, "extremes-gzip", .gzip)
    }

    @Test("Dictionaries of all sizes, long runs, and columns that outgrow a dictionary")
    func cardinalities() throws {
        let rows = 100_000
        var random = ParquetRandom(2)
        var table = ParquetTable()
        for distinct in [1, 2, 200, 257, 30_000, 60_000, 100_000] {
            let numbers = (0..<rows).map { row in
                distinct == rows ? Int64(row) : Int64.random(in: 0..<Int64(distinct), using: &random)
            }
            let missing = distinct == 200 ? ParquetTable.randomBitmap(rows, &random) : nil
            var text = TextColumn()
            for (row, number) in numbers.enumerated() {
                if missing?[row] == true { text.appendMissing() } else { text.append("name \(number)".utf8) }
            }
            table.add("text of \(distinct)", .text, .text(text), isRequired: missing == nil)
            table.add("integer of \(distinct)", .int64, .int64(numbers, missing: missing))
            table.add("day of \(distinct)", .date, .int32(numbers.map { Int32($0) }, missing: missing))
        }
        let runs = (0..<rows).map { Int64($0 / 1_000 % 300) }
        table.add("runs", .int64, .int64(runs, missing: nil), isRequired: true)
        table.add("text in runs", .text, .text(TextColumn(runs.map { "run \($0)" })))
        table.add("sorted", .int64, .int64((0..<rows).map { Int64($0 * 3) }, missing: nil), isRequired: true)
        try save(table, "cardinalities", groups: [nil, ParquetTable.randomBitmap(rows, &random)])
    }

    @Test("Columns of several pages")
    func pages() throws {
        var random = ParquetRandom(3)
        let rows = 60_000
        let missing = ParquetTable.randomBitmap(rows, &random)
        var text = TextColumn()
        for row in 0..<rows {
            if missing[row] {
                text.appendMissing()
            } else {
                text.append("\(row) \(String(repeating: "ż", count: Int.random(in: 0..<80, using: &random)))".utf8)
            }
        }
        var table = ParquetTable()
        table.add("text", .text, .text(text))
        table.add("number", .double, .double((0..<rows).map { Double($0) / 7 }, missing: missing))
        try save(table, "pages", groups: [nil, ParquetTable.randomBitmap(rows, &random)])
        try save(table, "pages-gzip", .gzip)
    }

    @Test("Files from elsewhere, in the folder `foreign`, are written again as they were read")
    func foreign() throws {
        let folder = URL(fileURLWithPath: try #require(conformanceFolder))
        let foreign = folder.appendingPathComponent("foreign")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: foreign.path)) ?? []
        for name in names.sorted() where name.hasSuffix(".parquet") {
            let reader = try ParquetReader([UInt8](Data(contentsOf: foreign.appendingPathComponent(name))))
            var writer = ParquetWriter(fields: reader.fields, metadata: reader.metadata)
            var file: [UInt8] = []
            for group in 0..<reader.rowGroupCount {
                writer.append(try reader.read(group: group, columns: Array(reader.fields.indices)), to: &file)
            }
            writer.finish(to: &file)
            try Data(file).write(to: folder.appendingPathComponent("foreign-" + name))
            for ending in [".csv", ".types.json"] {
                let beside = name.dropLast(".parquet".count) + ending
                let copy = folder.appendingPathComponent("foreign-" + beside)
                try Data(contentsOf: foreign.appendingPathComponent(String(beside))).write(to: copy)
            }
        }
    }

    private func save(
        _ table: ParquetTable, _ name: String, _ compression: ParquetCompression = .none, groups: [Bitmap?] = [nil],
        metadata: [(key: String, value: String)] = []
    ) throws {
        let folder = URL(fileURLWithPath: try #require(conformanceFolder))
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = table.file(compression, groups: groups, metadata: metadata)
        try Data(file).write(to: folder.appendingPathComponent(name + ".parquet"))
        var csv = table.fields.map { quoted($0.name) }.joined(separator: ",") + "\n"
        var groupRows: [Int] = []
        for rows in groups {
            let cells = table.expected(rows).map(texts)
            let count = cells[0].count
            if count > 0 { groupRows.append(count) }
            for row in 0..<count { csv += cells.map { $0[row] }.joined(separator: ",") + "\n" }
        }
        try Data(csv.utf8).write(to: folder.appendingPathComponent(name + ".csv"))
        let types: [String: Any] = [
            "columns": table.fields.map { ["name": $0.name, "type": $0.type.rawValue, "required": $0.isRequired] },
            "rowGroups": groupRows, "metadata": metadata.map { [$0.key, $0.value] },
        ]
        let json = try JSONSerialization.data(withJSONObject: types, options: [.sortedKeys])
        try json.write(to: folder.appendingPathComponent(name + ".types.json"))
    }

    private func quoted(_ text: String) -> String {
        "\"" + text.replacingOccurrences(of: "\"", with: "\"\"", options: .literal) + "\""
    }

    /// The cells as they stand in the CSV file.
    private func texts(_ values: ParquetValues) -> [String] {
        let missing = values.missing
        let texts: [String] =
            switch values {
            case .text(let column): (0..<column.count).map { column[$0] ?? "" }
            case .int64(let values, _): values.map(\.description)
            case .int32(let values, _): values.map(\.description)
            case .double(let values, _): values.map(\.description)
            case .boolean(let values, _): values.map(\.description)
            }
        return texts.enumerated().map { missing?[$0] == true ? "" : quoted($1) }
    }
}
