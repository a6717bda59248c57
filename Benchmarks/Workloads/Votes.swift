import Seeded

/// Classifications by a crowd of mixed skill: five votes on every task, in a random order of arrival.
///
/// A few workers do most of the work (Zipf). Seven of ten are good, two mediocre, one presses keys at random; each has
/// his own favourite confusions. No worker votes twice on one task.
struct Crowd: Sendable {
    static let labels = ["empty", "fox", "deer", "badger", "hare", "boar", "owl", "marten"]
    private static let shares = [30, 16, 15, 11, 10, 8, 6, 4]
    static let votesPerTask = 5

    private let activity: WeightedChoice
    private let skills: [Double]
    private let confusions: [WeightedChoice]
    private let truths: WeightedChoice
    private let seed: UInt64
    /// The workers' names in order of activity: the busiest are not simply the first.
    private let names: [Int]

    init(tasks: Int, seed: UInt64 = 77) {
        self.seed = seed
        let workers = max(200, tasks / 50)
        var random = SplitMix64(seed: SplitMix64.mix(seed &+ UInt64(tasks)))
        activity = .zipf(workers)
        skills = (0..<workers).map { _ in
            switch random.below(10) {
            case 0..<7: 0.75 + 0.22 * random.unit()
            case 7, 8: 0.45 + 0.3 * random.unit()
            default: 0.1 + 0.1 * random.unit()
            }
        }
        let classes = Self.labels.count
        // One in a few wrong labels is much likelier than the others: squares of uniform numbers spread far.
        confusions = (0..<(workers * classes)).map { index in
            WeightedChoice(
                weights: (0..<classes).map { label in
                    let weight = random.unit()
                    return label == index % classes ? 0 : weight * weight * weight + 1e-6
                })
        }
        truths = WeightedChoice(weights: Self.shares.map { Double($0) })
        var names = Array(0..<workers)
        random.shuffle(&names)
        self.names = names
    }

    /// The true label of a task.
    func truth(_ task: Int) -> Int {
        var random = SplitMix64(seed: SplitMix64.mix(seed ^ SplitMix64.mix(UInt64(task))))
        return truths.draw(&random)
    }

    /// The votes on a task: different workers, and what each said.
    func votes(on task: Int) -> [(worker: Int, label: Int)] {
        let truth = truth(task)
        var random = SplitMix64(seed: SplitMix64.mix(seed &+ 1 &+ UInt64(task) &* 2))
        var votes: [(worker: Int, label: Int)] = []
        while votes.count < Self.votesPerTask {
            let worker = activity.draw(&random)
            if votes.contains(where: { $0.worker == names[worker] }) { continue }
            let isRight = random.unit() < skills[worker]
            let label = isRight ? truth : confusions[worker * Self.labels.count + truth].draw(&random)
            votes.append((names[worker], label))
        }
        return votes
    }
}

/// Writes `count` votes to `<base>.csv` (task,worker,label) and the true labels to `<base>.truth.csv` (task,label).
func writeVotes(count: Int, base: String) throws {
    let tasks = count / Crowd.votesPerTask
    let crowd = Crowd(tasks: tasks)
    let truth = try OutputFile("\(base).truth.csv")
    try truth.append("task,label\n")
    var votes: [UInt64] = []  // task, worker and label packed into one number
    votes.reserveCapacity(tasks * Crowd.votesPerTask)
    for task in 0..<tasks {
        try truth.append("t\(padded(task, 8)),\(Crowd.labels[crowd.truth(task)])\n")
        for (worker, label) in crowd.votes(on: task) {
            votes.append(UInt64(task) << 32 | UInt64(worker) << 4 | UInt64(label))
        }
    }
    try truth.finish()
    var random = SplitMix64(seed: UInt64(count))
    random.shuffle(&votes)
    let file = try OutputFile("\(base).csv")
    try file.append("task,worker,label\n")
    for vote in votes {
        let worker = padded(Int(vote >> 4 & 0xFFF_FFFF), 6)
        try file.append("t\(padded(Int(vote >> 32), 8)),w\(worker),\(Crowd.labels[Int(vote & 15)])\n")
    }
    try file.finish()
    let facts = "{\"votes\": \(votes.count), \"tasks\": \(tasks), \"labels\": \(Crowd.labels.count)}\n"
    try OutputFile.save(Array(facts.utf8), as: "\(base).facts.json")
    print(facts, terminator: "")
}

private func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
