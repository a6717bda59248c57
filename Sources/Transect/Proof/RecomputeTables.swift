import Files
import Labelling
import Observations
import Snapshots

extension PublishedTable {
    /// `decisions.csv`: what experts decided, question by question. Who decided and why stays private.
    package static func decisions(subject: [PublishedField]) -> PublishedTable {
        PublishedTable(
            name: "decisions", title: "What experts decided",
            fields: subject + [
                PublishedField(
                    "question", description: "The term that was asked for.",
                    constraints: PublishedConstraints(isRequired: true)),
                PublishedField(
                    "label", description: "The expert's answer, which is published whatever the votes say.",
                    constraints: PublishedConstraints(isRequired: true)),
            ])
    }
}

extension ExpertAnswers {
    /// The rows of `decisions.csv` for one question.
    package func rows(question: Term) -> [TextColumn] {
        let (subjects, labels) = columns()
        return subjects + [TextColumn([String?](repeating: question.name, count: count)), labels]
    }
}

/// What a published version says of votes and decisions, read from its files alone.
struct RecomputeInput {
    /// The votes of each question, in the order of the definition.
    private(set) var tables: [QuestionTable]
    /// The decisions on each.
    private(set) var experts: [ExpertAnswers]
    /// How many votes there are, all questions together.
    private(set) var votes = 0
    /// How many decisions.
    private(set) var decisions = 0
    /// The subjects with their own columns, as they were published.
    private(set) var subjects: SubjectList?

    private let subject: [Term]
    private let questions: [Term]

    /// No votes yet on questions about those subjects.
    init(subject: [Term], rules: [QuestionRule]) {
        self.subject = subject
        questions = rules.map(\.term)
        tables = rules.map { QuestionTable(subjectTerms: subject, rule: $0) }
        experts = rules.map { _ in ExpertAnswers(subjectTerms: subject) }
    }

    /// Reads `votes.csv`: subject, question, contributor's pseudonym, label.
    mutating func readVotes(_ path: String, disk: Disk) throws {
        let width = subject.count
        try read(path, subject.map(\.name) + ["question", "contributor", "label"], disk) { input, columns in
            let count = columns[0].count
            let ordinals = (0..<UInt32(count)).map { UInt32(input.votes) + $0 }
            let submissions = [UInt32](repeating: 0, count: count)
            for index in input.tables.indices {
                // All questions have the same subjects, also where nobody answered this one.
                let subjects = Array(columns[..<width])
                input.tables[index].add(subjects: subjects)
                input.tables[index].add(
                    subjects: subjects, contributors: columns[width + 1], labels: columns[width + 2],
                    submissions: submissions, ordinals: ordinals,
                    rows: columns[width].rows(equalTo: input.questions[index].name))
            }
            input.votes += count
        }
    }

    /// Reads `decisions.csv`: subject, question, label.
    mutating func readDecisions(_ path: String, disk: Disk) throws {
        let width = subject.count
        try read(path, subject.map(\.name) + ["question", "label"], disk) { input, columns in
            for index in input.experts.indices {
                input.experts[index].add(
                    subjects: Array(columns[..<width]), labels: columns[width + 1],
                    rows: columns[width].rows(equalTo: input.questions[index].name))
            }
            for index in input.tables.indices { input.tables[index].add(subjects: Array(columns[..<width])) }
            input.decisions += columns[0].count
        }
    }

    /// Reads from `consensus.csv` which subjects there are, as those on which nobody voted stand nowhere else, and the
    /// columns of their own.
    mutating func readSubjects(_ path: String, columns own: [String], disk: Disk) throws {
        let width = subject.count
        var names = subject.map { _ in TextColumn() }
        var cells = own.map { _ in TextColumn() }
        try read(path, subject.map(\.name) + own, disk) { input, columns in
            for index in input.tables.indices { input.tables[index].add(subjects: Array(columns[..<width])) }
            for row in 0..<columns[0].count {
                for index in 0..<width { names[index].append(cell: row, of: columns[index]) }
                for index in own.indices { cells[index].append(cell: row, of: columns[width + index]) }
            }
        }
        // In a damaged file rows may be missing, double or in another order.
        subjects = SubjectList(subjectTerms: subject, names: names, columns: zip(own, cells).map { ($0, $1) })
    }

    /// Makes the consensus of all questions; the votes are gone afterwards.
    mutating func labelled(gold: [ExpertAnswers]) throws -> [any QuestionConsensus] {
        try Questions.labelled(&tables, experts: experts, gold: gold)
    }

    /// Reads a published table piece by piece. Its header must begin with those names.
    private mutating func read(
        _ path: String, _ header: [String], _ disk: Disk, _ body: (inout RecomputeInput, [TextColumn]) -> Void
    ) throws {
        var rows = try PublishedRows([path], disk: disk)
        guard Array(rows.header.prefix(header.count)) == header else {
            throw SnapshotError(
                .damaged,
                "\(path) begins with the columns \(rows.header.prefix(header.count).joined(separator: ", ")), but the "
                    + "definition beside it asks for \(header.joined(separator: ", "))",
                remedy: "Download the version again; its files do not belong together.")
        }
        while let piece = try rows.nextPiece() { body(&self, piece.columns) }
    }
}

extension TextColumn {
    /// The rows whose cell is a certain text, byte for byte.
    func rows(equalTo text: String) -> Bitmap {
        let wanted = Array(text.utf8)
        var rows = Bitmap(repeating: false, count: count)
        withCells { bytes, ends in
            var start = 0
            for row in 0..<ends.count {
                let end = Int(ends[row])
                if end - start == wanted.count, bytes[start..<end].elementsEqual(wanted) { rows[row] = true }
                start = end
            }
        }
        return rows
    }
}
