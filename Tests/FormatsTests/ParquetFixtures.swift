import Formats
import Observations

/// Random numbers that are the same on every run (SplitMix64).
struct ParquetRandom: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Columns with their fields, and how they come out of a file.
struct ParquetTable {
    var fields: [ParquetField] = []
    var columns: [ParquetValues] = []

    mutating func add(_ name: String, _ type: ParquetType, _ values: ParquetValues, isRequired: Bool = false) {
        fields.append(ParquetField(name: name, type: type, isRequired: isRequired))
        columns.append(values)
    }

    /// A column of every type with missing cells, and one of every type without.
    static func random(rows: Int, _ random: inout ParquetRandom) -> ParquetTable {
        var table = ParquetTable()
        for isRequired in [false, true] {
            let name = isRequired ? "required" : "optional"
            func missing(_ random: inout ParquetRandom) -> Bitmap? {
                isRequired ? nil : randomBitmap(rows, &random)
            }
            let kinds: [TextKind] = [.few, .many, .runs, .long]
            for kind in kinds {
                let text = randomText(rows, kind, missing: missing(&random), &random)
                table.add("\(name) \(kind)", .text, .text(text), isRequired: isRequired)
            }
            let few = (0..<rows).map { _ in Int64.random(in: -3...3, using: &random) }
            let many = (0..<rows).map { _ in Int64.random(in: .min ... .max, using: &random) }
            table.add("\(name) few integers", .int64, .int64(few, missing: missing(&random)), isRequired: isRequired)
            table.add("\(name) integers", .int64, .int64(many, missing: missing(&random)), isRequired: isRequired)
            table.add(
                "\(name) instants", .timestampMicros,
                .int64(many.map { $0 % 4_000_000_000_000_000 }, missing: missing(&random)),
                isRequired: isRequired)
            table.add(
                "\(name) small", .int32, .int32(many.map { Int32(truncatingIfNeeded: $0) }, missing: missing(&random)),
                isRequired: isRequired)
            table.add(
                "\(name) days", .date, .int32(many.map { Int32($0 % 30_000) }, missing: missing(&random)),
                isRequired: isRequired)
            table.add(
                "\(name) numbers", .double, .double(many.map { Double($0) / 65_536 }, missing: missing(&random)),
                isRequired: isRequired)
            table.add(
                "\(name) few numbers", .double, .double(few.map { Double($0) / 2 }, missing: missing(&random)),
                isRequired: isRequired)
            table.add(
                "\(name) truths", .boolean, .boolean(many.map { $0 & 5 == 0 }, missing: missing(&random)),
                isRequired: isRequired)
        }
        return table
    }

    enum TextKind {
        case few
        case many
        case runs
        case long
    }

    static func randomText(
        _ rows: Int, _ kind: TextKind, missing: Bitmap?, _ random: inout ParquetRandom
    ) -> TextColumn {
        let long = "Turdus merula merula (Linnaeus, 1758)"
        let pool = ["", "Pica pica", "Żółw", "陽子", "a\nb", "\"", "😀 gęś", long, "0"]
        var column = TextColumn()
        for row in 0..<rows {
            if missing?[row] == true {
                column.appendMissing()
                continue
            }
            switch kind {
            case .few: column.append(pool[Int.random(in: 0..<pool.count, using: &random)].utf8)
            case .many: column.append("\(row)-\(UInt32.random(in: 0...UInt32.max, using: &random)) ń".utf8)
            case .runs: column.append(pool[row / 50 % pool.count].utf8)
            case .long:
                let word = pool[Int.random(in: 1..<pool.count, using: &random)]
                column.append(Array(repeating: word, count: Int.random(in: 0...12, using: &random)).joined().utf8)
            }
        }
        return column
    }

    /// Bits in stretches of random density: none, few, many, all.
    static func randomBitmap(_ rows: Int, _ random: inout ParquetRandom) -> Bitmap {
        var bitmap = Bitmap()
        while bitmap.count < rows {
            let density = Int.random(in: 0...3, using: &random)
            for _ in 0..<min(rows - bitmap.count, Int.random(in: 1...300, using: &random)) {
                bitmap.append(Int.random(in: 0..<3, using: &random) < density)
            }
        }
        return bitmap
    }

    /// The file with these row groups.
    func file(
        _ compression: ParquetCompression = .none, groups: [Bitmap?] = [nil],
        metadata: [(key: String, value: String)] = []
    ) -> [UInt8] {
        var writer = ParquetWriter(fields: fields, compression: compression, metadata: metadata)
        var file: [UInt8] = []
        for rows in groups { writer.append(columns, rows: rows, to: &file) }
        writer.finish(to: &file)
        return file
    }

    /// The columns as a reader gives them: only the selected rows, 0 in missing cells, no bitmap where none is missing.
    func expected(_ rows: Bitmap?) -> [ParquetValues] {
        columns.map { values in
            let rows = rows?.setRows ?? Array(0..<values.count)
            let isMissing = rows.map { values.missing?[$0] ?? false }
            var missing = Bitmap()
            for bit in isMissing { missing.append(bit) }
            let bits = missing.isAnySet ? missing : nil
            switch values {
            case .text(let column):
                var text = TextColumn()
                for row in rows { text.append(cell: row, of: column) }
                return .text(text)
            case .int64(let values, _): return .int64(zip(rows, isMissing).map { $1 ? 0 : values[$0] }, missing: bits)
            case .int32(let values, _): return .int32(zip(rows, isMissing).map { $1 ? 0 : values[$0] }, missing: bits)
            case .double(let values, _): return .double(zip(rows, isMissing).map { $1 ? 0 : values[$0] }, missing: bits)
            case .boolean(let values, _): return .boolean(zip(rows, isMissing).map { !$1 && values[$0] }, missing: bits)
            }
        }
    }
}
