import Files
import Intake
import Testing

struct SubmitterPatternTests {
    @Test(
        "The part of the name that the pattern marks is the submitter",
        arguments: [
            ("{submitter}-*.csv", "2026/maria-may.csv", "maria"),
            ("{submitter}-*.csv", "maria-nowak-may.csv", "maria"),
            ("{submitter}-*.csv", "maria-may.csv.gz", "maria"),
            ("*_{submitter}.csv", "may_2026_maria.csv", "2026_maria"),
            ("????_{submitter}.csv", "2026_maria.csv", "maria"),
            ("{submitter}.*", "żółw \u{202E}x.csv", "żółw \u{202E}x"),
            ("*/{submitter}/*.csv", "2026/maria/may.csv", "maria"),
        ])
    func matches(pattern: String, path: String, submitter: String) throws {
        #expect(try #require(SubmitterPattern(pattern)).submitter(of: path) == submitter)
    }

    @Test(
        "A name that does not match says nothing",
        arguments: [
            ("{submitter}-*.csv", "maria.csv"), ("{submitter}-*.csv", "-may.csv"),
            ("{submitter}-*.csv", "maria-may.xml"),
            ("{submitter}-*.csv", "maria-x/may.csv"), ("*/{submitter}/*.csv", "maria/may.csv"),
            ("a{submitter}", "a"),
        ])
    func differs(pattern: String, path: String) throws {
        #expect(try #require(SubmitterPattern(pattern)).submitter(of: path) == nil)
    }

    @Test("A pattern must mark the submitter once")
    func once() {
        #expect(SubmitterPattern("*.csv") == nil)
        #expect(SubmitterPattern("{submitter}-{submitter}.csv") == nil)
    }

    @Test("Path pieces and bytes that are no text are only ever data")
    func odd() throws {
        let pattern = try #require(SubmitterPattern("{submitter}-*"))
        #expect(pattern.submitter(of: "..-x.csv") == "..")
        #expect(pattern.submitter(of: "$(rm)\n;'-x.csv") == "$(rm)\n;'")
        let bytes = ([0xFF, 0x2D, 0x78] as [UInt8]).withUnsafeBufferPointer { String(pathBytes: $0) }
        #expect(pattern.submitter(of: bytes)?.pathBytes == [0xFF])
    }

    @Test("A long name and many stars take no more than their product")
    func linear() throws {
        let pattern = try #require(SubmitterPattern(String(repeating: "*a", count: 100) + "{submitter}-*b*b*b"))
        // Backtracking would not end before the sun.
        #expect(pattern.submitter(of: String(repeating: "a", count: 4000)) == nil)
    }
}
