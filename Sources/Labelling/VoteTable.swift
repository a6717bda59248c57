import Observations

/// Gathers votes from batches of observations, as numbers of interned names.
///
/// Add the batches in any order and cut in any way: `sealed()` gives the same votes. Names are compared byte by byte;
/// whoever wants `é` in its two spellings to be one name normalises before.
///
/// Every row's subject is remembered, also where the row carries no vote, so that several questions on the same rows
/// have the same subjects and their columns stand side by side.
package struct VoteTable: Sendable {
    /// The terms that name a subject together.
    package let subjectTerms: [Term]
    /// What several answers of one contributor on one subject mean.
    package let repeats: RepeatRule
    /// Whether several rows of one contributor on one subject in one submission are one answer, a list of what they
    /// name; then `repeats` says nothing.
    let joinsRows: Bool
    /// Answers without a contributor: accepted as observations, but nobody's vote.
    package private(set) var withoutContributor = 0

    var subjects = NameTable()
    var contributors = NameTable()
    var labels = NameTable()
    /// The answers in the order in which they came.
    var answers: AnswerChunks

    /// How many answers have been added, several of one contributor on one subject included.
    package var answerCount: Int { answers.count }

    /// So many rows' names are looked for at once.
    private static let block = 256

    /// A table without answers for subjects that those terms name.
    ///
    /// Answers are kept in chunks; large ones, so that the memory of a freed chunk goes back to the system.
    ///
    /// - Parameter isInOrder: Whether all answers belong to one submission and are added in their order: then neither
    ///   is kept, and `submissions` and `ordinals` say nothing.
    package init(
        subjectTerms: [Term], repeats: RepeatRule, joinsRows: Bool = false, answersPerChunk: Int = 1 << 20,
        isInOrder: Bool = false
    ) {
        precondition(!subjectTerms.isEmpty && answersPerChunk > 0)
        answers = AnswerChunks(size: answersPerChunk, isInOrder: isInOrder)
        self.subjectTerms = subjectTerms
        self.repeats = repeats
        self.joinsRows = joinsRows
    }

    /// Adds subjects without votes, so that each has a row in the consensus: those that experts have decided, or that
    /// are known from elsewhere. One column per subject term; a row with a blank part names no subject.
    package mutating func add(subjects columns: [TextColumn], rows: Bitmap? = nil) {
        precondition(columns.count == subjectTerms.count && Set(columns.map(\.count)).count == 1)
        let names = columns.count == 1 ? columns[0] : SubjectKey.joined(columns, rows: rows)
        names.withCells { bytes, ends in
            var start = 0
            for row in 0..<ends.count {
                let end = Int(ends[row])
                if end > start, rows?[row] ?? true { _ = subjects.intern(bytes, start, end) }
                start = end
            }
        }
    }

    /// Adds a batch: one column per subject term, in the order of `subjectTerms`, and for every row the submission that
    /// brought it and its place in the dataset.
    ///
    /// A row whose subject or answer is blank is no vote and revokes none. A row with a blank contributor is no vote
    /// either, for it would make one voter of everybody who did not sign; such rows are counted. Rows that are not
    /// set in `rows` are passed over.
    package mutating func add(
        subjects subjectColumns: [TextColumn], contributors contributorColumn: TextColumn,
        labels labelColumn: TextColumn,
        submissions: [UInt32], ordinals: [UInt32], rows: Bitmap? = nil
    ) {
        let count = labelColumn.count
        precondition(subjectColumns.count == subjectTerms.count && subjectColumns.allSatisfy { $0.count == count })
        precondition(contributorColumn.count == count && submissions.count == count && ordinals.count == count)
        precondition(rows == nil || rows?.count == count)
        let subjectColumn =
            subjectColumns.count == 1 ? subjectColumns[0] : SubjectKey.joined(subjectColumns, rows: rows)
        subjectColumn.withCells { subjectBytes, subjectEnds in
            contributorColumn.withCells { contributorBytes, contributorEnds in
                labelColumn.withCells { labelBytes, labelEnds in
                    var starts = (subject: 0, contributor: 0, label: 0)
                    for row in 0..<count {
                        if row % VoteTable.block == 0 {
                            let block = row..<min(row + VoteTable.block, count)
                            _ = subjects.touch(subjectBytes, subjectEnds, block)
                            _ = contributors.touch(contributorBytes, contributorEnds, block)
                        }
                        let ends = (Int(subjectEnds[row]), Int(contributorEnds[row]), Int(labelEnds[row]))
                        defer { starts = ends }
                        // A missing cell has no bytes, and empty text says as little.
                        guard ends.0 > starts.subject, rows?[row] ?? true else { continue }
                        let subject = subjects.intern(subjectBytes, starts.subject, ends.0)
                        guard ends.2 > starts.label else { continue }
                        guard ends.1 > starts.contributor else {
                            withoutContributor += 1
                            continue
                        }
                        answers.append(
                            subject: subject,
                            contributor: contributors.intern(contributorBytes, starts.contributor, ends.1),
                            label: labels.intern(labelBytes, starts.label, ends.2),
                            order: UInt64(submissions[row]) << 32 | UInt64(ordinals[row]))
                    }
                }
            }
        }
    }
}
