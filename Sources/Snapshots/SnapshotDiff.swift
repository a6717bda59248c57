import Files
import Observations

/// The differences between two versions in their observations and their consensus.
///
/// Parts of the observations that both versions list with the same hash are not read at all.
package struct SnapshotDiff: Sendable {
    private let old: PublishedPackage
    private let new: PublishedPackage
    private let renamed: [String: String]
    private let disk: Disk

    /// The differences from `old` to `new`.
    ///
    /// - Parameter renamed: For columns that have another name now, the old name by the new.
    package init(from old: PublishedPackage, to new: PublishedPackage, renamed: [String: String] = [:], disk: Disk) {
        self.old = old
        self.new = new
        self.renamed = renamed
        self.disk = disk
    }

    /// Gives out all changes: those of the observations' columns, of records in the order of the dataset, of the
    /// consensus' columns, and of subjects in byte order; until `receive` says `false`.
    ///
    /// A confidence of the consensus that moves by less than .05 is no change.
    package func run(_ receive: (Change) throws -> Bool) throws {
        guard try compareObservations(receive) else { return }
        _ = try compareConsensus(receive)
    }

    /// Whether the consensus differs by more than confidences that moved by less than .05.
    func hasOtherConsensus() throws -> Bool {
        var differs = false
        _ = try compareConsensus { _ in
            differs = true
            return false
        }
        return differs
    }

    private func compareObservations(_ receive: (Change) throws -> Bool) throws -> Bool {
        let (before, now) = (old.observationParts, new.observationParts)
        let columns = Columns(old: before.first?.columns ?? [], new: now.first?.columns ?? [], renamed: renamed)
        for change in columns.changes(of: ObservationParts.stem) {
            guard try receive(change) else { return false }
        }
        let (oldDigests, newDigests) = (Set(before.map(\.digest)), Set(now.map(\.digest)))
        var comparison = TableComparison(
            ObservationParts.stem,
            old: try rows(before.filter { !newDigests.contains($0.digest) }, in: old),
            new: try rows(now.filter { !oldDigests.contains($0.digest) }, in: new),
            key: .record, pairs: columns.pairs, isSameHeader: columns.areSame)
        // A term may be called `x_confidence` too; there every value is one that somebody wrote.
        return try report(&comparison, columns, passingOver: [], receive) { key in
            RecordID(key[0]).map(ChangedThing.record) ?? .table(ObservationParts.stem)
        }
    }

    private func compareConsensus(_ receive: (Change) throws -> Bool) throws -> Bool {
        let name = "consensus"
        let (before, now) = (old.table(name), new.table(name))
        if before?.digest == now?.digest { return true }
        let columns = Columns(
            old: before?.columns ?? [], new: now?.columns ?? [], renamed: renamedInConsensus(now?.columns ?? []))
        for change in columns.changes(of: name) {
            guard try receive(change) else { return false }
        }
        // Without a common key rows cannot be told to be the same ones: the lines about the columns say it all.
        guard let before, let now, let key = columns.key(now.primaryKey, before: before.primaryKey) else { return true }
        var comparison = TableComparison(
            name, old: try rows([before], in: old), new: try rows([now], in: new), key: key, pairs: columns.pairs,
            isSameHeader: columns.areSame)
        return try report(&comparison, columns, passingOver: columns.confidences, receive) { .subject($0) }
    }

    /// The old names of the consensus' columns by the new: with a term's name change those of all columns of its
    /// question (`Q_status`, `Q_votes`, …).
    private func renamedInConsensus(_ columns: [String]) -> [String: String] {
        var former = renamed
        for column in columns where former[column] == nil {
            // Of two terms that fit, such as `a` and `a_b` for `a_b_votes`, the longer one is meant.
            let fitting = renamed.keys.filter { column.hasPrefix($0 + "_") }
            guard let term = fitting.max(by: { $0.utf8.count < $1.utf8.count }), let old = renamed[term] else {
                continue
            }
            former[column] = old + column.dropFirst(term.count)
        }
        return former
    }

    private func rows(_ resources: [PublishedResource], in package: PublishedPackage) throws -> PublishedRows {
        try PublishedRows(resources.map { package.folder + "/" + $0.path }, disk: disk)
    }

    /// Turns findings about rows into changes; `false` where `receive` has had enough.
    ///
    /// - Parameter confidences: the columns of which small moves are no change.
    private func report(
        _ comparison: inout TableComparison, _ columns: Columns, passingOver confidences: Set<Int>,
        _ receive: (Change) throws -> Bool, thing: ([String]) -> ChangedThing
    ) throws -> Bool {
        var goesOn = true
        try comparison.run { finding in
            switch finding {
            case .added(let key): goesOn = try receive(Change(thing(key), .added))
            case .withdrawn(let key): goesOn = try receive(Change(thing(key), .withdrawn))
            case .changed(let key, let differences):
                for difference in differences where goesOn {
                    if confidences.contains(difference.column),
                        Confidence.moveIsSmall(from: difference.old, to: difference.new)
                    {
                        continue
                    }
                    goesOn = try receive(
                        Change(
                            thing(key), .changed, term: columns.new[difference.column],
                            old: difference.old.map { String(decoding: $0, as: UTF8.self) },
                            new: difference.new.map { String(decoding: $0, as: UTF8.self) }))
                }
            }
            return goesOn
        }
        return goesOn
    }
}

/// How the columns of two versions of a table correspond.
private struct Columns {
    let old: [String]
    let new: [String]
    /// Columns that both have.
    let pairs: [TableComparison.Pair]
    /// The old column of a new one, where there is one.
    private let partners: [Int?]
    /// The new columns that hold confidences: `Q_confidence` beside `Q_status`.
    let confidences: Set<Int>

    init(old: [String], new: [String], renamed: [String: String]) {
        self.old = old
        self.new = new
        partners = new.map { name in
            old.firstIndex(of: name)
                ?? renamed[name].flatMap { former in new.contains(former) ? nil : old.firstIndex(of: former) }
        }
        pairs = partners.enumerated().compactMap { index, partner in
            partner.map { TableComparison.Pair(new: index, old: $0) }
        }
        let ending = "_confidence"
        confidences = Set(
            new.indices.filter { new[$0].hasSuffix(ending) && new.contains(new[$0].dropLast(ending.count) + "_status") }
        )
    }

    /// Whether equal bytes of two rows mean equal rows.
    var areSame: Bool { old == new }

    /// The lines about columns.
    func changes(of table: String) -> [Change] {
        let kept = Set(partners.compactMap { $0 })
        var changes: [Change] = []
        for (index, name) in old.enumerated() where !kept.contains(index) {
            changes.append(Change(.table(table), .columnRemoved, term: name))
        }
        for (index, partner) in partners.enumerated() {
            if let partner {
                guard old[partner] != new[index] else { continue }
                changes.append(
                    Change(.table(table), .columnRenamed, term: new[index], old: old[partner], new: new[index]))
            } else {
                changes.append(Change(.table(table), .columnAdded, term: new[index]))
            }
        }
        return changes
    }

    /// The key that both versions have, or `nil`.
    func key(_ now: [String], before: [String]) -> TableComparison.Key? {
        let columns = now.compactMap { new.firstIndex(of: $0) }
        let formerly = columns.compactMap { partners[$0] }
        guard !now.isEmpty, formerly.count == now.count, formerly.map({ old[$0] }) == before else { return nil }
        return .columns(new: columns, old: formerly)
    }
}
