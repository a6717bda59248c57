import ArgumentParser
import Files
import Observations
import Transect

/// Validates the definition against the world.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Validate the pipeline definition and every file that it refers to.",
        discussion: """
            With --expect the pipeline runs on a scratch store, and its counts are compared with `expect`. Exit code 1 \
            if a count differs, 2 if the definition is wrong, or with --expect has no `expect`.
            """)

    @OptionGroup var project: ProjectOptions

    @Flag(help: "Run the pipeline on a scratch store and compare the counts with `expect`.")
    var expect = false

    func run() async throws {
        let location = project.location
        let plan = try Plan(project: location, disk: Disk())
        let talk = Talk()
        talk.say(
            "\(location.pipeline) is sound: \(counted(plan.sources.count, "source")), "
                + "\(counted(plan.schema.terms.count, "term")), "
                + "\(counted(plan.consensus?.questions.count ?? 0, "question")).")
        for remark in plan.misspeltTerms(in: location.pipeline) { talk.warning("\(remark)") }
        if plan.definition.creators.contains(where: { $0.name == PipelineSketch.placeholderCreator }) {
            talk.warning(
                "Every version would be cited as made by “\(PipelineSketch.placeholderCreator)”. "
                    + "Write under creators who is to be cited.")
        }
        guard expect else { return }
        let results = try await Expectation(project: location).compare(now: Instant.now())
        print(
            printable(table(results.map { [$0.name, "\($0.expected)", "\($0.found)", $0.isMet ? "ok" : "DIFFERS"] })))
        if results.contains(where: { !$0.isMet }) { throw ExitCode(1) }
    }
}
