import Files
import Foundation
import Observations
import Storage
import Transect

/// A small generator with a seed (SplitMix64), the same everywhere.
struct Dice {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }
}

/// One thing that happens to a project.
enum Happening: Sendable {
    /// Somebody puts a file into the drop folder.
    case file(path: String, text: String)
    /// The definition becomes number so and so.
    case definition(Int)
    /// Somebody decides.
    case decision(Decision)
}

/// A random year in the life of a small project: three submitters, files with keys, without keys, and whole exports; sent
/// again mended, shortened, broken; decisions of all kinds; a definition that changes.
struct RandomHistory {
    private(set) var happenings: [Happening] = []
    private var dice: Dice
    /// For what files share; apart, so that it changes nothing else about a history.
    private var sharing: Dice
    private var submissions: UInt32 = 0
    private var bytes: Set<String> = []

    static let submitters = ["anna", "bob", "cleo"]

    static let definitions: [String] = [
        "maximum: 90", "maximum: 60", "maximum: 90, minimum: 10",
    ].map { limits in
        """
        sources:
          - {files: '*/keyed*.csv', withdraw: {term: status, values: [gone]}}
          - {files: '*/list*.csv', mode: complete, namespace: list}
          - {files: '*/import*.csv', resend: add}
        record: {key: id, revision: modified}
        fields:
          id: {}
          image: {}
          who: {}
          label: {}
          n: {type: number, constraints: {\(limits)}}
          modified: {type: integer}
          status: {}
        consensus: {subject: image, contributor: who, questions: {label: {method: majority}}}
        publish: {hold: {dropped: 0.6, quarantined: 0.7}}

        """
    }

    /// The same world without record keys.
    static let keyless: [String] = ["maximum: 90", "maximum: 60", "maximum: 90, minimum: 10"].map { limits in
        """
        sources: [{files: '**/*.csv'}]
        fields:
          id: {}
          image: {}
          who: {}
          label: {}
          n: {type: number, constraints: {\(limits)}}
          eventDate: {type: date}
        consensus: {subject: image, contributor: who, questions: {label: {method: majority}}}
        publish: {hold: {dropped: 0.6, quarantined: 0.7}}

        """
    }

    /// - Parameter hasKeys: whether the project's records have keys.
    init(seed: UInt64, events: Int, hasKeys: Bool) {
        dice = Dice(seed)
        sharing = Dice(seed &+ 2000)
        happenings.append(.definition(0))
        while happenings.count < events {
            switch dice.below(20) {
            case 0: happenings.append(.definition(dice.below(3)))
            case 1...2 where submissions > 0: addDecision(.withdraw)
            case 3 where submissions > 0: addDecision(.restore)
            case 4 where submissions > 0: addDecision(.revoke)
            case 5 where submissions > 0: addDecision(.accept)
            case 6: addDecision(.decide)
            default: hasKeys ? addKeyed() : addKeyless()
            }
        }
    }

    private mutating func addDecision(_ kind: EventKind) {
        var decision = Decision(kind: kind, by: "Dr Eva Test", why: "seed")
        switch kind {
        case .withdraw, .restore:
            decision.records = ["\(dice.below(Int(submissions)) + 1)-\(dice.below(6) + 1)"]
        case .decide:
            decision.subject = ["i\(dice.below(12))"]
            decision.question = "label"
            decision.label = dice.below(4) == 0 ? nil : dice.pick(["kite", "owl", "elk"])
        default: decision.submission = UInt32(dice.below(Int(submissions)) + 1)
        }
        happenings.append(.decision(decision))
    }

    private mutating func add(_ path: String, _ text: String) {
        // The same bytes at the same place are no event.
        guard bytes.insert(path + "\n" + text).inserted else { return }
        submissions += 1
        happenings.append(.file(path: path, text: text))
    }

    private mutating func addKeyed() {
        let submitter = dice.pick(RandomHistory.submitters)
        let kind = dice.pick(["keyed", "keyed", "list"])
        var rows = ["id,image,who,label,n,modified,status"]
        let first = dice.below(20)
        for index in 0..<dice.below(30) {
            // Submitters number their records apart, save a few that meet.
            let number = dice.below(12) == 0 ? dice.below(60) : first + index
            let owner = dice.below(15) == 0 ? "" : String(submitter.first ?? "x")
            rows.append(
                [
                    "\(owner)\(number)", "i\(dice.below(12))", dice.pick(["Ann", "Ola", "Jan", ""]),
                    dice.pick(["kite", "owl", "elk"]), "\(dice.below(100))", dice.pick(["", "1", "2", "3", "4"]),
                    dice.below(12) == 0 ? "gone" : "",
                ].joined(separator: ","))
        }
        add("\(submitter)/\(kind)-\(dice.below(2)).csv", rows.joined(separator: "\n") + "\n")
    }

    private var drafts: [String: [[String]]] = [:]

    /// A file without keys: new, or an earlier state of it with some cells mended, rows deleted, rows added.
    private mutating func addKeyless() {
        let submitter = dice.pick(RandomHistory.submitters)
        let path = "\(submitter)/notes-\(dice.below(2)).csv"
        // Seldom something else under the same name: where a name has stood for several things, files only add.
        var rows = dice.below(16) == 0 ? [] : drafts[path] ?? []
        for index in rows.indices where dice.below(6) == 0 {
            rows[index][dice.below(4) + 1] = dice.pick(["7", "88", "kite", "owl", "Ola", "95", ""])
        }
        rows.removeAll { _ in dice.below(8) == 0 }
        for _ in 0..<dice.below(8) {
            rows.append([
                "\(dice.below(30))", "i\(dice.below(12))", dice.pick(["Ann", "Ola", "Jan"]),
                dice.pick(["kite", "owl"]), "\(dice.below(100))", "2026-05-0\(dice.below(4) + 1)",
            ])
        }
        // Some rows stand in another file of the same person, too.
        let others = drafts.filter { $0.key != path && $0.key.hasPrefix(submitter) }.sorted { $0.key < $1.key }
        for row in others.flatMap(\.value) where sharing.below(12) == 0 { rows.append(row) }
        drafts[path] = rows
        let lines = ["id,image,who,label,n,eventDate"] + rows.map { $0.joined(separator: ",") }
        add(path, lines.joined(separator: "\n") + "\n")
    }
}
