import Foundation
import Observations
import Testing
import Validation

/// Checks against the validation data of the TDWG Biodiversity Data Quality task group.
@Suite struct TDWGTests {
    private struct Case {
        let test: String
        let expected: Verdict
        let terms: [String: String]
        let line: String
    }

    /// Where a check differs from the standard test on purpose: a negative depth is judged wrong instead of not at all.
    private static func isDeviation(_ test: String, _ row: [String?]) -> Bool {
        test.hasSuffix("DEPTH_INRANGE") && row.contains { $0?.hasPrefix("-") == true }
    }

    private static func cases() throws -> [Case] {
        let data = try #require(sharedData)
        let list = try String(
            contentsOf: data.appendingPathComponent("lists/bdq_single_record_tests.tsv"), encoding: .utf8)
        var labels: [String: String] = [:]
        for line in list.split(separator: "\n") {
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
            if parts.count > 2 { labels[String(parts[2])] = String(parts[1]) }
        }
        let file = data.appendingPathComponent("bdq/TG2_test_validation_data_half.csv")
        let table = simpleCSV(try String(contentsOf: file, encoding: .utf8))
        let header = table[0]
        return table.dropFirst().compactMap { row in
            var cells: [String: String] = [:]
            for (name, value) in zip(header, row) where !value.isEmpty { cells[name] = value }
            guard let guid = cells["GUID"], let test = labels[guid] else { return nil }
            let expected: Verdict =
                switch cells["Response.result"] {
                case "COMPLIANT": .compliant
                case "NOT_COMPLIANT": .notCompliant
                default: .prerequisitesNotMet
                }
            if cells["Response.status"] == "EXTERNAL_PREREQUISITES_NOT_MET" { return nil }
            var terms: [String: String] = [:]
            for (name, value) in cells where name.hasPrefix("dwc:") || name.hasPrefix("dcterms:") {
                // What has no visible character is empty, there as here.
                if value.allSatisfy(\.isWhitespace) { continue }
                terms[String(name.drop { $0 != ":" }.dropFirst())] = value
            }
            return Case(test: test, expected: expected, terms: terms, line: cells["LineNumber"] ?? "")
        }
    }

    /// Quoted fields and line ends within them; enough for this one file.
    private static func simpleCSV(_ text: String) -> [[String]] {
        var rows: [[String]] = [[]]
        var cell = ""
        var isQuoted = false
        for scalar in text.unicodeScalars where scalar != "\u{FEFF}" {
            if scalar == "\"" {
                isQuoted.toggle()
            } else if !isQuoted, scalar == "," || scalar == "\n" {
                rows[rows.count - 1].append(cell)
                cell = ""
                if scalar == "\n" { rows.append([]) }
            } else if scalar != "\r" || isQuoted {
                cell.unicodeScalars.append(scalar)
            }
        }
        return rows
    }

    @Test(
        "Checks agree with the TDWG BDQ tests that they name",
        .enabled(if: sharedData != nil, "shared data folder is absent"))
    func agreement() throws {
        let cases = try Self.cases()
        var judged = 0
        for check in CheckCatalogue.all {
            for name in check.tdwgTests {
                let terms = Self.terms(name, check)
                for item in cases where item.test == name {
                    let row = terms.map { item.terms[$0.name] }
                    let parameters: [String: CheckParameterValue] =
                        name.hasSuffix("_NOTEMPTY") ? ["terms": .list(terms.map(\.name))] : [:]
                    let verdict = try check.verdicts(
                        parameters: parameters, terms: terms, rows: [row], context: today)[0]
                    if Self.isDeviation(name, row) { continue }
                    judged += 1
                    #expect(verdict == item.expected, "line \(item.line): \(name) \(row)")
                }
            }
        }
        #expect(judged >= 140, "\(judged) cases")
    }

    /// The terms that a test is about: those in its name where a check covers several tests.
    private static func terms(_ test: String, _ check: CheckDescription) -> [Term] {
        switch test {
        case "VALIDATION_DECIMALLATITUDE_INRANGE": return ["decimalLatitude"]
        case "VALIDATION_DECIMALLONGITUDE_INRANGE": return ["decimalLongitude"]
        case let name where name.hasSuffix("_NOTEMPTY"):
            let lower = name.dropFirst("VALIDATION_".count).dropLast("_NOTEMPTY".count).lowercased()
            let known: [Term] = [
                "scientificName", "eventDate", "occurrenceID", "countryCode", "decimalLatitude", "decimalLongitude",
                "occurrenceStatus", "taxonRank", "geodeticDatum", "license",
            ]
            return known.filter { $0.name.lowercased() == lower }
        case let name where name.hasPrefix("VALIDATION_MIN") && name.hasSuffix("_INRANGE"):
            return check.terms.filter { $0.name.hasPrefix("minimum") }
        case let name where name.hasPrefix("VALIDATION_MAX") && name.hasSuffix("_INRANGE"):
            return check.terms.filter { $0.name.hasPrefix("maximum") }
        default: return check.terms
        }
    }

    @Test(
        "An eventDate is read or not as VALIDATION_EVENTDATE_STANDARD says",
        .enabled(if: sharedData != nil, "shared data folder is absent"))
    func eventDates() throws {
        var judged = 0
        for item in try Self.cases() {
            let term = item.test == "VALIDATION_EVENTDATE_STANDARD" ? "eventDate" : "dateIdentified"
            guard item.test == "VALIDATION_EVENTDATE_STANDARD" || item.test == "VALIDATION_DATEIDENTIFIED_STANDARD",
                let text = item.terms[term]
            else { continue }
            judged += 1
            #expect((EventDate.parse(Array(text.utf8)) != nil) == (item.expected == .compliant), "\(text)")
        }
        #expect(judged >= 14)
    }
}
