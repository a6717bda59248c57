import Files
import Foundation
import Labelling
import Observations
import Snapshots
import Testing
import Transect

/// A small generator of random numbers with a seed, so that a failing test can be repeated.
private struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// A crowd that answered two questions about composite subjects, some of them several times, and experts who decided.
private struct Crowd {
    static let subject: [Term] = ["site", "day"]
    static let rules = [
        QuestionRule(
            term: "species", method: .choice(.dawidSkene), accept: Acceptance(votes: 3, confidence: 0.8),
            repeats: .latest),
        QuestionRule(
            term: "count", method: .choice(.majority), accept: Acceptance(votes: 2, agreement: 0.6), repeats: .latest),
    ]

    static let pipeline = """
        name: crowd
        title: What the crowd saw
        creators: [{name: River Club}]
        licence: CC0-1.0
        sources:
          - files: "*.csv"
        fields:
          site: {}
          day: {}
          species: {constraints: {enum: {file: lists/species.csv, column: name}}}
          count: {type: integer}
          recordedBy: {}
        consensus:
          subject: [site, day]
          contributor: recordedBy
          repeats: latest
          questions:
            species: {method: dawid-skene, accept: {votes: 3, confidence: 0.8}}
            count: {method: majority, accept: {votes: 2, agreement: 0.6}}

        """

    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("recompute-\(UUID().uuidString)").path
    let disk = Disk()
    var version: String { folder + "/v1" }

    /// Publishes the crowd's version.
    ///
    /// - Parameter experts: Whether experts decided something.
    init(seed: UInt64 = 1, rows: Int = 900, experts: Bool = true, semantics: Int = semanticsVersion) throws {
        var random = SplitMix64(state: seed)
        let sites = ["s", "s,1", "=sum(1)", "'quoted\"", "-5", "Łąka\nza domem"]
        let labels = ["Pica pica", "-3", "'x|y", "+1 maybe", "kos, \"duży\"", "Ż"]
        func pick(_ values: [String]) -> String { values[Int.random(in: 0..<values.count, using: &random)] }
        var (site, day, who, species, count): ([String?], [String?], [String?], [String?], [String?]) = (
            [], [], [], [], []
        )
        for _ in 0..<rows {
            site.append(Int.random(in: 0..<40, using: &random) == 0 ? nil : pick(sites))
            day.append("\(Int.random(in: 1...25, using: &random))")
            who.append(
                Int.random(in: 0..<10, using: &random) == 0 ? nil : "c-\(Int.random(in: 0..<12, using: &random))")
            species.append(Int.random(in: 0..<5, using: &random) == 0 ? nil : pick(labels))
            count.append(Int.random(in: 0..<5, using: &random) == 0 ? nil : "\(Int.random(in: -2..<3, using: &random))")
        }
        // Nobody voted on this one.
        site.append("quiet")
        day.append("1")
        who.append(nil)
        species.append("Ż")
        count.append(nil)
        var decided = Self.rules.map { _ in ExpertAnswers(subjectTerms: Self.subject) }
        if experts {
            decided[0].decide(["s", "3"], "a label that nobody gave")
            decided[0].decide(["never seen", "1"], "=1")
            decided[1].decide(["s", "3"], "1")
            decided[1].decide(["-5", "9"], "-7")
        }
        var consensus: [any QuestionConsensus] = []
        for (index, rule) in Self.rules.enumerated() {
            var table = VoteTable(subjectTerms: Self.subject, repeats: rule.repeats)
            for answers in decided { table.add(subjects: answers.subjects) }
            table.add(
                subjects: [TextColumn(site), TextColumn(day)], contributors: TextColumn(who),
                labels: TextColumn(index == 0 ? species : count),
                submissions: site.indices.map { UInt32($0 / 300 + 1) }, ordinals: site.indices.map { UInt32($0) })
            consensus.append(try table.sealed().labelled(by: rule, deciding: decided[index]))
        }
        try Self.publish(
            consensus, decided, hasDecisions: experts, in: SnapshotFolder(folder, disk: disk), semantics: semantics)
    }

    private static func publish(
        _ consensus: [any QuestionConsensus], _ decided: [ExpertAnswers], hasDecisions: Bool, in folder: SnapshotFolder,
        semantics: Int
    ) throws {
        let view = PublicView(fields: ["site", "day", "species", "count", "recordedBy"].map { PublishedField($0) })
        var draft = try SnapshotDraft(
            in: folder, version: 1, previous: nil,
            encoder: ObservationEncoder(view: view, pseudonyms: Pseudonyms(key: [1, 2, 3])), withParquet: false,
            disk: Disk())
        try draft.addObservations(part: 1, of: 1) { nil }
        var names = subject.map(\.name)
        var columns = consensus[0].votes.subjects
        for question in consensus {
            for (name, column) in question.consensusColumns(question: question.rule.term.name, subjects: nil) {
                names.append(name)
                columns.append(column)
            }
        }
        try draft.addTable(
            PublishedTable(
                name: "consensus", title: "Consensus", fields: names.map { PublishedField($0) },
                primaryKey: subject.map(\.name)), columns)
        let votes = PublishedTable(
            name: "votes", title: "Votes",
            fields: (subject.map(\.name) + ["question", "contributor", "label"]).map { PublishedField($0) })
        var rest = consensus[...]
        try draft.addTable(votes) {
            rest.popFirst().map { question in
                let (subjects, contributors, labels) = question.votes.voteColumns()
                let term = TextColumn([String?](repeating: question.rule.term.name, count: question.votes.count))
                return TablePiece(subjects + [term, contributors, labels])
            }
        }
        if hasDecisions {
            var rest = zip(rules, decided).map { TablePiece($1.rows(question: $0.term)) }[...]
            try draft.addTable(.decisions(subject: subject.map { PublishedField.subject($0) })) { rest.popFirst() }
        }
        try draft.addFile("pipeline.yaml", title: "The pipeline definition", bytes: Array(pipeline.utf8))
        let description = DatasetDescription(
            name: "crowd", title: "What the crowd saw", creators: [Creator(name: "River Club")], licence: "CC0-1.0",
            programVersion: "1", semanticsVersion: semantics)
        let finished = try draft.finish(description, created: Instant(seconds: 1_777_600_000)) { _ in .consensus }
        try finished.makeVisible()
    }

    func recompute() throws -> RecomputeResult { try Recompute(folder: version, disk: disk).run() }

    func text(_ name: String) throws -> String { String(decoding: try disk.read("\(version)/\(name)"), as: UTF8.self) }

    /// Replaces a line that begins with `start` in a file of the version, or removes it.
    func edit(_ name: String, lineWith part: String, by line: String?) throws {
        var lines = try text(name).components(separatedBy: "\n")
        let index = try #require(lines.firstIndex { $0.contains(part) })
        lines.replaceSubrange(index...index, with: line.map { [$0] } ?? [])
        try disk.remove("\(version)/\(name)")
        try Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: "\(version)/\(name)"))
    }
}

@Suite("A consensus made anew from what anyone can download")
struct RecomputeTests {
    @Test(
        "Several questions, composite subjects, repeats and decisions come out the same, byte for byte",
        arguments: 0..<8)
    func equal(seed: UInt64) throws {
        let crowd = try Crowd(seed: seed, rows: 300 + Int(seed) * 250)
        defer { try? crowd.disk.removeTree(crowd.folder) }
        let result = try crowd.recompute()
        #expect(result.isEqual, Comment(rawValue: result.findings.joined(separator: "\n")))
        #expect(result.questions == 2 && result.decisions == 4 && result.votes > 200)
        #expect(result.summary.contains("equal in every byte"))
        let rows = try crowd.text("consensus.csv")
        #expect(rows.contains("\nquiet,1,,insufficient,"), "a subject without votes has its row")
        #expect(rows.contains("\nnever seen,1,'=1,expert,,0,0,"), "and so has one that an expert alone has seen")
        #expect(rows.contains(",a label that nobody gave,expert,"))
    }

    @Test("Nothing but five files is needed")
    func fewFiles() throws {
        let crowd = try Crowd()
        defer { try? crowd.disk.removeTree(crowd.folder) }
        let needed = ["datapackage.json", "pipeline.yaml", "votes.csv", "decisions.csv", "consensus.csv"]
        for name in try crowd.disk.list(crowd.version) where !needed.contains(name) {
            try crowd.disk.remove("\(crowd.version)/\(name)")
        }
        #expect(try crowd.recompute().isEqual)
        for name in needed {
            try crowd.disk.rename("\(crowd.version)/\(name)", to: "\(crowd.version)/away")
            let error = #expect(throws: UsageError.self) { try crowd.recompute() }
            #expect(error?.description.contains(name) == true)
            try crowd.disk.rename("\(crowd.version)/away", to: "\(crowd.version)/\(name)")
        }
    }

    @Test("Without decisions there is no decisions.csv, and none is asked for")
    func withoutDecisions() throws {
        let crowd = try Crowd(experts: false)
        defer { try? crowd.disk.removeTree(crowd.folder) }
        #expect(try crowd.disk.status("\(crowd.version)/decisions.csv") == nil)
        let result = try crowd.recompute()
        #expect(result.isEqual && result.decisions == 0)
        #expect(result.summary.hasPrefix("v1: consensus.csv made anew from \(result.votes) votes on 2 questions: "))
    }

    @Test("A forged label is found: subject, column, what was published, what the votes give")
    func forged() throws {
        let crowd = try Crowd()
        defer { try? crowd.disk.removeTree(crowd.folder) }
        try crowd.edit("consensus.csv", lineWith: "never seen,1,", by: nil)
        try crowd.edit(
            "consensus.csv", lineWith: "quiet,1,",
            by: "quiet,1,Ż,agreed,,0,0,,,,,,,insufficient,,0,0,,,,,")
        let result = try crowd.recompute()
        #expect(!result.isEqual)
        let cells = [("species", "Ż", nil), ("species_status", "agreed", "insufficient")]
        for (column, published, recomputed) in cells {
            #expect(
                result.differences.contains(
                    .value(subject: ["quiet", "1"], column: column, published: published, recomputed: recomputed)))
        }
        #expect(result.differences.contains(.onlyRecomputed(subject: ["never seen", "1"])))
        #expect(result.differenceCount == 3)
        #expect(result.damage.count == 1 && result.damage[0].hasPrefix("consensus.csv has "))
        #expect(
            result.findings.contains(
                "quiet, 1: species_status was published as \"agreed\", but the votes give \"insufficient\""))
        #expect(result.findings.contains("never seen, 1: has votes or a decision, but was not published"))
        #expect(result.summary.hasSuffix(": 3 differences."))
    }

    @Test("A vote that was taken away or added shows, and so does a file that merely is not the published one")
    func tamperedVotes() throws {
        let crowd = try Crowd()
        defer { try? crowd.disk.removeTree(crowd.folder) }
        let votes = try crowd.text("votes.csv").components(separatedBy: "\n")
        let vote = try #require(votes.dropFirst().first { $0.contains(",count,") })
        try crowd.edit("votes.csv", lineWith: vote, by: nil)
        let result = try crowd.recompute()
        #expect(result.differenceCount > 0)
        #expect(result.damage.count == 1 && result.damage[0].hasPrefix("votes.csv has "))
        let other = try Crowd()
        defer { try? other.disk.removeTree(other.folder) }
        try other.edit("pipeline.yaml", lineWith: "title: What", by: "title: What the crowd   saw")
        let harmless = try other.recompute()
        #expect(harmless.differenceCount == 0 && !harmless.isEqual)
        #expect(harmless.summary.contains("equal, but the files are not those that were published"))
    }

    @Test("Other thresholds than those in the definition beside it show in the status")
    func otherThresholds() throws {
        let crowd = try Crowd()
        defer { try? crowd.disk.removeTree(crowd.folder) }
        try crowd.edit(
            "pipeline.yaml", lineWith: "species: {method", by: "    species: {method: dawid-skene, accept: {votes: 99}}"
        )
        let result = try crowd.recompute()
        #expect(result.differences.count == 10 && result.differenceCount > 10)
        #expect(result.findings.last == "… and \(result.differenceCount - 10) more")
    }

    @Test("Columns and quotes that are not as the definition has them are told")
    func otherBytes() throws {
        let crowd = try Crowd()
        defer { try? crowd.disk.removeTree(crowd.folder) }
        let row = try #require(
            try crowd.text("consensus.csv").components(separatedBy: "\n").first { $0.hasPrefix("quiet,") })
        try crowd.edit("consensus.csv", lineWith: "quiet,", by: "\"quiet\"" + row.dropFirst(5))
        #expect(try crowd.recompute().differences == [.bytes])
        let other = try Crowd()
        defer { try? other.disk.removeTree(other.folder) }
        try other.edit(
            "pipeline.yaml", lineWith: "    count: {method", by: "    recordedBy: {method: majority}")
        let differences = try other.recompute().differences
        #expect(differences.contains(.columnOnlyPublished("count_status")))
        let third = try Crowd()
        defer { try? third.disk.removeTree(third.folder) }
        try third.edit("pipeline.yaml", lineWith: "  subject: [site, day]", by: "  subject: [day, site]")
        let error = #expect(throws: SnapshotError.self) { try third.recompute() }
        #expect(error?.problem.contains("asks for day, site, question, contributor, label") == true)
    }

    @Test("A version of another semantics is compared all the same, with a word about it")
    func semantics() throws {
        let crowd = try Crowd(semantics: semanticsVersion - 1)
        defer { try? crowd.disk.removeTree(crowd.folder) }
        let result = try crowd.recompute()
        #expect(result.isEqual && result.semantics == semanticsVersion - 1)
        #expect(
            result.summary.contains(
                "made by an older program (semantics \(semanticsVersion - 1), here \(semanticsVersion))"))
    }

    @Test("Where the definition asks nothing there is nothing to make anew; a folder without a version is told apart")
    func nothing() throws {
        let crowd = try Crowd()
        defer { try? crowd.disk.removeTree(crowd.folder) }
        let text = try crowd.text("pipeline.yaml")
        let part = try #require(text.range(of: "consensus:"))
        try Data(text[..<part.lowerBound].utf8).write(to: URL(fileURLWithPath: crowd.version + "/pipeline.yaml"))
        let result = try crowd.recompute()
        #expect(result.isEqual && result.questions == 0)
        #expect(result.summary == "v1: its definition asks the crowd nothing; there is no consensus.")
        let error = #expect(throws: UsageError.self) { try Recompute(folder: crowd.folder, disk: crowd.disk).run() }
        #expect(error?.description.contains("holds no version") == true)
    }
}
