import Observations

/// Which cells of a page have a value: level 1 for a value, 0 for none, in the hybrid of runs and packed bits
/// (parquet-format, `Encodings.md`, "Run Length Encoding / Bit-Packing Hybrid") at a width of one bit.
enum DefinitionLevels {
    /// The levels of the selected rows, with their length in front as data pages V1 want it.
    static func encode(missing: Bitmap?, _ selection: RowSelection) -> [UInt8] {
        var levels: [UInt8] = [0, 0, 0, 0]
        if let missing, selection.count(in: missing) > 0 {
            append(present: present(missing, selection), count: selection.count, to: &levels)
        } else if selection.count > 0 {
            appendRun(of: 1, count: selection.count, to: &levels)
        }
        let length = UInt32(levels.count - 4)
        for index in 0..<4 { levels[index] = UInt8(truncatingIfNeeded: length >> UInt32(8 * index)) }
        return levels
    }

    /// One bit per selected row, set where there is a value.
    private static func present(_ missing: Bitmap, _ selection: RowSelection) -> [UInt64] {
        var present = [UInt64](repeating: 0, count: (selection.count + 63) / 64)
        present.withUnsafeMutableBufferPointer { present in
            missing.words.withUnsafeBufferPointer { missing in
                var position = 0
                for run in selection.runs {
                    var row = run.lowerBound
                    while row < run.upperBound {
                        let take = min(64, run.upperBound - row)
                        let found = ~bits(of: missing, at: row, count: take) & (.max >> UInt64(64 - take))
                        setBits(found, of: present, at: position, count: take)
                        row += take
                        position += take
                    }
                }
            }
        }
        return present
    }

    /// Stretches of two or more equal words become runs; what lies between is packed as it is.
    private static func append(present words: [UInt64], count: Int, to levels: inout [UInt8]) {
        func isUniform(_ index: Int, _ word: UInt64) -> Bool {
            words[index] == word || (index == words.count - 1 && words[index] == word & tail(count))
        }
        var literal = 0
        var index = 0
        while index < words.count {
            let uniform: UInt64 = words[index] & 1 == 1 ? .max : 0
            var next = index
            while next < words.count, isUniform(next, uniform) { next += 1 }
            if next - index < 2 {
                index += 1
                continue
            }
            appendPacked(words[literal..<index], count: (index - literal) * 64, to: &levels)
            appendRun(of: UInt8(uniform & 1), count: min(next * 64, count) - index * 64, to: &levels)
            index = next
            literal = next
        }
        appendPacked(words[literal...], count: count - literal * 64, to: &levels)
    }

    /// The bits of the last word that stand for rows.
    private static func tail(_ count: Int) -> UInt64 {
        count % 64 == 0 ? .max : .max >> UInt64(64 - count % 64)
    }

    private static func appendRun(of level: UInt8, count: Int, to levels: inout [UInt8]) {
        appendHeader(UInt64(count) << 1, to: &levels)
        levels.append(level)
    }

    private static func appendPacked(_ words: ArraySlice<UInt64>, count: Int, to levels: inout [UInt8]) {
        if count <= 0 { return }
        let groups = (count + 7) / 8
        appendHeader(UInt64(groups) << 1 | 1, to: &levels)
        levels.reserveCapacity(levels.count + words.count * 8)
        var rest = groups
        for word in words {
            for byte in 0..<min(8, rest) { levels.append(UInt8(truncatingIfNeeded: word >> UInt64(8 * byte))) }
            rest -= min(8, rest)
        }
    }

    private static func appendHeader(_ value: UInt64, to levels: inout [UInt8]) {
        var rest = value
        while rest >= 0x80 {
            levels.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        levels.append(UInt8(rest))
    }

    /// Reads the levels of `count` cells from the front of a page and sets the bits of missing cells in `missing`,
    /// cell 0 of the page being bit `row`.
    ///
    /// - Returns: How many cells have a value, and how many bytes the levels took.
    static func decode(
        _ page: UnsafeRawBufferPointer, count: Int, missing: UnsafeMutableBufferPointer<UInt64>, row: Int
    ) throws(ReadError) -> (present: Int, length: Int) {
        guard page.count >= 4 else { throw .damagedParquet("a page ends within its levels") }
        let length = Int(page.loadUnaligned(as: UInt32.self).littleEndian)
        guard length <= page.count - 4 else { throw .damagedParquet("a page ends within its levels") }
        var runs = HybridRuns(UnsafeRawBufferPointer(rebasing: page[4..<4 + length]), width: 1)
        var done = 0
        var absent = 0
        while done < count {
            switch try runs.next() {
            case .repeated(let level, let times):
                guard level <= 1 else { throw .damagedParquet("a level is neither 0 nor 1") }
                let end = min(times, count - done) + done
                if level == 0 { absent += end - done }
                while level == 0, done < end {
                    let take = min(64, end - done)
                    setBits(.max >> UInt64(64 - take), of: missing, at: row + done, count: take)
                    done += take
                }
                done = end
            case .packed(let bytes, let values):
                let end = min(values, count - done) + done
                var offset = 0
                while done < end {
                    let take = min(64, end - done)
                    let found = ~load(bytes, at: offset) & (.max >> UInt64(64 - take))
                    absent += found.nonzeroBitCount
                    setBits(found, of: missing, at: row + done, count: take)
                    done += take
                    offset += 8
                }
            }
        }
        return (count - absent, 4 + length)
    }

    /// The 8 bytes at `offset`, 0 where there are none.
    private static func load(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> UInt64 {
        if offset + 8 <= bytes.count {
            return bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian
        }
        var word: UInt64 = 0
        for index in offset..<max(offset, bytes.count) { word |= UInt64(bytes[index]) << UInt64(8 * (index - offset)) }
        return word
    }
}
