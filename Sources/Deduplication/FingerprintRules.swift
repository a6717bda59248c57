import Observations

/// The rules for records without a declared key: the fingerprint and the number of equal rows before it in its file
/// make the key, so that equal rows of one file are kept (and flagged), while the same file again adds nothing.
///
/// In a file that replaces the records of its series, a row may have a partner: the record that it was before. Then it
/// corrects that record in its place, and the record has a new key from there on. Where the partner was withdrawn, the row
/// is refused: however it was mended, it is still that record. Where another series has the partner too, it stays as it is,
/// and the row stands for itself.
extension Deduplicator {
    /// Judges the selected rows; gives the findings in their order.
    mutating func judgeKeyless(
        _ selection: inout Bitmap, context: ArrivalContext, partners: SeriesPartners?, firstRow: Int,
        _ verdicts: inout Verdicts
    ) throws -> [Finding] {
        var findings: [Finding] = []
        var arrival = Arrival(context)
        var touched = 0
        for row in selection.setRows {
            table.lookAhead(from: row, in: verdicts.keys, &touched)
            let (index, number, first) = count(verdicts.keys[row], submission: context.submission)
            let key = verdicts.keys[row].afterEqualRows(number)
            if number > 0 { verdicts.keys[row] = key }
            let known = number > 0 ? try find(key) : index
            let before = known.map { table[$0] }
            let outcome: Outcome
            let ordinal: UInt32
            if let partner = partners?[firstRow + row], partner.key != key, let old = try find(partner) {
                if table[old].state == .withdrawn {
                    (outcome, ordinal) = refuse(key, known, from: partner, context)
                } else if context.isSharedWithOthers(partner.ordinal) {
                    released.append(partner)
                    (outcome, ordinal) = take(key, known, context)
                } else {
                    let verdict = take(key, known, from: partner, old, context)
                    (outcome, ordinal) = (verdict.outcome, verdict.ordinal)
                    if verdict.stands {
                        verdicts.keys[row] = partner.key
                        findings.append(Finding(code: "older-import", severity: .info, row: row))
                    }
                }
            } else {
                (outcome, ordinal) = take(key, known, context)
            }
            verdicts.outcomes[row] = outcome
            verdicts.ordinals[row] = ordinal
            if let before, before.ordinal == ordinal, outcome == .duplicate || outcome == .correction {
                // The first of equal rows was moved on when it was counted.
                let sender = number > 0 ? before.submission : first
                let wasOut = before.state == .absent
                if wasOut || before.state == .live && arrival.isOfAnotherSeries(sender) {
                    verdicts.met.append(MetRecord(place: ordinal, sender: sender, wasOut: wasOut))
                }
            }
            switch outcome {
            case .accepted, .correction:
                if number > 0 { findings.append(Finding(code: "equal-rows-in-file", severity: .warning, row: row)) }
            case .quarantined:
                findings.append(Finding(code: "record-withdrawn", severity: .error, row: row))
                selection[row] = false
            default: selection[row] = false
            }
        }
        return findings
    }

    /// How many equal rows of the file came before, where the entry of the first is, and who had sent that last.
    ///
    /// Of equal rows in one file the first has the fingerprint itself as its key and counts the others in its
    /// `content`; so the place of the next one is known at once, also in a file of nothing but equal rows. An entry
    /// that is not there yet is made by whatever becomes of the first row.
    private mutating func count(
        _ fingerprint: RecordKey, submission: UInt32
    ) -> (index: Int?, number: UInt64, sender: UInt32) {
        guard let index = table.index(of: fingerprint) else { return (nil, 0, submission) }
        var first = table[index]
        let sender = first.submission
        if first.submission != submission, first.content == 0 {
            table.moveOn(index, to: submission)
        } else {
            first.content = first.submission == submission ? first.content + 1 : 0
            first.submission = submission
            table.update(index, to: first)
        }
        return (index, first.content, sender)
    }

    /// A row that stands for itself.
    private mutating func take(
        _ key: RecordKey, _ index: Int?, _ context: ArrivalContext
    ) -> (Outcome, UInt32) {
        guard let index else {
            let ordinal = takePlace()
            table.insert(
                KeyEntry(key: key, content: 0, ordinal: ordinal, submission: context.submission), changed: true)
            return (.accepted, ordinal)
        }
        var entry = table[index]
        let outcome: Outcome
        switch entry.state {
        case .live:
            outcome = .duplicate
            // The first of equal rows was moved on when it was counted.
            if entry.submission == context.submission { return (outcome, entry.ordinal ?? 0) }
        case .withdrawn: return (.quarantined, 0)
        case .absent, .replaced:
            outcome = entry.state == .absent && entry.ordinal != nil ? .correction : .accepted
            if outcome == .accepted { entry.ordinal = takePlace() }
            entry.state = .live
        }
        entry.submission = context.submission
        table.update(index, to: entry)
        return (outcome, entry.ordinal ?? 0)
    }

    /// A row whose partner has another key: the record at `old` gets the row's key. `stands` says that an import has
    /// left it as it was.
    private mutating func take(
        _ key: RecordKey, _ index: Int?, from partner: SeriesPartner, _ old: Int, _ context: ArrivalContext
    ) -> (outcome: Outcome, ordinal: UInt32, stands: Bool) {
        var entry =
            index.map { table[$0] }
            ?? KeyEntry(key: key, content: 0, ordinal: nil, state: .absent, submission: context.submission)
        entry.submission = context.submission
        switch entry.state {
        case .withdrawn: return (.quarantined, 0, false)
        case .live:
            // Another record is what this row has become; its own one is no longer in the file.
            if let index { table.update(index, to: entry) }
            released.append(partner)
            return (.duplicate, entry.ordinal ?? 0, false)
        case .absent, .replaced: break
        }
        if context.isImport {
            // Kept as an older key, so that equal rows of this file are counted all the same.
            if index == nil {
                entry.ordinal = partner.ordinal
                entry.state = .replaced
                table.insert(entry, changed: true)
            }
            return (.duplicate, partner.ordinal, true)
        }
        var former = table[old]
        former.state = .replaced
        table.update(old, to: former)
        entry.ordinal = partner.ordinal
        entry.state = .live
        if let index { table.update(index, to: entry) } else { table.insert(entry, changed: true) }
        return (.correction, partner.ordinal, false)
    }

    /// A row whose partner was withdrawn. It is not taken, unless it equals another record that is in the dataset or that
    /// its file no longer had: that is more than likeness.
    private mutating func refuse(
        _ key: RecordKey, _ index: Int?, from partner: SeriesPartner, _ context: ArrivalContext
    ) -> (Outcome, UInt32) {
        guard let index else {
            // Kept as an older key, so that equal rows of this file are counted all the same.
            table.insert(
                KeyEntry(
                    key: key, content: 0, ordinal: partner.ordinal, state: .replaced, submission: context.submission),
                changed: true)
            return (.quarantined, 0)
        }
        return table[index].state == .replaced ? (.quarantined, 0) : take(key, index, context)
    }

    /// Where the entry of a partner is, provided that it is what it was when the files were compared.
    private mutating func find(_ partner: SeriesPartner) throws -> Int? {
        guard let index = try find(partner.key) else { return nil }
        let entry = table[index]
        return [.live, .withdrawn].contains(entry.state) && entry.ordinal == partner.ordinal ? index : nil
    }
}
