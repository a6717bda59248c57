import Observations

/// One column of text under construction, in memory that grows as cells come in.
///
/// Readers of nested formats (JSON, XML) meet the fields of a record in any order. A column therefore knows how many
/// rows it has, and a cell for a later row first fills the rows between with missing cells. Plain pointers, because a
/// cell costs a few nanoseconds here and an array append several times that.
struct TreeColumn {
    private var bytes: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private var used = 0
    private var ends: UnsafeMutablePointer<UInt32>
    private var missing: UnsafeMutablePointer<UInt64>
    private var rowCapacity: Int
    /// How many rows have a cell, missing ones counted.
    private(set) var rows = 0

    /// Columns that needed more than this in a batch give the memory back, so that no file can pile it up.
    private static let keptCapacity = 16 << 20

    init() {
        capacity = 1024
        rowCapacity = 256
        bytes = .allocate(capacity: capacity)
        ends = .allocate(capacity: rowCapacity)
        missing = .allocate(capacity: rowCapacity / 64)
        missing.initialize(repeating: 0, count: rowCapacity / 64)
    }

    /// Frees the memory; the column must not be used afterwards.
    func free() {
        bytes.deallocate()
        ends.deallocate()
        missing.deallocate()
    }

    /// Puts a value into `row`, which must not have a cell yet.
    @inline(__always)
    mutating func append(_ source: UnsafePointer<UInt8>, count: Int, row: Int) {
        let target = open(count: count, row: row)
        copyBytes(from: source, to: target, count: count)
        close(count: count)
    }

    /// Puts a value into `row`, which must not have a cell yet. Behind its end, 16 more bytes can be read: so most values
    /// are copied in one step, whatever their length.
    @inline(__always)
    mutating func append(roomy source: UnsafePointer<UInt8>, count: Int, row: Int) {
        let target = UnsafeMutableRawPointer(open(count: count &+ 16, row: row))
        let source = UnsafeRawPointer(source)
        if count > 64 {
            target.copyMemory(from: source, byteCount: count)
        } else {
            var offset = 0
            repeat {
                target.storeBytes(
                    of: source.loadUnaligned(fromByteOffset: offset, as: SIMD16<UInt8>.self), toByteOffset: offset,
                    as: SIMD16<UInt8>.self)
                offset &+= 16
            } while offset < count
        }
        close(count: count)
    }

    /// Makes room for a value of at most `count` bytes in `row` and gives the place to write it to.
    @inline(__always)
    mutating func open(count: Int, row: Int) -> UnsafeMutablePointer<UInt8> {
        if rows < row { fillMissing(upTo: row) }
        if used &+ count > capacity { growBytes(by: count) }
        return bytes + used
    }

    /// Ends the cell that `open` began, with the `count` bytes that were really written.
    @inline(__always)
    mutating func close(count: Int) {
        used &+= count
        if rows == rowCapacity { growRows() }
        ends[rows] = UInt32(used)
        rows &+= 1
    }

    /// Adds missing cells until there are `row` rows.
    mutating func fillMissing(upTo row: Int) {
        while rows < row {
            if rows == rowCapacity { growRows() }
            ends[rows] = UInt32(used)
            missing[rows >> 6] |= 1 << UInt64(rows & 63)
            rows &+= 1
        }
    }

    /// Takes back the cell of `row`, if it has one: the record turned out to be cut or malformed.
    mutating func rollBack(to row: Int) {
        guard rows > row else { return }
        rows = row
        used = row == 0 ? 0 : Int(ends[row - 1])
        missing[row >> 6] &= ~(1 << UInt64(row & 63))
    }

    /// The finished column of `count` rows; this one is empty afterwards.
    mutating func finish(rows count: Int) -> TextColumn {
        fillMissing(upTo: count)
        let column = TextColumn(
            bytes: Array(UnsafeBufferPointer(start: bytes, count: used)),
            ends: Array(UnsafeBufferPointer(start: ends, count: count)),
            missing: Bitmap(count: count, words: Array(UnsafeBufferPointer(start: missing, count: (count + 63) / 64))))
        reset()
        return column
    }

    /// Forgets all cells.
    mutating func reset() {
        missing.update(repeating: 0, count: (rows + 63) / 64)
        rows = 0
        used = 0
        if capacity > Self.keptCapacity {
            bytes.deallocate()
            capacity = 1024
            bytes = .allocate(capacity: capacity)
        }
    }

    @inline(never)
    private mutating func growBytes(by count: Int) {
        capacity = max(capacity * 2, used + count)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        larger.update(from: bytes, count: used)
        bytes.deallocate()
        bytes = larger
    }

    @inline(never)
    private mutating func growRows() {
        let moreEnds = UnsafeMutablePointer<UInt32>.allocate(capacity: rowCapacity * 2)
        moreEnds.update(from: ends, count: rowCapacity)
        ends.deallocate()
        ends = moreEnds
        let moreMissing = UnsafeMutablePointer<UInt64>.allocate(capacity: rowCapacity / 32)
        moreMissing.update(from: missing, count: rowCapacity / 64)
        (moreMissing + rowCapacity / 64).initialize(repeating: 0, count: rowCapacity / 64)
        missing.deallocate()
        missing = moreMissing
        rowCapacity *= 2
    }
}

/// Copies a few bytes without a call. Reads and writes nothing outside the `count` bytes: short runs are two
/// overlapping words.
@inline(__always)
func copyBytes(from source: UnsafePointer<UInt8>, to target: UnsafeMutablePointer<UInt8>, count: Int) {
    let from = UnsafeRawPointer(source)
    let to = UnsafeMutableRawPointer(target)
    if count >= 8 {
        if count > 64 {
            to.copyMemory(from: from, byteCount: count)
            return
        }
        let last = from.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
        var offset = 0
        while offset &+ 8 < count {
            to.storeBytes(
                of: from.loadUnaligned(fromByteOffset: offset, as: UInt64.self), toByteOffset: offset, as: UInt64.self)
            offset &+= 8
        }
        to.storeBytes(of: last, toByteOffset: count &- 8, as: UInt64.self)
    } else if count >= 4 {
        let first = from.loadUnaligned(as: UInt32.self)
        let last = from.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self)
        to.storeBytes(of: first, as: UInt32.self)
        to.storeBytes(of: last, toByteOffset: count &- 4, as: UInt32.self)
    } else {
        var offset = 0
        while offset < count {
            target[offset] = source[offset]
            offset &+= 1
        }
    }
}
