import Files
import Glibc
import Observations
import Testing

import Snapshots

/// Where a sample is wanted for other programs to check (`Tests/conformance/snapshot_check.py`).
private let wanted = getenv("TRANSECT_SNAPSHOT_SAMPLE").map { String(cString: $0) }

@Suite("A sample for other programs")
struct ConformanceSampleTests {
    @Test(
        "Two versions are written where TRANSECT_SNAPSHOT_SAMPLE says",
        .enabled(if: wanted != nil, "TRANSECT_SNAPSHOT_SAMPLE names no folder"))
    func write() throws {
        let path = try #require(wanted)
        try Disk().removeTree(path)
        let folder = SnapshotFolder(path, disk: Disk())
        try publishSample(in: folder, version: 1, previous: nil, withParquet: true)
        var records = Sample.first
        records[0].cells[1] = "@Pica"
        let consensus = Sample.consensus([["e1", "@Pica", "agreed", "0.930000"]])
        try publishSample(
            in: folder, version: 2, previous: 1, records: records, consensus: consensus, withParquet: true)
        #expect(try folder.versions() == [1, 2])
    }
}
