import Foundation
import Testing

/// Versions with a name.
@Suite struct ReleaseTests {
    @Test("A version gets a name, later a DOI; snapshots shows both, and not a byte of the version changes")
    func release() throws {
        let project = try Garden.project()
        try project.night()
        let before = try project.tree("snapshots")
        let released = try project.transect("release", "v1", "--name", "2026.1")
        #expect(released.code == 0, "\(released)")
        #expect(
            released.rows == [
                "v1 is the release 2026.1.",
                "It is kept for ever, whatever `keep` says. `transect snapshots` lists the releases.",
            ])
        #expect(
            try project.transect("release", "v1", "--name", "2026.1", "--doi", "https://doi.org/10.5281/zenodo.1").rows
                .first == "v1 is the release 2026.1 with the DOI 10.5281/zenodo.1.")
        let rows = try project.transect("snapshots").rows.map { $0.split(separator: " ").map(String.init) }
        #expect(rows[0] == ["version", "date", "records", "files", "bytes", "release", "DOI"])
        #expect(rows[1].prefix(4) == ["v1", "(latest)", "2026-05-20T12:00:00Z", "6"])
        #expect(rows[1].suffix(2) == ["2026.1", "10.5281/zenodo.1"])
        #expect(try project.transect("snapshots", "--json").output.contains("\"doi\": \"10.5281/zenodo.1\""))
        #expect(try project.tree("snapshots").differences(from: before).isEmpty)
        #expect(try project.transect("verify").code == 0)
        #expect(try project.transect("log").output.contains("v1 released as 2026.1, DOI 10.5281/zenodo.1"))
        #expect(try project.transect("run").output.contains("nothing was published"), "a release is no news")
    }

    @Test("A name belongs to one version, and a version has one name")
    func names() throws {
        let project = try Garden.project()
        try project.night()
        try Garden.fillSecondNight(project)
        try project.night(at: Garden.secondEvening)
        #expect(try project.transect("release", "v1", "--name", "2026.1").code == 0)
        for (arguments, says) in [
            (["release", "v2", "--name", "2026.1"], "v1 already bears the name 2026.1"),
            (["release", "v1", "--name", "2026.2"], "v1 was already released as 2026.1"),
            (["release", "v1", "--name", "2026.1"], "v1 is the release 2026.1 already."),
            (["release", "v9", "--name", "2026.9"], "There is no version v9"),
            (["release", "one", "--name", "2026.9"], "write it as v1"),
            (["release", "v2", "--name", " "], "has no name"),
            (
                ["release", "v2", "--name", "2026.2", "--doi", "zenodo.1"],
                "`zenodo.1` is no DOI; it looks like 10.5281/"
            ),
        ] {
            let result = try Program.run(arguments + ["--project", project.root])
            #expect(result.code == 2, "\(result)")
            #expect(result.talk.contains(says), "\(says): \(result.talk)")
        }
    }

    @Test("Versions that `keep` has removed are listed as such, and verify knows that they may be gone")
    func pruned() throws {
        let project = try Garden.project()
        try project.write(
            Garden.pipeline.replacingOccurrences(
                of: "publish: {to: snapshots,", with: "publish: {to: snapshots, keep: {nightly: 1},"),
            to: "pipeline.yaml")
        try project.night()
        try project.transect("release", "v1", "--name", "2026.1")
        for night in 2...4 {
            try project.write(
                Garden.header + "N\(night),V9,2026-05-09,Parus major,1,Ana,\n", to: "drop/ana/night-\(night).csv")
            try project.night(at: "2026-06-0\(night)T12:00:00Z")
        }
        #expect(project.exists("snapshots/v1") && !project.exists("snapshots/v2") && !project.exists("snapshots/v3"))
        let rows = try project.transect("snapshots").rows
        #expect(rows.count == 5)
        #expect(rows[2].hasPrefix("v2 ") && rows[2].contains("removed"), "\(rows)")
        let verified = try project.transect("verify")
        #expect(verified.code == 0, "\(verified)")
        #expect(verified.talk.contains("v2: removed, as the ledger knows."))
        let explained = try project.transect("explain", "1-1").output
        #expect(explained.contains("  v2 to v3: removed since; what it changed is not there any more"), "\(explained)")
        #expect(try project.transect("release", "v2", "--name", "late").code == 2)
    }
}
