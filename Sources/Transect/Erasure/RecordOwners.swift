import Observations
import Snapshots
import Storage
import Validation

/// Whose a record is, as far as people on the list are concerned.
struct Ownership {
    /// The person, for every record of the batch; `nil` for everybody else, and where nothing is left to do.
    var owners: [SuppressedName?]
    /// Whether somebody has signed the record; those that nobody has are the submitter's.
    var isSigned: [Bool]
    /// The names under which its observations were published, if it is the person's.
    var observations: [RecordID]
}

/// Finds the records of people on the list: by interpreting them as judging does, and by the columns that the
/// contributor is made of, for records that judging would not understand.
struct RecordOwners {
    let plan: Plan
    let suppression: Suppression
    /// What is known about texts that have come before.
    private var known: [String: SuppressedName?] = [:]
    /// The spellings that people on the list were met under, by their tokens.
    private(set) var spellings: [String: Set<String>] = [:]

    init(plan: Plan, suppression: Suppression) {
        self.plan = plan
        self.suppression = suppression
    }

    /// What the list says about a text.
    mutating func entry(_ text: String) -> SuppressedName? {
        if let known = known[text] { return known }
        let entry = suppression.entry(text)
        known[text] = entry
        if let entry, entry.token != text {
            spellings[entry.person, default: []].formUnion([text, PersonName.canonical(text)])
        }
        return entry
    }

    /// Whose the records of a batch are.
    ///
    /// - Parameter columns: those of the batch's source.
    mutating func owners(
        of batch: RecordBatch, _ source: SourcePlan, _ columns: PersonColumns, _ submission: Submission
    ) -> Ownership {
        let submitter = entry(submission.submitter)
        let marks = ErasureMarks(batch)
        var found = [SuppressedName?](repeating: nil, count: batch.count)
        var isSigned = [Bool](repeating: false, count: batch.count)
        let context = InterpretContext(latestDay: Instant(seconds: submission.arrival).latestDay)
        var interpreted = source.interpreter.interpret(batch, context: context)
        marks?.apply(to: &interpreted, of: batch)
        let places = interpreted.places(in: batch)
        if let contributor = plan.contributor {
            for (row, place) in places.enumerated() {
                guard let name = interpreted.columns[contributor][row], !PersonName.canonical(name).isEmpty else {
                    continue
                }
                isSigned[place] = true
                // Whoever has a token already has no name there any more.
                if let entry = entry(name), entry.mode == .data || entry.token != name { found[place] = entry }
            }
        }
        for (field, column) in zip(batch.fields, batch.columns) where columns.feeds(field) {
            for row in 0..<batch.count where found[row] == nil {
                guard let text = column[row], !text.isEmpty else { continue }
                if let entry = entry(text) {
                    isSigned[row] = true
                    if entry.mode == .data || entry.token != text { found[row] = entry }
                }
            }
        }
        for row in found.indices {
            if marks?.erased.contains(row) == true {
                found[row] = nil
            } else if !isSigned[row], let submitter {
                // What nobody has signed is the submitter's. A token has no name that could stand in the records.
                let isDone = submitter.mode == .identity && submitter.token == submission.submitter
                found[row] = isDone ? nil : submitter
            }
        }
        var observations: [RecordID] = []
        for (row, place) in places.enumerated() where found[place] != nil {
            observations.append(RecordID(submission: submission.sequence, record: interpreted.origins.records[row]))
        }
        return Ownership(owners: found, isSigned: isSigned, observations: observations)
    }
}
