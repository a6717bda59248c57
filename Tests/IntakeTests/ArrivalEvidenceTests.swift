import Files
import Intake
import Observations
import Testing

struct ArrivalEvidenceTests {
    let folder = TemporaryFolder()
    let disk = Disk(faults: FaultPlan())

    func put(_ path: String, _ content: String = "a\n1\n") throws {
        try disk.makeDirectory(Disk.parent(of: folder / path))
        try disk.writeDurably(Array(content.utf8), to: folder / path)
    }

    func evidence(for path: String, _ rules: ArrivalRules = ArrivalRules()) throws -> Evidence {
        let scan = try DropFolder(root: folder.path, disk: disk, rules: rules).scan()
        var evidence = ArrivalEvidence(scan, root: folder.path, disk: disk, rules: rules)
        return try evidence.evidence(for: path)
    }

    let digest = Digest.sha256(Array("a\n1\n".utf8))

    @Test("A file without anything beside it has no evidence")
    func none() throws {
        try put("maria/a.csv")
        #expect(try evidence(for: "maria/a.csv") == .nothing)
    }

    @Test(
        "A checksum beside the file counts, as sha256sum, as BSD and as people write it",
        arguments: ["%", "%  a.csv\n", "% *a.csv\r\n", "SHA256 (a.csv) = %\n", "x\n%  other.csv\n0  a.csv\n"])
    func sidecar(form: String) throws {
        try put("maria/a.csv")
        try put("maria/a.csv.sha256", form.replacing("%", with: "\(digest)"))
        #expect(try evidence(for: "maria/a.csv") == .digest(digest))
        #expect(try DropFolder(root: folder.path, disk: disk).scan().arrivals.map(\.relativePath) == ["maria/a.csv"])
    }

    @Test("Upper case digits are digits; a checksum file that holds none makes the file wait")
    func unreadable() throws {
        try put("a.csv")
        try put("a.csv.sha256", "\(digest)".uppercased())
        #expect(try evidence(for: "a.csv") == .digest(digest))
        try put("a.csv.sha256", "\(digest)".dropLast() + "\n")
        #expect(try evidence(for: "a.csv") == .missing(WaitingReason(.unreadableChecksum)))
    }

    @Test("Lists count for files in their folder and below, the nearest first")
    func lists() throws {
        for path in ["bag/data/a.csv", "bag/data/50%.csv", "bag/data/b.csv"] { try put(path) }
        let (far, near) = (Digest.sha256([1]), Digest.sha256([2]))
        try put("bag/manifest-sha256.txt", "\(far)  data/a.csv\n\(far) data/50%25.csv\n")
        try put("bag/data/SHA256SUMS", "\(near)  ./a.csv\n")
        #expect(try evidence(for: "bag/data/a.csv") == .digest(near))
        #expect(try evidence(for: "bag/data/50%.csv") == .digest(far))
        #expect(try evidence(for: "bag/data/b.csv") == .nothing)
    }

    @Test("A list that is a link is not followed")
    func link() throws {
        try put("outside/SHA256SUMS", "\(Digest.sha256([1]))  a.csv\n")
        try put("a.csv")
        try disk.symlink("outside/SHA256SUMS", at: folder / "SHA256SUMS")
        #expect(try evidence(for: "a.csv") == .nothing)
    }

    @Test("With a declared marker a file waits for its own, or for the one of its folder; markers are no data")
    func markers() throws {
        var rules = ArrivalRules()
        rules.marker = "{name}.done"
        try put("maria/a.csv")
        #expect(try evidence(for: "maria/a.csv", rules) == .missing(WaitingReason(.marker, "{name}.done")))
        try put("maria/a.csv.done", "")
        #expect(try evidence(for: "maria/a.csv", rules) == .marked)
        #expect(
            try DropFolder(root: folder.path, disk: disk, rules: rules).scan().arrivals.map(\.relativePath)
                == ["maria/a.csv"])
        rules.marker = "_SUCCESS"
        #expect(try evidence(for: "maria/a.csv", rules) != .marked)
        try put("_SUCCESS", "")
        #expect(try evidence(for: "maria/a.csv", rules) != .marked, "it is another folder's")
        try put("maria/_SUCCESS", "")
        #expect(try evidence(for: "maria/a.csv", rules) == .marked)
    }

    /// Two names that look the same.
    let composed = "Jos\u{E9}"
    let separate = "Jose\u{301}"

    @Test("A marker, a checksum and a list say nothing about a file whose folder only looks the same")
    func spellings() throws {
        var rules = ArrivalRules()
        rules.marker = "{name}.done"
        for folder in [composed, separate] { try put(folder + "/may.csv") }
        try put(composed + "/may.csv.done", "")
        #expect(try evidence(for: composed + "/may.csv", rules) == .marked)
        #expect(try evidence(for: separate + "/may.csv", rules) == .missing(WaitingReason(.marker, "{name}.done")))
        try put(composed + "/SHA256SUMS", "\(Digest.sha256([1]))  may.csv\n")
        #expect(try evidence(for: composed + "/may.csv") == .digest(Digest.sha256([1])))
        try put(composed + "/may.csv.sha256", "\(digest)")
        #expect(try evidence(for: composed + "/may.csv") == .digest(digest))
        #expect(try evidence(for: separate + "/may.csv") == .nothing)
    }

    @Test("Of two names in a list that look the same each has its own digest; a single one counts for either spelling")
    func spellingsInList() throws {
        for name in [composed, separate] { try put(name + ".csv") }
        let (first, second) = (Digest.sha256([1]), Digest.sha256([2]))
        try put("SHA256SUMS", "\(first)  \(composed).csv\n\(second)  \(separate).csv\n")
        #expect(try evidence(for: composed + ".csv") == .digest(first))
        #expect(try evidence(for: separate + ".csv") == .digest(second))
        try put("SHA256SUMS", "\(first)  \(composed).csv\n")
        #expect(try evidence(for: separate + ".csv") == .digest(first))
    }
}
