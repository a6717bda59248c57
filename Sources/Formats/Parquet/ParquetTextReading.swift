import Observations

extension ParquetPages {
    /// The text of the column.
    func text() throws(ReadError) -> TextColumn {
        let dictionary = try dictionary.map { (page) throws(ReadError) in try TextEntries(page) }
        // First the indices, so that the size of the text is known before any of it is written.
        var indices: [[UInt32]] = []
        var total = 0
        for page in pages {
            if page.isIndexed, let dictionary {
                let pageIndices = try self.indices(page, entries: dictionary.places.count)
                total += dictionary.byteCount(pageIndices)
                indices.append(pageIndices)
            } else {
                guard page.body.count >= 4 * page.present else {
                    throw .damagedParquet("a page is shorter than its values")
                }
                total += page.body.count - 4 * page.present
                indices.append([])
            }
            guard total <= UInt32.max else {
                throw ReadError(
                    .limit, "A column of the Parquet file holds more than 4 GiB of text in one row group",
                    remedy: "Write the file again with smaller row groups.")
            }
        }
        var ends: [UInt32] = []
        let bytes = try [UInt8](unsafeUninitializedCapacity: total + ParquetLimit.slack) {
            (bytes, count) throws(ReadError) in
            ends = try [UInt32](unsafeUninitializedCapacity: rowCount) { (ends, count) throws(ReadError) in
                guard let text = UnsafeMutableRawPointer(bytes.baseAddress) else { return }
                var written = 0
                var row = 0
                for (page, indices) in zip(pages, indices) {
                    guard let base = ends.baseAddress.map({ $0 + row }) else { break }
                    let before = UInt32(truncatingIfNeeded: written)
                    if page.isIndexed, let dictionary {
                        dictionary.expand(indices, to: text, &written, base)
                    } else {
                        try page.withBody { (body) throws(ReadError) in
                            try Self.readPlain(body, count: page.present, to: text, &written, base)
                        }
                    }
                    spread(base, page, row: row) { $0 ?? before }
                    row += page.valueCount
                }
                count = rowCount
            }
            count = total
        }
        // A dictionary was looked at when it was read.
        if pages.contains(where: { !$0.isIndexed }) { try UTF8Check.check(bytes, ends) }
        return TextColumn(
            bytes: bytes, ends: ends, missing: missing ?? Bitmap(repeating: false, count: rowCount))
    }

    /// Reads `count` cells that stand one after the other, each with its length in front (`PLAIN` of `BYTE_ARRAY`).
    ///
    /// - Parameters:
    ///   - text: Has room for the body less four bytes per cell from `written` on, and `ParquetLimit.slack`.
    ///   - ends: Gets the end of every cell.
    static func readPlain(
        _ body: UnsafeRawBufferPointer, count: Int, to text: UnsafeMutableRawPointer, _ written: inout Int,
        _ ends: UnsafeMutablePointer<UInt32>
    ) throws(ReadError) {
        // What all cells may have together. Once a length is within it, the cell and all further lengths lie in the
        // body.
        var rest = body.count - 4 * count
        guard rest >= 0 else {
            throw .damagedParquet("a page is shorter than its text")
        }
        // Without cells nothing is read from the buffer that stands in for an empty one.
        let base = body.baseAddress ?? UnsafeRawPointer(text)
        var position = 0
        var end = written
        for index in 0..<count {
            let length = Int(base.loadUnaligned(fromByteOffset: position, as: UInt32.self).littleEndian)
            guard length <= rest else { throw .damagedParquet("a page is shorter than its text") }
            rest &-= length
            position &+= 4
            copyCell(base, position, length, limit: body.count, to: text + end)
            position &+= length
            end &+= length
            ends[index] = UInt32(truncatingIfNeeded: end)
        }
        guard rest == 0 else { throw .damagedParquet("a page is longer than its text") }
        written = end
    }
}

/// The entries of a dictionary of texts.
private struct TextEntries {
    /// Every entry's place in `bytes`: its start in the lower and its length in the upper 32 bits.
    let places: [UInt64]
    /// The texts, one after the other.
    private let bytes: [UInt8]

    /// Reads and checks the entries of a dictionary page.
    init(_ page: ParquetPages.Page) throws(ReadError) {
        let count = page.valueCount
        guard page.body.count >= 4 * count else { throw .damagedParquet("a dictionary is shorter than its entries") }
        let size = page.body.count - 4 * count
        var ends: [UInt32] = []
        // Loops copy more than they need, so that the buffer goes on behind the text.
        var bytes = try [UInt8](unsafeUninitializedCapacity: size + ParquetLimit.slack) {
            (bytes, filled) throws(ReadError) in
            ends = try [UInt32](unsafeUninitializedCapacity: count) { (ends, filled) throws(ReadError) in
                guard let base = ends.baseAddress, let text = UnsafeMutableRawPointer(bytes.baseAddress) else { return }
                var written = 0
                try page.withBody { (body) throws(ReadError) in
                    try ParquetPages.readPlain(body, count: count, to: text, &written, base)
                }
                filled = count
            }
            filled = size
        }
        try UTF8Check.check(bytes, ends)
        bytes.append(contentsOf: repeatElement(0, count: ParquetLimit.slack))
        self.bytes = bytes
        var start: UInt32 = 0
        places = ends.map { end in
            defer { start = end }
            return UInt64(end - start) << 32 | UInt64(start)
        }
    }

    /// The bytes that the entries of `indices`, which are all in range, have together.
    func byteCount(_ indices: [UInt32]) -> Int {
        places.withUnsafeBufferPointer { places in
            var total: UInt64 = 0
            for index in indices { total &+= places[Int(index)] &>> 32 }
            return Int(total)
        }
    }

    /// Writes the entries of `indices`, which are all in range, one after the other. `text` has room for `byteCount` of
    /// them from `written` on, and `ParquetLimit.slack`.
    func expand(
        _ indices: [UInt32], to text: UnsafeMutableRawPointer, _ written: inout Int,
        _ ends: UnsafeMutablePointer<UInt32>
    ) {
        bytes.withUnsafeBytes { bytes in
            places.withUnsafeBufferPointer { places in
                guard let base = bytes.baseAddress else { return }
                var end = written
                indices.withUnsafeBufferPointer { indices in
                    for row in indices.indices {
                        let place = places[Int(indices[row])]
                        let length = Int(truncatingIfNeeded: place &>> 32)
                        copyCell(base, Int(place & 0xFFFF_FFFF), length, limit: bytes.count, to: text + end)
                        end &+= length
                        ends[row] = UInt32(truncatingIfNeeded: end)
                    }
                }
                written = end
            }
        }
    }
}
