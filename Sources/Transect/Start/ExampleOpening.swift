import Files
import Formats
import Observations
import Storage
import Validation

/// How an example is opened: what a reader gives at its beginning, and what had to be guessed for that.
struct ExampleOpening {
    /// How the file is read.
    let description: FormatDescription
    /// The first records; `nil` for none.
    let batch: RecordBatch?
    /// Whether the cells of a CSV file stand in single quotes.
    let isSingleQuoted: Bool
    /// The encoding under which it is read, where the file is neither UTF-8 nor marked as another kind of Unicode.
    private(set) var codePage: String?
    /// Whether that encoding is more than the first that was tried.
    private(set) var isCodePageKnown = true

    /// The headers.
    var fields: [String] { batch?.fields ?? description.fields }

    /// Opens a file as what it is: Unicode, or else the code page in which most of its headers are known words.
    ///
    /// - Throws: `ReadError`, `DiskError`.
    static func of(_ path: String, _ disk: Disk) throws -> ExampleOpening {
        do {
            return try ExampleOpening(path, codePage: nil, disk)
        } catch let error as ReadError where error.kind == .encoding {
            var best: ExampleOpening?
            var most = -1
            for page in codePages {
                guard let opening = try? ExampleOpening(path, codePage: page, disk) else { continue }
                let guess = HeaderGuess(opening.fields)
                // Where the headers are the same in all of them, their language tells which is usual.
                let homes = guess.languages.map { LocaleConventions.named($0.rawValue)?.encoding }
                let score = guess.known * 2 + (homes.count == 1 && homes[0] == page ? 1 : 0)
                if score > most {
                    best = opening
                    best?.isCodePageKnown = settles(guess, opening.fields)
                    most = score
                }
            }
            guard let best else { throw error }
            return best
        }
    }

    /// Whether headers settle the encoding. Those with other letters than ASCII's must be in a known language: what stands
    /// beside `id` may be in any alphabet.
    private static func settles(_ guess: HeaderGuess, _ headers: [String]) -> Bool {
        let areASCII = headers.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } }
        return areASCII ? guess.known > 0 : !guess.languages.isEmpty
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

    private init(_ path: String, codePage: String?, _ disk: Disk) throws {
        func opened(_ options: FormatOptions) throws -> (description: FormatDescription, batch: RecordBatch?) {
            var reader = try openRecords(FileSource(disk.open(path)), name: path, options: options, submission: 0)
            let batch = try reader.next()
            return (reader.description, batch)
        }
        var options = FormatOptions()
        options.localeEncoding = codePage
        var found = try opened(options)
        isSingleQuoted = Self.standInSingleQuotes(found.description, found.batch)
        if isSingleQuoted {
            options.quote = UInt8(ascii: "'")
            found = try opened(options)
        }
        // A new pipeline reads such an export as it is meant to be read.
        if found.description.format == .csv, ZooniverseReader.fits(found.description.fields) {
            options.format = .zooniverse
            found = try opened(options)
        }
        description = found.description
        batch = found.batch
        self.codePage = codePage
    }

    /// Whether all headers begin or end with a single quote, and so do cells. (A header with a delimiter between its quotes
    /// looks like two.)
    private static func standInSingleQuotes(_ description: FormatDescription, _ batch: RecordBatch?) -> Bool {
        let headers = description.fields.filter { !description.madeUpNames.contains($0) }
        guard description.format == .csv, !headers.isEmpty,
            headers.allSatisfy({ $0.count > 1 && ($0.hasPrefix("'") || $0.hasSuffix("'")) })
        else { return false }
        guard let batch, batch.count > 0 else { return true }
        return batch.columns.contains { column in
            (0..<min(column.count, 100)).contains { column[$0]?.hasPrefix("'") ?? false }
        }
    }
}
