import Observations

/// Who sent the published records, and which subjects were decided with their help: what the page of a sender thanks for.
struct Senders: Sendable {
    /// The senders, in byte order of their names.
    let names: [String]
    /// The published records of every sender, by first acceptance.
    private(set) var records: [Int]
    /// The number of a submission's sender.
    private let numbers: [UInt32]
    /// The senders in whose records a contributor was named, by the contributor's number.
    private var delivered: [[UInt32]] = []
    /// For each contributor the last of them.
    private var newest: [UInt32] = []

    /// The senders of some submissions; nothing is counted yet.
    init(_ submitters: [UInt32: String]) {
        let senders = Set(submitters.values.map { ExactName($0) }).sorted()
        names = senders.map(\.text)
        var known: [ExactName: UInt32] = [:]
        for (number, name) in senders.enumerated() { known[name] = UInt32(number) }
        var numbers = [UInt32](repeating: .max, count: Int(submitters.keys.max() ?? 0) + 1)
        for (submission, name) in submitters { numbers[Int(submission)] = known[ExactName(name)] ?? .max }
        self.numbers = numbers
        records = [Int](repeating: 0, count: names.count)
    }

    /// Counts a published record.
    ///
    /// - Parameter contributor: the number of whose judgement it is; `nil` where nobody is named.
    mutating func count(_ record: RecordID, contributor: Int?) {
        guard Int(record.submission) < numbers.count else { return }
        let sender = numbers[Int(record.submission)]
        guard sender != .max else { return }
        records[Int(sender)] += 1
        guard let contributor else { return }
        while delivered.count <= contributor {
            delivered.append([])
            newest.append(.max)
        }
        // Nearly always the sender is the one of before.
        guard newest[contributor] != sender else { return }
        newest[contributor] = sender
        if !delivered[contributor].contains(sender) { delivered[contributor].append(sender) }
    }

    /// How many decided subjects somebody has voted on whom a sender's records name, sender by sender.
    func decidedSubjects(_ labels: Labels) -> [Int] {
        var decided = [Int](repeating: 0, count: names.count)
        guard let first = labels.consensus.first else { return decided }
        var pseudonyms = labels.pseudonyms
        var senders: [String: Set<UInt32>] = [:]
        for (contributor, numbers) in delivered.enumerated() where !numbers.isEmpty {
            guard let name = pseudonyms.pseudonym(of: labels.contributors[UInt32(contributor)]) else { continue }
            senders[name, default: []].formUnion(numbers)
        }
        // The voters of every question, each with the senders of her records.
        let voters = labels.consensus.map { consensus in
            let names = consensus.votes.contributors
            return (0..<names.count).map { Array(senders[names[$0] ?? ""] ?? []) }
        }
        var last = [Int](repeating: -1, count: names.count)
        for subject in 0..<first.votes.subjectCount {
            for (question, consensus) in labels.consensus.enumerated() {
                let status = labels.columns[question][1].column[subject]
                guard status == "agreed" || status == "expert" else { continue }
                for vote in consensus.votes.range(ofSubject: subject) {
                    for sender in voters[question][Int(consensus.votes.voteContributors[vote])]
                    where last[Int(sender)] != subject {
                        last[Int(sender)] = subject
                        decided[Int(sender)] += 1
                    }
                }
            }
        }
        return decided
    }
}
