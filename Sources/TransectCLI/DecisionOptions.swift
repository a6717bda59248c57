import ArgumentParser
import Files
import Observations
import Transect

/// Who decides and why, for commands by which a person decides.
struct AuthorOptions: ParsableArguments {
    @Option(help: "Who decides. It stays in the ledger for ever and is never published.")
    var by: String

    @Option(help: "Why. It stays in the ledger for ever and is never published.")
    var why: String

    func author() throws -> Author { try Author(by: by, why: why) }
}

/// Submissions, and who decides about them as a whole, and why.
struct SubmissionOptions: ParsableArguments {
    @Argument(help: "The numbers of the submissions, as `transect held` and `transect log` tell them.")
    var submissions: [UInt32]

    @OptionGroup var author: AuthorOptions
    @OptionGroup var project: ProjectOptions

    func rule(_ ruling: SubmissionRuling) throws {
        let author = try author.author()
        try project.deciding { try $0.rule(ruling, submissions, author) }
    }
}

extension ProjectOptions {
    /// Takes the project's lock and does something with its ledger, at the instant that it is now.
    ///
    /// - Throws: `LockedError` where another run is at work.
    func deciding(_ body: (borrowing Deciding) throws -> DecisionReport) throws {
        let deciding = try Deciding(project: location, disk: Disk(), now: Instant.now())
        print(printable(try body(deciding).text))
    }
}
