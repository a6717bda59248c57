import Files
import Observations

/// What the crowd says about a project's dataset as it is now, for commands that only look.
struct CurrentConsensus {
    /// What the crowd is asked.
    let questions: ConsensusPlan
    /// The terms that name a subject.
    let subjectTerms: [String]
    /// The consensus on the questions.
    let labels: Labels

    /// Labels the current dataset.
    ///
    /// - Throws: `UsageError` where the pipeline asks the crowd nothing, or there is no dataset yet.
    init(_ project: Project, disk: Disk) throws {
        let run = try Run(project: project, disk: disk, options: RunOptions(now: Instant(seconds: 0)))
        guard let questions = run.plan.consensus else {
            throw UsageError("\(project.pipeline) has no `consensus`, so that nobody is asked anything.")
        }
        self.questions = questions
        subjectTerms = run.plan.subjectTerms
        let opened = try OpenedProject(project, disk: disk)
        labels = try run.labels(opened.store, opened.ledger)
    }
}
