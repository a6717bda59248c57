import GRDB

/// Whether a decision can be taken as things are, and if not, why, in words for who wants to take it.
struct DecisionRules {
    let database: Database

    func check(_ decision: Decision) throws {
        try checkAuthor(of: decision)
        switch decision.kind {
        case .claim, .edition, .publication:
            throw StoreError.contradiction("An event of kind \(decision.kind.rawValue) is no decision")
        case .accept: try checkHeld(decision, verb: "accepted")
        case .reject: try checkHeld(decision, verb: "rejected")
        case .revoke: try checkRevocable(decision)
        case .withdraw, .restore:
            guard decision.records?.isEmpty == false else {
                throw refusal("No record is named", "Name at least one, such as 12-345 (submission and record).")
            }
        case .decide: try checkAnswer(decision)
        case .erase: break
        case .release: try checkRelease(decision)
        case .tombstone, .prune: try checkRemoval(decision)
        }
    }

    /// What is done by rule to old versions needs no author; all else says who and why.
    private func checkAuthor(of decision: Decision) throws {
        guard ![.prune, .tombstone, .release].contains(decision.kind) else { return }
        for (text, what, option) in [(decision.by, "who decides", "--by"), (decision.why, "why", "--why")]
        where text.allSatisfy(\.isWhitespace) {
            throw refusal(
                "The decision does not say \(what)", "Say so with \(option); it stays in the ledger for ever.")
        }
    }

    private func checkHeld(_ decision: Decision, verb: String) throws {
        let (name, state, ruling) = try submission(decision.submission)
        switch state {
        case .held where decision.kind == .accept && ruling == .accepted:
            throw refusal("\(name) was already accepted", "The next run takes it in.")
        case .held: return
        case .claimed:
            throw refusal("\(name) has not been judged yet", "Run first; then see whether it is held.")
        case .judged where decision.kind == .reject:
            throw refusal(
                "\(name) is not held: it was taken in", "To take it out of the dataset again, revoke it.")
        default:
            throw refusal(
                "\(name) is not held (\(state.words)), so it cannot be \(verb)",
                "`transect held` lists the submissions that are.")
        }
    }

    private func checkRevocable(_ decision: Decision) throws {
        let (name, state, _) = try submission(decision.submission)
        switch state {
        case .judged: return
        case .held:
            throw refusal("\(name) is held, and nothing of it was taken in", "To refuse it for good, reject it.")
        case .claimed:
            throw refusal("\(name) has not been judged yet", "Run first; then revoke it if it must go.")
        default:
            throw refusal(
                "\(name) has no records in the dataset (\(state.words)), so there is nothing to revoke",
                "See `transect status` for the submissions that have.")
        }
    }

    private func checkAnswer(_ decision: Decision) throws {
        let parts = [
            (decision.subject?.isEmpty == false, "subject"), (decision.question?.isEmpty == false, "question"),
            // Without a label the answer that was given before is taken back.
            (decision.label?.isEmpty != true, "label"),
        ]
        for (isGiven, what) in parts where !isGiven {
            throw refusal(
                "The decision names no \(what)", "Give all three: transect decide SUBJECT QUESTION LABEL.")
        }
    }

    private func checkRelease(_ decision: Decision) throws {
        let (version, state) = try snapshot(decision.version)
        guard let name = decision.name, !name.allSatisfy(\.isWhitespace) else {
            throw refusal("The release of v\(version) has no name", "Give it one, such as --name 2026.1.")
        }
        guard state == .published else {
            throw refusal(
                "v\(version) cannot be released: \(state.words)", "Release a version whose files are there.")
        }
        if let other = try Int.fetchOne(
            database, sql: "SELECT version FROM release WHERE name = ? AND version <> ?", arguments: [name, version])
        {
            throw refusal("v\(other) already bears the name \(name)", "Choose another name for v\(version).")
        }
        let present = try String.fetchOne(
            database, sql: "SELECT name FROM release WHERE version = ?", arguments: [version])
        if let present, present != name {
            throw refusal(
                "v\(version) was already released as \(present)", "A release keeps its name; leave it as it is.")
        }
    }

    private func checkRemoval(_ decision: Decision) throws {
        let (version, state) = try snapshot(decision.version)
        guard state == .published else {
            throw refusal("The files of v\(version) cannot be removed: \(state.words)", "Nothing needs to be done.")
        }
        // An erasure reaches releases too; housekeeping does not.
        guard decision.kind == .prune else { return }
        let name = try String.fetchOne(
            database, sql: "SELECT name FROM release WHERE version = ?", arguments: [version])
        if let name {
            throw refusal("v\(version) is the release \(name)", "Releases are never pruned; leave it as it is.")
        }
        if try Int.fetchOne(database, sql: "SELECT max(number) FROM snapshot") == version {
            throw refusal("v\(version) is the newest version", "It is never pruned; leave it as it is.")
        }
    }

    private func submission(_ number: UInt32?) throws -> (name: String, state: SubmissionState, ruling: Ruling?) {
        guard let number else {
            throw refusal("No submission is named", "Name it by its number; `transect submissions` lists them.")
        }
        guard
            let row = try Row.fetchOne(
                database, sql: "SELECT path, state, ruling FROM submission WHERE sequence = ?", arguments: [number])
        else {
            throw refusal("There is no submission \(number)", "`transect submissions` lists the submissions there are.")
        }
        guard let state = SubmissionState(rawValue: row[1]) else {
            throw StoreError.damaged("the ledger", "submission \(number) cannot be read")
        }
        return ("Submission \(number) (\(row[0] as String))", state, (row[2] as String?).flatMap(Ruling.init))
    }

    private func snapshot(_ number: Int?) throws -> (version: Int, state: SnapshotRecord.State) {
        guard let number else {
            throw refusal("No version is named", "Name it like v12; `transect snapshots` lists them.")
        }
        guard
            let text = try String.fetchOne(
                database, sql: "SELECT state FROM snapshot WHERE number = ?", arguments: [number])
        else {
            throw refusal("There is no version v\(number)", "`transect snapshots` lists the versions there are.")
        }
        guard let state = SnapshotRecord.State(rawValue: text) else {
            throw StoreError.damaged("the ledger", "version \(number) cannot be read")
        }
        return (number, state)
    }

    private func refusal(_ problem: String, _ remedy: String) -> StoreError {
        StoreError(.decision, problem, remedy: remedy)
    }
}

extension SubmissionState {
    /// What has become of it, as the end of a sentence in brackets.
    fileprivate var words: String {
        switch self {
        case .claimed: "it waits to be judged"
        case .judged: "it was taken in"
        case .refused: "it could not be read"
        case .duplicate: "it repeats an earlier one"
        case .held: "it is held"
        case .rejected: "it was rejected"
        case .revoked: "it was revoked"
        case .erased: "it was erased"
        case .unpacked: "it is an archive, and its files are submissions of their own"
        }
    }
}

extension SnapshotRecord.State {
    /// What has become of it.
    fileprivate var words: String {
        switch self {
        case .intent: "it is still being published"
        case .published: "it is published"
        case .pruning, .pruned: "it was pruned"
        case .tombstoning, .tombstoned: "a tombstone stands in its place"
        }
    }
}
