import Foundation
import Testing

/// Names of files and folders come from strangers. They are data, whatever stands in them.
@Suite struct HostileNamesTests {
    /// Names as bytes: some are no text at all.
    static let names: [[UInt8]] =
        [
            "with space.csv", "quo\"te's.csv", "new\nline.csv", "\u{202E}vsc.gnp.csv", "$(touch pwned).csv",
            "; rm -rf x;.csv",
            "-rf.csv", "--help.csv", "tab\t.csv", "%s%n.csv", "=1+1.csv", "comma,.csv", "back\\slash.csv",
            "e\u{301}.csv",
            "é.csv", "nul\u{7F}.csv", "\u{F7FF}.csv", "CON.csv", "zażółć gęślą.csv",
            String(repeating: "x", count: 251) + ".csv",
        ].map { Array($0.utf8) } + [[0xFF, 0xFE, 0x2E, 0x63, 0x73, 0x76], [0xC0, 0xAF, 0x2E, 0x63, 0x73, 0x76]]

    private func make(_ bytes: [UInt8], _ text: String, in folder: String) throws {
        let path = (Array(folder.utf8) + [UInt8(ascii: "/")] + bytes + [0]).map { CChar(bitPattern: $0) }
        let descriptor = open(path, O_CREAT | O_WRONLY, 0o644)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        #expect(write(descriptor, text, text.utf8.count) == text.utf8.count)
    }

    @Test("Every file is taken, whatever its name; nothing else happens")
    func names() throws {
        let project = try ScratchProject(pipeline: Garden.pipeline)
        for (index, name) in Self.names.enumerated() {
            let row = "H\(index),V\(index),2026-05-01,Pica pica,1,Ana,\n"
            try make(name, Garden.header + row, in: project.root + "/drop")
        }
        let waiting = try project.transect("status", "--json")
        #expect(waiting.code == 0)
        let dry = try project.transect("run", "--dry-run")
        #expect(dry.rows.first == "22 submissions, 22 records: 22 accepted, 0 quarantined, 0 duplicates.", "\(dry)")
        let result = try Program.run(["run", "--json", "--project", project.root], folder: project.root)
        let report = try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        #expect((report["counts"] as? [String: Int])?["accepted"] == Self.names.count)
        #expect(try project.published("observations.csv").count == Self.names.count + 1)
        let top = try FileManager.default.contentsOfDirectory(atPath: project.root).sorted()
        #expect(top == ["drop", "pipeline.yaml", "receipts", "snapshots", "store"])
        #expect(try project.night().rows.first == "Nothing new in the drop folder.", "all are known again")
        for record in 1...Self.names.count {
            let explained = try project.transect("explain", "\(record)-1")
            #expect(
                explained.code == 0 && explained.rows.count(where: { $0.hasPrefix("First accepted") }) == 1,
                "\(explained)")
        }
        #expect(try project.transect("verify").code == 0)
    }

    @Test("Names that are no text are shown byte by byte, and line feeds do not make lines")
    func shown() throws {
        let project = try ScratchProject(pipeline: Garden.pipeline)
        try make([0xFF, 0x2E, 0x63, 0x73, 0x76], "a\n1\n", in: project.root + "/drop")
        try make(Array("x\nana: all is well.csv".utf8), "a\n1\n", in: project.root + "/drop")
        try make([0xFE], "", in: project.root + "/drop")
        #expect(
            try project.transect("status").rows == [
                "garden: 2 files wait in the drop folder.", "  x\\u{a}ana: all is well.csv", "  \\xFF.csv",
                "  \\xFE: no source of the pipeline takes it", "Nothing has been published yet.",
            ])
        let run = try project.transect("run")
        #expect(
            run.output.contains("  x\\u{a}ana: all is well.csv: columns not used by the pipeline: a\n"), "\(run.output)"
        )
    }

    @Test("Links, pipes, hidden and unfinished files are left; those who could wonder are told why")
    func notFiles() throws {
        let project = try ScratchProject(pipeline: Garden.pipeline)
        try project.write("secret\n", to: "secret.csv")
        try project.write(Garden.header, to: "drop/.hidden.csv")
        try project.write(Garden.header, to: "drop/half.csv.part")
        try Program.shell(
            "cd '\(project.root)/drop' && ln -s ../secret.csv link.csv && ln -s / root && mkfifo pipe.csv && mkdir sub.csv"
        )
        let result = try project.transect("run")
        #expect(result.code == 0)
        #expect(
            result.rows.prefix(4) == [
                "Nothing new in the drop folder.",
                "  link.csv: not taken: it is a symbolic link, and links are not followed; put the file itself here",
                "  pipe.csv: not taken: it is a pipe, socket or device, not a file; put a plain file here",
                "  root: not taken: it is a symbolic link, and links are not followed; put the file itself here",
            ])
        #expect(try !project.tree("store/archive").files.contains { $0.hasSuffix(".csv") })
    }
}
