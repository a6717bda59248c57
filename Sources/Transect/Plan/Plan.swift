import Deduplication
import Formats
import Labelling
import Observations
import Validation

/// A definition that has been checked against the world and can be carried out.
package struct Plan: Sendable {
    /// What the pipeline file says.
    package let definition: Definition
    /// The definition's files.
    package let files: DefinitionFiles
    /// The dataset's terms.
    package let schema: Schema
    /// The types and constraints, one for every term of the schema, in its order.
    package let fields: [FieldRule]
    /// The kinds of file.
    package let sources: [SourcePlan]
    /// What the crowd is asked, if anything.
    package let consensus: ConsensusPlan?
    /// The column that names whose judgement a record is: the consensus' contributor, else `recordedBy`; `nil` where it
    /// is the submitter.
    package let contributor: Int?

    /// The source that takes a file, or `nil`.
    package func source(for path: String) -> SourcePlan? { sources.first { $0.takes(path) } }
}

/// How one kind of file is read, interpreted and keyed.
package struct SourcePlan: Sendable {
    /// Which files.
    package let globs: [Glob]
    /// How they are read.
    package let options: FormatOptions
    /// How they become observations.
    package let interpreter: Interpreter
    /// The columns that the definition names for such files: in `map`, `join` and `unpivot`.
    package let namedFields: [String]
    /// What makes two records the same.
    package let keyRule: KeyRule

    /// Whether a path relative to the drop folder is of this kind.
    package func takes(_ path: String) -> Bool { globs.contains { $0.matches(path) } }
}

/// What the crowd is asked.
package struct ConsensusPlan: Sendable {
    /// The columns that name a subject.
    package let subject: [Int]
    /// What happens when one contributor answers twice in one file.
    package let repeats: RepeatRule
    /// The questions, with the columns of their answers.
    package let questions: [(rule: QuestionRule, column: Int)]
}
