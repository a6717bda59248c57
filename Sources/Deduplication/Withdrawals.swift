import Observations

extension Deduplicator {
    /// Takes records out that the new file of their series does not have, and those whose rows have become equal to
    /// other records while it was judged. They come back when they are sent again. What another series has too stays.
    ///
    /// Call it once, behind the submission's last batch. A record that was sent again by that submission, or is not in
    /// the dataset any more, is left alone.
    ///
    /// - Parameters:
    ///   - submission: the submission that no longer has them.
    ///   - otherHolder: a submission of another series that has the record at a place too; `nil` where none has.
    /// - Returns: the places that are no longer to be seen, and those that are because another series has them.
    package mutating func drop(
        _ partners: [SeriesPartner], submission: UInt32, otherHolder: (UInt32) -> UInt32? = { _ in nil }
    ) throws -> (hidden: [UInt32], kept: [UInt32]) {
        var places: (hidden: [UInt32], kept: [UInt32]) = ([], [])
        let all = partners + released
        released = []
        // In pieces, so that the table stays bounded.
        for start in stride(from: 0, to: all.count, by: 65_536) {
            let piece = all[start..<min(start + 65_536, all.count)]
            try recall(piece.compactMap { table.index(of: $0.key) == nil ? $0.key : nil })
            for partner in piece {
                guard let index = table.index(of: partner.key) else { continue }
                var entry = table[index]
                guard entry.state == .live, entry.ordinal == partner.ordinal, entry.submission != submission else {
                    continue
                }
                if let other = otherHolder(partner.ordinal) {
                    entry.submission = other
                    places.kept.append(partner.ordinal)
                } else {
                    entry.state = .absent
                    places.hidden.append(partner.ordinal)
                }
                table.update(index, to: entry)
            }
            try flushIfDue()
        }
        return places
    }

    /// Withdraws a record, also one that has not come yet: then it will not be accepted when it does, unless it has a
    /// revision.
    ///
    /// - Parameter revision: how new what is withdrawn was, where that is known apart from the record: it comes back with
    ///   a newer one only. `Int64.min` for none.
    /// - Returns: its place if it was to be seen until now.
    package mutating func withdraw(_ key: RecordKey, revision: Int64 = .min) throws -> UInt32? {
        guard let index = try find(key), table[index].state != .replaced else {
            return try withdrawUnknown(key, revision)
        }
        var entry = table[index]
        entry.revision = max(entry.revision, revision)
        let place = entry.state == .live ? entry.ordinal : nil
        entry.state = .withdrawn
        table.update(index, to: entry)
        try flushIfDue()
        return place
    }

    private mutating func withdrawUnknown(_ key: RecordKey, _ revision: Int64) throws -> UInt32? {
        let entry = KeyEntry(
            key: key, content: 0, revision: revision, ordinal: nil, state: .withdrawn,
            submission: KeyEntry.noSubmission)
        if let index = try find(key) { table.update(index, to: entry) } else { table.insert(entry, changed: true) }
        try flushIfDue()
        return nil
    }

    /// Restores a record that was withdrawn, or that its file no longer has. One that was withdrawn before it came is
    /// accepted from now on.
    ///
    /// - Returns: its place if it is to be seen again.
    package mutating func restore(_ key: RecordKey) throws -> UInt32? {
        guard let index = try find(key) else { return nil }
        var entry = table[index]
        guard entry.state == .withdrawn || entry.state == .absent else { return nil }
        entry.state = entry.ordinal == nil ? .absent : .live
        table.update(index, to: entry)
        try flushIfDue()
        return entry.ordinal
    }
}
