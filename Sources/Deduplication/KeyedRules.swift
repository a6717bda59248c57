import Observations

/// The rules for records with a declared key.
///
/// - An unknown key is a new record. The same content again is a duplicate.
/// - Other content corrects the record if the same submitter sends it, conflicts with it if another does, and is an
///   error if both stand in one file.
/// - An older revision changes nothing, nor does an import where revisions do not speak.
/// - A record that its file no longer had comes back; a withdrawn one only with a newer revision.
extension Deduplicator {
    /// Judges the selected rows; gives the findings in their order.
    mutating func judgeKeyed(
        _ selection: inout Bitmap, keys: RecordKeys, context: ArrivalContext, _ verdicts: inout Verdicts
    ) -> [Finding] {
        var findings: [Finding] = []
        let hasRevisions = !keys.revisions.isEmpty
        let withdraws = keys.withdraws
        var arrival = Arrival(context)
        var touched = 0
        for row in selection.setRows {
            table.lookAhead(from: row, in: keys.keys, &touched)
            if keys.incomplete[row] {
                findings.append(Finding(code: "key-missing", severity: .error, row: row))
                selection[row] = false
                continue
            }
            let arrived = ArrivedRow(
                key: keys.keys[row], content: keys.contents[row], revision: hasRevisions ? keys.revisions[row] : .min,
                hasRevision: hasRevisions)
            let verdict: KeyedVerdict
            if let withdraws, withdraws[row] {
                verdict = withdraw(arrived, &arrival)
                if verdict.isHidden { verdicts.withdrawn.append(verdict.ordinal) }
            } else {
                verdict = judge(arrived, &arrival)
            }
            verdicts.outcomes[row] = verdict.outcome
            verdicts.ordinals[row] = verdict.ordinal
            if let sender = verdict.sender, verdict.wasOut || arrival.isOfAnotherSeries(sender) {
                verdicts.met.append(MetRecord(place: verdict.ordinal, sender: sender, wasOut: verdict.wasOut))
            }
            if let finding = verdict.finding { findings.append(finding.finding(row: row, verdict.other)) }
            if verdict.outcome != .accepted && verdict.outcome != .correction { selection[row] = false }
        }
        return findings
    }

    private mutating func judge(_ row: ArrivedRow, _ arrival: inout Arrival) -> KeyedVerdict {
        guard let index = table.index(of: row.key) else {
            let ordinal = takePlace()
            table.insert(row.entry(at: ordinal, arrival.submission), changed: true)
            return KeyedVerdict(.accepted, ordinal)
        }
        let known = table[index]
        switch known.state {
        case .live: return judge(row, knownLive: known, index, &arrival)
        case .withdrawn: return judge(row, knownWithdrawn: known, index, &arrival)
        case .absent, .replaced:
            let isBack = known.state == .absent && known.ordinal != nil
            let ordinal = isBack ? known.ordinal ?? 0 : takePlace()
            table.update(index, to: row.entry(at: ordinal, arrival.submission))
            return isBack ? .back(ordinal, known) : KeyedVerdict(.accepted, ordinal)
        }
    }

    private mutating func judge(
        _ row: ArrivedRow, knownLive known: KeyEntry, _ index: Int, _ arrival: inout Arrival
    ) -> KeyedVerdict {
        let ordinal = known.ordinal ?? 0
        let isOwn = arrival.isOwn(known.submission)
        if known.content == row.content {
            if isOwn, row.revision > known.revision {
                var newer = known
                newer.revision = row.revision
                table.update(index, to: newer)
            }
            guard isOwn, !arrival.yields(to: known.submission) else { return KeyedVerdict(.duplicate, ordinal) }
            table.moveOn(index, to: arrival.submission)
            return .known(.duplicate, known)
        }
        guard known.submission != arrival.submission else { return .refused(.twiceInFile, known) }
        guard isOwn else { return .refused(.conflict, known) }
        if let finding = row.isOutdated(beside: known, arrival) {
            // The file has the record all the same, in an older state.
            return arrival.yields(to: known.submission)
                ? KeyedVerdict(.duplicate, ordinal, finding) : .known(.duplicate, known, finding)
        }
        var corrected = row.entry(at: ordinal, arrival.submission)
        // Where no revisions are declared, the one that another source has declared still stands.
        if !row.hasRevision { corrected.revision = known.revision }
        table.update(index, to: corrected)
        return .known(.correction, known)
    }

    private mutating func judge(
        _ row: ArrivedRow, knownWithdrawn known: KeyEntry, _ index: Int, _ arrival: inout Arrival
    ) -> KeyedVerdict {
        // Withdrawn by a row of this very file.
        if known.submission == arrival.submission { return .refused(.twiceInFile, known) }
        if known.ordinal != nil, !arrival.isOwn(known.submission), known.content != row.content {
            return .refused(.conflict, known)
        }
        guard row.revision > known.revision else { return .refused(.withdrawn, known) }
        let ordinal = known.ordinal ?? takePlace()
        table.update(index, to: row.entry(at: ordinal, arrival.submission))
        return known.ordinal == nil ? KeyedVerdict(.accepted, ordinal) : .back(ordinal, known)
    }

    /// A row that takes its record back. What it says besides its key is not looked at.
    private mutating func withdraw(_ row: ArrivedRow, _ arrival: inout Arrival) -> KeyedVerdict {
        guard let index = table.index(of: row.key) else {
            var entry = row.entry(at: nil, arrival.submission)
            entry.state = .withdrawn
            table.insert(entry, changed: true)
            return KeyedVerdict(.withdrawal, 0)
        }
        let known = table[index]
        let ordinal = known.ordinal ?? 0
        if known.ordinal != nil, known.state != .replaced, !arrival.isOwn(known.submission) {
            return .refused(.conflict, known)
        }
        if known.state == .live {
            guard known.submission != arrival.submission else { return .refused(.twiceInFile, known) }
            if let finding = row.comesTooLateToWithdraw(known, arrival) {
                return KeyedVerdict(.duplicate, ordinal, finding)
            }
        }
        var withdrawn = known
        withdrawn.state = .withdrawn
        if known.state == .replaced { withdrawn.ordinal = nil }
        withdrawn.revision = max(known.revision, row.revision)
        withdrawn.submission = arrival.submission
        table.update(index, to: withdrawn)
        if known.state == .withdrawn { return KeyedVerdict(.duplicate, ordinal) }
        return KeyedVerdict(.withdrawal, withdrawn.ordinal ?? 0, isHidden: known.state == .live)
    }
}

/// One row, as the rules look at it.
private struct ArrivedRow {
    let key: RecordKey
    let content: UInt64
    /// `Int64.min` for none.
    let revision: Int64
    /// Whether rows have revisions at all, so that one without is older than any.
    let hasRevision: Bool

    func entry(at ordinal: UInt32?, _ submission: UInt32) -> KeyEntry {
        KeyEntry(key: key, content: content, revision: revision, ordinal: ordinal, submission: submission)
    }

    /// Why the row's content must not take the place of what is known, if so.
    func isOutdated(beside known: KeyEntry, _ arrival: Arrival) -> KeyedFinding? {
        if hasRevision, revision < known.revision { return .olderRevision }
        let isSilent = !hasRevision || (revision == .min && known.revision == .min)
        return isSilent && arrival.yields(to: known.submission) ? .olderImport : nil
    }

    /// Why the row must not take its record back, if so. A row that withdraws needs its key and nothing else: without a
    /// revision, as in a list of keys, it speaks of the record as it is now.
    func comesTooLateToWithdraw(_ known: KeyEntry, _ arrival: Arrival) -> KeyedFinding? {
        guard revision == .min else { return isOutdated(beside: known, arrival) }
        return arrival.yields(to: known.submission) ? .olderImport : nil
    }
}

/// What became of one row.
private struct KeyedVerdict {
    let outcome: Outcome
    let ordinal: UInt32
    let finding: KeyedFinding?
    /// The submission that a finding speaks of.
    var other: UInt32 = 0
    /// Whether the record was to be seen until now.
    let isHidden: Bool
    /// The submission of the same submitter that sent the record last; `nil` where the row is no sign that its file has it.
    private(set) var sender: UInt32?
    /// Whether the record was out of the dataset.
    private(set) var wasOut = false

    init(_ outcome: Outcome, _ ordinal: UInt32, _ finding: KeyedFinding? = nil, isHidden: Bool = false) {
        self.outcome = outcome
        self.ordinal = ordinal
        self.finding = finding
        self.isHidden = isHidden
    }

    /// A row whose record was in the dataset.
    static func known(_ outcome: Outcome, _ known: KeyEntry, _ finding: KeyedFinding? = nil) -> KeyedVerdict {
        var verdict = KeyedVerdict(outcome, known.ordinal ?? 0, finding)
        verdict.sender = known.submission
        return verdict
    }

    /// A row that brings its record back.
    static func back(_ ordinal: UInt32, _ known: KeyEntry) -> KeyedVerdict {
        var verdict = KeyedVerdict(.correction, ordinal)
        verdict.sender = known.submission
        verdict.wasOut = true
        return verdict
    }

    static func refused(_ finding: KeyedFinding, _ known: KeyEntry) -> KeyedVerdict {
        var verdict = KeyedVerdict(.quarantined, 0, finding)
        verdict.other = known.submission
        return verdict
    }
}

/// What is said about a row.
private enum KeyedFinding {
    case twiceInFile
    case conflict
    case withdrawn
    case olderRevision
    case olderImport

    func finding(row: Int, _ submission: UInt32) -> Finding {
        switch self {
        case .twiceInFile: Finding(code: "key-twice-in-file", severity: .error, row: row)
        case .withdrawn: Finding(code: "record-withdrawn", severity: .error, row: row)
        case .olderRevision: Finding(code: "older-revision", severity: .info, row: row)
        case .olderImport: Finding(code: "older-import", severity: .info, row: row)
        case .conflict:
            Finding(code: "key-conflict", severity: .error, row: row, arguments: ["\(submission)"])
        }
    }
}
