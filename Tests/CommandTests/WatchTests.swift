import Foundation
import Glibc
import Testing

/// `transect watch` at work on a project, with what it says in a file.
private final class Watching {
    private let project: ScratchProject
    private let child: pid_t
    private var code: Int32?

    /// Starts it, by the real clock, and waits until it watches.
    init(_ project: ScratchProject, _ options: String...) throws {
        self.project = project
        let file = open(project.root + "/watch.txt", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        defer { close(file) }
        child = try Program.start(
            tool: Program.path, ["watch", "--every", "1", "--project", project.root] + options,
            environment: ["TRANSECT_NOW": ""], output: file, talk: file)
        try waits { $0.contains("Watching ") }
    }

    deinit { if code == nil { end(by: SIGKILL) } }

    /// What it has said.
    var said: String { (try? project.read("watch.txt")) ?? "" }

    /// Waits until it has said something.
    func waits(until isThere: (String) -> Bool) throws {
        for _ in 0..<1_500 {
            if isThere(said) { return }
            usleep(20_000)
        }
        throw NeverSaid(said: said)
    }

    struct NeverSaid: Error { let said: String }

    /// Sends it a signal, and gives its exit code.
    @discardableResult
    func end(by signal: Int32 = SIGTERM) -> Int32 {
        kill(child, signal)
        let ended = Program.wait(for: child)
        code = ended
        return ended
    }
}

@Suite struct WatchTests {
    private func row(_ id: String) -> String { "\(id),V1,2026-05-01,Pica pica,1,Ana,\n" }

    @Test("A file that is dropped while it watches is taken and judged, in a new folder too; nothing is published")
    func dropped() throws {
        let project = try ScratchProject(pipeline: Garden.pipeline)
        let watching = try Watching(project)
        try project.write(Garden.header + row("W1"), to: "drop/ana/one.csv")
        try watching.waits { $0.contains("1 submission, 1 record: 1 accepted") }
        try project.write(Garden.header + row("W1") + row("W2"), to: "drop/ben/deep/two.csv")
        try watching.waits { $0.contains("2 records: 1 accepted") || $0.contains("2 records: 0 accepted") }
        #expect(!project.exists("snapshots"))
        #expect(!watching.said.contains("Consensus"))
        #expect(watching.end() == 0)
        #expect(watching.said.hasSuffix("Ended, as asked.\n"))
        let night = try project.night()
        #expect(night.rows.first == "Nothing new in the drop folder.")
        #expect(project.exists("snapshots/v1"))
    }

    @Test("A file that is written slowly is not taken before its writer is done, and then once")
    func slow() throws {
        let project = try ScratchProject(pipeline: Garden.pipeline)
        let watching = try Watching(project)
        try FileManager.default.createDirectory(atPath: project.root + "/drop/ana", withIntermediateDirectories: true)
        let file = open(project.root + "/drop/ana/slow.csv", O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
        func put(_ text: String) { #expect(write(file, text, text.utf8.count) == text.utf8.count) }
        put(Garden.header)
        try watching.waits { $0.contains("ana/slow.csv: waits: another program is still writing it") }
        for id in 1...5 {
            put(row("W\(id)"))
            usleep(200_000)
        }
        #expect(!watching.said.contains("submission"))
        close(file)
        try watching.waits { $0.contains("1 submission, 5 records: 5 accepted") }
        #expect(watching.end(by: SIGINT) == 0)
        #expect(watching.said.components(separatedBy: "still writing it").count == 2, "it is said once")
    }

    @Test("A file that came in two pieces, each complete for the kernel, waits for its end")
    func pieces() throws {
        let project = try ScratchProject(pipeline: Garden.pipeline)
        let watching = try Watching(project)
        let whole = Garden.header + row("W1") + "W2,V1,2026-05-01,Pica pica,1,Ana,\"two\nlines\"\n"
        try project.write(String(whole.dropLast(8)), to: "drop/ana/a.csv")
        try watching.waits { $0.contains("ana/a.csv: waits: it may still be on its way, as a quote is open") }
        try project.write(whole, to: "drop/ana/a.csv")
        try watching.waits { $0.contains("1 submission, 2 records: 2 accepted") }
    }

    @Test(
        "While another run is at work it says so once, and goes on afterwards; a run beside it finds the lock free",
        .enabled(if: Program.has("flock"), "flock is absent"))
    func busy() throws {
        let project = try ScratchProject(pipeline: Garden.pipeline)
        let watching = try Watching(project)
        // It has the lock itself while it looks.
        var code: Int32
        repeat { code = try project.transect("run").code } while code == 4
        #expect(code == 0)
        let holder = try Program.start(
            tool: "flock",
            ["-o", project.root + "/store/lock", "sh", "-c", "touch \"$0/held\"; sleep 20", project.root])
        while !project.exists("held") { usleep(2_000) }
        try project.write(Garden.header + row("W1"), to: "drop/ana/one.csv")
        try watching.waits { $0.contains("Another run is at work; going on when it has ended.") }
        usleep(2_500_000)
        #expect(!watching.said.contains("submission,"))
        kill(holder, SIGKILL)
        _ = Program.wait(for: holder)
        try watching.waits { $0.contains("1 submission, 1 record: 1 accepted") }
        #expect(watching.said.components(separatedBy: "Another run is at work").count == 2)
    }

    @Test("Killed at any instant, nothing is lost and nothing is taken twice")
    func killed() throws {
        for pause: UInt32 in [0, 5_000, 20_000, 60_000] {
            let project = try ScratchProject(pipeline: Garden.pipeline)
            let watching = try Watching(project)
            for number in 1...5 { try project.write(Garden.header + row("W\(number)"), to: "drop/ana/\(number).csv") }
            usleep(pause)
            watching.end(by: SIGKILL)
            try project.night()
            #expect(try project.published("observations.csv").count == 6)
            #expect(try project.transect("status", "--json").output.contains("\"submissions\": 5"))
        }
    }

    @Test("With --publish versions appear as files arrive; a definition that is broken meanwhile is told")
    func publishing() throws {
        let project = try ScratchProject(pipeline: Garden.pipeline)
        let watching = try Watching(project, "--publish")
        try project.write(Garden.header + row("W1"), to: "drop/ana/one.csv")
        try watching.waits { $0.contains("Published v1") }
        try project.write(Garden.pipeline + "feilds: {}\n", to: "pipeline.yaml")
        try watching.waits { $0.contains("Did you mean `fields`?") }
        try project.write(Garden.header + row("W2"), to: "drop/ana/two.csv")
        try project.write(Garden.pipeline, to: "pipeline.yaml")
        try watching.waits { $0.contains("Published v2") }
        #expect(watching.end() == 0)
    }

    @Test("A pipeline that cannot be carried out is 2 from the beginning; so is a wrong --every")
    func usage() throws {
        let project = try ScratchProject(pipeline: Garden.pipeline + "feilds: {}\n")
        #expect(try project.transect("watch").code == 2)
        #expect(try project.transect("watch", "--every", "0").code == 2)
    }
}
