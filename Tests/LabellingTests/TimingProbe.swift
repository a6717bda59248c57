import Foundation
import Glibc
import Labelling
import Observations
import Testing

@Suite(.enabled(if: ProcessInfo.processInfo.environment["LAB_TIME"] != nil)) struct TimingProbe {
    func memory() -> String {
        let t = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        return t.split(separator: "\n").filter { $0.hasPrefix("VmHWM") || $0.hasPrefix("VmRSS") }.joined(separator: " ")
    }
    @Test func million() throws {
        let n = Int(ProcessInfo.processInfo.environment["LAB_TIME"] ?? "") ?? 1_000_000
        struct B { var s = TextColumn(), c = TextColumn(), l = TextColumn(), sub: [UInt32] = [], ord: [UInt32] = [] }
        var batches: [B] = []
        let data = try Data(contentsOf: URL(fileURLWithPath: "/tmp/lm/cls\(n / 1_000_000).csv"))
        data.withUnsafeBytes { p in
            var i = 0
            while p[i] != 10 { i += 1 }
            i += 1
            var b = B(), row: UInt32 = 0, start = i, field = 0
            while i < p.count {
                if p[i] == 44 || p[i] == 10 {
                    let cell = UnsafeRawBufferPointer(rebasing: p[start..<i])
                    if field == 0 { b.s.append(cell) } else if field == 1 { b.c.append(cell) } else { b.l.append(cell) }
                    field += 1
                    start = i + 1
                    if p[i] == 10 {
                        b.sub.append(1); b.ord.append(row); row += 1; field = 0
                        if b.sub.count == 65536 { batches.append(b); b = B() }
                    }
                }
                i += 1
            }
            batches.append(b)
        }
        print("start", memory())
        for _ in 0..<(n > 2_000_000 ? 1 : 5) {
            var t = clock()
            func lap(_ name: String) { print(name, Double(clock() - t) / 1000, "ms", terminator: "; "); t = clock() }
            let base = memory(); print(base)
            var table = VoteTable(subjectTerms: ["task"], repeats: .latest)
            for b in batches { table.add(subjects: [b.s], contributors: b.c, labels: b.l, submissions: b.sub, ordinals: b.ord) }
            lap("add"); if n > 2_000_000 { print(memory()) }
            let votes = table.seal()
            lap("seal"); if n > 2_000_000 { print(memory()) }
            let e = try DawidSkene(iterationLimit: 20, leastGain: -.infinity).estimate(from: votes)
            lap("ds20"); if n > 2_000_000 { print(memory()) }
            let c = Consensus(votes: votes, rule: rule(.dawidSkene), estimate: e)
            let cols = c.consensusColumns(question: "q")
            lap("columns")
            let v = votes.voteColumns()
            lap("votes")
            let m = try votes.labelled(by: rule(.majority))
            lap("majority")
            print(cols[0].column.count, v.labels.count, m.votes.count, e.scores.values.count, votes.subjectCount, memory())
        }
    }
}
