import Observations

/// The pages of one column in one row group, found and unpacked, their values not yet read.
struct ParquetPages {
    /// A page's values.
    struct Page {
        /// The bytes in which the page lies.
        let bytes: [UInt8]
        /// Where in `bytes` it lies, its levels left out.
        let body: Range<Int>
        /// Cells, missing ones included; in a dictionary its entries.
        let valueCount: Int
        /// Cells that have a value.
        let present: Int
        /// Whether values are indices into the dictionary.
        let isIndexed: Bool

        /// Calls `work` with the bytes of the values.
        func withBody<Result>(
            _ work: (UnsafeRawBufferPointer) throws(ReadError) -> Result
        ) throws(ReadError) -> Result {
            try bytes.withUnsafeBufferPointer { (all) throws(ReadError) in
                try work(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: all[body])))
            }
        }
    }

    /// The dictionary.
    private(set) var dictionary: Page?
    /// The data pages in order.
    private(set) var pages: [Page] = []
    /// All cells of the column, missing ones included.
    let rowCount: Int
    /// The missing cells; `nil` where there are none.
    private(set) var missing: Bitmap?

    /// Finds the pages of `chunk` in its `bytes`.
    init(_ bytes: [UInt8], _ chunk: ParquetChunk, hasLevels: Bool) throws(ReadError) {
        rowCount = chunk.valueCount
        var words = [UInt64](repeating: 0, count: hasLevels ? (rowCount + 63) / 64 : 0)
        let origin = chunk.pages.lowerBound
        var position = 0
        var row = 0
        var present = 0
        while row < rowCount {
            var reader = CompactReader(bytes, position..<bytes.count, origin: origin - position)
            let header = try ParquetPageHeader(&reader, hasLevels: hasLevels)
            let start = reader.position
            guard header.compressedSize <= bytes.count - start else {
                throw .damagedParquet("a page is longer than its column", at: origin + position)
            }
            position = start + header.compressedSize
            let page: (bytes: [UInt8], range: Range<Int>)
            if chunk.codec == .gzip {
                let packed = start..<position
                let unpacked = try bytes.withUnsafeBufferPointer { (all) throws(ReadError) in
                    try PageCompression.inflate(
                        UnsafeBufferPointer(rebasing: all[packed]), size: header.uncompressedSize)
                }
                page = (unpacked, 0..<unpacked.count)
            } else {
                guard header.uncompressedSize == header.compressedSize else {
                    throw .damagedParquet("a page that is not compressed has two sizes", at: origin + start)
                }
                page = (bytes, start..<position)
            }
            if header.type == .dictionary {
                guard dictionary == nil, pages.isEmpty else {
                    throw .damagedParquet("a column has two dictionaries", at: origin + start)
                }
                guard header.encoding == .plain || header.encoding == .plainDictionary else {
                    throw .foreignParquet("\(String(describing: header.encoding)) encoding")
                }
                dictionary = Page(
                    bytes: page.bytes, body: page.range, valueCount: header.valueCount, present: header.valueCount,
                    isIndexed: false)
                continue
            }
            guard header.valueCount <= rowCount - row else {
                throw .damagedParquet("a column has more cells than rows", at: origin + start)
            }
            let isIndexed = header.encoding == .rleDictionary || header.encoding == .plainDictionary
            guard isIndexed || header.encoding == .plain else {
                throw .foreignParquet("\(String(describing: header.encoding)) encoding")
            }
            guard !isIndexed || dictionary != nil else {
                throw .damagedParquet("a column has no dictionary", at: origin + start)
            }
            var levels = (present: header.valueCount, length: 0)
            if hasLevels {
                levels = try page.bytes.withUnsafeBufferPointer { (all) throws(ReadError) in
                    let body = UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: all[page.range]))
                    return try Self.levels(body, count: header.valueCount, &words, row: row)
                }
            }
            pages.append(
                Page(
                    bytes: page.bytes, body: page.range.lowerBound + levels.length..<page.range.upperBound,
                    valueCount: header.valueCount, present: levels.present, isIndexed: isIndexed))
            row += header.valueCount
            present += levels.present
        }
        if present < rowCount { missing = Bitmap(count: rowCount, words: words) }
    }

    private static func levels(
        _ body: UnsafeRawBufferPointer, count: Int, _ words: inout [UInt64], row: Int
    ) throws(ReadError) -> (present: Int, length: Int) {
        try words.withUnsafeMutableBufferPointer { (words) throws(ReadError) in
            try DefinitionLevels.decode(body, count: count, missing: words, row: row)
        }
    }

    /// The indices of a page into a dictionary of `entries` entries: all checked.
    func indices(_ page: Page, entries: Int) throws(ReadError) -> [UInt32] {
        try [UInt32](unsafeUninitializedCapacity: page.present) { (indices, count) throws(ReadError) in
            guard let base = indices.baseAddress, page.present > 0 else { return }
            try page.withBody { (body) throws(ReadError) in
                try DictionaryIndices.decode(body, count: page.present, into: base)
            }
            var greatest: UInt32 = 0
            for index in 0..<page.present { greatest = max(greatest, base[index]) }
            guard Int(greatest) < entries else {
                throw .damagedParquet("an index points outside of the dictionary")
            }
            count = page.present
        }
    }

    /// Moves the values of the present cells, which stand close together at the beginning of the page's `count` places
    /// from `row`, to where they belong; a missing cell gets what `filler` says of the number of values before it.
    func spread<Value>(
        _ values: UnsafeMutablePointer<Value>, _ page: Page, row: Int, filler: (Value?) -> Value
    ) {
        guard page.present < page.valueCount, let missing else { return }
        missing.words.withUnsafeBufferPointer { words in
            var next = page.present - 1
            // From the end, so that no value is overwritten before it has moved.
            for index in stride(from: page.valueCount - 1, through: 0, by: -1) {
                let bit = row + index
                if words[bit &>> 6] &>> UInt64(truncatingIfNeeded: bit & 63) & 1 == 1 {
                    values[index] = filler(next >= 0 ? values[next] : nil)
                } else {
                    values[index] = values[next]
                    next -= 1
                }
            }
        }
    }
}
