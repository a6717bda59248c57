import Observations

extension ParquetPages {
    /// The numbers of the column as `make` wraps them.
    func numbers<Number: ParquetNumber>(
        _ make: ([Number], Bitmap?) -> ParquetValues
    ) throws(ReadError) -> ParquetValues {
        let size = MemoryLayout<Number>.size
        var entries: [Number] = []
        if let dictionary {
            guard dictionary.body.count == dictionary.valueCount * size else {
                throw .damagedParquet("a dictionary is not as long as its entries")
            }
            entries = [Number](unsafeUninitializedCapacity: dictionary.valueCount) { values, count in
                Self.copy(dictionary, to: UnsafeMutableRawPointer(values.baseAddress))
                count = dictionary.valueCount
            }
        }
        let values = try [Number](unsafeUninitializedCapacity: rowCount) { (values, count) throws(ReadError) in
            var row = 0
            for page in pages {
                guard let base = values.baseAddress.map({ $0 + row }) else { break }
                if page.isIndexed {
                    let indices = try indices(page, entries: entries.count)
                    entries.withUnsafeBufferPointer { entries in
                        for (place, index) in indices.enumerated() { base[place] = entries[Int(index)] }
                    }
                } else {
                    guard page.body.count == page.present * size else {
                        throw .damagedParquet("a page is not as long as its values")
                    }
                    Self.copy(page, to: UnsafeMutableRawPointer(base))
                }
                spread(base, page, row: row) { _ in .zero }
                row += page.valueCount
            }
            count = rowCount
        }
        return make(values, missing)
    }

    /// The truth values of the column.
    func booleans() throws(ReadError) -> ParquetValues {
        guard dictionary == nil else { throw .foreignParquet("a dictionary of truth values") }
        let values = try [Bool](unsafeUninitializedCapacity: rowCount) { (values, count) throws(ReadError) in
            var row = 0
            for page in pages {
                guard let base = values.baseAddress.map({ $0 + row }) else { break }
                guard page.body.count == (page.present + 7) / 8 else {
                    throw .damagedParquet("a page is not as long as its values")
                }
                for index in 0..<page.present {
                    base[index] = page.bytes[page.body.lowerBound + index >> 3] >> UInt8(index & 7) & 1 == 1
                }
                spread(base, page, row: row) { _ in false }
                row += page.valueCount
            }
            count = rowCount
        }
        return .boolean(values, missing: missing)
    }

    private static func copy(_ page: Page, to target: UnsafeMutableRawPointer?) {
        page.bytes.withUnsafeBytes { bytes in
            guard let target, let base = bytes.baseAddress else { return }
            target.copyMemory(from: base + page.body.lowerBound, byteCount: page.body.count)
        }
    }
}
