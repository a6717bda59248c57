import Foundation
import Testing

@Suite struct ScheduleTests {
    /// The units that the text tells to write, by the ends of their names.
    private func units(_ text: String) -> [(name: String, text: String)] {
        var units: [(name: String, text: String)] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("# /etc/systemd/system/") {
                units.append((String(line.dropFirst("# /etc/systemd/system/".count)), ""))
            } else if line.hasPrefix("# 2.") || line.hasPrefix("# 3.") || line.hasPrefix("#  ") {
                continue
            } else if !units.isEmpty, !line.hasSuffix("done") {
                units[units.count - 1].text += line + "\n"
            }
        }
        return units
    }

    @Test("A timer, two services and a cron line are printed for the project's paths")
    func printed() throws {
        let project = try Garden.project()
        let result = try project.transect("schedule", "--at", "04:05")
        #expect(result.code == 0 && result.talk.isEmpty, "\(result)")
        #expect(
            units(result.output).map { $0.name } == [
                "transect-garden.service", "transect-garden.timer", "transect-garden-watch.service",
            ])
        #expect(result.output.contains("OnCalendar=*-*-* 04:05:00\n"))
        #expect(result.output.contains("Persistent=true\n"))
        let root = try FileManager.default.resolved(project.root)
        #expect(result.output.contains(" run --project \(root)\n"))
        #expect(result.output.contains(" watch --project \(root)\n"))
        #expect(result.output.contains("\n5 4 * * * for n in"))
    }

    @Test("The line for cron runs the project from a folder with any name")
    func cron() throws {
        let scratch = try ScratchProject()
        let root = scratch.root + "/it's 100% $HOME \"ours\""
        try FileManager.default.createDirectory(atPath: root + "/drop", withIntermediateDirectories: true)
        try Garden.pipeline.write(toFile: root + "/pipeline.yaml", atomically: true, encoding: .utf8)
        try (Garden.header + "A1,V1,2026-05-01,Pica pica,1,Ana,\n").write(
            toFile: root + "/drop/a.csv", atomically: true, encoding: .utf8)
        let text = try Program.run(["schedule", "--project", root]).output
        let line = try #require(text.split(separator: "\n").last { $0.hasPrefix("0 3 * * * ") })
        // What cron does: an escaped percent sign is a percent sign.
        let command = line.dropFirst("0 3 * * * ".count).replacingOccurrences(of: "\\%", with: "%")
        #expect(!line.replacingOccurrences(of: "\\%", with: "").contains("%"))
        let result = try Program.run(tool: "/bin/sh", ["-c", String(command)])
        #expect(result.code == 0 && result.output.contains("Published v1"), "\(result)")
        #expect(FileManager.default.fileExists(atPath: root + "/snapshots/v1"))
    }

    @Test(
        "systemd finds nothing wrong with the units, also for a folder with an odd name",
        .enabled(if: Program.has("systemd-analyze"), "systemd-analyze is absent"),
        arguments: ["plain", "it's 100% \"$x\""])
    func verified(name: String) throws {
        let scratch = try ScratchProject()
        let root = "\(scratch.root)/\(name)"
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        try Garden.pipeline.write(toFile: root + "/pipeline.yaml", atomically: true, encoding: .utf8)
        let text = try Program.run(["schedule", "--project", root]).output
        var files: [String] = []
        for unit in units(text) {
            try scratch.write(unit.text, to: "units/\(unit.name)")
            files.append("\(scratch.root)/units/\(unit.name)")
        }
        let result = try Program.run(tool: "systemd-analyze", ["verify", "--man=no"] + files)
        // Only what is said about our own files: the machine's others are not our business.
        let said = (result.output + result.talk).split(separator: "\n").filter { $0.contains("transect-garden") }
        #expect(said.isEmpty, "\(said)")
        #expect(files.count == 3)
    }

    @Test("The services may write into folders outside of the project that the pipeline names, however it does")
    func outside() throws {
        let scratch = try ScratchProject()
        let pipeline = Garden.pipeline.replacingOccurrences(
            of: "to: snapshots", with: "to: \(scratch.root)/garden/./../garden-published/")
        try scratch.write(pipeline + "receipts: ../letters\n", to: "garden/pipeline.yaml")
        let result = try Program.run(["schedule", "--project", scratch.root + "/garden"])
        let root = try FileManager.default.resolved(scratch.root)
        #expect(result.output.contains(" \(scratch.root)/garden-published \(root)/letters\n"), "\(result)")
    }

    @Test("A time that is none, and a path with a line end, are 2")
    func refused() throws {
        let project = try Garden.project()
        for time in ["3", "25:00", "03:60", "ab:cd", "+3:00"] {
            #expect(try project.transect("schedule", "--at", time).code == 2, "\(time)")
        }
        let scratch = try ScratchProject()
        try scratch.write(Garden.pipeline, to: "a\nb/pipeline.yaml")
        #expect(try Program.run(["schedule", "--project", scratch.root + "/a\nb"]).code == 2)
    }
}

extension FileManager {
    /// The path without links, as the kernel knows it.
    fileprivate func resolved(_ path: String) throws -> String {
        guard let resolved = realpath(path, nil) else { throw POSIXError(.ENOENT) }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
