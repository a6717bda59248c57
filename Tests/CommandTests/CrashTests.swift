import Foundation
import Testing

/// The nights that are broken, each a project before the night and the instant of it.
struct BrokenNight: Sendable, CustomTestStringConvertible {
    enum Kind: String, CaseIterable, Sendable {
        case first = "the first night"
        case second = "a night with corrections"
        case edition = "a night under a changed definition"
        case archive = "a night with an archive of several files"
    }

    let kind: Kind
    let before: ScratchProject
    let evening: String
    let undisturbed: (tree: FileTree, status: String)

    var testDescription: String { kind.rawValue }

    init(_ kind: Kind) throws {
        self.kind = kind
        before = try Garden.project()
        if kind == .archive {
            try before.night()
            try before.write(Data(Packed.mayCounts), to: "drop/ana/may.zip")
        } else if kind != .first {
            try before.night()
            try Garden.fillSecondNight(before)
        }
        if kind == .edition {
            try before.night(at: Garden.secondEvening)
            try Garden.makeStricter(before)
        }
        evening =
            switch kind {
            case .first: Program.evening
            case .second, .archive: Garden.secondEvening
            case .edition: Garden.thirdEvening
            }
        let calm = try ScratchProject(copyOf: before)
        try calm.night(at: evening)
        undisturbed = try calm.outcome()
    }

    /// Runs the night on a fresh copy with something in its way, then again without; both exit codes, and what differs
    /// from an undisturbed run in the end.
    func disturbed(
        by run: (ScratchProject) throws -> Program.Result
    ) throws -> (first: Program.Result, again: Int32?, differences: [String]) {
        let project = try ScratchProject(copyOf: before)
        let first = try run(project)
        guard first.code != 0 else { return (first, nil, try differences(of: project)) }
        let again = try project.transect("run", "--threads", "1", environment: ["TRANSECT_NOW": evening])
        return (first, again.code, try differences(of: project) + (again.code == 0 ? [] : [again.talk]))
    }

    private func differences(of project: ScratchProject) throws -> [String] {
        let outcome = try project.outcome()
        return outcome.tree.differences(from: undisturbed.tree)
            + (outcome.status == undisturbed.status ? [] : ["status differs: \(outcome.status)"])
    }
}

/// A night is killed, or the disk fails, at the first, second, … last operation on the file system.
@Suite struct CrashTests {
    @Test(
        "A night that is killed at any operation and run again ends in the bytes of an undisturbed one",
        arguments: BrokenNight.Kind.allCases)
    func killed(kind: BrokenNight.Kind) throws {
        let night = try BrokenNight(kind)
        // The first two nights are broken everywhere.
        let step = kind == .edition ? Strides.of(3) : 1
        var operations = 1 - step
        while true {
            operations += step
            let result = try night.disturbed { project in
                try project.transect(
                    "run", "--threads", "1",
                    environment: ["TRANSECT_FAULT": "kill:\(operations)", "TRANSECT_NOW": night.evening])
            }
            #expect(result.differences.isEmpty, "killed at \(operations): \(result.differences)")
            guard result.first.code != 0 else { break }
            try #require(result.first.code == 128 + SIGKILL, "at \(operations): \(result.first)")
        }
        #expect(operations > 80, "only \(operations) operations were broken")
    }

    @Test(
        "A disk that is full at any operation ends the run with code 3 and a reason; the next run carries on",
        arguments: [BrokenNight.Kind.first, .second])
    func full(kind: BrokenNight.Kind) throws { try fail(kind, "enospc", says: "there is no space left on the disk") }

    @Test(
        "A disk that fails at any operation ends the run with code 3 and a reason; the next run carries on",
        arguments: [BrokenNight.Kind.first, .second])
    func broken(kind: BrokenNight.Kind) throws {
        try fail(kind, "eio", says: "the disk reported an input/output error")
    }

    private func fail(_ kind: BrokenNight.Kind, _ fault: String, says reason: String) throws {
        let night = try BrokenNight(kind)
        // The first night is broken everywhere.
        let step = kind == .first ? 1 : Strides.of(3)
        var operation = 1 - step
        var failures = 0
        // Some failures do no harm (a file system that cannot link gets a copy), so one success is not the end.
        var successes = 0
        while successes < 8 {
            operation += 1
            let result = try night.disturbed { project in
                try project.transect(
                    "run", "--threads", "1",
                    environment: ["TRANSECT_FAULT": "\(fault):\(operation)", "TRANSECT_NOW": night.evening])
            }
            #expect(result.differences.isEmpty, "\(fault) at \(operation): \(result.differences)")
            if result.first.code == 0 {
                successes += 1
            } else {
                successes = 0
                failures += 1
                #expect(result.first.code == 3, "\(fault) at \(operation): \(result.first)")
                #expect(result.first.talk.contains(reason), "\(fault) at \(operation): \(result.first.talk)")
            }
        }
        #expect(failures > 80 / step, "only \(failures) operations failed")
    }
}

/// How many operations are passed over between two that are broken.
enum Strides {
    /// Whether nothing is to be passed over, for the long check.
    static let isExhaustive = ProcessInfo.processInfo.environment["TRANSECT_EXHAUSTIVE"] == "1"

    static func of(_ step: Int) -> Int { isExhaustive ? 1 : step }
}
