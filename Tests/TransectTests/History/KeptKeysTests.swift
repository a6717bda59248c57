import Files
import Observations
import Storage
import Testing
import Transect

/// A decision keeps what its records are known by, so that it holds when their names are gone.
@Suite struct KeptKeysTests {
    private static let keyed = """
        sources: [{files: '**/*.csv'}]
        record: {key: id, revision: modified}
        fields: {id: {}, label: {}, modified: {type: integer}, who: {}}
        consensus: {subject: id, contributor: who, questions: {label: {method: majority}}}

        """
    private static let keyless = "sources: [{files: '**/*.csv'}]\nfields: {label: {}, n: {}, eventDate: {}}\n"

    /// A list of six records with ids, one of them Maria's.
    private func list(_ ids: ClosedRange<Int> = 1...6, modified: Int = 1) -> String {
        "id,label,modified,who\n"
            + ids.map { "\($0),kite,\(modified),\($0 == 3 ? "Maria Nowak" : "Ann")\n" }.joined()
    }

    private func ledger(_ project: SmallProject) throws -> Ledger {
        try Ledger(Store(root: project.path + "/store", disk: Disk()))
    }

    private func decide(
        _ project: SmallProject, _ body: (borrowing Deciding, Author) throws -> DecisionReport
    ) throws {
        let deciding = try Deciding(
            project: Project(root: project.path), disk: Disk(), now: Instant(seconds: 1_777_700_000))
        _ = try body(deciding, Author(by: "Eva", why: "asked"))
    }

    /// The first column of the newest version.
    private func names(_ project: SmallProject) -> [String] {
        (project.published("observations.csv") ?? "").split(separator: "\n").dropFirst()
            .map { String($0.prefix { $0 != "," }) }
    }

    @Test(
        "A record that is withdrawn stays out under the name that it has after a revocation, and its old name restores it"
    )
    func sentBefore() async throws {
        let project = try SmallProject(Self.keyed)
        try project.put(list(), at: "drop/a/list.csv")
        try project.put(list(1...7), at: "drop/a/more.csv")
        try await project.run()
        try decide(project) { try $0.withdraw([NamedRecord("1-3")], $1) }
        try await project.run()
        #expect(names(project) == ["1-1", "1-2", "1-4", "1-5", "1-6", "2-7"])
        try decide(project) { try $0.rule(.revoke, [1], $1) }
        let report = try await project.run()
        #expect(report.lapsed.isEmpty && !report.needsDecision)
        #expect(names(project) == ["2-1", "2-2", "2-4", "2-5", "2-6", "2-7"])
        #expect(throws: UsageError.self) { try decide(project) { try $0.withdraw([NamedRecord("1-3")], $1) } }
        try decide(project) { try $0.restore([NamedRecord("1-3")], $1) }
        try await project.run()
        #expect(names(project) == ["2-1", "2-2", "2-3", "2-4", "2-5", "2-6", "2-7"])
        try await expectProof(of: project)
    }

    @Test("It stays out also where the other submission comes only later, unless with a newer revision")
    func sentLater() async throws {
        let project = try SmallProject(Self.keyed)
        try project.put(list(), at: "drop/a/list.csv")
        try await project.run()
        try decide(project) { try $0.withdraw([NamedRecord("1-3"), NamedRecord("1-4")], $1) }
        try await project.run()
        try project.put(list(1...7), at: "drop/a/more.csv")
        try await project.run()
        try decide(project) { try $0.rule(.revoke, [1], $1) }
        let report = try await project.run()
        #expect(report.lapsed.isEmpty)
        #expect(names(project) == ["2-1", "2-2", "2-5", "2-6", "2-7"])
        // Nobody has the record now; restored, it is taken when it comes.
        try decide(project) { try $0.restore([NamedRecord("1-3")], $1) }
        try await project.run()
        #expect(names(project).count == 5)
        try project.put(list(1...4), at: "drop/a/third.csv")
        try await project.run()
        #expect(names(project) == ["2-1", "2-2", "2-5", "2-6", "2-7", "3-3"])
        try project.put(list(4...4, modified: 2), at: "drop/a/fourth.csv")
        try await project.run()
        #expect(names(project).last == "4-1")
        try await expectProof(of: project)
    }

    @Test("Where no submission has the record any more, the run says so")
    func gone() async throws {
        let project = try SmallProject(Self.keyed)
        try project.put(list(), at: "drop/a/list.csv")
        try project.put(list(11...16), at: "drop/a/other.csv")
        try await project.run()
        try decide(project) { try $0.withdraw([NamedRecord("1-3")], $1) }
        try await project.run()
        try decide(project) { try $0.rule(.revoke, [1], $1) }
        let report = try await project.run()
        #expect(report.lapsed.map { "\($0.record)" } == ["1-3"] && report.needsDecision)
    }

    @Test("Without a declared key the record is known by its whole content")
    func keyless() async throws {
        let project = try SmallProject(Self.keyless)
        let rows = "label,n,eventDate\nkite,1,2026-05-01\nowl,2,2026-05-01\nowl,2,2026-05-01\nelk,3,2026-05-02\n"
        try project.put(rows, at: "drop/a/notes.csv")
        try await project.run()
        try decide(project) { try $0.withdraw([NamedRecord("1-3"), NamedRecord("1-4")], $1) }
        try await project.run()
        try project.put(rows + "fox,4,2026-05-03\n", at: "drop/a/copy.csv")
        try await project.run()
        try decide(project) { try $0.rule(.revoke, [1], $1) }
        #expect(try await project.run().lapsed.isEmpty)
        #expect(names(project) == ["2-1", "2-2", "2-5"])
        try await expectProof(of: project)
    }

    @Test("An erasure takes the keys of the person's records out of the decisions, and leaves the others")
    func erasure() async throws {
        let project = try SmallProject(Self.keyed)
        try project.put(list(), at: "drop/a/list.csv")
        try await project.run()
        try decide(project) { try $0.withdraw([NamedRecord("1-3"), NamedRecord("1-4")], $1) }
        try await project.run()
        let before = try #require(try ledger(project).decisions(of: [.withdraw]).first?.decision.keys)
        #expect(before.keys.sorted() == ["1-3", "1-4"] && before["1-3"]?.order != .min)
        _ = try await Erase(
            ErasureRequest(contributor: "Maria Nowak", mode: .identity, by: "Eva", why: "asked"),
            project: Project(root: project.path), disk: Disk(),
            options: RunOptions(threads: 2, now: Instant(seconds: 1_777_900_000))
        ).execute()
        let decision = try #require(try ledger(project).decisions(of: [.withdraw]).first?.decision)
        #expect(decision.records == ["1-3", "1-4"] && decision.keys?.keys.sorted() == ["1-4"])
        #expect(decision.keys?["1-4"] == before["1-4"])
        #expect(names(project) == ["1-1", "1-2", "1-5", "1-6"], "the withdrawal itself holds")
    }

    private func expectProof(of project: SmallProject) async throws {
        let report = try await Rebuild(
            project: Project(root: project.path), disk: Disk(),
            options: RunOptions(threads: 2, now: Instant(seconds: 1_800_000_000))
        ).run()
        #expect(report.versions.allSatisfy { $0.verdict == .proved }, "\(report.text)")
    }
}
