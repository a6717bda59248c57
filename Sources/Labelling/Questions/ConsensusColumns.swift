import Observations

extension Consensus {
    package var fields: [ConsensusField] {
        [
            ConsensusField("", .text, "The consensus; empty unless agreed or decided by an expert."), .status,
            .share(
                "_confidence",
                calibration?.temperature == nil
                    ? "The method's probability of the leading label. Not calibrated."
                    : "The probability of the leading label, calibrated on known answers."),
            .count("_votes_for", "Votes for the leading label."), .count("_votes", "Votes in all."),
            .share("_agreement", "Votes for the leading label, of all."),
            ConsensusField("_leading", .text, "The front runner; empty if labels are tied."),
            ConsensusField("_tied", .text, "All labels that are tied for the first place, separated by |."),
            ConsensusField("_runner_up", .text, "The label behind the front runner; several are separated by |."),
            ConsensusField("_crowd", .text, "What the crowd said, where an expert decided."),
        ] + passedOver(0..<0).map(\.field)
    }

    /// The ten columns of a question in `consensus.csv`, one row per subject of `votes.subjects`, ready to publish.
    ///
    /// | column | what it says |
    /// |---|---|
    /// | `Q` | the label, where `Q_status` is `agreed` or `expert`; else empty |
    /// | `Q_status` | `expert`, `insufficient`, `agreed` or `contested` |
    /// | `Q_confidence` | the method's score of the leading label, six decimals; empty without votes |
    /// | `Q_votes_for` | votes for the leading label (on a tie, for the tied label that has most) |
    /// | `Q_votes` | all votes on the subject |
    /// | `Q_agreement` | `Q_votes_for` ÷ `Q_votes`, six decimals; empty without votes |
    /// | `Q_leading` | the front runner; empty on a tie |
    /// | `Q_tied` | the labels that are tied for the first place, else empty |
    /// | `Q_runner_up` | the label behind the front runner (labels, if tied); empty on a tie for the first place |
    /// | `Q_crowd` | the label that the crowd would have, where an expert decided; empty where none did |
    ///
    /// All but `Q`, `Q_status` and `Q_crowd` is the crowd's, also where an expert decided.
    ///
    /// Behind them `Q_unsure` and `Q_skipped`, where the question declares answers that mean it.
    ///
    /// Several labels in one cell are in byte order, written as in `ListText`.
    ///
    /// - Parameter subjects: Whose rows, where they are written in pieces; `nil` for all.
    package func consensusColumns(
        question: String, subjects: Range<Int>? = nil
    ) -> [(name: String, column: TextColumn)] {
        let subjects = subjects ?? 0..<votes.subjectCount
        let count = subjects.count
        var label = ColumnBuilder(rows: count, bytes: 8 * count)
        var status = ColumnBuilder(rows: count, bytes: 8 * count)
        var confidence = ColumnBuilder(rows: count, bytes: 8 * count)
        var votesFor = ColumnBuilder(rows: count, bytes: count)
        var voteCount = ColumnBuilder(rows: count, bytes: count)
        var agreement = ColumnBuilder(rows: count, bytes: 8 * count)
        var leading = ColumnBuilder(rows: count, bytes: 8 * count)
        var tied = ColumnBuilder(rows: count, bytes: 0)
        var runnerUp = ColumnBuilder(rows: count, bytes: 8 * count)
        var crowd = ColumnBuilder(rows: count, bytes: 0)
        let lists = LabelLists(votes.labels)
        var nextDecision = decisions.subjects.firstIndex { $0 >= subjects.lowerBound } ?? decisions.subjects.count
        for subject in subjects {
            let verdict = verdict(on: subject)
            if let front = verdict.leading {
                leading.append(cell: Int(front), of: votes.labels)
            } else {
                leading.appendMissing()
            }
            if nextDecision < decisions.subjects.count, decisions.subjects[nextDecision] == subject {
                label.append(cell: nextDecision, of: decisions.labels)
                status.append(ConsensusStatus.expert.bytes)
                appendAgreed(verdict, to: &crowd)
                nextDecision += 1
            } else {
                appendAgreed(verdict, to: &label)
                status.append(verdict.status.bytes)
                crowd.appendMissing()
            }
            if let share = verdict.agreement {
                confidence.append(probability: verdict.standing.score)
                agreement.append(probability: share)
            } else {
                confidence.appendMissing()
                agreement.appendMissing()
            }
            votesFor.append(count: verdict.votesFor)
            voteCount.append(count: verdict.votes)
            lists.append(self.tied(verdict, subject), to: &tied)
            lists.append(runnersUp(verdict, subject), to: &runnerUp)
        }
        return [
            (question, label.column()), (question + "_status", status.column()),
            (question + "_confidence", confidence.column()), (question + "_votes_for", votesFor.column()),
            (question + "_votes", voteCount.column()), (question + "_agreement", agreement.column()),
            (question + "_leading", leading.column()), (question + "_tied", tied.column()),
            (question + "_runner_up", runnerUp.column()),
            (question + "_crowd", crowd.column()),
        ] + passedOver(subjects).map { (question + $0.field.suffix, $0.column) }
    }

    /// The label on which the crowd has agreed; a missing cell if it has not.
    private func appendAgreed(_ verdict: Verdict, to column: inout ColumnBuilder) {
        if verdict.status == .agreed {
            column.append(cell: Int(verdict.standing.leader), of: votes.labels)
        } else {
            column.appendMissing()
        }
    }
}

extension ConsensusStatus {
    private static let expertBytes = Array(ConsensusStatus.expert.rawValue.utf8)
    private static let insufficientBytes = Array(ConsensusStatus.insufficient.rawValue.utf8)
    private static let agreedBytes = Array(ConsensusStatus.agreed.rawValue.utf8)
    private static let contestedBytes = Array(ConsensusStatus.contested.rawValue.utf8)

    /// The name as it is written into cells.
    fileprivate var bytes: [UInt8] {
        switch self {
        case .expert: Self.expertBytes
        case .insufficient: Self.insufficientBytes
        case .agreed: Self.agreedBytes
        case .contested: Self.contestedBytes
        }
    }
}

/// Writes lists of labels into cells, with `|` between them.
private struct LabelLists {
    private let escaped: TextColumn

    init(_ labels: TextColumn) {
        var escaped = ColumnBuilder(rows: labels.count, bytes: labels.bytes.count)
        for label in 0..<labels.count {
            escaped.append(
                labels.bytes[labels.range(label)].flatMap { byte in
                    byte == UInt8(ascii: "|") || byte == UInt8(ascii: "\\") ? [UInt8(ascii: "\\"), byte] : [byte]
                })
        }
        self.escaped = escaped.column()
    }

    /// One cell; a missing one for an empty list.
    func append(_ labels: [UInt32], to column: inout ColumnBuilder) {
        guard let first = labels.first else { return column.appendMissing() }
        guard labels.count > 1 else { return column.append(cell: Int(first), of: escaped) }
        var cell: [UInt8] = []
        for label in labels {
            if !cell.isEmpty { cell.append(UInt8(ascii: "|")) }
            cell.append(contentsOf: escaped.bytes[escaped.range(Int(label))])
        }
        column.append(cell)
    }
}
