import ArgumentParser
import Files
import Labelling
import Transect

/// Makes a consensus of the answers in one file.
struct LabelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "label",
        abstract: "Make a consensus of the answers in one file, without a project.",
        discussion: """
            One row is one answer: what was judged, by whom, and the label. Figures go to standard output: numbers, \
            agreement beyond chance and, with --truth, accuracy, macro F1 and expected calibration error with those of \
            the plain majority beside them.

            The output has one row per subject with its own columns and, for --question label: label (empty unless \
            agreed or known), label_status (agreed, contested, insufficient, expert), label_confidence, label_votes_for, \
            label_votes, label_agreement, label_leading, label_tied, label_runner_up, label_crowd. docs/methods.md \
            explains all columns; `transect methods` lists the methods.

            Exit code 1 if malformed rows were passed over.
            """)

    @Argument(help: "The answers: CSV, JSON, NDJSON or XML, also compressed with gzip.")
    var answers: String

    @Option(
        help: "The column that names what was judged; give it several times if several do together. (default: task)")
    var subject: [String] = []

    @Option(help: "The column that says who judged.")
    var contributor = "worker"

    @Option(help: "The column of the answers.")
    var question = "label"

    @Option(help: "How answers become a consensus; `transect methods` lists them.")
    var method = LabellingMethod.auto.rawValue

    @Option(help: "Of ordinal and binned-count: the levels or classes from the lowest up, given once each.")
    var levels: [String] = []

    @Option(help: "Of community-taxon and taxon-roll-up: a CSV file of the taxa, with Darwin Core's columns.")
    var checklist: String?

    @Option(help: "Of taxon-roll-up and binary-relevance: the probability from which something is published.")
    var threshold: Double?

    @Option(help: "Of bradley-terry: an answer that prefers neither; may be given several times.")
    var ties: [String] = []

    @Option(help: "Of marks: how many pixels the marks of one object may lie from its middle.")
    var distance: Double?

    @Option(help: "Of lists and texts: an answer that means \"nothing\"; may be given several times. (default: none)")
    var none: [String] = []

    @Option(help: "Where to write the consensus, as CSV; - is standard output, and figures then go to standard error.")
    var output: String?

    @Option(help: "Right answers to compare the consensus with.")
    var truth: String?

    @Option(
        help: """
            Right answers to learn from. The output has them as labels, with status expert, and --truth does not score \
            them. (The known answers of a project are never published.)
            """)
    var gold: String?

    @Option(
        help: """
            Where to write one row per contributor: votes, agreement with the others, estimated accuracy with interval, \
            accuracy on gold, flags.
            """)
    var skills: String?

    @Option(help: "An answer that means \"I cannot tell\"; may be given several times.")
    var unsure: [String] = []

    @Option(help: "The least number of votes for a label to be agreed.")
    var votes = 1

    @Option(help: "The least confidence for a label to be agreed, 0 to 1.")
    var confidence: Double?

    @Option(help: "The least share of votes for a label to be agreed, 0 to 1.")
    var agreement: Double?

    @Option(
        help: "Several answers of one contributor on one subject: latest (the last row counts) or error (none does).")
    var repeats = RepeatRule.latest.rawValue

    @Option(help: "csv, xlsx, json, ndjson, geojson, xml or zooniverse; otherwise told from the content.")
    var format: String?

    @Flag(help: "Replace output files that exist.")
    var force = false

    @Flag(help: "Say how much processor time the steps took.")
    var timings = false

    @Flag(help: "Print the figures as JSON.")
    var json = false

    func run() throws {
        let disk = Disk()
        let file = try LabelFile(request(), disk: disk)
        try file.write(disk: disk)
        let talk = Talk()
        if output == "-" {
            try file.writeConsensus { try write($0) }
            figures(file).forEach { talk.say($0) }
        } else if json {
            try write(file.json)
        } else {
            figures(file).forEach { print($0) }
        }
        for problem in file.problems { talk.say(printable(problem.onOneLine)) }
        if timings {
            let (reading, ordering, estimating) = file.seconds
            talk.say("Processor seconds: reading \(reading), ordering \(ordering), method \(estimating).")
        }
        if output == nil, !json { talk.say("The consensus was not written; --output says where to.") }
        guard file.malformed == 0 else {
            talk.problem("\(counted(file.malformed, "malformed record")) of \(answers) passed over.")
            throw ExitCode(1)
        }
    }

    private func request() throws -> LabelRequest {
        guard let repeats = RepeatRule(rawValue: repeats) else {
            throw UsageError("--repeats is latest or error, not \(repeats).")
        }
        guard votes > 0 else { throw UsageError("--votes must be at least 1.") }
        for (option, share) in [
            ("--confidence", confidence), ("--agreement", agreement), ("--threshold", threshold),
        ] {
            if let share, !(share >= 0 && share <= 1) { throw UsageError("\(option) must lie between 0 and 1.") }
        }
        if let distance, !(distance > 0 && distance < .infinity) {
            throw UsageError("--distance must be above 0.")
        }
        if json, output == "-" { throw UsageError("--json and --output - cannot both go to standard output.") }
        var request = LabelRequest(answers: answers)
        request.format = format
        if !subject.isEmpty { request.subject = subject }
        request.contributor = contributor
        request.question = question
        request.method = method
        request.levels = levels
        request.checklist = checklist
        request.threshold = threshold
        request.none = none
        request.ties = ties
        request.distance = distance
        request.unsure = unsure
        request.accept = Acceptance(votes: votes, confidence: confidence, agreement: agreement)
        request.repeats = repeats
        request.output = output
        request.skills = skills
        request.truth = truth
        request.gold = gold
        request.replacing = force
        return request
    }

    private func figures(_ file: LabelFile) -> [String] {
        var lines = [printable(table(file.lines))]
        if let account = file.account { lines.append("\n" + account) }
        if let comparison = file.comparison { lines.append("\n" + table(comparison)) }
        return lines
    }
}
