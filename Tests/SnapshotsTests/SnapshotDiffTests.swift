import Files
import Observations
import Testing

import Snapshots

@Suite("Comparing versions")
struct SnapshotDiffTests {
    private let temporary = TemporaryFolder()
    private let disk = Disk()

    /// A version with observations of the given columns and rows.
    private func version(
        _ name: String, columns: [String], _ rows: [[String?]], consensus: [[String?]]? = nil,
        consensusColumns: [String] = ["site", "Q", "Q_status", "Q_confidence"], key: [String] = ["site"]
    ) throws -> PublishedPackage {
        let path = temporary.path + "/" + name
        try disk.makeDirectory(path)
        func table(_ stem: String, _ columns: [String], _ rows: [[String?]], _ key: [String]) throws
            -> PublishedResource
        {
            var writer = try TableWriter(
                stem: stem, fields: columns.map { PublishedField($0) }, withParquet: false, folder: path, disk: disk)
            try writer.append(TablePiece(columns.indices.map { column in TextColumn(rows.map { $0[column] }) }))
            let result = try writer.finish()
            return PublishedResource(
                path: result.csv.path, size: result.csv.size, digest: result.csv.digest, rows: rows.count,
                columns: columns, primaryKey: key)
        }
        var resources = [try table("observations", ["recordID"] + columns, rows, ["recordID"])]
        if let consensus { resources.append(try table("consensus", consensusColumns, consensus, key)) }
        return PublishedPackage(folder: path, title: "", version: "1", created: "", resources: resources)
    }

    private func changes(
        _ old: PublishedPackage, _ new: PublishedPackage, renamed: [String: String] = [:]
    ) throws -> [Change] {
        var changes: [Change] = []
        try SnapshotDiff(from: old, to: new, renamed: renamed, disk: disk).run {
            changes.append($0)
            return true
        }
        return changes
    }

    private func record(_ submission: UInt32, _ record: UInt32) -> ChangedThing {
        .record(RecordID(submission: submission, record: record))
    }

    @Test("Rows are matched by recordID as a pair of numbers, not as text")
    func order() throws {
        let old = try version("a", columns: ["x"], [["2-9", "1"], ["2-10", "2"], ["10-1", "3"]])
        let new = try version("b", columns: ["x"], [["2-9", "1"], ["2-11", "4"], ["9-1", "5"], ["10-1", nil]])
        #expect(
            try changes(old, new) == [
                Change(record(2, 10), .withdrawn), Change(record(2, 11), .added), Change(record(9, 1), .added),
                Change(record(10, 1), .changed, term: "x", old: "3", new: nil),
            ])
    }

    @Test("Added, removed and renamed columns are one line each, whatever the number of rows")
    func columns() throws {
        let old = try version("a", columns: ["x", "gone", "old"], [["1-1", "1", "2", "3"], ["1-2", "1", "2", "3"]])
        let new = try version("b", columns: ["fresh", "new", "x"], [["1-1", "9", "3", "1"], ["1-2", "9", "4", "1"]])
        #expect(
            try changes(old, new, renamed: ["new": "old"]) == [
                Change(.table("observations"), .columnRemoved, term: "gone"),
                Change(.table("observations"), .columnAdded, term: "fresh"),
                Change(.table("observations"), .columnRenamed, term: "new", old: "old", new: "new"),
                Change(record(1, 2), .changed, term: "new", old: "3", new: "4"),
            ])
    }

    @Test("A formula guard is no difference, and neither is other quoting")
    func guards() throws {
        let old = try version("a", columns: ["x", "y"], [["1-1", "=1", "a"], ["1-2", "'", "b"]])
        let new = try version("b", columns: ["x", "y"], [["1-1", "'=1", "a"], ["1-2", "'", "b"]])
        #expect(try changes(old, new) == [Change(record(1, 1), .changed, term: "x", old: "=1", new: "'=1")])
        try disk.remove(temporary.path + "/a/observations.csv")
        var file = try disk.create(temporary.path + "/a/observations.csv")
        try file.write(Array("recordID,\"x\",y\n1-1,\"''=1\",\"a\"\n1-2,\"''\",b\n".utf8))
        try file.close()
        #expect(try changes(old, new) == [])
    }

    @Test("A subject of several terms is compared term by term")
    func compositeSubjects() throws {
        let columns = ["site", "day", "Q", "Q_status", "Q_confidence"]
        let old = try version(
            "a", columns: ["x"], [],
            consensus: [["s", "1", "a", "agreed", "0.8"], ["s,2", "1", "a", "agreed", "0.8"]],
            consensusColumns: columns, key: ["site", "day"])
        let new = try version(
            "b", columns: ["x"], [],
            consensus: [["s", "1", "b", "agreed", "0.81"], ["s", "2", "a", "agreed", "0.8"]],
            consensusColumns: columns, key: ["site", "day"])
        #expect(
            try changes(old, new) == [
                Change(.subject(["s", "1"]), .changed, term: "Q", old: "a", new: "b"),
                Change(.subject(["s", "2"]), .added), Change(.subject(["s,2", "1"]), .withdrawn),
            ])
    }

    @Test("When the subject is another, only the columns are told")
    func otherSubject() throws {
        let old = try version("a", columns: ["x"], [], consensus: [["s", "a", "agreed", "0.8"]])
        let new = try version(
            "b", columns: ["x"], [], consensus: [["v", "a", "agreed", "0.8"]],
            consensusColumns: ["visit", "Q", "Q_status", "Q_confidence"], key: ["visit"])
        #expect(
            try changes(old, new) == [
                Change(.table("consensus"), .columnRemoved, term: "site"),
                Change(.table("consensus"), .columnAdded, term: "visit"),
            ])
    }

    @Test("Rows out of order are an error, not a wrong answer")
    func disorder() throws {
        let old = try version("a", columns: ["x"], [["1-1", "1"]])
        let new = try version("b", columns: ["x"], [["1-3", "1"], ["1-2", "1"]])
        #expect(throws: SnapshotError.self) { try changes(old, new) }
    }

    @Test("A small move is no change of the consensus, but it is one of a term that happens to be called like that")
    func termsLikeConfidences() throws {
        let columns = ["x_status", "x_confidence"]
        let old = try version(
            "a", columns: columns, [["1-1", "sure", "0.70"]], consensus: [["s", "a", "agreed", "0.70"]])
        let new = try version(
            "b", columns: columns, [["1-1", "sure", "0.72"]], consensus: [["s", "a", "agreed", "0.72"]])
        #expect(
            try changes(old, new) == [Change(record(1, 1), .changed, term: "x_confidence", old: "0.70", new: "0.72")])
    }

    @Test("A subject of several values can be read again, whatever accents follow its marks")
    func subjectText() {
        #expect(ChangedThing.text(ofSubject: ["a,b"]) == "a,b")
        #expect(ChangedThing.text(ofSubject: ["a", "b c", ""]) == "a,b c,")
        #expect(ChangedThing.text(ofSubject: ["a,b", "\"c\"", "d\r\n"]) == "\"a,b\",\"\"\"c\"\"\",\"d\r\n\"")
        let accented = ChangedThing.text(ofSubject: ["a,\u{301}b", "\"\u{301}"])
        #expect(accented.utf8.elementsEqual("\"a,\u{301}b\",\"\"\"\u{301}\"".utf8))
    }

    @Test("Confidences move by hundred-thousandths exactly")
    func confidences() {
        #expect(Confidence.moveIsSmall(from: Array("0.5".utf8), to: Array("0.549999".utf8)))
        #expect(!Confidence.moveIsSmall(from: Array("0.5".utf8), to: Array("0.55".utf8)))
        #expect(!Confidence.moveIsSmall(from: nil, to: Array("0.01".utf8)))
        #expect(Confidence.millionths(Array("1.000000".utf8)) == 1_000_000)
        for text in ["", ".5", "0.", "2", "0.1234567", "-0.1", "0.x"] {
            #expect(Confidence.millionths(Array(text.utf8)) == nil)
        }
    }

    @Test("Applying the changes to the old version gives the new one", arguments: 0..<40)
    func property(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let values: [String?] = [nil, "a", "=b", "'c", "-1", "x,\"y\"\nz", "ż"]
        func rows() -> [RecordID: [String?]] {
            var rows: [RecordID: [String?]] = [:]
            for submission in UInt32(8)...12 {
                for number in UInt32(1)...12 where Int.random(in: 0..<3, using: &random) > 0 {
                    rows[RecordID(submission: submission, record: number)] = (0..<2).map { _ in
                        Int.random(in: 0..<4, using: &random) > 0
                            ? "same" : values[Int.random(in: 0..<values.count, using: &random)]
                    }
                }
            }
            return rows
        }
        let (before, now) = (rows(), rows())
        func lines(_ rows: [RecordID: [String?]]) -> [[String?]] {
            rows.keys.sorted().map { [$0.description] + (rows[$0] ?? []) }
        }
        let old = try version("a", columns: ["x", "y"], lines(before))
        let new = try version("b", columns: ["x", "y"], lines(now))
        var result = before
        for change in try changes(old, new) {
            guard case .record(let id) = change.thing else { continue }
            switch change.kind {
            case .added: result[id] = now[id]
            case .withdrawn: result[id] = nil
            default:
                let column = change.term == "x" ? 0 : 1
                #expect(result[id]?[column] == change.old)
                result[id]?[column] = change.new
            }
        }
        #expect(result == now)
    }
}
