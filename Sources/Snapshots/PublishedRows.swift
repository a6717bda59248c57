import Files
import Glibc
import Observations

/// The rows of published CSV files with one header, one after the other, as raw bytes.
///
/// Snapshots are compared row by row, and nearly all rows are equal; so this reader only finds where records end, and
/// cells are looked at where something differs. It reads what Transect itself has written (RFC 4180, LF); files of
/// volunteers are read by `CSVReader`.
package struct PublishedRows: ~Copyable {
    /// The names of the columns.
    package private(set) var header: [String] = []
    private var paths: [String]
    private let disk: Disk
    private var file: FileReader?
    private var buffer: [UInt8]
    private var filled = 0
    private var start = 0
    private var end = 0
    private var next = 0
    private var isAtEnd = true

    /// Opens files that have the same header. Without files there are no rows and no header.
    package init(_ paths: [String], disk: Disk, bufferSize: Int = 1 << 20) throws {
        self.paths = paths.reversed()
        self.disk = disk
        buffer = [UInt8](repeating: 0, count: bufferSize)
        try openNext()
    }

    /// Opens the next file and reads its header.
    private mutating func openNext() throws {
        guard let path = paths.popLast() else { return }
        file = try disk.open(path)
        (filled, start, end, next, isAtEnd) = (0, 0, 0, 0, false)
        guard try findRecord() else { throw Self.damaged(path, "it has no header") }
        var cells: [Range<Int>] = []
        splitCells(into: &cells)
        let names = cells.map { String(decoding: value($0) ?? [], as: UTF8.self) }
        guard header.isEmpty || header == names else {
            throw Self.damaged(path, "its columns are not those of the part before it")
        }
        header = names
    }

    /// Moves on to the next record; `false` at the end of the last file.
    package mutating func advance() throws -> Bool {
        while true {
            if !isAtEnd, try findRecord() { return true }
            guard !paths.isEmpty else { return false }
            try openNext()
        }
    }

    /// The bytes of the current record without its line feed.
    @inline(__always)
    func withRecord<Result>(_ body: (Slice<UnsafeBufferPointer<UInt8>>) throws -> Result) rethrows -> Result {
        try buffer.withUnsafeBufferPointer { try body($0[start..<end]) }
    }

    /// Whether the current record is byte for byte that of another reader.
    borrowing func isEqual(to other: borrowing PublishedRows) -> Bool {
        guard end - start == other.end - other.start else { return false }
        return buffer.withUnsafeBytes { mine in
            other.buffer.withUnsafeBytes { theirs in
                guard let mine = mine.baseAddress, let theirs = theirs.baseAddress else { return true }
                return memcmp(mine + start, theirs + other.start, end - start) == 0
            }
        }
    }

    /// Where the cells of the current record lie, quotes included; good until the next `advance`.
    package func splitCells(into cells: inout [Range<Int>]) {
        cells.removeAll(keepingCapacity: true)
        withRecord { record in
            var isQuoted = false
            var first = record.startIndex
            for place in record.indices {
                switch record[place] {
                case UInt8(ascii: "\""): isQuoted.toggle()
                case UInt8(ascii: ",") where !isQuoted:
                    cells.append(first..<place)
                    first = place + 1
                default: break
                }
            }
            cells.append(first..<record.endIndex)
        }
    }

    /// The bytes of a cell as they stand in the file.
    func raw(_ cell: Range<Int>) -> ArraySlice<UInt8> { buffer[cell] }

    /// The value of a cell that was published; `nil` where it is empty.
    package func value(_ cell: Range<Int>) -> [UInt8]? {
        buffer.withUnsafeBufferPointer { PublishedCell.value($0[cell]) }
    }

    /// The next rows in columns, without quotes and formula guards; `nil` at the end.
    package mutating func nextPiece(limit: PieceLimit = .usual) throws -> TablePiece? {
        var columns = [TextColumn](repeating: TextColumn(), count: header.count)
        var cells: [Range<Int>] = []
        while !limit.isReached(by: columns), try advance() {
            splitCells(into: &cells)
            for index in columns.indices {
                if index < cells.count, let value = value(cells[index]) {
                    columns[index].append(value)
                } else {
                    columns[index].appendMissing()
                }
            }
        }
        return columns[0].count == 0 ? nil : TablePiece(columns)
    }

    /// Finds the end of the record that begins at `next`: the first line feed with an even number of quotes before it.
    private mutating func findRecord() throws -> Bool {
        start = next
        var scanned = start
        var isQuoted = false
        while true {
            while let feed = lineFeed(from: scanned) {
                if countQuotes(scanned..<feed) % 2 == 1 { isQuoted.toggle() }
                scanned = feed + 1
                if !isQuoted {
                    (end, next) = (feed, feed + 1)
                    return true
                }
            }
            if countQuotes(scanned..<filled) % 2 == 1 { isQuoted.toggle() }
            scanned = filled - start
            guard try fill() else {
                // A last record without a line feed.
                isAtEnd = true
                (end, next) = (filled, filled)
                return end > start
            }
            scanned += start
        }
    }

    private func lineFeed(from offset: Int) -> Int? {
        buffer.withUnsafeBytes { bytes in
            guard offset < filled, let base = bytes.baseAddress,
                let found = memchr(base + offset, 0x0A, filled - offset)
            else { return nil }
            return UnsafeRawPointer(found) - base
        }
    }

    private func countQuotes(_ range: Range<Int>) -> Int {
        buffer.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return 0 }
            var count = 0
            var offset = range.lowerBound
            while offset < range.upperBound, let found = memchr(base + offset, 0x22, range.upperBound - offset) {
                count += 1
                offset = UnsafeRawPointer(found) - base + 1
            }
            return count
        }
    }

    /// Moves the unfinished record to the front and reads more behind it; `false` at the end of the file.
    private mutating func fill() throws -> Bool {
        if start > 0 {
            buffer.withUnsafeMutableBytes { bytes in
                guard let base = bytes.baseAddress else { return }
                memmove(base, base + start, filled - start)
            }
            filled -= start
            start = 0
        }
        if filled == buffer.count { buffer.append(contentsOf: repeatElement(0, count: buffer.count)) }
        var count = 0
        var failure: DiskError?
        let place = filled
        buffer.withUnsafeMutableBytes { bytes in
            do throws(DiskError) {
                count = try file?.read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[place...])) ?? 0
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        filled += count
        return count > 0
    }

    private static func damaged(_ path: String, _ reason: String) -> SnapshotError {
        SnapshotError(
            .damaged, "\(path) cannot be read: \(reason)", remedy: "Run transect verify to see which files are damaged."
        )
    }
}
