import Files
import Formats
import Intake
import Observations

/// A file as volunteers send it, as far as a sketch of a pipeline needs it: how it is read, its header, its first records.
struct ExampleFile {
    /// The format; Zooniverse's where the header is that of its classifications.
    let format: FileFormat
    /// How the file is read, its encoding aside where it is no Unicode.
    let details: [FormatDescription.Detail]
    /// The headers, at least one.
    let fields: [String]
    /// The first values of each column.
    let cells: [TextColumn]
    /// The encoding, where the file is neither UTF-8 nor marked as another kind of Unicode.
    let codePage: String?
    /// Whether the headers settle that encoding. Where they do not, nobody knows what their letters are.
    let isCodePageKnown: Bool
    /// Whether the cells of a CSV file stand in single quotes.
    let isSingleQuoted: Bool
    /// A pattern for such files.
    let pattern: String

    /// Reads the beginning of a file.
    ///
    /// - Throws: `UsageError` where it is absent, empty or cannot be read; `DiskError`.
    init(_ path: String, disk: Disk) throws {
        guard try disk.status(path) != nil else { throw UsageError("There is no file \(path).") }
        let opening: ExampleOpening
        do {
            opening = try ExampleOpening.of(path, disk)
        } catch let error as ReadError {
            throw UsageError("\(path): \(error)")
        }
        let fields = opening.fields
        guard !fields.isEmpty else {
            throw UsageError("\(path) has no header and no columns. Begin with a file as volunteers send it.")
        }
        let description = opening.description
        format = description.format
        codePage = opening.codePage
        isCodePageKnown = opening.isCodePageKnown
        isSingleQuoted = opening.isSingleQuoted
        details = description.details.compactMap { detail -> FormatDescription.Detail? in
            if detail.name == "encoding", opening.codePage != nil { return nil }
            guard detail.name == "format", description.format == .zooniverse else { return detail }
            return FormatDescription.Detail(
                "format", detail.decision, because: "the header is that of Zooniverse's classifications")
        }
        self.fields = fields
        cells = opening.batch?.columns ?? fields.map { _ in TextColumn() }
        pattern = Self.pattern(for: Disk.name(of: path), description.format)
    }

    /// The values that a column begins with, blank ones left out.
    func values(of column: Int) -> [String] {
        let written = cells[column]
        return (0..<min(written.count, 1_000)).compactMap { written[$0] }.filter { !$0.allSatisfy(\.isWhitespace) }
    }

    /// Whether at least half of the values that a column begins with can be read, in one way or another, as those of a
    /// term; always so for terms that may hold any text.
    func fits(_ column: Int, _ term: String) -> Bool {
        guard let typed = TypedTerm.named(term) else { return true }
        return typed.misfit(among: values(of: column), LocaleGuess.allReadings) == nil
    }

    /// A pattern for files with the ending of this one, or with the usual one of their format where the drop folder takes
    /// no such file (`may.csv.part`) or the ending is more than letters and digits.
    private static func pattern(for name: String, _ format: FileFormat) -> String {
        let isCompressed = name.hasSuffix(".gz")
        let plainName = isCompressed ? String(name.dropLast(3)) : name
        guard let dot = plainName.lastIndex(of: ".") else { return "**/*" }
        let ending = plainName[dot...]
        // The name before the ending has no part in the pattern.
        let alike = "a\(ending)\(isCompressed ? ".gz" : "")"
        let isTaken = !FileNames.areIgnored(alike) && !FileNames.isSidecar(alike)
        if isTaken, ending.count > 1, ending.dropFirst().allSatisfy({ $0.isLetter || $0.isNumber }) {
            return "**/*\(ending)"
        }
        return "**/*.\((format == .zooniverse ? .csv : format).rawValue)"
    }
}
