import Files
import Formats
import Observations
import Storage
import Validation

/// A file as volunteers send it, as far as a sketch of a pipeline needs it: how it is read, its header, its first records.
struct ExampleFile {
    /// The format; Zooniverse's where the header is that of its classifications.
    let format: FileFormat
    /// How the file is read, its encoding aside where it is no Unicode.
    let details: [FormatDescription.Detail]
    /// The headers.
    let fields: [String]
    /// The first values of each column.
    let cells: [TextColumn]
    /// The encoding, where the file is neither UTF-8 nor marked as another kind of Unicode.
    let codePage: String?
    /// A pattern for such files.
    let pattern: String

    /// Reads the beginning of a file.
    ///
    /// - Throws: `UsageError` where it is absent or cannot be read; `DiskError`.
    init(_ path: String, disk: Disk) throws {
        guard try disk.status(path) != nil else { throw UsageError("There is no file \(path).") }
        let opened: (opening: Opening, codePage: String?)
        do {
            opened = try Self.open(path, disk)
        } catch let error as ReadError {
            throw UsageError("\(path): \(error)")
        }
        let description = opened.opening.description
        format = description.format
        codePage = opened.codePage
        details = description.details.compactMap { detail -> FormatDescription.Detail? in
            if detail.name == "encoding", opened.codePage != nil { return nil }
            guard detail.name == "format", description.format == .zooniverse else { return detail }
            return FormatDescription.Detail(
                "format", detail.decision, because: "the header is that of Zooniverse's classifications")
        }
        let fields = opened.opening.fields
        self.fields = fields
        cells = opened.opening.batch?.columns ?? fields.map { _ in TextColumn() }
        var name = Disk.name(of: path)
        if name.hasSuffix(".gz") { name.removeLast(3) }
        pattern = "**/*" + (name.lastIndex(of: ".").map { String(name[$0...]) } ?? "")
    }

    /// The values that a column begins with, blank ones left out.
    func values(of column: Int) -> [String] {
        let written = cells[column]
        return (0..<min(written.count, 1_000)).compactMap { written[$0] }.filter { !$0.allSatisfy(\.isWhitespace) }
    }

    /// What a reader gives at the beginning of a file.
    private struct Opening {
        let description: FormatDescription
        let batch: RecordBatch?
        var fields: [String] { batch?.fields ?? description.fields }
    }

    /// Opens a file as what it is: Unicode, or else the code page in which most of its headers are known words.
    private static func open(_ path: String, _ disk: Disk) throws -> (opening: Opening, codePage: String?) {
        do {
            return (try open(path, codePage: nil, disk), nil)
        } catch let error as ReadError where error.kind == .encoding {
            var best: (opening: Opening, codePage: String)?
            var most = -1
            for page in codePages {
                guard let opening = try? open(path, codePage: page, disk) else { continue }
                let guess = HeaderGuess(opening.fields)
                // Where the headers are the same in all of them, their language tells which is usual.
                let homes = guess.languages.map { LocaleConventions.named($0.rawValue)?.encoding }
                let score = guess.known * 2 + (homes.count == 1 && homes[0] == page ? 1 : 0)
                if score > most {
                    best = (opening: opening, codePage: page)
                    most = score
                }
            }
            guard let best else { throw error }
            return (best.opening, best.codePage)
        }
    }

    /// The encodings that spreadsheets write, the commonest first.
    private static let codePages: [String] = {
        var pages = ["windows-1252"]
        for page in LocaleConventions.supported.compactMap({ LocaleConventions.named($0)?.encoding })
        where !pages.contains(page) {
            pages.append(page)
        }
        return pages
    }()

    private static func open(_ path: String, codePage: String?, _ disk: Disk) throws -> Opening {
        var options = FormatOptions()
        options.localeEncoding = codePage
        var reader = try openRecords(FileSource(disk.open(path)), name: path, options: options, submission: 0)
        // A new pipeline reads such an export as it is meant to be read.
        if reader.description.format == .csv, ZooniverseReader.fits(reader.description.fields) {
            options.format = .zooniverse
            reader = try openRecords(FileSource(disk.open(path)), name: path, options: options, submission: 0)
        }
        let batch = try reader.next()
        return Opening(description: reader.description, batch: batch)
    }
}
