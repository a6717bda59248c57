import Foundation
import Testing

/// Everything hostile that we can think of lies in the drop folder in one night, beside the files of honest people.
@Suite(.serialized) struct HostileNightTests {
    private static let pipeline = """
        name: hostile
        title: A hostile night
        creators: [{name: River Club}]
        licence: CC0-1.0
        sources:
          - files: ["**/*.xml", "**/*.xml.gz"]
            records: //o
          - files: "**/*"
        record: {key: [occurrenceID]}
        fields:
          occurrenceID: {constraints: {required: true}}
          eventDate: {type: eventDate, constraints: {required: true}}
          scientificName: {constraints: {required: true}}
          individualCount: {type: integer, constraints: {minimum: 0}}
          recordedBy: {}
          remarks: {}
        publish: {to: snapshots, hold: {dropped: none, quarantined: none}}

        """

    /// A folder with a project in it, and another one that the project has no business in.
    private struct World {
        let folder: ScratchProject
        var project: String { folder.root + "/project" }
        var outside: String { folder.root + "/outside" }

        init(_ entries: [Hostile]) throws {
            folder = try ScratchProject(pipeline: nil)
            try folder.write(HostileNightTests.pipeline, to: "project/pipeline.yaml")
            try folder.write(Hostile.table("FOREIGN-SECRET"), to: "outside/secret.csv")
            try folder.write(
                (1...50).map { Hostile.row("ANA-\($0)") }.reduce(Hostile.header, +), to: "project/drop/ana/list.csv")
            try folder.write(
                "[\(Hostile.object("BEN-1")), \(Hostile.object("BEN-2"))]", to: "project/drop/ben/app.json")
            try folder.write(
                "<r>\(Hostile.element("ZOE-1"))\(Hostile.element("ZOE-2"))</r>", to: "project/drop/zoe/form.xml")
            try FileManager.default.createDirectory(
                atPath: project + "/drop/eve", withIntermediateDirectories: true)
            for entry in entries {
                let path = Array((project + "/drop/eve/").utf8) + entry.name
                try entry.make(HostilePlace(path: path, outside: outside))
            }
            // Nothing has just arrived: all of it has lain there for weeks.
            try Program.shell("find '\(project)/drop' -exec touch -h -d 2026-05-01T00:00:00Z {} +")
        }

        /// Their records, which all have to be in the dataset whatever lies beside them.
        static let honest = (1...50).map { "ANA-\($0)" } + ["BEN-1", "BEN-2", "ZOE-1", "ZOE-2"]
    }

    @Test("The list is long, every entry has a name of its own, and says what it is")
    func list() {
        #expect(Hostile.all.count >= 60)
        #expect(Set(Hostile.all.map(\.name)).count == Hostile.all.count)
        #expect(Hostile.all.allSatisfy { !$0.what.isEmpty })
    }

    @Test("One night with all of it: each gets what it deserves, nobody else is hurt, and nothing outside is touched")
    func night() throws {
        let world = try World(Hostile.all)
        let (drop, outside) = (try FolderListing(world.project + "/drop"), try FolderListing(world.outside))

        let run = try WatchedProgram(
            ["run", "--json", "--threads", "2", "--project", world.project], folder: world.folder.root, limit: 180)
        #expect(run.code == 0, "\(run.talk.suffix(2000))")
        // All of it together in one night with two threads.
        #expect(run.peak < 200_000, "it took \(run.peak) kB")

        let report = try Report(run.output)
        #expect(Hostile.all.compactMap { report.complaint(about: $0) } == [])
        #expect(report.unbalanced.isEmpty)
        let published = try String(
            contentsOfFile: world.project + "/snapshots/latest/observations.csv", encoding: .utf8)
        let identifiers = Set(
            published.split(separator: "\n").compactMap { $0.split(separator: ",").dropFirst().first })
        #expect(World.honest.allSatisfy { identifiers.contains(Substring($0)) })

        #expect(try FolderListing(world.project + "/drop").differences(from: drop).isEmpty)
        #expect(try FolderListing(world.outside).differences(from: outside).isEmpty)
        let top = try FileManager.default.contentsOfDirectory(atPath: world.project)
        #expect(Set(top).isSubset(of: ["drop", "pipeline.yaml", "receipts", "snapshots", "store"]))
        #expect(!FileManager.default.fileExists(atPath: "/tmp/pwned.csv"))
        let claimed = try Program.shell(
            "cd '\(world.project)' && grep -ral -e FOREIGN-SECRET -e root:x:0:0 store snapshots")
        #expect(claimed.isEmpty, "bytes from elsewhere are in \(claimed)")
        #expect(try Program.run(["verify", "--project", world.project]).code == 0)
    }

    @Test("What is said about it on a terminal has no sequences that a terminal would obey")
    func talk() throws {
        let world = try World(Hostile.names + Hostile.tables.filter { $0.what.contains("terminal") } + Hostile.things)
        for arguments in [["status"], ["run", "--dry-run"], ["run"], ["held"], ["log"]] {
            let said = try Program.run(arguments + ["--project", world.project])
            let control = (said.output + said.talk).unicodeScalars.filter { scalar in
                scalar != "\n" && (scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value))
            }
            #expect(control.isEmpty, "\(arguments) says \(control)")
        }
    }

    @Test(
        "Under strace it opens no connection, and writes nowhere but into its own folders",
        .enabled(if: HostileNightTests.isTraceable))
    func traced() throws {
        // Large bombs are no news here, and slow to trace.
        let world = try World(Hostile.all.filter { !$0.what.contains("GB") && !$0.what.contains("MB") })
        let log = world.folder.root + "/trace.txt"
        let calls =
            "trace=socket,connect,open,openat,openat2,creat,mkdir,mkdirat,unlink,unlinkat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,chmod,fchmodat"
        let run = try Program.run(
            tool: "strace",
            ["-f", "-qq", "-y", "-s", "4096", "-o", log, "-e", calls, Program.path, "run", "--project", world.project])
        #expect(run.code == 0, "\(run.talk.suffix(2000))")
        let lines = try String(decoding: Data(contentsOf: URL(fileURLWithPath: log)), as: UTF8.self).split(
            separator: "\n")
        #expect(lines.count > 100)
        #expect(lines.filter { $0.contains(" socket(") || $0.contains(" connect(") } == [])
        #expect(lines.filter { $0.contains("/outside") && !$0.contains("readlink") } == [])
        // A call that another thread interrupts in the log is told with its names where it begins.
        let changing = lines.filter { line in
            guard !line.contains(" resumed>") else { return false }
            return line.contains("O_WRONLY") || line.contains("O_RDWR") || line.contains("O_CREAT")
                || ["unlink", "rename", "link", "symlink", "mkdir", "chmod", "fchmod"].contains {
                    line.contains(" \($0)")
                }
        }
        let allowed = ["store", "snapshots", "receipts", "drop"].map { "\(world.project)/\($0)" }
        let strange = changing.filter { line in
            !allowed.contains { line.contains($0) } && !line.contains("/dev/null") && !line.contains("/proc/self")
        }
        #expect(strange == [])
    }

    private static let isTraceable: Bool = {
        guard Program.has("strace") else { return false }
        return (try? Program.run(tool: "strace", ["-o", "/dev/null", "/bin/true"]).code) == 0
    }()
}

/// What a run said about the files of a night.
private struct Report {
    private var submissions: [[UInt8]: [String: Any]] = [:]
    private var left: [[UInt8]: String] = [:]

    init(_ json: String) throws {
        let report = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        for line in report["submissions"] as? [[String: Any]] ?? [] {
            submissions[Array((line["path"] as? String ?? "").utf8)] = line
        }
        for line in report["skipped"] as? [[String: Any]] ?? [] {
            left[Array((line["path"] as? String ?? "").utf8)] = line["reason"] as? String ?? ""
        }
    }

    /// Submissions whose outcomes do not add up to their records.
    var unbalanced: [String] {
        submissions.values.compactMap { line in
            let counts = line["counts"] as? [String: Int] ?? [:]
            let outcomes = ["accepted", "corrections", "quarantined", "duplicates", "withdrawals"]
            let sum = outcomes.reduce(0) { $0 + (counts[$1] ?? 0) }
            return sum == counts["records"] ? nil : "\(line["path"] ?? ""): \(counts)"
        }
    }

    /// What is not as the list says, in words.
    func complaint(about entry: Hostile) -> String? {
        let path = Array("eve/".utf8) + escaped(entry.name)
        let name = "\(String(decoding: entry.name.prefix(60), as: UTF8.self)) (\(entry.what))"
        let line = submissions[path]
        let problem = line?["problem"] as? String
        let counts = line?["counts"] as? [String: Int] ?? [:]
        func differs(_ accepted: Int?, _ quarantined: Int) -> Bool {
            counts["accepted"] != accepted ?? counts["accepted"] || counts["quarantined"] != quarantined
                || counts["duplicates"] != 0
        }
        let reason = left.first { $0.key == path || $0.key.starts(with: path + [0x2F]) }?.value
        let said = "\(problem ?? "no problem"), \(counts), \(reason ?? "not left")"
        let isRight =
            switch entry.fate {
            case .taken(let accepted, let quarantined): line != nil && problem == nil && !differs(accepted, quarantined)
            case .unpacked(let accepted): line == nil && acceptedOfMembers(of: path) == accepted
            case .refused(let words, let accepted, let quarantined):
                (words.isEmpty ? problem != nil : problem?.contains(words) == true) && !differs(accepted, quarantined)
            case .left(let words): line == nil && reason?.contains(words) == true
            case .ignored: line == nil && reason == nil
            }
        return isRight ? nil : "\(name): \(entry.fate) was expected, not \(said)"
    }

    /// How many records of an archive's members were accepted.
    private func acceptedOfMembers(of path: [UInt8]) -> Int {
        submissions.filter { $0.key.starts(with: path + [0x2F]) }.values.reduce(0) { sum, line in
            sum + ((line["counts"] as? [String: Int])?["accepted"] ?? 0)
        }
    }

    /// A name as the program shows it: bytes that are no text are characters of the private use area.
    private func escaped(_ name: [UInt8]) -> [UInt8] {
        if String(validating: name, as: UTF8.self) != nil { return name }
        let scalars = name.compactMap { Unicode.Scalar($0 < 0x80 ? UInt32($0) : 0xF700 + UInt32($0)) }
        return Array(String(String.UnicodeScalarView(scalars)).utf8)
    }
}
