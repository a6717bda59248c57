/// A table of texts as a volunteer typed it, and how programs write it to a file.
struct Sheet {
    var header: [String]
    var rows: [[String]] = []

    /// As CSV; cells are quoted where they must be. Excel in Europe ends lines with CR LF and parts cells by semicolons.
    func csv(delimiter: String = ",", lineEnd: String = "\n", firstLine: String? = nil) -> String {
        let lines = ([header] + rows).map { row in
            row.map { Self.quoted($0, delimiter: delimiter) }.joined(separator: delimiter) + lineEnd
        }
        return (firstLine.map { $0 + lineEnd } ?? "") + lines.joined()
    }

    /// As one JSON object for each row; blank cells are null. Whole numbers in the column `number` are JSON numbers.
    func jsonObjects(number: String = "") -> [String] {
        rows.map { row in
            let members = zip(header, row).map { name, cell in
                let value = name == number && Int(cell) != nil ? cell : Self.jsonString(cell)
                return "\(Self.jsonString(name)): \(cell.isEmpty ? "null" : value)"
            }
            return "{" + members.joined(separator: ", ") + "}"
        }
    }

    /// As a JSON array of objects.
    func jsonArray() -> String { "[\n  " + jsonObjects().joined(separator: ",\n  ") + "\n]\n" }

    /// As one JSON object for each line.
    func ndjson() -> String { jsonObjects().map { $0 + "\n" }.joined() }

    /// As flat XML elements; blank cells are left out.
    func xml(root: String, record: String, rootAttributes: String = "") -> String {
        let close = root.split(separator: " ").first ?? ""
        let records = rows.map { row in
            let cells = zip(header, row).filter { !$0.1.isEmpty }
                .map { "    <\($0.0)>\(Self.xmlText($0.1))</\($0.0)>\n" }
            return "  <\(record)>\n\(cells.joined())  </\(record)>\n"
        }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <\(root)\(rootAttributes)>
            \(records.joined())</\(close)>

            """
    }

    private static func quoted(_ cell: String, delimiter: String) -> String {
        guard cell.contains(delimiter) || cell.contains("\"") || cell.contains("\n") else { return cell }
        return "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    private static func jsonString(_ text: String) -> String {
        var result = "\""
        for character in text {
            switch character {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            default: result.append(character)
            }
        }
        return result + "\""
    }

    private static func xmlText(_ text: String) -> String {
        text.map { $0 == "&" ? "&amp;" : $0 == "<" ? "&lt;" : String($0) }.joined()
    }
}
