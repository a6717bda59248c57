import Observations

extension SeriesRows {
    /// Leaves of the present records only those that are live and that a submission of this series sent last, and finds
    /// their keys. Without a declared key, those that were withdrawn stay too: a row that was mended since has no other way
    /// to be known again. Who has sent a withdrawn record last says nothing, since nothing of it was taken.
    ///
    /// A declared key is what it is. Without one, of equal records each has the key of its own number among equal rows,
    /// and some of the numbers may be records of the past: so keys are asked for until all records have theirs, or none
    /// further was ever given.
    ///
    /// - Parameters:
    ///   - submissions: the submissions of the series.
    ///   - shared: the places of records that the series has though another one has sent them last.
    ///   - entriesFor: what the history knows about keys, as `Deduplicator.entries(for:)` tells.
    package mutating func keepOwn(
        of submissions: Set<UInt32>, shared: PlaceSet = PlaceSet(), _ entriesFor: ([RecordKey]) throws -> [KeyEntry?]
    ) throws {
        func isOwn(_ entry: KeyEntry, at place: UInt32) -> Bool {
            submissions.contains(entry.submission) || shared.contains(place)
        }
        var kept: [OwnRecord] = []
        switch rule {
        case .declared:
            for start in stride(from: 0, to: count, by: SeriesRows.askedAtOnce) {
                let rows = start..<min(start + SeriesRows.askedAtOnce, count)
                let entries = try entriesFor(Array(fingerprints[rows]))
                for (row, entry) in zip(rows, entries) {
                    guard let entry, entry.state == .live, entry.ordinal == ordinals[row],
                        isOwn(entry, at: ordinals[row])
                    else { continue }
                    kept.append(OwnRecord(row: row, key: entry.key, isWithdrawn: false))
                }
            }
        case .fingerprint:
            kept = try keptByFingerprint(isOwn, entriesFor)
        }
        settle(kept)
    }

    private static let askedAtOnce = 65_536

    private func keptByFingerprint(
        _ isOwn: (KeyEntry, UInt32) -> Bool, _ entriesFor: ([RecordKey]) throws -> [KeyEntry?]
    ) throws -> [OwnRecord] {
        let equal = EqualRows(fingerprints, rows: keyed)
        let byPlace = ordinals.indices.sorted { ordinals[$0] < ordinals[$1] }
        var kept = [OwnRecord?](repeating: nil, count: count)
        // For each group of equal records how many have no key yet, and the first number not asked for.
        var open = equal.counts
        var asked = [UInt32](repeating: 0, count: open.count)
        var groups = Array(open.indices)
        while !groups.isEmpty {
            var questions: [(group: Int, number: UInt32)] = []
            var next = 0
            while next < groups.count, questions.count < SeriesRows.askedAtOnce {
                let group = groups[next]
                // Twice as many each time, so that it takes few rounds however many are of the past.
                let numbers = asked[group]..<asked[group] + max(open[group], asked[group])
                for number in numbers { questions.append((group, number)) }
                asked[group] = numbers.upperBound
                next += 1
            }
            let entries = try entriesFor(
                questions.map { fingerprints[Int(equal.firstRows[$0.group])].afterEqualRows(UInt64($0.number)) })
            for (question, entry) in zip(questions, entries) {
                // Numbers are given without gaps: behind one that was never given there is none.
                guard let entry else {
                    open[question.group] = 0
                    continue
                }
                guard entry.state != .replaced, let place = entry.ordinal, let row = row(at: place, byPlace),
                    Int(equal.groups[row]) == question.group, open[question.group] > 0
                else { continue }
                open[question.group] -= 1
                let isWithdrawn = entry.state == .withdrawn
                if isWithdrawn || entry.state == .live && isOwn(entry, place) {
                    kept[row] = OwnRecord(row: row, key: entry.key, isWithdrawn: isWithdrawn)
                }
            }
            groups = groups[..<next].filter { open[$0] > 0 } + groups[next...]
        }
        return kept.compactMap { $0 }
    }

    /// The row of a place.
    private func row(at place: UInt32, _ byPlace: [Int]) -> Int? {
        var (low, high) = (0, byPlace.count)
        while low < high {
            let middle = (low + high) / 2
            if ordinals[byPlace[middle]] < place { low = middle + 1 } else { high = middle }
        }
        return low < byPlace.count && ordinals[byPlace[low]] == place ? byPlace[low] : nil
    }
}
