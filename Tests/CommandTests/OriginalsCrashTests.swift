import Foundation
import Testing

/// A night that moves or removes what it has taken, killed or failing at the first, second, … last operation.
@Suite struct OriginalsCrashTests {
    private struct Night {
        let before: ScratchProject
        let undisturbed: (tree: FileTree, status: String, drop: FileTree)

        init(_ originals: String) throws {
            before = try ScratchProject(
                pipeline: Garden.pipeline + "arrival: {originals: \(originals), marker: '{name}.done'}\n")
            try Garden.fill(before)
            for file in try before.tree("drop").files { try before.write("", to: "drop/\(file).done") }
            try before.write(Garden.header, to: "drop/ben/not-yet.csv")
            try before.useCommonKey()
            let calm = try ScratchProject(copyOf: before)
            try calm.night()
            let (outcome, drop) = (try calm.outcome(), try calm.tree("drop"))
            undisturbed = (outcome.tree, outcome.status, drop)
            #expect(undisturbed.drop.files == ["ben/not-yet.csv"])
        }

        /// What differs from an undisturbed night after a broken one and another.
        func broken(by fault: String) throws -> (code: Int32, talk: String, differences: [String]) {
            let project = try ScratchProject(copyOf: before)
            let first = try project.transect("run", "--threads", "1", environment: ["TRANSECT_FAULT": fault])
            if first.code != 0 {
                let again = try project.transect("run", "--threads", "1")
                guard again.code == 0 else { return (first.code, first.talk, ["the next run: \(again.talk)"]) }
            }
            let outcome = try project.outcome()
            let status = outcome.status == undisturbed.status ? [] : ["status differs: \(outcome.status)"]
            let left = try project.tree("drop").differences(from: undisturbed.drop)
            return (first.code, first.talk, outcome.tree.differences(from: undisturbed.tree) + status + left)
        }
    }

    @Test(
        "Killed at any operation and run again, every original is where it should be, and no other",
        arguments: ["move", "remove"])
    func killed(originals: String) throws {
        let night = try Night(originals)
        // Claiming and publishing are broken everywhere by other tests; here the end of the night is.
        var operation = originals == "move" ? 1 : 2
        while true {
            let result = try night.broken(by: "kill:\(operation)")
            #expect(result.differences.isEmpty, "killed at \(operation): \(result.differences)")
            guard result.code != 0 else { break }
            try #require(result.code == 128 + SIGKILL, "at \(operation): \(result.talk)")
            operation += operation < 80 ? Strides.of(5) : 1
        }
        #expect(operation > 100, "only \(operation) operations were broken")
    }

    @Test(
        "A disk that is full or fails at any operation ends the run with code 3; the next one carries on",
        arguments: ["enospc", "eio"])
    func failing(fault: String) throws {
        let night = try Night("move")
        var operation = 1
        var successes = 0
        while successes < 8 {
            let result = try night.broken(by: "\(fault):\(operation)")
            #expect(result.differences.isEmpty, "\(fault) at \(operation): \(result.differences)")
            #expect([0, 3].contains(result.code), "\(fault) at \(operation): \(result.talk)")
            successes = result.code == 0 ? successes + 1 : 0
            operation += Strides.of(fault == "eio" ? 5 : 3)
        }
        #expect(operation > 100, "only \(operation) operations failed")
    }
}
