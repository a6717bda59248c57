import Observations

/// The kinds of document that are ZIP archives by themselves, told by the names of their members.
package enum ZipDocument: String, Sendable {
    /// An Excel workbook (Office Open XML).
    case workbook
    /// An Excel workbook in Excel's binary form.
    case binaryWorkbook
    /// A Word document.
    case wordDocument
    /// A PowerPoint presentation.
    case presentation
    /// A LibreOffice or OpenOffice document, most often a spreadsheet.
    case openDocument
    /// A Numbers, Pages or Keynote document of Apple's.
    case appleDocument

    /// The kind of document that has these members, or `nil`: a collection of files.
    init?(_ names: [String]) {
        func has(_ test: (String) -> Bool) -> Bool { names.contains { test($0.lowercased()) } }
        if has({ $0 == "[content_types].xml" }) {
            if has({ $0.hasPrefix("xl/workbook") && $0.hasSuffix(".xml") }) {
                self = .workbook
            } else if has({ $0 == "xl/workbook.bin" }) {
                self = .binaryWorkbook
            } else if has({ $0.hasPrefix("word/document") }) {
                self = .wordDocument
            } else if has({ $0.hasPrefix("ppt/presentation") }) {
                self = .presentation
            } else {
                return nil
            }
        } else if has({ $0 == "meta-inf/manifest.xml" }), has({ $0 == "content.xml" }) {
            self = .openDocument
        } else if has({ $0.hasPrefix("index/") && $0.hasSuffix(".iwa") || $0 == "index.zip" }) {
            self = .appleDocument
        } else {
            return nil
        }
    }

    /// Why a document that is no workbook is refused.
    var refusal: ReadError? {
        let excel: Wording = "Open it and save it as .xlsx or as CSV (UTF-8), then send that."
        switch self {
        case .workbook: return nil
        case .binaryWorkbook:
            return ReadError(.unsupported, "the file is an Excel workbook in binary form (.xlsb)", remedy: excel)
        case .wordDocument:
            return ReadError(
                .unsupported, "the file is a Word document, not a table",
                remedy: "Copy its table into a spreadsheet, and save that as .xlsx or as CSV (UTF-8).")
        case .presentation:
            return ReadError(
                .unsupported, "the file is a presentation, not a table",
                remedy: "Put the data into a spreadsheet, and save that as .xlsx or as CSV (UTF-8).")
        case .openDocument:
            return ReadError(
                .unsupported, "the file is a LibreOffice or OpenOffice document (.ods, .odt)", remedy: excel)
        case .appleDocument:
            return ReadError(
                .unsupported, "the file is a document of Apple's Numbers, Pages or Keynote",
                remedy: "Export it as .xlsx or as CSV (UTF-8), then send that.")
        }
    }
}
