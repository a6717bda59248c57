import Formats
import Observations

extension FuzzTarget {
    /// Parquet files, as segments of the store are.
    static let parquet = FuzzTarget(
        name: "parquet", seeds: { [ParquetSeed.bytes(), ParquetSeed.bytes(.gzip)] },
        run: { input in
            do throws(ReadError) {
                let reader = try ParquetReader(input.rest)
                for group in 0..<reader.rowGroupCount {
                    let rows = reader.rowCount(of: group)
                    // A few bytes may honestly stand for millions of equal rows; that is no news and takes long.
                    guard rows <= 100_000 else { continue }
                    for column in reader.fields.indices {
                        _ = reader.integerRange(group: group, column: column)
                        let values = try reader.read(group: group, columns: [column])
                        demand(values.count == 1 && values[0].count == rows, "a cell for every row")
                    }
                }
            } catch {
                demand(!error.description.isEmpty, "an error says something")
            }
        })
}

/// A small Parquet file with a column of every type.
enum ParquetSeed {
    static func bytes(_ compression: ParquetCompression = .none) -> [UInt8] {
        let missing = Bitmap(count: 4, words: [0b0100])
        var writer = ParquetWriter(
            fields: [
                ParquetField(name: "t", type: .text), ParquetField(name: "u", type: .text, isRequired: true),
                ParquetField(name: "i", type: .int64), ParquetField(name: "d", type: .double),
                ParquetField(name: "b", type: .boolean), ParquetField(name: "day", type: .date),
            ], compression: compression, metadata: [("k", "v")])
        var file: [UInt8] = []
        writer.append(
            [
                .text(TextColumn(["Pica pica", "", nil, "Pica pica"])), .text(TextColumn(["a", "b", "c", "ł"])),
                .int64([1, -1, 0, .max], missing: missing), .double([0.5, 0, 1, 2], missing: nil),
                .boolean([true, false, true, true], missing: nil), .int32([1, 2, 0, 4], missing: missing),
            ], to: &file)
        writer.finish(to: &file)
        return file
    }
}
