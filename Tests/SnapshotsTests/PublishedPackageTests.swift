import Files
import Testing

import Snapshots

@Suite("Reading the description of a version")
struct PublishedPackageTests {
    /// A version of observations in parts of so many rows, each of so many bytes.
    private func package(rows: [String], bytes: String = "7") throws -> PublishedPackage {
        let hash = String(repeating: "0", count: 64)
        let resources = rows.enumerated().map { index, rows in
            """
            {"path": "observations-00000\(index + 1).csv", "bytes": \(bytes), "hash": "sha256:\(hash)", \
            "rows": \(rows), "schema": {"fields": [{"name": "a"}]}}
            """
        }
        let text = #"{"version": "1", "resources": [\#(resources.joined(separator: ","))]}"#
        let folder = TemporaryFolder()
        var file = try Disk().create(folder.path + "/datapackage.json")
        try file.write(Array(text.utf8))
        try file.close()
        return try withExtendedLifetime(folder) { try PublishedPackage(reading: folder.path, disk: Disk()) }
    }

    @Test("The rows of all parts are counted together")
    func rows() throws {
        #expect(try package(rows: ["3", "4"]).observationCount == 7)
        #expect(try package(rows: ["1099511627776", "1099511627776"]).observationCount == 2 << 40)
    }

    @Test("Numbers of rows or bytes that no file has are damage, and are not added up")
    func impossible() throws {
        for rows in [["9223372036854775807", "9223372036854775807"], ["-1"], ["1099511627777"]] {
            let error = #expect(throws: SnapshotError.self) { try package(rows: rows) }
            #expect(error?.description.contains("rows that no file has") == true)
        }
        for bytes in ["-1", "9223372036854775807"] {
            #expect(throws: SnapshotError.self) { try package(rows: ["1"], bytes: bytes) }
        }
    }
}
