/// What numbers stand for, by the style of their cell.
struct CellStyles {
    /// The format of every style that a cell can have.
    private(set) var formats: [NumberFormat] = []

    /// The formats of a workbook; every number is plain where there are none.
    init(_ parts: WorkbookParts, _ name: String?) throws(ReadError) {
        guard let name, parts.has(name) else { return }
        let part = try StylesPart(name, limits: parts.limits)
        try parts.read(part)
        formats = part.styles.map { part.codes[$0].map { NumberFormat(code: $0) } ?? NumberFormat(builtIn: $0) }
    }

    /// The format of a cell's style. Unknown styles are plain.
    @inline(__always)
    subscript(style: Int) -> NumberFormat { style < formats.count ? formats[style] : .plain }
}

/// The part `xl/styles.xml`, as far as it is about numbers.
private final class StylesPart: WorkbookPart {
    /// The codes of the workbook's own formats, by number.
    private(set) var codes: [Int: String] = [:]
    /// The number of every style's format.
    private(set) var styles: [Int] = []
    private var isInStyles = false

    /// Excel itself allows 65,490 styles, and codes of some 250 characters.
    private static let styleLimit = 1 << 17
    private static let codeLimit = 4096

    override func start(_ element: WorkbookName, _ attributes: WorkbookAttributes) {
        if depth == 2 {
            isInStyles = element == "cellXfs"
        } else if depth == 3, isInStyles, element == "xf" {
            guard styles.count < Self.styleLimit else { return refuse(limit: "too many styles") }
            styles.append(attributes.number("numFmtId") ?? 0)
        } else if depth == 3, element == "numFmt", let number = attributes.number("numFmtId") {
            guard codes.count < Self.styleLimit else { return refuse(limit: "too many number formats") }
            let code = attributes.text("formatCode") ?? ""
            codes[number] = code.utf8.count <= Self.codeLimit ? code : "General"
        }
    }
}
