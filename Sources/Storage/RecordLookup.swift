import Observations

/// One state of a record: what was accepted, and where it came from; or that it went out of the dataset or came back.
package struct RecordVersion: Sendable, Equatable {
    /// What happened to it.
    package var kind: VersionKind = .content
    /// The submission and record that brought it. For a marker the record may be 0; submission 0 stands for a decision,
    /// and the record is its event's number.
    package var origin: RecordID
    /// The terms that the dataset had then; none for a marker.
    package var terms: [Term]
    /// The canonical text under each term, `nil` where there is none.
    package var values: [String?]
}

/// A record with all its states.
package struct FoundRecord: Sendable, Equatable {
    /// Its name.
    package var id: RecordID
    /// Its place in the dataset.
    package var ordinal: UInt32
    /// Its states, oldest first. The first one is content.
    package var versions: [RecordVersion]

    /// The content that holds now, or held when it went out of the dataset.
    package var current: RecordVersion { versions.last { $0.kind == .content } ?? versions[0] }

    /// Whether it is out of the dataset.
    package var isHidden: Bool { versions.last?.kind == .withdrawn }
}

/// Finds single records in the segments. For questions of people: it reads as little as it can, but it reads files.
package struct RecordLookup: Sendable {
    private let store: Store
    private let segments: [SegmentFile]

    /// A lookup in all segments, as the ledger names them.
    package init(store: Store, segments: [SegmentFile]) {
        self.store = store
        self.segments = segments
    }

    /// The record of that name, `nil` where none was accepted under it.
    package func find(_ id: RecordID) throws -> FoundRecord? {
        for segment in segments where segment.kind == .additions {
            let reader = try SegmentReader(store: store, segment)
            for group in 0..<reader.groupCount where reader.mayHold(submission: id.submission, group: group) {
                let origins = try reader.rows(of: group, terms: [])
                for row in 0..<origins.count where origins.origin(row) == id {
                    let first = version(try reader.rows(of: group, terms: reader.terms), row, reader.terms)
                    let ordinal = origins.ordinals[row]
                    return FoundRecord(
                        id: id, ordinal: UInt32(truncatingIfNeeded: ordinal),
                        versions: [first] + (try corrections(of: ordinal)))
                }
            }
        }
        return nil
    }

    /// The places of the records of those names, in their order; `nil` where none was accepted under one. Reads every
    /// file once at most, and of it only the row groups that may hold one of them.
    package func places(of ids: [RecordID]) throws -> [UInt32?] {
        let submissions = Set(ids.map(\.submission)).sorted()
        let wanted = Set(ids)
        var found: [RecordID: UInt32] = [:]
        for segment in segments where segment.kind == .additions && found.count < wanted.count {
            let reader = try SegmentReader(store: store, segment)
            for group in 0..<reader.groupCount where reader.mayHold(anyOf: submissions, group: group) {
                let rows = try reader.rows(of: group, terms: [])
                for row in 0..<rows.count where wanted.contains(rows.origin(row)) {
                    found[rows.origin(row)] = UInt32(truncatingIfNeeded: rows.ordinals[row])
                }
            }
        }
        return ids.map { found[$0] }
    }

    /// The record at a place of the dataset, `nil` behind its end.
    package func find(ordinal: UInt32) throws -> FoundRecord? {
        let place = Int64(ordinal)
        for segment in segments where segment.kind == .additions {
            guard segment.firstOrdinal <= ordinal, ordinal <= segment.lastOrdinal else { continue }
            let reader = try SegmentReader(store: store, segment)
            for group in 0..<reader.groupCount where reader.ordinalRange(of: group)?.contains(place) ?? true {
                let rows = try reader.rows(of: group, terms: reader.terms)
                guard let row = rows.ordinals.firstIndex(of: place) else { continue }
                return FoundRecord(
                    id: rows.origin(row), ordinal: ordinal,
                    versions: [version(rows, row, reader.terms)] + (try corrections(of: place)))
            }
        }
        return nil
    }

    private func corrections(of ordinal: Int64) throws -> [RecordVersion] {
        var versions: [RecordVersion] = []
        for segment in segments where segment.kind == .corrections {
            guard Int64(segment.firstOrdinal) <= ordinal, ordinal <= Int64(segment.lastOrdinal) else { continue }
            let reader = try SegmentReader(store: store, segment)
            for group in 0..<reader.groupCount where reader.ordinalRange(of: group)?.contains(ordinal) ?? true {
                guard try reader.ordinals(of: group).contains(ordinal) else { continue }
                let rows = try reader.rows(of: group, terms: reader.terms)
                let kinds = try reader.kinds(of: group)
                for row in 0..<rows.count where rows.ordinals[row] == ordinal {
                    let kind = kinds?[row] ?? .content
                    versions.append(
                        kind == .content
                            ? version(rows, row, reader.terms)
                            : RecordVersion(kind: kind, origin: rows.origin(row), terms: [], values: []))
                }
            }
        }
        return versions
    }

    private func version(_ rows: SegmentRows, _ row: Int, _ terms: [Term]) -> RecordVersion {
        RecordVersion(origin: rows.origin(row), terms: terms, values: rows.columns.map { $0[row] })
    }
}
