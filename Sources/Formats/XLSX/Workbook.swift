import Observations

/// A workbook's table of contents: its sheets, and where styles and shared strings are.
struct Workbook {
    /// A sheet of cells. Chart sheets are none.
    struct Sheet {
        var name: String
        var part: String
        var isHidden: Bool
    }

    private(set) var sheets: [Sheet] = []
    /// Whether dates count from 1904 instead of 1900.
    private(set) var is1904 = false
    /// The part with the texts of cells.
    private(set) var sharedStrings: String?
    /// The part with the formats of cells.
    private(set) var styles: String?

    /// Reads the table of contents.
    init(_ parts: WorkbookParts) throws(ReadError) {
        let root = try parts.relationships(of: "")
        let name = root.first { $0.type == "officeDocument" }?.target ?? "xl/workbook.xml"
        let part = try ContentsPart(name, limits: parts.limits)
        try parts.read(part)
        is1904 = part.is1904
        let relationships = try parts.relationships(of: name)
        sharedStrings = relationships.first { $0.type == "sharedStrings" }?.target
        styles = relationships.first { $0.type == "styles" }?.target
        let places = Dictionary(relationships.map { ($0.id, $0) }) { first, _ in first }
        for sheet in part.sheets {
            guard let place = places[sheet.id], place.type == "worksheet" else { continue }
            sheets.append(Sheet(name: sheet.name, part: place.target, isHidden: sheet.isHidden))
        }
    }

    /// The sheet to read and why: the one with the declared name, else the first that is not hidden.
    ///
    /// - Throws: `ReadError` of kind `.records` where there is none.
    func choose(_ declared: String?) throws(ReadError) -> (sheet: Sheet, reason: Wording) {
        guard let first = sheets.first(where: { !$0.isHidden }) ?? sheets.first else {
            throw ReadError(
                .records, "the workbook has no sheet with cells",
                remedy: "Check that this is the file that you meant to send.")
        }
        guard let declared else {
            if sheets.count == 1 { return (first, "it is the only sheet") }
            let isFirst = first.part == sheets[0].part
            return (
                first,
                isFirst
                    ? "it is the first of \(sheets.count) sheets"
                    : "it is the first visible one of \(sheets.count) sheets"
            )
        }
        let wanted = declared.lowercased()
        if let sheet = sheets.first(where: { $0.name == declared })
            ?? sheets.first(where: { $0.name.lowercased() == wanted })
        {
            return (sheet, "declared")
        }
        let names = sheets.prefix(10).map { "“\(ArchiveName.shown($0.name))”" }.joined(separator: ", ")
        throw ReadError(
            .records, "the workbook has no sheet named “\(ArchiveName.shown(declared))”, but \(names)",
            remedy: "Rename the sheet that holds the records.")
    }
}

/// The part `xl/workbook.xml`.
private final class ContentsPart: WorkbookPart {
    private(set) var sheets: [(name: String, id: String, isHidden: Bool)] = []
    private(set) var is1904 = false
    private var isInSheets = false

    override func start(_ element: WorkbookName, _ attributes: WorkbookAttributes) {
        if depth == 2 {
            isInSheets = element == "sheets"
            if element == "workbookPr" { is1904 = attributes.isTrue("date1904") }
        } else if depth == 3, isInSheets, element == "sheet", let id = attributes.relationship {
            guard sheets.count < limits.columns else { return refuse(limit: "more than \(limits.columns) sheets") }
            let state = attributes.text("state") ?? "visible"
            sheets.append((attributes.text("name") ?? "", id, state != "visible"))
        }
    }
}
