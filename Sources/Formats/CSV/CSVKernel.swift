/// Splits plain records into columns, 16 bytes a step, copying while it looks for the end of each cell.
///
/// Plain are records that have exactly one cell a column, are valid text, and whose quotes, if any, are in order. At
/// any other record, and at one for which a lane has no room, the kernel stops with nothing of it written, and
/// `CSVRecordScanner` takes over for that one.
///
/// It needs 64 readable bytes behind `end`, and a line feed at `end`, so that every search ends there at the latest.
struct CSVKernel: Sendable {
    let delimiter: UInt8
    /// What stands around cells, an ASCII character, or `noQuote`.
    let quote: UInt8
    /// How many cells a record has.
    let columnCount: Int
    /// Longer records are not plain.
    let longestRecord: Int

    /// Stands for "no quote". A cell of valid text never begins with this byte; one that does is the scanner's.
    static let noQuote: UInt8 = 0xFF

    /// Why the kernel stopped.
    enum Stop {
        /// The next record is not complete yet.
        case needMore
        /// There is no room for another row.
        case rowsFull
        /// The next record is not a plain one, or a lane has no room for its cell.
        case notPlain
    }

    /// How far it came.
    struct Progress {
        /// Where the next record begins.
        var offset: Int
        /// The next row to be written.
        var row: Int
        /// The line at which the next record begins.
        var line: UInt64
    }

    /// Where the text is.
    struct Input {
        var source: UnsafeRawPointer
        /// Where the text ends.
        var end: Int
        /// Up to where it is known to be valid.
        var validEnd: Int
        /// Whether the file ends at `end`.
        var isFinal: Bool
    }

    /// Reads records until something stops it.
    func run(
        _ input: Input, _ progress: inout Progress, rowCapacity: Int, lanes: UnsafeMutablePointer<CSVLane>,
        arena: UnsafeMutableRawPointer, ends: UnsafeMutablePointer<UInt32>, lines: UnsafeMutablePointer<UInt64>
    ) -> Stop {
        let (source, end, isFinal) = (input.source, input.end, input.isFinal)
        let lastColumn = columnCount &- 1
        let delimiter = delimiter
        let quote = quote
        let delimiters = SIMD16<UInt8>(repeating: delimiter)
        let quotes = SIMD16<UInt8>(repeating: quote)
        let lineFeeds = SIMD16<UInt8>(repeating: ASCII.lineFeed)
        let returns = SIMD16<UInt8>(repeating: ASCII.carriageReturn)
        var row = progress.row
        var recordStart = progress.offset
        var line = progress.line
        var stop = Stop.needMore

        records: while recordStart < end {
            guard row < rowCapacity else {
                stop = .rowsFull
                break
            }
            var offset = recordStart
            var lineEndsInside: UInt64 = 0
            var column = 0
            var failure = Stop.notPlain
            cells: while true {
                let lane = lanes + column
                var used = lane.pointee.used
                let limit = lane.pointee.limit
                let advance = lane.pointee.advance
                var terminator: UInt8
                if source.load(fromByteOffset: offset, as: UInt8.self) != quote {
                    var step: Int
                    repeat {
                        guard used <= limit else { break cells }
                        let vector = source.loadUnaligned(fromByteOffset: offset, as: SIMD16<UInt8>.self)
                        arena.storeBytes(of: vector, toByteOffset: used, as: SIMD16<UInt8>.self)
                        step = Self.firstMatch(vector, delimiters, lineFeeds, returns)
                        offset &+= step
                        used &+= step & advance
                    } while step == 16
                    terminator = source.load(fromByteOffset: offset, as: UInt8.self)
                } else {
                    // Where nothing quotes, this byte is no text.
                    guard quote < 0x80 else { break cells }
                    offset &+= 1
                    while true {
                        guard used <= limit else { break cells }
                        let vector = source.loadUnaligned(fromByteOffset: offset, as: SIMD16<UInt8>.self)
                        arena.storeBytes(of: vector, toByteOffset: used, as: SIMD16<UInt8>.self)
                        let step = Self.firstMatch(vector, quotes, lineFeeds, returns)
                        offset &+= step
                        used &+= step & advance
                        if step == 16 { continue }
                        terminator = source.load(fromByteOffset: offset &+ 1, as: UInt8.self)
                        if source.load(fromByteOffset: offset, as: UInt8.self) == quote {
                            offset &+= 1
                            if offset >= end, !isFinal {
                                failure = .needMore
                                break cells
                            }
                            guard terminator == quote, offset < end else { break }
                            // A doubled quote is one; it has been stored with the vector.
                            offset &+= 1
                            used &+= 1 & advance
                        } else {
                            // A line end inside the cell; it has been stored too. CRLF is counted at its LF.
                            guard offset < end else {
                                failure = isFinal ? .notPlain : .needMore
                                break cells
                            }
                            let isFirstHalf =
                                source.load(fromByteOffset: offset, as: UInt8.self) == ASCII.carriageReturn
                                && terminator == ASCII.lineFeed
                            lineEndsInside &+= isFirstHalf ? 0 : 1
                            offset &+= 1
                            used &+= 1 & advance
                        }
                    }
                    // Whatever else follows a closing quote does not belong there.
                    guard
                        terminator == delimiter || terminator == ASCII.lineFeed
                            || terminator == ASCII.carriageReturn
                    else { break cells }
                }
                lane.pointee.used = used
                ends[lane.pointee.ends &+ row] = UInt32(truncatingIfNeeded: used &- lane.pointee.start)
                if offset < end {
                    if terminator == delimiter {
                        guard column < lastColumn else { break cells }
                        column &+= 1
                        offset &+= 1
                        continue
                    }
                } else if !isFinal {
                    failure = .needMore
                    break cells
                }
                guard column == lastColumn else { break cells }
                var next = offset &+ 1
                if terminator == ASCII.carriageReturn {
                    if next >= end, !isFinal {
                        failure = .needMore
                        break cells
                    }
                    if source.load(fromByteOffset: next, as: UInt8.self) == ASCII.lineFeed { next &+= 1 }
                }
                next = min(next, end)
                // As many bytes as delimiters: nothing in it. Blank rows are the scanner's.
                let length = offset &- recordStart
                guard next <= input.validEnd, length > lastColumn, length <= longestRecord else { break cells }
                lines[row] = line
                line &+= lineEndsInside &+ 1
                row &+= 1
                recordStart = next
                continue records
            }
            // Nothing of an unfinished record stays.
            for index in 0...column {
                let lane = lanes + index
                let length = row == 0 ? 0 : Int(ends[lane.pointee.ends &+ row &- 1])
                lane.pointee.used = lane.pointee.start &+ length
            }
            stop = failure
            break
        }
        progress.offset = recordStart
        progress.row = row
        progress.line = line
        return stop
    }

    /// The place of the first byte that is `special` or ends a line, 16 if there is none.
    ///
    /// Comparing gives 0xFF for every match. Without an instruction that gathers these into bits, the two halves are
    /// searched as words; joining them without the branch was measured to be slower. The constant vectors come from
    /// outside: made here, they are filled byte by byte, which costs a factor of fifteen.
    @inline(__always)
    private static func firstMatch(
        _ vector: SIMD16<UInt8>, _ special: SIMD16<UInt8>, _ lineFeeds: SIMD16<UInt8>, _ returns: SIMD16<UInt8>
    ) -> Int {
        let mask = (vector .== special) .| (vector .== lineFeeds) .| (vector .== returns)
        let words = unsafeBitCast(mask, to: SIMD2<UInt64>.self)
        let low = UInt64(littleEndian: words[0])
        let high = UInt64(littleEndian: words[1])
        let bits = low != 0 ? low.trailingZeroBitCount : 64 &+ high.trailingZeroBitCount
        return bits >> 3
    }
}
