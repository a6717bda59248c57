import Observations

/// Writes the pages of one column in one row group, and keeps account of them for the footer.
struct ParquetChunkWriter {
    /// What the footer will say.
    var chunk: ParquetChunk
    /// Whether pages have no levels.
    let isRequired: Bool
    /// Where the first byte of the output lies in the file.
    let origin: Int

    private let compression: ParquetCompression
    private var firstDataPage: Int?

    /// A writer without pages.
    init(_ type: PhysicalType, isRequired: Bool, compression: ParquetCompression, origin: Int) {
        chunk = ParquetChunk(type: type, codec: compression == .gzip ? .gzip : .uncompressed)
        self.isRequired = isRequired
        self.compression = compression
        self.origin = origin
    }

    /// One page's rows.
    struct PagePlan {
        /// The selected rows of the page.
        let selection: RowSelection
        /// Their definition levels, empty for a required column.
        let levels: [UInt8]
        /// The page's cells among the chunk's cells that have a value.
        let present: Range<Int>
    }

    /// Cuts the selected rows into pages along `ranges` of rows of the batch.
    func plan(_ ranges: [Range<Int>], missing: Bitmap?, _ selection: RowSelection) -> [PagePlan] {
        var plans: [PagePlan] = []
        var present = 0
        for rows in ranges {
            let page = selection.clipped(to: rows)
            if page.count == 0 { continue }
            let next = present + page.count - page.count(in: missing)
            let levels = isRequired ? [] : DefinitionLevels.encode(missing: missing, page)
            plans.append(PagePlan(selection: page, levels: levels, present: present..<next))
            present = next
        }
        return plans
    }

    /// Writes a dictionary page of `bodySize` bytes.
    mutating func writeDictionary(
        entries: Int, bodySize: Int, to output: inout [UInt8], body: (UnsafeMutableRawPointer) -> Int
    ) {
        chunk.dictionaryPageOffset = origin + output.count
        chunk.encodings = [.plain, .rle, .rleDictionary]
        write(.dictionary, .plain, values: entries, levels: [], bodySize: bodySize, to: &output, body: body)
    }

    /// Writes a data page of indices into the dictionary.
    mutating func writeIndices(_ plan: PagePlan, _ indices: [UInt32], entries: Int, to output: inout [UInt8]) {
        var body: [UInt8] = []
        indices.withUnsafeBufferPointer {
            DictionaryIndices.encode(UnsafeBufferPointer(rebasing: $0[plan.present]), entries: entries, to: &body)
        }
        writeData(plan, .rleDictionary, bodySize: body.count, to: &output) { out in
            body.withUnsafeBytes { out.copyMemory(from: $0) }
        }
    }

    /// Writes a data page whose values take `bodySize` bytes. `body` writes them, may write some bytes further
    /// (`ParquetLimit.slack`), and says how many they were.
    mutating func writeData(
        _ plan: PagePlan, _ encoding: ParquetEncoding, bodySize: Int, to output: inout [UInt8],
        body: (UnsafeMutableRawPointer) -> Int
    ) {
        if firstDataPage == nil {
            firstDataPage = origin + output.count
            chunk.dataPageOffset = origin + output.count
            if encoding == .plain { chunk.encodings = [.plain, .rle] }
        }
        chunk.valueCount += plan.selection.count
        write(
            .data, encoding, values: plan.selection.count, levels: plan.levels, bodySize: bodySize, to: &output,
            body: body)
    }

    private mutating func write(
        _ type: ParquetPageType, _ encoding: ParquetEncoding, values: Int, levels: [UInt8], bodySize: Int,
        to output: inout [UInt8], body: (UnsafeMutableRawPointer) -> Int
    ) {
        let size = levels.count + bodySize
        precondition(size <= Int32.max - 1_024, "a page of a Parquet file holds less than 2 GiB")
        var header = ParquetPageHeader(
            type: type, uncompressedSize: size, compressedSize: size, valueCount: values, encoding: encoding)
        let before = output.count
        switch compression {
        case .none:
            output.append(contentsOf: header.encoded)
            chunk.uncompressedSize += output.count - before + size
            append(levels, bodySize: bodySize, to: &output, body: body)
        case .gzip:
            var page: [UInt8] = []
            append(levels, bodySize: bodySize, to: &page, body: body)
            let packed = PageCompression.deflate(page)
            header.compressedSize = packed.count
            output.append(contentsOf: header.encoded)
            chunk.uncompressedSize += output.count - before + size
            output.append(contentsOf: packed)
        }
        chunk.compressedSize += output.count - before
    }

    private func append(
        _ levels: [UInt8], bodySize: Int, to output: inout [UInt8], body: (UnsafeMutableRawPointer) -> Int
    ) {
        output.append(contentsOf: levels)
        output.append(addingCapacity: bodySize + ParquetLimit.slack) { span in
            span.withUnsafeMutableBufferPointer { buffer, initialized in
                guard let base = buffer.baseAddress else { return }
                let written = body(UnsafeMutableRawPointer(base + initialized))
                precondition(written == bodySize)
                initialized += bodySize
            }
        }
    }
}
