import Foundation
import Testing
import Validation

@Suite struct RFC3339Tests {
    private static let suites = sharedData?.appendingPathComponent(
        "dates/json-schema-formats/tests/draft2020-12/optional/format")

    /// The string cases of a suite; the others say only that formats ignore what is no string.
    private static func cases(_ name: String) throws -> [(text: String, isValid: Bool, about: String)] {
        let file = try #require(suites).appendingPathComponent(name)
        let groups = try #require(JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [[String: Any]])
        return groups.flatMap { group in
            (group["tests"] as? [[String: Any]] ?? []).compactMap { test in
                guard let text = test["data"] as? String, let isValid = test["valid"] as? Bool else { return nil }
                return (text, isValid, test["description"] as? String ?? "")
            }
        }
    }

    @Test(
        "Every date of the JSON Schema suite is judged as the suite says",
        .enabled(if: sharedData != nil, "shared data folder is absent"))
    func dates() throws {
        let cases = try Self.cases("date.json")
        #expect(cases.count > 30)
        for (text, isValid, about) in cases {
            #expect((RFC3339.date(Array(text.utf8)) != nil) == isValid, "\(text): \(about)")
        }
    }

    @Test(
        "Every date-time of the JSON Schema suite is judged as the suite says",
        .enabled(if: sharedData != nil, "shared data folder is absent"))
    func dateTimes() throws {
        let cases = try Self.cases("date-time.json")
        #expect(cases.count > 20)
        for (text, isValid, about) in cases {
            #expect((RFC3339.dateTime(Array(text.utf8)) != nil) == isValid, "\(text): \(about)")
        }
    }

    @Test("Days are counted from 1970-01-01, over leap years and back to year 0")
    func days() {
        func day(_ text: String) -> Int32? { RFC3339.date(Array(text.utf8)) }
        #expect(day("1970-01-01") == 0)
        #expect(day("2000-02-29") == 11016)
        #expect(day("2026-11-21") == 20778)
        #expect(day("1600-01-01") == -135140)
        #expect(day("0000-01-01") == -719_528)
        #expect(day("9999-12-31") == 2_932_896)
        #expect(day("1900-02-29") == nil)
    }

    @Test("An instant is counted in UTC, whatever the offset")
    func instants() {
        func instant(_ text: String) -> Int64? { RFC3339.dateTime(Array(text.utf8)) }
        #expect(instant("1970-01-01T00:00:00Z") == 0)
        #expect(instant("1970-01-01T01:00:00+01:00") == 0)
        #expect(instant("1969-12-31T16:00:00.5-08:00") == 0)
        #expect(instant("1970-01-01T00:00:00+0100") == nil)
        #expect(instant("1970-01-01T00:00:00,5Z") == nil)
    }

    @Test(
        "A field of type date takes the suite's valid dates as they stand and no others",
        .enabled(if: sharedData != nil, "shared data folder is absent"))
    func fields() throws {
        for (text, isValid, about) in try Self.cases("date.json") {
            let result = try canonical(text, .date)
            if isValid {
                #expect(result == text, "\(about)")
            } else {
                // What cannot be misunderstood is mended, and told: a one-digit month, white space.
                #expect(result != text, "\(about)")
            }
        }
    }
}
