import Formats
import Testing

@Suite("Workbooks and their CSV twins", .enabled(if: CSVTesting.shared != nil, "shared data folder is absent"))
struct XLSXTwinTests {
    /// A workbook with the same cells, the texts shared, written once each.
    private func workbook(_ table: [[String]]) -> [UInt8] {
        var numbers: [String: Int] = [:]
        var strings: [String] = []
        var data = ""
        for (row, cells) in table.enumerated() {
            data += "<row r=\"\(row + 1)\">"
            for (column, cell) in cells.enumerated() where !cell.isEmpty {
                let key = cell.unicodeScalars.map { "\($0.value)" }.joined(separator: " ")
                let number = numbers[key] ?? strings.count
                if numbers.updateValue(number, forKey: key) == nil { strings.append("<si><t>\(escape(cell))</t></si>") }
                data += "<c r=\"\(letters(column))\(row + 1)\" t=\"s\"><v>\(number)</v></c>"
            }
            data += "</row>"
        }
        return WorkbookWriter.bytes(data) { $0.strings = strings }
    }

    private func letters(_ column: Int) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        return column < 26 ? String(alphabet[column]) : letters(column / 26 - 1) + String(alphabet[column % 26])
    }

    private func escape(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\r": "_x000D_"
            case "_": "_x005F_"
            default: String(scalar)
            }
        }.joined()
    }

    @Test(
        "The same table reads the same from either",
        arguments: [
            "kobo-odk/kobotoolbox_submissions.csv", "kobo-odk/odk_central_submissions.csv",
            "camtrap-dp/observations.csv",
            "inaturalist/observations-568611_cc_subset.csv", "excel-locales/it_excel_cp1252.csv",
            "excel-locales/pl_excel_unicode_text_utf16le.txt",
        ])
    func twins(path: String) throws {
        let twin = try CSVTesting.read(CSVTesting.bytes("inputs/\(path)")) { $0.localeEncoding = "windows-1252" }
        let table = [twin.fields] + twin.cells.map { $0.map { $0 ?? "" } }
        let file = try WorkbookTesting.read(workbook(table))
        #expect(file.fields == twin.fields)
        #expect(file.cells == twin.cells)
        #expect(file.records == twin.records)
        #expect(file.findings.isEmpty)
    }
}
