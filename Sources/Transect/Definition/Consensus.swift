extension Definition {
    /// What the crowd is asked.
    package struct Consensus: Sendable {
        package var place: YAMLPlace
        package var subject: [Located<String>] = []
        package var contributor: Located<String>?
        package var repeats: String?
        package var subjects: SubjectTable?
        package var gold: GoldTable?
        package var questions: [Question] = []

        /// Every reference to a side file.
        var files: [TableReference] {
            [subjects?.reference, gold?.reference].compactMap { $0 } + questions.compactMap(\.checklist)
        }
    }

    /// A table of the subjects that the project asks about.
    package struct SubjectTable: Sendable {
        package var reference: TableReference
        /// The columns that name a subject, in the order of the subject's terms; none where they are called like these.
        package var key: [Located<String>] = []
        /// The columns that are published beside the consensus.
        package var columns: [Located<String>] = []
    }

    /// A table of known answers, which is never published.
    package struct GoldTable: Sendable {
        package var reference: TableReference
        /// The columns that name a subject; none where they are called like its terms.
        package var key: [Located<String>] = []
        /// For questions whose column has another name than the question.
        package var columns: [(question: String, column: Located<String>)] = []
    }

    /// One question: a term whose values are the answers.
    package struct Question: Sendable {
        package var term: Located<String>
        package var method: Located<String>?
        package var unsure: [String] = []
        package var skipped: [String] = []
        package var votes: Int?
        package var confidence: Located<Double>?
        package var agreement: Located<Double>?
        package var given: Located<String>?
        package var absent: Absence?
        package var levels: [Located<String>] = []
        package var checklist: TableReference?
        package var threshold: Located<Double>?
        package var none: [Located<String>] = []
        package var ties: [Located<String>] = []
        package var distance: Located<Double>?
        package var count: Located<String>?
        package var behaviours: Located<String>?
        package var retire: Retirement?
        package var calibrate: Located<Bool>?
    }

    /// When a missing record is an answer: where the list is complete.
    package struct Absence: Sendable {
        package var place: YAMLPlace
        package var when: Located<String>
        package var answer: String
    }

    /// When a subject has enough votes.
    package struct Retirement: Sendable {
        package var place: YAMLPlace
        package var votes: Int?
        package var confidence: Double?
        package var agreement: Double?
        package var atLeast: Int?
        package var blank: Int?
        package var blankLabels: [String] = []
    }
}
