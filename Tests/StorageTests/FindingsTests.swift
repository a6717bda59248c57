import Files
import Observations
import Storage
import Testing

struct FindingsTests {
    let folder = TemporaryFolder()
    let store: Store

    init() throws {
        store = Store(root: folder / "store", disk: Disk(faults: FaultPlan()))
        try store.prepare()
    }

    @Test("Findings come back as they were, in order, all or those of one submission")
    func roundTrip() throws {
        var writer = FindingsWriter(store: store, number: 1)
        for submission in [3, 4] as [UInt32] {
            var origins = Origins(submission: submission)
            origins.append(record: 1, row: 2, position: 2)
            origins.append(record: 2, row: 4, position: 1 << 40)
            let findings = [
                Finding(code: "type-number", severity: .error, row: 0, field: "lat", value: "x;\u{1F}", arguments: []),
                Finding(code: "odd", severity: .warning, row: 1, arguments: ["", "a\u{1F}b", "ü"]),
                Finding(code: "read", severity: .info, row: 1, field: "", value: "", arguments: [""]),
            ]
            try writer.append(findings, origins: origins) { $0 == 0 ? nil : 10 * submission }
        }
        let file = try #require(try writer.finish())
        #expect(file.rows == 6)
        var reader = FindingsReader(store: store, files: [file])
        let all = try #require(try reader.next())
        #expect(try reader.next() == nil)
        #expect(all.count == 6)
        #expect(
            all[0]
                == StoredFinding(
                    ordinal: nil, record: RecordID(submission: 3, record: 1), row: 2, position: 2, code: "type-number",
                    severity: .error, field: "lat", value: "x;\u{1F}", arguments: []))
        #expect(all[1].arguments == ["", "a\u{241F}b", "ü"] && all[1].ordinal == 30 && all[1].position == 1 << 40)
        #expect(all[2].arguments == [""] && all[2].field == "" && all[2].value == "")
        #expect(all[1].field == nil && all[1].value == nil)

        var ofOne = FindingsReader(store: store, files: [file], submission: 4)
        #expect(try ofOne.next() == Array(all[3...]))
        var accepted = FindingsReader(store: store, files: [file], acceptedOnly: true)
        #expect(try accepted.next()?.count == 4)
        var none = FindingsReader(store: store, files: [file], submission: 9)
        #expect(try none.next() == nil)
    }

    @Test("No findings make no file")
    func empty() throws {
        let writer = FindingsWriter(store: store, number: 1)
        #expect(try writer.finish() == nil)
        #expect(try store.disk.list(store.findingsPath).isEmpty)
    }
}
