import Observations

extension ParquetChunkWriter {
    /// Writes the selected cells of a column of numbers: as a dictionary where that saves space, else one after the
    /// other.
    mutating func write<Number: ParquetNumber>(
        _ values: [Number], missing: Bitmap?, _ selection: RowSelection, to output: inout [UInt8]
    ) {
        let absent = selection.count(in: missing)
        let missing = absent == 0 ? nil : missing
        let present = dense(values, missing: missing, selection)
        chunk.statistics = statistics(of: present, absent: absent)
        let size = MemoryLayout<Number>.size
        if let dictionary = NumberDictionary(present) {
            writeDictionary(entries: dictionary.count, bodySize: dictionary.bytes.count, to: &output) { out in
                dictionary.bytes.withUnsafeBytes { out.copyMemory(from: $0) }
            }
            for page in plan(pages(values.count, of: 2), missing: missing, selection) {
                writeIndices(page, dictionary.indices, entries: dictionary.count, to: &output)
            }
        } else {
            for page in plan(pages(values.count, of: size), missing: missing, selection) {
                writeData(page, .plain, bodySize: page.present.count * size, to: &output) {
                    Self.copy(present[page.present], to: $0)
                }
            }
        }
    }

    /// Writes the selected cells of a column of truth values, eight to a byte, the first in the lowest bit.
    mutating func write(_ values: [Bool], missing: Bitmap?, _ selection: RowSelection, to output: inout [UInt8]) {
        let absent = selection.count(in: missing)
        let missing = absent == 0 ? nil : missing
        let present = dense(values, missing: missing, selection)
        chunk.statistics = ParquetStatistics(missingCount: absent)
        if !present.isEmpty {
            chunk.statistics?.minimum = [present.contains(false) ? 0 : 1]
            chunk.statistics?.maximum = [present.contains(true) ? 1 : 0]
        }
        for page in plan(pages(values.count, of: 1), missing: missing, selection) {
            let cells = present[page.present]
            writeData(page, .plain, bodySize: (cells.count + 7) / 8, to: &output) { out in
                for start in stride(from: cells.startIndex, to: cells.endIndex, by: 8) {
                    var byte: UInt8 = 0
                    for index in start..<min(start + 8, cells.endIndex) where cells[index] {
                        byte |= 1 << UInt8(index - start)
                    }
                    out.storeBytes(of: byte, toByteOffset: (start - cells.startIndex) / 8, as: UInt8.self)
                }
                return (cells.count + 7) / 8
            }
        }
    }

    /// Rows in pages of `ParquetLimit.pageBytes` at `width` bytes each.
    private func pages(_ rows: Int, of width: Int) -> [Range<Int>] {
        let each = ParquetLimit.pageBytes / width
        return stride(from: 0, to: rows, by: each).map { $0..<min(rows, $0 + each) }
    }

    /// The selected values that are not missing.
    private func dense<Value: BitwiseCopyable>(
        _ values: [Value], missing: Bitmap?, _ selection: RowSelection
    ) -> [Value] {
        if selection.count == values.count && missing == nil { return values }
        var dense: [Value] = []
        dense.reserveCapacity(selection.count)
        for run in selection.runs {
            if let missing {
                for row in run where !missing[row] { dense.append(values[row]) }
            } else {
                dense.append(contentsOf: values[run])
            }
        }
        return dense
    }

    private static func copy<Number: ParquetNumber>(_ numbers: ArraySlice<Number>, to out: UnsafeMutableRawPointer)
        -> Int
    {
        numbers.withUnsafeBytes { out.copyMemory(from: $0) }
    }

    private func statistics<Number: ParquetNumber>(of present: [Number], absent: Int) -> ParquetStatistics {
        var statistics = ParquetStatistics(missingCount: absent)
        guard let first = present.first(where: \.isOrdered) else { return statistics }
        var minimum = first
        var maximum = first
        for value in present where value.isOrdered {
            if value < minimum { minimum = value }
            if value > maximum { maximum = value }
        }
        let bounds = Number.bounds(minimum, maximum)
        statistics.minimum = bounds.0.littleEndianBytes
        statistics.maximum = bounds.1.littleEndianBytes
        return statistics
    }
}

/// A column of numbers as a dictionary: the different numbers, and for every cell with a value which of them it is.
private struct NumberDictionary<Number: ParquetNumber> {
    /// The different numbers as they lie in the file.
    let bytes: [UInt8]
    /// How many there are.
    let count: Int
    /// One index per cell.
    let indices: [UInt32]

    /// The dictionary of `values`, or `nil` where it would save little. The sample is that of `TextDictionary`.
    init?(_ values: [Number]) {
        guard Self.isPromising(values) else { return nil }
        // An index takes two bytes at most, so that half as many different values pay if a value takes eight, and a
        // quarter if it takes four.
        let size = MemoryLayout<Number>.size
        var table = ValueTable(cells: values.count, countLimit: max(1, values.count * size / 16))
        var isFull = false
        let indices = [UInt32](unsafeUninitializedCapacity: values.count) { indices, count in
            values.withUnsafeBufferPointer { values in
                guard let base = UnsafeRawPointer(values.baseAddress) else { return }
                for index in values.indices {
                    let number = table.number(
                        first: values[index].pattern, second: 0, length: size, at: base + index * size)
                    if number == ValueTable.full {
                        isFull = true
                        return
                    }
                    indices[index] = number
                }
            }
            count = isFull ? 0 : values.count
        }
        if isFull { return nil }
        self.indices = indices
        bytes = table.bytes
        count = table.entries.count
    }

    private static func isPromising(_ values: [Number]) -> Bool {
        let places = 64
        let each = 32
        let size = MemoryLayout<Number>.size
        var table = ValueTable(cells: places * each, countLimit: places * each)
        var seen = 0
        values.withUnsafeBufferPointer { values in
            guard let base = UnsafeRawPointer(values.baseAddress) else { return }
            for place in 0..<places {
                let first = values.count * place / places
                for index in first..<min(first + each, values.count * (place + 1) / places) {
                    _ = table.number(
                        first: values[index].pattern, second: 0, length: size, at: base + index * size)
                    seen += 1
                }
            }
        }
        return table.promises(seen: seen, of: values.count, atMostAQuarter: size < 8)
    }
}

extension UnsafeMutableRawPointer {
    /// Copies all of `bytes` to here and says how many there were.
    func copyMemory(from bytes: UnsafeRawBufferPointer) -> Int {
        UnsafeMutableRawBufferPointer(start: self, count: bytes.count).copyMemory(from: bytes)
        return bytes.count
    }
}
