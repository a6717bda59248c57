import Foundation
import Testing

@Suite struct WorkloadTests {
    private func observations(_ rows: Int, delta: Int = 0, in scratch: ScratchFolder) throws -> String {
        let base = "\(scratch.path)/observations-\(rows)"
        let code = try Tool("transect-workload").run(
            "observations", "--rows", "\(rows)", "--output", base, "--formats", "csv,ndjson,xml", "--delta", "\(delta)")
        #expect(code == 0)
        return base
    }

    private func facts(_ base: String) throws -> [String: [String: Int]] {
        let data = try Data(contentsOf: URL(fileURLWithPath: base + ".facts.json"))
        return try JSONDecoder().decode([String: [String: Int]].self, from: data)
    }

    @Test("A smaller workload is an exact beginning of a larger one, and the night after it carries on")
    func prefix() throws {
        let scratch = try ScratchFolder()
        let small = try observations(1_500, delta: 500, in: scratch)
        let large = try observations(2_000, in: scratch)
        let whole = try Data(contentsOf: URL(fileURLWithPath: large + ".csv"))
        let beginning = try Data(contentsOf: URL(fileURLWithPath: small + ".csv"))
        let night = try Data(contentsOf: URL(fileURLWithPath: small + ".delta.csv"))
        let header = try #require(beginning.firstIndex(of: 0x0A)) + 1
        #expect(whole == beginning + night.dropFirst(header))
        let parts = try facts(small)
        let sum = try facts(large)
        for name in ["rows", "bad", "duplicates", "near", "accepted"] {
            #expect((parts["base"]?[name] ?? 0) + (parts["delta"]?[name] ?? 0) == sum["base"]?[name])
        }
    }

    @Test("The shares are as they are said to be: 1 % bad, 2 % exact and 1 % near duplicates")
    func shares() throws {
        let scratch = try ScratchFolder()
        let base = try #require(try facts(observations(50_000, in: scratch))["base"])
        #expect((400...600).contains(base["bad"] ?? 0))
        #expect((900...1_100).contains(base["duplicates"] ?? 0))
        #expect((400...600).contains(base["near"] ?? 0))
        #expect(base["accepted"] == 50_000 - (base["bad"] ?? 0) - (base["duplicates"] ?? 0))
    }

    @Test("Exact duplicates equal an earlier line, and nothing else does")
    func duplicates() throws {
        let scratch = try ScratchFolder()
        let base = try observations(5_000, in: scratch)
        let text = try String(contentsOfFile: base + ".ndjson", encoding: .utf8)
        let lines = text.split(separator: "\n")
        #expect(lines.count == 5_000)
        #expect(lines.count - Set(lines).count == (try facts(base))["base"]?["duplicates"])
    }

    @Test("Every task has five votes of different workers, and most workers know what they see")
    func votes() throws {
        let scratch = try ScratchFolder()
        let base = "\(scratch.path)/votes"
        #expect(try Tool("transect-workload").run("votes", "--count", "10000", "--output", base) == 0)
        let votes = try String(contentsOfFile: base + ".csv", encoding: .utf8).split(separator: "\n").dropFirst()
            .map { $0.split(separator: ",") }
        let truth = try String(contentsOfFile: base + ".truth.csv", encoding: .utf8).split(separator: "\n").dropFirst()
        #expect(votes.count == 10_000)
        #expect(truth.count == 2_000)
        #expect(Set(votes.map { "\($0[0]),\($0[1])" }).count == 10_000)
        let truths = Set(truth)
        let right = votes.count { truths.contains("\($0[0]),\($0[2])") }
        #expect((6_500...8_800).contains(right))
    }

    @Test("Wrong arguments are refused with a code for the shell")
    func arguments() throws {
        #expect(try Tool("transect-workload").run("observations", "--rows", "many") == 2)
        #expect(try Tool("transect-workload").run("birds") == 2)
        #expect(try Tool("transect-samples").run() == 2)
    }
}
