import Formats
import Observations
import Testing

@Suite("Parquet: damaged and foreign files")
struct ParquetCorruptionTests {
    @Test("Flipped, lost, doubled and cut bytes are errors or other values, never a crash", arguments: 0..<8)
    func randomDamage(seed: Int) throws {
        var random = ParquetRandom(UInt64(seed) &* 7_919 + 1)
        let rows = [40, 300][seed % 2]
        let table = ParquetTable.random(rows: rows, &random)
        let file = table.file(seed % 4 < 2 ? .none : .gzip, groups: [nil, ParquetTable.randomBitmap(rows, &random)])
        let footer = file.count - 8 - Int(file[file.count - 8]) - Int(file[file.count - 7]) << 8
        var refused = 0
        for round in 0..<500 {
            var damaged = file
            // The footer and the heads of pages are where most can go wrong.
            let range = round % 3 == 0 ? footer..<file.count : 0..<file.count
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let place = Int.random(in: range, using: &random)
                switch Int.random(in: 0..<10, using: &random) {
                case 0: damaged[place % damaged.count] = 0xFF
                case 1: damaged[place % damaged.count] = 0
                case 2: damaged.remove(at: place % damaged.count)
                case 3: damaged.insert(UInt8.random(in: 0...255, using: &random), at: place % damaged.count)
                case 4 where round % 5 == 0: damaged.removeLast(damaged.count - max(1, place % damaged.count))
                default: damaged[place % damaged.count] ^= 1 << UInt8.random(in: 0..<8, using: &random)
                }
            }
            do throws(ReadError) {
                let reader = try ParquetReader(damaged)
                for group in 0..<reader.rowGroupCount {
                    for column in reader.fields.indices {
                        _ = reader.integerRange(group: group, column: column)
                        let values = try reader.read(group: group, columns: [column])
                        #expect(values[0].count == reader.rowCount(of: group))
                    }
                }
            } catch {
                refused += 1
                #expect(!error.description.isEmpty)
            }
        }
        #expect(refused > 100)
    }

    @Test("A file that was cut anywhere is refused")
    func truncation() throws {
        var table = ParquetTable()
        table.add("a", .text, .text(TextColumn(["x", nil, "z"])))
        let file = table.file()
        for count in 0..<file.count {
            #expect(throws: ReadError.self) { try ParquetReader(Array(file[..<count])) }
        }
    }

    @Test("Text that is not UTF-8 is refused, in a dictionary and out of it")
    func encoding() throws {
        for cells in [["abcdef", "abcdef", "abcdef"], ["abcdef", "ghijkl", "mnopqr"]] {
            var table = ParquetTable()
            table.add("a", .text, .text(TextColumn(cells)), isRequired: true)
            let file = table.file()
            let place = try #require(file.indices.first { file[$0...].starts(with: "abcdef".utf8) })
            for damage in [[0xFF], [0xC5], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80]] as [[UInt8]] {
                var damaged = file
                damaged.replaceSubrange(place..<place + damage.count, with: damage)
                let reader = try ParquetReader(damaged)
                #expect { try reader.read(group: 0, columns: [0]) } throws: { ($0 as? ReadError)?.kind == .encoding }
            }
            // Valid as a whole, but cut between two cells.
            var damaged = file
            if cells[1] != cells[0] {
                damaged[place + 5] = 0xC5
                let next = try #require(file.indices.first { file[$0...].starts(with: "ghijkl".utf8) })
                damaged[next] = 0xBC
                let reader = try ParquetReader(damaged)
                #expect { try reader.read(group: 0, columns: [0]) } throws: { ($0 as? ReadError)?.kind == .encoding }
            }
        }
    }

    @Test("Other compressions, encodings, pages and types are named in the refusal")
    func foreign() throws {
        let cases: [(file: String, says: String)] = [
            (ForeignParquet.snappy, "snappy"), (ForeignParquet.delta, "deltaBinaryPacked"),
            (ForeignParquet.pagesV2, "dataV2"), (ForeignParquet.nested, "nested"), (ForeignParquet.float, "column x"),
            (ForeignParquet.milliseconds, "column x"),
        ]
        for (file, says) in cases {
            #expect {
                let reader = try ParquetReader(ForeignParquet.bytes(file))
                _ = try reader.read(group: 0, columns: [0])
            } throws: {
                guard let error = $0 as? ReadError else { return false }
                return error.kind == .unsupported && error.problem.description.contains(says)
            }
        }
    }

    @Test("Files that pyarrow wrote are read: dictionary or plain, gzip or none, falling back within a column")
    func pyarrow() throws {
        for file in [ForeignParquet.dictionaryGzip, ForeignParquet.plain] {
            let reader = try ParquetReader(ForeignParquet.bytes(file))
            #expect(reader.fields.map(\.name) == ["t", "i", "j", "d", "b", "day", "ts", "req"])
            #expect(
                reader.fields.map(\.type) == [
                    .text, .int64, .int32, .double, .boolean, .date, .timestampMicros, .int64,
                ])
            #expect(reader.fields.map(\.isRequired) == Array(repeating: false, count: 7) + [true])
            let missing = Bitmap(count: 3, words: [0b010])
            #expect(
                try reader.read(group: 0, columns: Array(0..<8)) == [
                    .text(TextColumn(["Żółw", nil, ""])), .int64([1, 0, -3], missing: missing),
                    .int32([7, 0, 7], missing: missing), .double([0.5, 0, -2], missing: missing),
                    .boolean([true, false, false], missing: missing), .int32([19_844, 0, -1], missing: missing),
                    .int64([1_714_545_000_000_001, 0, -1], missing: missing), .int64([4, 5, 6], missing: nil),
                ])
            #expect(reader.integerRange(group: 0, column: 1) == -3...1)
        }
        let reader = try ParquetReader(ForeignParquet.bytes(ForeignParquet.fallback))
        guard case .text(let text) = try reader.read(group: 0, columns: [0])[0] else { throw UnexpectedParquet() }
        #expect((0..<text.count).map { text[$0] } == (0..<40).map { "a\($0 % 20)" })
    }
}
