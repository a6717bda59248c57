import Intake

/// What a pipeline file says: inert data, decoded and not yet checked against the world.
package struct Definition: Sendable {
    /// The dataset's short name (`garden-birds`), part of file and folder names.
    package var name = ""
    /// The dataset's title.
    package var title = ""
    /// A paragraph for data users.
    package var description = ""
    /// Who is to be cited.
    package var creators: [Creator] = []
    /// The licence as an SPDX identifier.
    package var licence = ""
    /// Words under which the dataset is found.
    package var keywords: [String] = []
    /// The drop folder, relative to the project.
    package var drop = "drop"
    /// Who delivers files.
    package var submitter = SubmitterRule.folder
    /// When a file is complete, and what becomes of it afterwards.
    package var arrival = ArrivalRules()
    /// How much one submitter may send in one night.
    package var limits = NightLimits()
    /// The private file that joins the names of one person, or `nil`.
    package var peopleFile: Located<String>?
    /// The kinds of file and how they become terms; the first that matches a path takes it.
    package var sources: [Source] = []
    /// The terms that name a record, empty for none.
    package var key: [Located<String>] = []
    /// The term that tells which of two records with the same key is newer, or `nil`: the one that arrived later is.
    package var revision: Located<String>?
    /// What is known about single terms, in the order of the dataset's columns.
    package var fields: [Field] = []
    /// Checks over the record as a whole.
    package var checks: [Check] = []
    /// What the crowd is asked, or `nil` for datasets of observations alone.
    package var consensus: Consensus?
    /// What volunteers get back and where.
    package var receipts = Receipts()
    /// What is published and where.
    package var publish = Publish()
    /// The presets that the sources use, each once, in the order of their names.
    package var presets: [PresetText] = []
    /// The counts that `transect check --expect` compares.
    package var expect: [Located<(name: String, value: Int)>] = []

    /// Someone to cite.
    package struct Creator: Sendable {
        /// A person's or organisation's name.
        package var name: String
        /// An ORCID iD with or without `https://orcid.org/`.
        package var orcid: String?
    }

    /// How the submitter of a file is told.
    package enum SubmitterRule: Sendable, Equatable {
        /// The first sub-folder of the drop folder.
        case folder
        /// All files come from one place.
        case none
        /// The file's name.
        case name(SubmitterPattern)
    }

    /// One kind of file.
    package struct Source: Sendable {
        package var place: YAMLPlace
        /// The preset that says whatever the source itself does not, or `nil`.
        package var preset: Located<String>?
        package var files: [String] = []
        package var namespace = ""
        package var format: String?
        package var encoding: String?
        package var delimiter: String?
        package var quote: String?
        package var escape: String?
        package var header: String?
        package var records: String?
        package var sheet: String?
        package var namespaces: [(key: String, value: String)] = []
        package var locale: Located<String>?
        package var map: [MapEntry] = []
        package var joins: [Join] = []
        package var constants: [(term: String, value: String)] = []
        package var unpivot: Unpivot?
        package var mode = SourceMode.append
        package var resend: ResendRule?
        package var series = SeriesRule.path
        package var withdrawal: Withdrawal?
    }

    /// Which rows of a source take records back: all of them, or those with certain values under a term.
    package struct Withdrawal: Sendable {
        package var place: YAMLPlace
        package var chosen: (term: Located<String>, values: [Located<String>])?
    }

    /// `Column: term`, or `Column: {to: …, …}`.
    package struct MapEntry: Sendable {
        package var column: String
        package var place: YAMLPlace
        package var to: String?
        package var lookup: TableReference?
        package var replace: [(key: String, value: String)] = []
        package var split: Split?
    }

    /// `{separator: " ", to: [term, -, term], atLeast: 2}`
    package struct Split: Sendable {
        package var separator: String
        /// The term of each part; `nil` where the part goes nowhere.
        package var parts: [String?]
        /// How many parts there must be, or `nil`: all of them.
        package var atLeast: Int?
        /// The terms.
        package var to: [String] { parts.compactMap(\.self) }
    }

    /// `term: {from: [columns], separator: …}`
    package struct Join: Sendable {
        package var term: String
        package var place: YAMLPlace
        package var from: [String]
        package var separator: String
    }

    /// Species as columns.
    package struct Unpivot: Sendable {
        package var place: YAMLPlace
        package var columns: [String] = []
        package var except: [String] = []
        package var name: String
        package var value: String
    }

    /// Two columns of a side file.
    package struct TableReference: Sendable {
        package var place: YAMLPlace
        package var file: String
        package var from: String
        package var to: String
    }

    /// What is known about one term.
    package struct Field: Sendable {
        package var term: String
        package var place: YAMLPlace
        package var type: Located<String>?
        package var title: String?
        package var description: String?
        package var missingValues: [String] = [""]
        package var formats: [String] = []
        package var isPublished = true
        package var wasNamed: Located<String>?
        /// Headers under which volunteers know the term, with the language that each is in where that is said.
        package var aliases: [Alias] = []
        package var constraints = Constraints()
    }

    /// A header that stands for a term.
    package struct Alias: Sendable {
        package var header: String
        /// The language (`pl`, `pt-BR`), or `nil` where none is said.
        package var language: String?
        package var place: YAMLPlace
    }

    /// Frictionless constraints.
    package struct Constraints: Sendable {
        package var required = false
        package var unique = false
        package var minimum: String?
        package var maximum: String?
        package var minLength: Int?
        package var maxLength: Int?
        package var pattern: Located<String>?
        package var values: [String]?
        package var valuesFrom: TableReference?
    }

    /// A check by name, with parameters.
    package struct Check: Sendable {
        package var name: String
        package var place: YAMLPlace
        package var severity: String?
        package var parameters: [(key: String, value: Parameter)] = []
    }

    /// The value of a check's parameter.
    package enum Parameter: Sendable {
        /// One or several words.
        case words([String])
        /// A column of a side file.
        case table(TableReference)
    }

    /// What volunteers get back and where.
    package struct Receipts: Sendable {
        /// The folder, relative to the project; `nil` for no receipts.
        package var folder: String? = "receipts"
        /// The language of those of whom no other is known (`pl`), or `nil`: that of the files' locale, else English.
        package var language: String?
    }

    /// What is published and where.
    package struct Publish: Sendable {
        package var folder = "snapshots"
        package var formats: [Located<String>] = []
        package var hold = HoldLimits()
        package var keep = KeepRule()
        /// Whether `contributors.csv` says how well contributors do.
        package var skills = false
    }
}
