/// Looks, while a file is copied, whether it closes as its format demands. One that ends in the middle is probably
/// still on its way.
///
/// A cheap look, not a check: the last bytes, whether quotes come in pairs, and for short JSON and gzip the whole file.
/// What it cannot tell counts as closed. It never takes the place of reading.
package struct FileEnding: Sendable {
    /// From this size on JSON is told by its last byte alone, and gzip not at all.
    static let shortFile: Int64 = 4 << 20
    /// So many of the last bytes are kept: the end record of a ZIP archive may stand that far in front of the end.
    private static let tailSize = 66 << 10
    private static let headSize = 64 << 10

    private let name: String
    private let options: FormatOptions
    private let size: Int64
    private var kind: Kind?
    private var head: [UInt8] = []
    private var tail: [UInt8] = []
    /// Whether the number of quotes so far is odd.
    private var quotes: UInt8 = 0
    private var nesting = JSONNesting()
    private var whole: [UInt8] = []

    /// What has to be there at the end.
    private enum Kind {
        case gzip, zip, tar, quotes, json, lines, xml, nothing
    }

    /// - Parameters:
    ///   - name: the file's name.
    ///   - options: what its source declares.
    ///   - size: its size in bytes, as the kernel says.
    package init(name: String, options: FormatOptions, size: Int64) {
        self.name = name
        self.options = options
        self.size = size
    }

    /// Takes the next bytes.
    package mutating func add(_ bytes: UnsafeRawBufferPointer) {
        guard !bytes.isEmpty else { return }
        if kind == nil {
            // The first piece of a file holds all that a format is told by, or all of a short file.
            head = Array(bytes.prefix(Self.headSize))
            kind = kind(of: head[...])
        }
        switch kind {
        case .quotes: return countQuotes(bytes)
        case .nothing: return
        case .json where size <= Self.shortFile: nesting.add(bytes)
        case .gzip where size <= Self.shortFile: whole += bytes
        default: break
        }
        if bytes.count >= Self.tailSize {
            tail = Array(bytes.suffix(Self.tailSize))
        } else {
            tail += bytes
            if tail.count > 2 * Self.tailSize { tail.removeFirst(tail.count - Self.tailSize) }
        }
    }

    /// What is missing at the end, as half a sentence; `nil` where the file closes, or where that cannot be told.
    package func missing() -> String? {
        switch kind {
        case nil: "as it is empty"
        case .nothing: nil
        case .gzip: isGzipWhole ? nil : "as its compressed data end in the middle"
        case .zip: hasZipEnd ? nil : "as it has no end record of a ZIP archive"
        case .tar: hasTarEnd ? nil : "as it has no end of a tar archive"
        case .quotes: quotes == 0 ? nil : "as a quote is open at its end"
        case .json: closesJSON ? nil : "as its JSON does not close"
        case .lines: closesLastLine ? nil : "as its last line is no whole JSON value"
        case .xml: closesXML(head: head, tail: tail) ? nil : "as its XML does not close"
        }
    }

    private func kind(of sample: ArraySlice<UInt8>) -> Kind {
        if GzipSource.isGzip(sample) { return .gzip }
        if ZipArchive.isZip(sample) { return .zip }
        if TarArchive.isTar(sample) { return .tar }
        do throws(ReadError) { try refuseForeignFormats(sample) } catch { return .nothing }
        switch options.format ?? sniffFormat(sample, name: name).format {
        // A backslash may take a quote's meaning away; then their number says nothing. Nor does it where nothing quotes.
        case .csv, .zooniverse: return options.backslashEscapes || options.quote == nil ? .nothing : .quotes
        case .json, .geojson: return .json
        case .ndjson: return .lines
        case .xml: return .xml
        case .xlsx: return .nothing
        }
    }

    private mutating func countQuotes(_ bytes: UnsafeRawBufferPointer) {
        guard let quote = options.quote else { return }
        var parity: UInt8 = 0
        for byte in bytes { parity ^= byte == quote ? 1 : 0 }
        quotes ^= parity
    }

    private var isGzipWhole: Bool {
        guard size <= Self.shortFile else { return true }
        var source = GzipSource(ArraySource(whole), limits: options.limits)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
        defer { buffer.deallocate() }
        do throws(ReadError) {
            while try source.read(into: buffer) > 0 {}
            return true
        } catch {
            // What is damaged, or a bomb, does not become better by waiting.
            return error.kind != .truncated
        }
    }

    /// `PK\5\6`, with as many bytes behind it as it says (APPNOTE.TXT 4.3.16).
    private var hasZipEnd: Bool {
        guard tail.count >= 22 else { return false }
        for place in stride(from: tail.count - 22, through: 0, by: -1) where tail[place] == 0x50 {
            guard tail[place + 1] == 0x4B, tail[place + 2] == 5, tail[place + 3] == 6 else { continue }
            if Int(tail[place + 20]) | Int(tail[place + 21]) << 8 == tail.count - place - 22 { return true }
        }
        return false
    }

    /// Two blocks of zeros (POSIX.1-2017, pax, “ustar Interchange Format”).
    private var hasTarEnd: Bool {
        size % 512 == 0 && tail.count >= 1024 && tail.suffix(1024).allSatisfy { $0 == 0 }
    }

    private var closesJSON: Bool {
        guard let last = tail.last(where: isWritten) else { return false }
        switch plainStart(head).first {
        case UInt8(ascii: "{"): return last == UInt8(ascii: "}") && isNestingClosed
        case UInt8(ascii: "["): return last == UInt8(ascii: "]") && isNestingClosed
        default: return true
        }
    }

    /// In UTF-16 a byte may look like a quote and be half of another character.
    private var isNestingClosed: Bool { size > Self.shortFile || head.contains(0) || nesting.isClosed }

    private var closesLastLine: Bool {
        guard let end = tail.lastIndex(where: isWritten) else { return true }
        let start = tail[..<end].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let line = tail[start...end]
        let opening = line.first(where: isWritten)
        guard opening == UInt8(ascii: "{") || opening == UInt8(ascii: "[") else { return true }
        var nesting = JSONNesting()
        line.withUnsafeBytes { nesting.add($0) }
        return nesting.isClosed || head.contains(0)
    }
}

/// Whether a byte is more than a blank, or the NUL of a character in UTF-16.
func isWritten(_ byte: UInt8) -> Bool { byte > 0x20 }

/// The first bytes of a text without byte order mark, NULs and blanks.
func plainStart(_ head: [UInt8]) -> ArraySlice<UInt8> {
    let mark = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : head.starts(with: [0xFF, 0xFE]) ? 2 : 0
    let start = head.starts(with: [0xFE, 0xFF]) ? 2 : mark
    return head[start...].drop { !isWritten($0) }
}
