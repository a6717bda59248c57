import Files
import Glibc
import Observations
import Storage
import Testing

struct KeyRunsTests {
    let folder = TemporaryFolder()
    let store: Store

    init() throws {
        store = Store(root: folder / "store", disk: Disk(faults: FaultPlan()))
        try store.prepare()
    }

    /// Random entries with different keys, sorted; `space` keeps keys few, so that they come again.
    func entries(_ count: Int, space: UInt64, _ random: inout SplitMix64) -> [KeyEntry] {
        var byKey: [RecordKey: KeyEntry] = [:]
        for _ in 0..<count {
            var seeded = SplitMix64(seed: random.next() % space)
            let key = RecordKey(high: seeded.next(), low: seeded.next())
            byKey[key] = KeyEntry(
                key: key, content: random.next(), revision: Int64(bitPattern: random.next()),
                ordinal: random.next() % 9 == 0 ? nil : UInt32(random.next() % UInt64(KeyEntry.ordinalLimit)),
                state: KeyState(rawValue: UInt32(random.next() % 4)) ?? .live,
                submission: UInt32(truncatingIfNeeded: random.next()))
        }
        return byKey.values.sorted { $0.key < $1.key }
    }

    @Test("A store that goes on from another one merges that one's runs and leaves their files where they are")
    func mergingAnothersRuns() throws {
        var random = SplitMix64(seed: 5)
        let ledger = try Ledger(store)
        var runs = try KeyRuns(store: store, ledger: ledger)
        for _ in 0..<7 { try runs.add(entries(60, space: 1 << 40, &random)) }
        var night = NightResult()
        night.keyRunsAdded = runs.added
        try ledger.commitNight(night)
        let before = try store.disk.list(store.keyRunsPath).sorted()
        #expect(before.count == 7)

        let beside = Store(
            root: folder / "beside", disk: store.disk, base: try StoreBase(store, ledger: ledger))
        try beside.prepare()
        try ledger.copy(to: beside.ledgerPath)
        var others = try KeyRuns(store: beside, ledger: try Ledger(beside))
        try others.add(entries(60, space: 1 << 40, &random))
        try others.compact()
        #expect(others.removed.count == 7)
        try others.removeReplacedFiles()
        #expect(try store.disk.list(store.keyRunsPath).sorted() == before)
        _ = try store.recover(ledger: ledger)
    }

    @Test(
        "Runs answer as a dictionary would, before and after merging, and after being opened again", arguments: 1...12)
    func likeADictionary(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let space: UInt64 = seed.isMultiple(of: 2) ? 3000 : 1 << 40
        var known: [KeyRunFile] = []
        var model: [RecordKey: KeyEntry] = [:]
        for _ in 0..<25 {
            var runs = try KeyRuns(store: store, runs: known)
            for _ in 0..<Int.random(in: 0...2, using: &random) {
                let new = entries(Int.random(in: 0...400, using: &random), space: space, &random)
                try runs.add(new)
                for entry in new { model[entry.key] = entry }
            }
            if Bool.random(using: &random) { try runs.compact() }
            known = known.filter { !runs.removed.contains($0.number) } + runs.added
            try runs.removeReplacedFiles()

            let asked =
                (model.keys.shuffled(using: &random).prefix(200)
                + (0..<200).map { _ in
                    RecordKey(high: random.next(), low: random.next())
                }).shuffled(using: &random)
            let expected = asked.map { model[$0] }
            #expect(try runs.entries(for: asked) == expected)
            #expect(try KeyRuns(store: store, runs: known).entries(for: asked) == expected)
        }
        #expect(known.count < 25)
        #expect(try store.disk.list(store.keyRunsPath).count == known.count)
    }

    @Test("Keys that are not evenly distributed are found too")
    func unevenKeys() throws {
        var runs = try KeyRuns(store: store, runs: [])
        var entries: [KeyEntry] = []
        for high in [0, 1, 2, 1 << 20, UInt64.max - 1, .max] {
            for low in [0, 1, 77, UInt64.max] {
                entries.append(
                    KeyEntry(key: RecordKey(high: high, low: low), content: high &+ low, ordinal: 1, submission: 2))
            }
        }
        try runs.add(entries)
        #expect(try runs.entries(for: entries.map(\.key)) == entries)
        let absent = [RecordKey(high: 3, low: 0), RecordKey(high: 1, low: 2), RecordKey(high: .max, low: 5)]
        #expect(try runs.entries(for: absent) == [nil, nil, nil])
    }

    @Test("There are never more runs than some eight and the logarithm of the entries")
    func fewRuns() throws {
        var random = SplitMix64(seed: 5)
        var runs = try KeyRuns(store: store, runs: [])
        for night in 1...200 {
            try runs.add(entries(night.isMultiple(of: 17) ? 900 : 12, space: .max, &random))
            try runs.compact()
            #expect(runs.runCount <= 8 + 13)
        }
        #expect(runs.entryCount == 12 * 189 + 900 * 11)
    }

    @Test("A run that was damaged is named and refused", arguments: [0, 40, 3999, 4042, -64, -40, -1])
    func damage(offset: Int) throws {
        var random = SplitMix64(seed: 9)
        var runs = try KeyRuns(store: store, runs: [])
        for _ in 0..<8 { try runs.add(entries(100, space: .max, &random)) }
        let path = store.keyRunPath(3)
        var bytes = try store.disk.read(path)
        bytes[offset < 0 ? bytes.count + offset : offset] ^= 4
        try store.disk.writeDurably(bytes, to: path)
        #expect {
            var damaged = try KeyRuns(store: store, runs: runs.added)
            try damaged.compact()
        } throws: { ($0 as? StoreError)?.kind == .damagedFile && "\($0)".contains("000003.keys") }
    }

    @Test("An entry keeps its place beside its state, and both can be changed")
    func places() {
        var entry = KeyEntry(key: RecordKey(high: 1, low: 2), content: 3, ordinal: 7, submission: 4)
        #expect(entry.ordinal == 7 && entry.state == .live && entry.revision == .min)
        entry.state = .replaced
        entry.ordinal = KeyEntry.ordinalLimit - 1
        #expect(entry.ordinal == KeyEntry.ordinalLimit - 1 && entry.state == .replaced)
        entry.ordinal = nil
        #expect(entry.ordinal == nil && entry.state == .replaced)
        entry.state = .withdrawn
        #expect(entry.ordinal == nil && entry.state == .withdrawn)
        #expect(MemoryLayout<KeyEntry>.size == 40)
    }

    @Test("Runs of more than one piece are sound, also when they are merged", arguments: [32_768, 70_001])
    func pieces(count: Int) throws {
        var random = SplitMix64(seed: 2)
        var runs = try KeyRuns(store: store, runs: [])
        var all: [KeyEntry] = []
        for _ in 0..<8 {
            let some = (0..<count / 8).map { index in
                KeyEntry(
                    key: RecordKey(high: random.next(), low: random.next()), content: 1, ordinal: UInt32(index),
                    submission: 1)
            }
            all += some
            try runs.add(some.sorted { $0.key < $1.key })
        }
        try runs.compact()
        #expect(runs.runCount == 1)
        #expect(try runs.entries(for: all.map(\.key)) == all)
        // Merging reads every piece and compares it with the run's hash.
        for _ in 0..<7 { try runs.add([all[0]]) }
        try runs.add(all.sorted { $0.key < $1.key })
        try runs.compact()
        #expect(runs.runCount == 1)
    }

    @Test("A run of another layout is refused in plain words", arguments: [1, 3] as [UInt8])
    func otherLayout(version: UInt8) throws {
        var runs = try KeyRuns(store: store, runs: [])
        try runs.add([KeyEntry(key: RecordKey(high: 1, low: 2), content: 3, ordinal: 4, submission: 5)])
        let path = store.keyRunPath(1)
        var bytes = try store.disk.read(path)
        bytes[bytes.count - 64 + 15] = version
        try store.disk.writeDurably(bytes, to: path)
        #expect {
            _ = try KeyRuns(store: store, runs: runs.added)
        } throws: {
            "\($0)".contains(version == 1 ? "an older version of Transect" : "a newer version of Transect")
        }
    }

    @Test("A run of which a part is missing is refused")
    func truncated() throws {
        var random = SplitMix64(seed: 9)
        var runs = try KeyRuns(store: store, runs: [])
        try runs.add(entries(100, space: .max, &random))
        try store.disk.truncate(store.keyRunPath(1), to: 3000)
        #expect(throws: StoreError.self) { _ = try KeyRuns(store: store, runs: runs.added) }
        try store.disk.remove(store.keyRunPath(1))
        #expect(throws: StoreError.self) { _ = try KeyRuns(store: store, runs: runs.added) }
    }

    @Test("Speed", .enabled(if: getenv("TRANSECT_BENCH") != nil, "only measured when TRANSECT_BENCH is set"))
    func speed() throws {
        var random = SplitMix64(seed: 3)
        var runs = try KeyRuns(store: store, runs: [])
        func make(_ count: Int) -> [KeyEntry] {
            (0..<count).map { index in
                KeyEntry(
                    key: RecordKey(high: random.next(), low: random.next()), content: 7, ordinal: UInt32(index),
                    submission: 1)
            }.sorted { $0.key < $1.key }
        }
        for count in [3_000_000, 1_000_000, 500_000, 250_000, 125_000, 60_000, 65_000] {
            let new = make(count)
            let start = cpuMilliseconds()
            try runs.add(new)
            print("add \(count): \(cpuMilliseconds() - start) ms cpu")
        }
        let asked = (0..<50_000).map { _ in RecordKey(high: random.next(), low: random.next()) }
        for _ in 0..<4 {
            let start = cpuMilliseconds()
            let found = try runs.entries(for: asked)
            let milliseconds = cpuMilliseconds() - start
            print("50k lookups, \(runs.runCount) runs: \(milliseconds) ms cpu")
            #expect(found.allSatisfy { $0 == nil })
        }
        let start = cpuMilliseconds()
        for _ in 0..<8 { try runs.add(make(50_000)) }
        let middle = cpuMilliseconds()
        try runs.compact()
        print("8 more in \(middle - start), compact to \(runs.runCount): \(cpuMilliseconds() - middle) ms cpu")
    }
}

/// User and system time of this process.
func cpuMilliseconds() -> Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    func milliseconds(_ time: timeval) -> Double { Double(time.tv_sec) * 1000 + Double(time.tv_usec) / 1000 }
    return milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime)
}
