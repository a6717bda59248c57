import ArgumentParser
import CPlatform
import Files
import Glibc
import Storage
import Transect

/// The program: parses the arguments, runs one command, and turns what happened into an exit code.
///
/// | code | meaning |
/// |---|---|
/// | 0 | done |
/// | 1 | done, but something was held that waits for a decision, or a verification failed |
/// | 2 | wrong arguments, a wrong definition, or a decision that cannot be taken |
/// | 3 | failed: the world is broken (disk full, ledger damaged) |
/// | 4 | another run holds the lock |
@main
enum Program {
    static func main() async {
        transect_keep_large_blocks()
        // A reader that has seen enough (`transect preview … | head`) ends the program quietly.
        signal(SIGPIPE, SIG_DFL)
        do {
            try TransectCommand.requireKnownTopic(CommandLine.arguments.dropFirst())
            var command = try TransectCommand.parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            exit(ended(report(error)))
        }
        exit(ended(0))
    }

    /// The exit code, once all that was printed is out: 3 where it could not be written to its end.
    private static func ended(_ code: Int32) -> Int32 {
        let reason = transect_flush_output()
        guard reason != 0 else { return code }
        Talk().problem("\(DiskError(.write, standardOutput, errno: reason))")
        return 3
    }

    private static func report(_ error: any Error) -> Int32 {
        switch error {
        case let code as ExitCode: return code.rawValue
        case let error as DefinitionError:
            Talk().problem("\(error)")
            return 2
        case let error as UsageError:
            Talk().problem("\(error)")
            return 2
        case let error as StoreError where error.kind == .decision:
            Talk().problem("\(error)")
            return 2
        case is LockedError:
            Talk().problem("\(error)")
            return 4
        default: break
        }
        let isHelp = TransectCommand.exitCode(for: error) == .success
        let isUsage = isHelp || TransectCommand.exitCode(for: error) == .validationFailure
        guard isUsage else {
            Talk().problem("\(error)")
            return 3
        }
        let message = TransectCommand.fullMessage(for: error)
        if isHelp { print(message) } else { Talk().say(message) }
        return isHelp ? 0 : 2
    }
}

/// The command and its subcommands.
struct TransectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "transect",
        abstract: "Turns what volunteers send in into datasets that scientists can cite.",
        discussion: """
            Start with `transect init`, put files into the drop folder, then `transect run` every night \
            (`transect schedule`).
            Exit codes: 0 done, 1 done but something was held or a verification failed, 2 wrong \
            arguments or definition or a decision that cannot be taken, 3 failed, 4 another run is at work.
            """,
        version: programVersion,
        subcommands: [
            InitCommand.self, CheckCommand.self, RunCommand.self, WatchCommand.self, ScheduleCommand.self,
            ImportCommand.self, StatusCommand.self, SubmissionsCommand.self, FindingsCommand.self,
            PreviewCommand.self, TemplateCommand.self, PresetsCommand.self, ChecksCommand.self, HeldCommand.self,
            AcceptCommand.self, RejectCommand.self,
            RevokeCommand.self, WithdrawCommand.self, RestoreCommand.self, DecideCommand.self, LogCommand.self,
            SnapshotsCommand.self, DiffCommand.self, VerifyCommand.self, RecomputeCommand.self, RebuildCommand.self,
            ReleaseCommand.self, ExplainCommand.self, ScoreCommand.self, SkillsCommand.self, ReportCommand.self,
            LabelCommand.self,
            MethodsCommand.self, BackupCommand.self, EraseCommand.self,
        ])

    /// `transect help NAME` of a command that there is not: the parser would show the general help and call that success.
    static func requireKnownTopic(_ arguments: ArraySlice<String>) throws {
        guard arguments.first == "help", let topic = arguments.dropFirst().first, !topic.hasPrefix("-") else { return }
        let known = configuration.subcommands.compactMap { $0.configuration.commandName }
        guard !known.contains(topic), topic != "help" else { return }
        let near = nearestName(to: topic, among: known)
        throw UsageError(
            "There is no command `\(topic)`. "
                + (near.map { "Did you mean `\($0)`?" } ?? "`transect help` lists all."))
    }
}

/// Which project a command is about.
struct ProjectOptions: ParsableArguments {
    @Option(name: .long, help: "The project's folder, which holds pipeline.yaml, drop, store and snapshots.")
    var project = "."

    @Option(name: .long, help: "The pipeline file, if it is not the project's pipeline.yaml.")
    var pipeline: String?

    var location: Project { Project(root: project, pipeline: pipeline) }
}
