import Formats
import Observations
import Testing

/// Cells that would make far more of a row than it holds, or take far longer than it is long.
@Suite struct ZooniverseAttackTests {
    private typealias Zoo = ZooniverseTesting

    private func read(_ annotations: String, subjects: String = "{}") -> TreeTesting.File {
        Zoo.read((Zoo.header + Zoo.row(1, annotations, subjects: subjects) + Zoo.row(2, "[]")).utf8)
    }

    private func survey(_ count: Int) -> String {
        let choices = [String](repeating: #"{"choice":"A"}"#, count: count).joined(separator: ",")
        return #"[{"task":"T0","value":[\#(choices)]}]"#
    }

    @Test("Thousands of keys of several subjects are read in one go", .timeLimit(.minutes(1)))
    func manyKeys() {
        let keys = (0..<12_000).map { "\"k\($0)\":\($0)" }.joined(separator: ",")
        let file = read("[]", subjects: "{\"1\":{\(keys)},\"2\":{\"k7\":\"x\",\(keys)}}")
        #expect(file.findings.isEmpty)
        #expect(file["subject.k0"] == ["0|0", nil] && file["subject.k11999"] == ["11999|11999", nil])
        #expect(file["subject.k7"] == ["7|x", nil])
    }

    @Test("Subjects and keys that would make a list of two million parts are kept as JSON")
    func longSubjectLists() {
        let keys = (0..<200).map { "\"k\($0)\":1" }.joined(separator: ",")
        let others = (0..<10_000).map { "\"\($0)\":{}" }.joined(separator: ",")
        let subjects = "{\"s\":{\(keys)},\(others)}"
        let file = read("[]", subjects: subjects)
        #expect(file.codes == ["zooniverse-long-lists"])
        #expect(file.findings.first?.arguments == ["2000200", "1000000"])
        #expect(file["subject_data"] == [subjects, nil])
    }

    @Test("Answers about the hundred-thousandth mark do not each make a list of that length")
    func farMarks() {
        let answers = (0..<2_000).map { #"{"task":"T1.\#($0)","markIndex":99999,"value":"x"}"# }
        let file = read("[\(answers.joined(separator: ","))]")
        #expect(file["T1.0"].first??.utf8.count == 100_000)
        #expect(file["T1.9"].first??.utf8.count == 100_000)
        #expect(file["T1.10"] == [nil, nil])
        #expect(Set(file.codes) == ["zooniverse-long-lists", "zooniverse-too-many-findings"])
        #expect(file.findings.count == 101 && file.findings.last?.arguments == ["1890", "100"])
        #expect(file.findings.allSatisfy { $0.severity == .error })
    }

    @Test("A hundred thousand outlines are kept as they were drawn, in one go", .timeLimit(.minutes(1)))
    func manyOutlines() {
        let outlines = [String](repeating: #"{"points":[{"x":1,"y":2}]}"#, count: 100_000).joined(separator: ",")
        let file = read(#"[{"task":"T0","value":[\#(outlines)]}]"#)
        #expect(file["T0.original"] == ["[\(outlines)]", nil])
    }

    @Test("What a thousand choices share is given to all of them only as far as it is short")
    func sharedCells() {
        let long = String(repeating: "x", count: 100_000)
        let subjects = "{\"9\":{\"text\":\"\(long)\",\"site\":\"A\"}}"
        let file = read(survey(1_000), subjects: subjects)
        #expect(file.count == 1_001)
        #expect(file["subject.text"].first == long)
        #expect(file["subject.text"].dropFirst().allSatisfy { $0 == nil })
        #expect(file["subject.site"].dropLast().allSatisfy { $0 == "A" })
        #expect(file["contributor"].allSatisfy { $0 == "ana" })
        #expect(file.codes == [String](repeating: "zooniverse-long-shared-cells", count: 1_000))
        // Beside a few choices it is no matter.
        let few = read(survey(3), subjects: subjects)
        #expect(few.findings.isEmpty && few["subject.text"] == [long, long, long, nil])
    }
}
