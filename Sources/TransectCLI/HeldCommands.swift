import ArgumentParser
import Files
import Transect

/// Lists the submissions that wait for a decision.
struct HeldCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "held", abstract: "List the submissions that are held, why, and what accepting them would mean.",
        discussion: """
            A submission is held when too many of its records would be quarantined, or when it leaves out too many \
            records that its series had (`publish: {hold: …}`). Nothing of it is taken until somebody accepts it. Exit \
            code 0, whether something is held or not (the `transect run` that holds it ends with 1), 2 if there is no \
            dataset yet.
            """)

    @OptionGroup var project: ProjectOptions

    @Flag(help: "Print it as JSON.")
    var json = false

    func run() throws {
        let report = try HeldReport(project: project.location, disk: Disk())
        if json { try write(report.json) } else { print(printable(report.text)) }
    }
}

/// Takes held submissions in after all.
struct AcceptCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept", abstract: "Take held submissions in after all.",
        discussion: "Only what is held can be accepted. The next run judges all history again, with what was accepted.")

    @OptionGroup var submissions: SubmissionOptions

    func run() throws { try submissions.rule(.accept) }
}

/// Refuses held submissions for good.
struct RejectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reject", abstract: "Refuse held submissions for good.",
        discussion: "Only what is held can be rejected. The archive keeps the file; a mended one may be sent.")

    @OptionGroup var submissions: SubmissionOptions

    func run() throws { try submissions.rule(.reject) }
}

/// Takes submissions out again.
struct RevokeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Take submissions out of the dataset again, as if they had never come.",
        discussion: """
            What a revoked submission had overwritten, withdrawn or left out comes back with the next run. Published \
            versions stay as they are.
            """)

    @OptionGroup var submissions: SubmissionOptions

    func run() throws { try submissions.rule(.revoke) }
}
