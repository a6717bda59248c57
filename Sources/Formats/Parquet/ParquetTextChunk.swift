import Observations

extension ParquetChunkWriter {
    /// Writes the selected cells of a text column: as a dictionary where that saves space, else one after the other.
    mutating func write(_ column: TextColumn, missing: Bitmap?, _ selection: RowSelection, to output: inout [UInt8]) {
        let absent = selection.count(in: missing)
        let missing = absent == 0 ? nil : missing
        if let dictionary = TextDictionary(column, missing: missing, selection, present: selection.count - absent) {
            chunk.statistics = TextBounds.statistics(of: dictionary.entries, in: dictionary.bytes)
            writeDictionary(
                entries: dictionary.entries.count, bodySize: dictionary.bytes.count + 4 * dictionary.entries.count,
                to: &output
            ) { out in
                Self.writePlain(dictionary, to: out)
            }
            let rows = stride(from: 0, to: column.count, by: ParquetLimit.pageBytes / 2)
                .map { $0..<min(column.count, $0 + ParquetLimit.pageBytes / 2) }
            for page in plan(rows, missing: missing, selection) {
                writeIndices(page, dictionary.indices, entries: dictionary.entries.count, to: &output)
            }
        } else {
            chunk.statistics = TextBounds.statistics(of: column, missing: missing, selection)
            for page in plan(pages(of: column), missing: missing, selection) {
                let bytes = page.selection.runs.reduce(0) { total, run in
                    total + Int(column.ends[run.upperBound - 1])
                        - (run.lowerBound == 0 ? 0 : Int(column.ends[run.lowerBound - 1]))
                }
                writeData(page, .plain, bodySize: bytes + 4 * page.present.count, to: &output) { out in
                    Self.writePlain(column, missing: missing, page.selection, to: out)
                }
            }
        }
        chunk.statistics?.missingCount = absent
    }

    /// Rows in pages of about `ParquetLimit.pageBytes`, as equal as cells allow.
    private func pages(of column: TextColumn) -> [Range<Int>] {
        let rows = column.count
        let total = column.bytes.count + 4 * rows
        let target = total / max(1, (total + ParquetLimit.pageBytes / 2) / ParquetLimit.pageBytes) + 1
        var pages: [Range<Int>] = []
        var start = 0
        while start < rows {
            let before = start == 0 ? 0 : Int(column.ends[start - 1])
            // The first row behind which the page would be too large; ends ascend, so that halving finds it.
            var low = start
            var high = rows
            while low < high {
                let middle = (low + high) / 2
                if Int(column.ends[middle]) - before + 4 * (middle + 1 - start) <= target {
                    low = middle + 1
                } else {
                    high = middle
                }
            }
            let end = max(low, start + 1)
            pages.append(start..<end)
            start = end
        }
        return pages
    }

    /// Writes cells as their length in 4 bytes and their bytes (`PLAIN` of `BYTE_ARRAY`).
    private static func writePlain(
        _ column: TextColumn, missing: Bitmap?, _ selection: RowSelection, to output: UnsafeMutableRawPointer
    ) -> Int {
        column.withCells { bytes, ends in
            let words = missing?.words ?? []
            return words.withUnsafeBufferPointer { words in
                var out = output
                let base = UnsafeRawPointer(bytes.baseAddress) ?? UnsafeRawPointer(output)
                for run in selection.runs {
                    var start = run.lowerBound == 0 ? 0 : Int(ends[run.lowerBound - 1])
                    // With this and no negative length, every cell of the run lies within the buffer.
                    precondition(Int(ends[run.upperBound - 1]) <= bytes.count)
                    for row in run {
                        let end = Int(ends[row])
                        let length = end &- start
                        precondition(length >= 0)
                        out.storeBytes(of: UInt32(truncatingIfNeeded: length).littleEndian, as: UInt32.self)
                        copyCell(base, start, length, limit: bytes.count, to: out + 4)
                        // A missing cell is written and then written over: cheaper than a branch.
                        let isMissing =
                            words.isEmpty
                            ? 0 : words[row &>> 6] &>> UInt64(truncatingIfNeeded: row & 63) & 1
                        out += (4 &+ length) & (Int(truncatingIfNeeded: isMissing) &- 1)
                        start = end
                    }
                }
                return out - output
            }
        }
    }

    private static func writePlain(_ dictionary: TextDictionary, to output: UnsafeMutableRawPointer) -> Int {
        dictionary.bytes.withUnsafeBytes { bytes in
            var out = output
            let base = bytes.baseAddress ?? UnsafeRawPointer(output)
            for entry in dictionary.entries {
                out.storeBytes(of: entry.length.littleEndian, as: UInt32.self)
                copyCell(base, Int(entry.start), Int(entry.length), limit: bytes.count, to: out + 4)
                out += 4 + Int(entry.length)
            }
            return out - output
        }
    }
}

/// Copies a cell of `length` bytes from `start`. Short cells, which are most, are copied as 32 or 64 bytes, whatever
/// their length: where the source has as many, and because the target has `ParquetLimit.slack` behind its end.
@inline(__always)
func copyCell(
    _ base: UnsafeRawPointer, _ start: Int, _ length: Int, limit: Int, to output: UnsafeMutableRawPointer
) {
    @inline(__always)
    func copy16(_ offset: Int) {
        let part = base.loadUnaligned(fromByteOffset: start &+ offset, as: SIMD16<UInt8>.self)
        output.storeBytes(of: part, toByteOffset: offset, as: SIMD16<UInt8>.self)
    }
    if length <= 32 && start &+ 32 <= limit {
        copy16(0)
        copy16(16)
    } else if length <= 64 && start &+ 64 <= limit {
        copy16(0)
        copy16(16)
        copy16(32)
        copy16(48)
    } else {
        output.copyMemory(from: base + start, byteCount: length)
    }
}
