import Observations

/// Interleaves the cells of columns into rows of CSV, 16 bytes a step.
///
/// Cells are copied into a block with room for the worst case, a vector more than they are long; what is too much is
/// overwritten by what follows. Columns whose part of the block holds nothing that needs quotes are not looked into
/// again.
struct CSVRowWriter {
    /// How many rows one block takes.
    private static let blockRows = 512
    private static let slack = 64

    /// The cells of one column, and where its next one begins.
    private struct Lane {
        let bytes: UnsafeRawPointer
        let byteCount: Int
        let ends: UnsafePointer<UInt32>
        var offset: Int
        /// Whether a cell of the block may need quotes.
        var isPlain: Bool
    }

    private var lanes: [Lane] = []

    /// Adds the next column. The pointers must stay valid until `write` is done.
    mutating func add(bytes: UnsafeRawBufferPointer, ends: UnsafeBufferPointer<UInt32>) {
        guard let ends = ends.baseAddress else { return }
        // An empty column has no address; nothing is ever read there.
        let base = bytes.baseAddress ?? UnsafeRawPointer(ends)
        lanes.append(Lane(bytes: base, byteCount: bytes.count, ends: ends, offset: 0, isPlain: true))
    }

    /// Writes the selected rows of all columns.
    mutating func write(rowCount: Int, rows: Bitmap?, to output: inout [UInt8]) {
        let words = rows?.words ?? []
        var block: [UInt8] = []
        var start = 0
        while start < rowCount {
            let end = min(start + Self.blockRows, rowCount)
            let wanted = prepare(start..<end)
            if block.count < wanted { block = [UInt8](repeating: 0, count: wanted + wanted / 4) }
            let count = lanes.count
            let written = lanes.withUnsafeMutableBufferPointer { lanes in
                words.withUnsafeBufferPointer { words in
                    block.withUnsafeMutableBytes { block -> Int in
                        guard let lanes = lanes.baseAddress, let block = block.baseAddress else { return 0 }
                        return Self.writeBlock(
                            start..<end, selected: rows == nil ? nil : words.baseAddress, lanes, count, into: block)
                    }
                }
            }
            block.withUnsafeBytes { output.append(contentsOf: UnsafeRawBufferPointer(rebasing: $0[..<written])) }
            start = end
        }
    }

    /// Finds out which columns are plain in some rows, and how many bytes these rows take at most.
    private mutating func prepare(_ rows: Range<Int>) -> Int {
        var bytes = 0
        for index in lanes.indices {
            let lane = lanes[index]
            let end = Int(lane.ends[rows.upperBound - 1])
            bytes += end - lane.offset
            lanes[index].isPlain = !Self.holdsSpecial(lane.bytes, lane.offset..<end)
        }
        // Every byte may be a quote; a cell may get two quotes, a guard and a delimiter; a blank row two quotes more.
        return bytes * 2 + rows.count * (lanes.count * 4 + 2) + Self.slack
    }

    private static func writeBlock(
        _ rows: Range<Int>, selected: UnsafePointer<UInt64>?, _ lanes: UnsafeMutablePointer<Lane>, _ laneCount: Int,
        into block: UnsafeMutableRawPointer
    ) -> Int {
        var out = block
        for row in rows {
            if let selected, selected[row >> 6] >> UInt64(row & 63) & 1 == 0 {
                for index in 0..<laneCount { lanes[index].offset = Int(lanes[index].ends[row]) }
                continue
            }
            let rowStart = out
            for index in 0..<laneCount {
                let lane = lanes + index
                let start = lane.pointee.offset
                let end = Int(lane.pointee.ends[row])
                let count = end &- start
                lane.pointee.offset = end
                if count > 0 {
                    let cell = lane.pointee.bytes + start
                    // Whole vectors may be read as long as they lie within the column.
                    let isRoomy = end &+ 16 <= lane.pointee.byteCount
                    let isSuspicious = FormulaGuard.isSuspicious(cell.load(as: UInt8.self))
                    if isRoomy,
                        !isSuspicious || FormulaGuard.isNumber(UnsafeRawBufferPointer(start: cell, count: count))
                    {
                        out = lane.pointee.isPlain ? copy(cell, count, to: out) : copyQuoting(cell, count, to: out)
                    } else {
                        out = copySlowly(UnsafeRawBufferPointer(start: cell, count: count), to: out)
                    }
                }
                out.storeBytes(of: UInt8(ascii: ","), as: UInt8.self)
                out += 1
            }
            if out - rowStart == laneCount {  // nothing but delimiters: no blank line, please
                rowStart.storeBytes(of: UInt8(ascii: "\""), as: UInt8.self)
                (rowStart + 1).storeBytes(of: UInt8(ascii: "\""), as: UInt8.self)
                for place in 2..<laneCount + 2 {
                    rowStart.storeBytes(of: UInt8(ascii: ","), toByteOffset: place, as: UInt8.self)
                }
                out += 2
            }
            (out - 1).storeBytes(of: ASCII.lineFeed, as: UInt8.self)
        }
        return out - block
    }

    @inline(__always)
    private static func copy(
        _ cell: UnsafeRawPointer, _ count: Int, to out: UnsafeMutableRawPointer
    ) -> UnsafeMutableRawPointer {
        var done = 0
        repeat {
            out.storeBytes(of: vector(cell, done), toByteOffset: done, as: SIMD16<UInt8>.self)
            done &+= 16
        } while done < count
        return out + count
    }

    /// Copies until something needs quotes, and then starts anew with quotes.
    @inline(__always)
    private static func copyQuoting(
        _ cell: UnsafeRawPointer, _ count: Int, to out: UnsafeMutableRawPointer
    ) -> UnsafeMutableRawPointer {
        var done = 0
        repeat {
            let part = vector(cell, done)
            out.storeBytes(of: part, toByteOffset: done, as: SIMD16<UInt8>.self)
            if done &+ firstMatch(special(part)) < min(count, done &+ 16) { return copyQuoted(cell, count, to: out) }
            done &+= 16
        } while done < count
        return out + count
    }

    private static func copyQuoted(
        _ cell: UnsafeRawPointer, _ count: Int, to start: UnsafeMutableRawPointer
    ) -> UnsafeMutableRawPointer {
        let quote = UInt8(ascii: "\"")
        var out = start
        out.storeBytes(of: quote, as: UInt8.self)
        out += 1
        var done = 0
        while done < count {
            let part = vector(cell, done)
            out.storeBytes(of: part, as: SIMD16<UInt8>.self)
            let left = min(16, count &- done)
            let step = firstMatch(part .== SIMD16(repeating: quote))
            if step < left {
                out += step &+ 1
                out.storeBytes(of: quote, as: UInt8.self)
                out += 1
                done &+= step &+ 1
            } else {
                out += left
                done &+= left
            }
        }
        out.storeBytes(of: quote, as: UInt8.self)
        return out + 1
    }

    /// For the last cells of a column, and for those that get a guard.
    private static func copySlowly(
        _ cell: UnsafeRawBufferPointer, to start: UnsafeMutableRawPointer
    ) -> UnsafeMutableRawPointer {
        var bytes: [UInt8] = []
        CSVOutput.appendCell(cell, to: &bytes)
        bytes.withUnsafeBytes { start.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(start), byteCount: $0.count) }
        return start + bytes.count
    }

    /// Whether there is a delimiter, a quote or a line end among some bytes.
    private static func holdsSpecial(_ bytes: UnsafeRawPointer, _ range: Range<Int>) -> Bool {
        var offset = range.lowerBound
        while offset + 16 <= range.upperBound {
            if firstMatch(special(vector(bytes, offset))) < 16 { return true }
            offset += 16
        }
        while offset < range.upperBound {
            let byte = bytes.load(fromByteOffset: offset, as: UInt8.self)
            if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == ASCII.lineFeed
                || byte == ASCII.carriageReturn
            {
                return true
            }
            offset += 1
        }
        return false
    }

    @inline(__always)
    private static func vector(_ bytes: UnsafeRawPointer, _ offset: Int) -> SIMD16<UInt8> {
        bytes.loadUnaligned(fromByteOffset: offset, as: SIMD16<UInt8>.self)
    }

    @inline(__always)
    private static func special(_ part: SIMD16<UInt8>) -> SIMDMask<SIMD16<Int8>> {
        (part .== SIMD16(repeating: UInt8(ascii: ","))) .| (part .== SIMD16(repeating: UInt8(ascii: "\"")))
            .| (part .== SIMD16(repeating: ASCII.lineFeed)) .| (part .== SIMD16(repeating: ASCII.carriageReturn))
    }

    /// The place of the first byte that matches, 16 if none does.
    @inline(__always)
    private static func firstMatch(_ mask: SIMDMask<SIMD16<Int8>>) -> Int {
        let words = unsafeBitCast(mask, to: SIMD2<UInt64>.self)
        let low = UInt64(littleEndian: words[0])
        let high = UInt64(littleEndian: words[1])
        return (low != 0 ? low.trailingZeroBitCount : 64 &+ high.trailingZeroBitCount) >> 3
    }
}
