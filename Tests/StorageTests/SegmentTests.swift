import Files
import Formats
import Glibc
import Observations
import Storage
import Testing

struct SegmentTests {
    let folder = TemporaryFolder()
    let store: Store

    init() throws {
        store = Store(root: folder / "store", disk: Disk(faults: FaultPlan()))
        try store.prepare()
    }

    /// What the store should hold, kept in plain arrays.
    struct Model {
        var values: [[String: String?]] = []
        var ids: [RecordID] = []
        var versions: [[RecordID]] = []
        var kinds: [[VersionKind]] = []

        func isHidden(_ place: Int) -> Bool { kinds[place].last == .withdrawn }
        func origin(_ place: Int) -> RecordID? {
            kinds[place].lastIndex(of: .content).map { versions[place][$0] }
        }
    }

    func batch(_ schema: Schema, submission: UInt32, rows: Int, _ random: inout SplitMix64) -> ObservationBatch {
        var origins = Origins(submission: submission)
        for row in 0..<rows { origins.append(record: UInt32(row + 1), row: UInt32(row + 2), position: UInt64(row)) }
        let columns = schema.terms.map { _ in
            TextColumn(
                (0..<rows).map { _ in
                    switch random.next() % 5 {
                    case 0: nil
                    case 1: ""
                    case 2: "Łąka 🐦"
                    default: String(random.next() % 1000)
                    }
                })
        }
        return ObservationBatch(schema: schema, columns: columns, origins: origins)
    }

    func bitmap(_ rows: Int, _ random: inout SplitMix64) -> Bitmap {
        switch random.next() % 4 {
        case 0: return Bitmap(repeating: true, count: rows)
        case 1: return Bitmap(repeating: false, count: rows)
        default:
            var bitmap = Bitmap(repeating: true, count: rows)
            for row in 0..<rows where random.next() % 3 == 0 { bitmap[row] = false }
            return bitmap
        }
    }

    @Test(
        "The dataset read back is that of a model in plain arrays, over nights, corrections and ranges",
        arguments: 1...20)
    func likeAModel(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        var model = Model()
        var segments: [SegmentFile] = []
        var submission: UInt32 = 0
        for night in 0..<5 {
            // A term comes in with the third night.
            let schema = Schema(night < 2 ? ["a", "b"] : ["b", "c", "a"])
            let number = (segments.last?.number ?? 0) + 1
            var additions = SegmentWriter(store: store, kind: .additions, number: number, schema: schema)
            var corrections = SegmentWriter(store: store, kind: .corrections, number: number + 1, schema: schema)
            for _ in 0..<Int.random(in: 0...4, using: &random) {
                submission += 1
                let rows = Int.random(in: 0...150, using: &random)
                let batch = batch(schema, submission: submission, rows: rows, &random)
                let new = bitmap(rows, &random)
                try additions.append(
                    batch, rows: new, ordinals: (0..<UInt32(new.setCount)).map { $0 + UInt32(model.values.count) })
                func row(_ row: Int) -> [String: String?] {
                    var values: [String: String?] = [:]
                    for (column, term) in schema.terms.enumerated() {
                        values[term.name] = .some(batch.columns[column][row])
                    }
                    return values
                }
                for selected in new.setRows {
                    let id = RecordID(submission: submission, record: UInt32(selected + 1))
                    model.values.append(row(selected))
                    model.ids.append(id)
                    model.versions.append([id])
                    model.kinds.append([.content])
                }
                var newer = Bitmap(repeating: false, count: rows)
                var places: [UInt32] = []
                for selected in 0..<rows where !new[selected] && random.next() % 2 == 0 && !model.values.isEmpty {
                    newer[selected] = true
                    let place = Int(random.next() % UInt64(model.values.count))
                    places.append(UInt32(place))
                    model.values[place] = row(selected)
                    model.versions[place].append(RecordID(submission: submission, record: UInt32(selected + 1)))
                    model.kinds[place].append(.content)
                }
                try corrections.append(batch, rows: newer, ordinals: places)
                for kind in [VersionKind.withdrawn, .restored] where !model.values.isEmpty && random.next() % 2 == 0 {
                    let places = (0..<30).map { _ in UInt32(random.next() % UInt64(model.values.count)) }
                    try corrections.appendMarkers(kind, places: places, submission: submission, record: 3)
                    for place in places {
                        model.versions[Int(place)].append(RecordID(submission: submission, record: 3))
                        model.kinds[Int(place)].append(kind)
                    }
                }
            }
            if let file = try additions.finish() { segments.append(file) }
            if let file = try corrections.finish() { segments.append(file) }
        }
        let count = model.values.count
        var ranges: [Range<UInt32>?] = [nil, 0..<0]
        try compareRanges(model, segments, &random)
        for _ in 0..<6 {
            let low = Int.random(in: 0...count, using: &random)
            ranges.append(UInt32(low)..<UInt32(Int.random(in: low...(count + 5), using: &random)))
        }
        for range in ranges { try compare(model, segments, range) }

        let lookup = RecordLookup(store: store, segments: segments)
        for _ in 0..<20 where count > 0 {
            let place = Int.random(in: 0..<count, using: &random)
            let found = try #require(try lookup.find(model.ids[place]))
            #expect(found.ordinal == UInt32(place) && found.id == model.ids[place])
            #expect(found.versions.map(\.origin) == model.versions[place])
            #expect(found.versions.map(\.kind) == model.kinds[place] && found.isHidden == model.isHidden(place))
            for (term, value) in zip(found.current.terms, found.current.values) {
                #expect(model.values[place][term.name] == .some(value))
            }
            #expect(try lookup.find(ordinal: UInt32(place)) == found)
        }
        let names = model.ids.shuffled(using: &random) + [RecordID(submission: 9999, record: 1)]
        #expect(try lookup.places(of: names) == names.map { model.ids.firstIndex(of: $0).map { UInt32($0) } })
        #expect(try lookup.find(RecordID(submission: 9999, record: 1)) == nil)
        #expect(try lookup.find(ordinal: UInt32(count)) == nil)
    }

    func compare(_ model: Model, _ segments: [SegmentFile], _ range: Range<UInt32>?) throws {
        let source = try CurrentObservations(store: store, segments: segments, terms: ["c", "a"], ordinals: range)
        let expected = range.map { $0.clamped(to: 0..<UInt32(model.values.count)) } ?? 0..<UInt32(model.values.count)
        try compare(model, source, expected.map { Int($0) }.filter { !model.isHidden($0) })
    }

    func compareRanges(_ model: Model, _ segments: [SegmentFile], _ random: inout SplitMix64) throws {
        let count = model.values.count
        let ranges = (0..<5).map { _ in
            let low = Int.random(in: 0...count, using: &random)
            return UInt32(low)..<UInt32(low + Int.random(in: 0...40, using: &random))
        }
        let places = (0..<count).filter { place in ranges.contains { $0.contains(UInt32(place)) } }
        for includesHidden in [false, true] {
            let source = try CurrentObservations(
                store: store, segments: segments, terms: ["c", "a"], ranges: ranges, includingHidden: includesHidden)
            for place in places { #expect(source.isHidden(UInt32(place)) == model.isHidden(place)) }
            try compare(model, source, places.filter { includesHidden || !model.isHidden($0) })
        }
    }

    /// The source gives those places and no others, with the model's content.
    func compare(_ model: Model, _ observations: CurrentObservations, _ places: [Int]) throws {
        var source = observations
        #expect(source.count == places.count)
        var rest = places[...]
        while let batch = try source.next() {
            #expect(batch.terms == ["c", "a"] && batch.count > 0 && batch.count <= 65_536)
            for row in 0..<batch.count {
                let next = rest.popFirst()
                let place = try #require(next)
                try #require(batch.ordinals[row] == UInt32(place))
                try #require(batch.ids[row] == model.ids[place])
                try #require(batch.origins[row] == model.origin(place))
                try #require(batch.batch[0][row] == model.values[place]["c"] ?? nil)
                try #require(batch.batch[1][row] == model.values[place]["a"] ?? nil)
            }
        }
        #expect(rest.isEmpty)
    }

    @Test("A segment of the first layout, which has no states, can be read: all of it is content")
    func firstLayout() throws {
        let fields = [
            ParquetField(name: ".ordinal", type: .int64, isRequired: true),
            ParquetField(name: ".submission", type: .int32, isRequired: true),
            ParquetField(name: ".record", type: .int32, isRequired: true),
            ParquetField(name: "a", type: .text, isRequired: false),
        ]
        var writer = ParquetWriter(fields: fields)
        var output: [UInt8] = []
        writer.append(
            [
                .int64([0, 1], missing: nil), .int32([7, 7], missing: nil), .int32([1, 2], missing: nil),
                .text(TextColumn(["x", nil])),
            ], to: &output)
        writer.finish(to: &output)
        try store.disk.writeDurably(output, to: store.segmentPath(1))
        let file = SegmentFile(
            number: 1, kind: .additions, rows: 2, firstOrdinal: 0, lastOrdinal: 1, bytes: Int64(output.count))
        var source = try CurrentObservations(store: store, segments: [file], terms: ["a"])
        #expect(try source.next()?.batch == [TextColumn(["x", nil])])
        #expect(try RecordLookup(store: store, segments: [file]).find(ordinal: 1)?.current.values == [nil])
    }

    @Test("A night's own segments can be read once they are complete, before the ledger names them")
    func notYetCommitted() throws {
        let ledger = try Ledger(store)
        let schema = Schema(["a"])
        var origins = Origins(submission: 1)
        for record in 1...3 as ClosedRange<UInt32> { origins.append(record: record, row: record, position: 0) }
        let batch = ObservationBatch(schema: schema, columns: [TextColumn(["x", "y", "z"])], origins: origins)
        var additions = SegmentWriter(
            store: store, kind: .additions, number: try ledger.nextSegmentNumber(), schema: schema)
        try additions.append(batch, rows: Bitmap(repeating: true, count: 3), ordinals: [0, 1, 2])
        var corrections = SegmentWriter(store: store, kind: .corrections, number: 2, schema: schema)
        try corrections.appendMarkers(.withdrawn, places: [1], submission: 0, record: 12)
        let files = try [additions.finish(), corrections.finish()].compactMap { $0 }
        #expect(files.map(\.rows) == [3, 1])
        var source = try CurrentObservations(store: store, segments: files, terms: ["a"])
        #expect(try source.next()?.ordinals == [0, 2])
        let found = try RecordLookup(store: store, segments: files).find(ordinal: 1)
        #expect(found?.isHidden == true && found?.current.values == ["y"])
        #expect(found?.versions.last?.origin == RecordID(submission: 0, record: 12))
    }

    @Test("Small batches share row groups, large ones have their own, and no rows make no file")
    func rowGroups() throws {
        var random = SplitMix64(seed: 4)
        let schema = Schema(["a"])
        var writer = SegmentWriter(store: store, kind: .additions, number: 1, schema: schema)
        var next: UInt32 = 0
        for (submission, rows) in [100, 40_000, 200, 65_536, 7, 33_000, 100].enumerated() {
            let batch = batch(schema, submission: UInt32(submission + 1), rows: rows, &random)
            try writer.append(
                batch, rows: Bitmap(repeating: true, count: rows), ordinals: (next..<next + UInt32(rows)).map { $0 })
            next += UInt32(rows)
        }
        let file = try #require(try writer.finish())
        #expect(file.rows == Int(next) && file.firstOrdinal == 0 && file.lastOrdinal == next - 1)
        #expect(file.bytes == (try store.disk.status(store.segmentPath(1))?.size))
        var source = try CurrentObservations(store: store, segments: [file], terms: ["a"])
        var sizes: [Int] = []
        while let batch = try source.next() { sizes.append(batch.count) }
        #expect(
            sizes == [40_300, 65_536, 33_107] || sizes.reduce(0, +) == Int(next) && sizes.allSatisfy { $0 <= 65_536 })
        let empty = SegmentWriter(store: store, kind: .additions, number: 2, schema: schema)
        #expect(try empty.finish() == nil)
        #expect(try store.disk.list(store.segmentsPath) == ["000001.parquet"])
    }

    @Test("A segment that is damaged is named")
    func damage() throws {
        var random = SplitMix64(seed: 4)
        let schema = Schema(["a"])
        var writer = SegmentWriter(store: store, kind: .additions, number: 1, schema: schema)
        try writer.append(
            batch(schema, submission: 1, rows: 10, &random), rows: Bitmap(repeating: true, count: 10),
            ordinals: (0..<10).map { $0 })
        let file = try #require(try writer.finish())
        try store.disk.truncate(store.segmentPath(1), to: file.bytes / 2)
        #expect {
            var source = try CurrentObservations(store: store, segments: [file], terms: ["a"])
            _ = try source.next()
        } throws: { ($0 as? StoreError)?.kind == .damagedFile && "\($0)".contains("000001.parquet") }
        try store.disk.remove(store.segmentPath(1))
        #expect {
            var source = try CurrentObservations(store: store, segments: [file], terms: ["a"])
            _ = try source.next()
        } throws: { ($0 as? StoreError)?.kind == .missingFile }
    }

    @Test("Speed", .enabled(if: getenv("TRANSECT_BENCH") != nil, "only measured when TRANSECT_BENCH is set"))
    func speed() throws {
        let terms = (0..<12).map { Term("column\($0)") }
        let schema = Schema(terms)
        var writer = SegmentWriter(store: store, kind: .additions, number: 1, schema: schema)
        var random = SplitMix64(seed: 4)
        var next: UInt32 = 0
        var start = cpuMilliseconds()
        var spent = 0.0
        var last: ObservationBatch?
        for submission in 1...16 as ClosedRange<UInt32> {
            let rows = 62_500
            var origins = Origins(submission: submission)
            for row in 0..<rows { origins.append(record: UInt32(row + 1), row: UInt32(row + 2), position: UInt64(row)) }
            let columns = terms.indices.map { column in
                TextColumn((0..<rows).map { _ in String(random.next() % (column < 6 ? 1000 : 1_000_000_000)) })
            }
            let batch = ObservationBatch(schema: schema, columns: columns, origins: origins)
            last = batch
            start = cpuMilliseconds()
            try writer.append(
                batch, rows: Bitmap(repeating: true, count: rows), ordinals: (next..<next + UInt32(rows)).map { $0 })
            spent += cpuMilliseconds() - start
            next += UInt32(rows)
        }
        let file = try #require(try writer.finish())
        print("write 1M x 12: \(spent) ms cpu, \(file.bytes) bytes")
        var segments = [file]
        for isCorrected in [false, true] {
            if isCorrected, let batch = last {
                var corrections = SegmentWriter(store: store, kind: .corrections, number: 2, schema: schema)
                try corrections.append(
                    batch, rows: Bitmap(repeating: true, count: batch.count),
                    ordinals: (0..<UInt32(batch.count)).map { ($0 &* 7919) % next })
                if let file = try corrections.finish() { segments.append(file) }
            }
            for _ in 0..<3 {
                start = cpuMilliseconds()
                var source = try CurrentObservations(store: store, segments: segments, terms: terms)
                var rows = 0
                while let batch = try source.next() { rows += batch.count }
                print("read \(rows) x 12, corrected \(isCorrected): \(cpuMilliseconds() - start) ms cpu")
            }
        }
    }
}
