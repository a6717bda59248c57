/// Some neighbouring numbers of a row that are read, added and written together, in vector registers.
///
/// Rows of ten or twelve numbers do not fill vectors of eight; two vectors of different widths side by side do, and
/// then the loop over the votes runs once and not once for each width, which halves its time.
protocol LaneGroup {
    static func load(_ memory: UnsafeRawBufferPointer, _ offset: Int) -> Self
    func store(_ memory: UnsafeMutableRawBufferPointer, _ offset: Int)
    static func + (left: Self, right: Self) -> Self
}

/// A group of one vector.
struct OneVector<First: SIMD>: LaneGroup where First.Scalar == Double {
    var first: First

    @inline(__always)
    static func load(_ memory: UnsafeRawBufferPointer, _ offset: Int) -> Self {
        Self(first: memory.loadUnaligned(fromByteOffset: offset, as: First.self))
    }

    @inline(__always)
    func store(_ memory: UnsafeMutableRawBufferPointer, _ offset: Int) {
        memory.storeBytes(of: first, toByteOffset: offset, as: First.self)
    }

    @inline(__always)
    static func + (left: Self, right: Self) -> Self { Self(first: left.first + right.first) }
}

/// A group of two vectors, one behind the other.
struct TwoVectors<First: SIMD, Second: SIMD>: LaneGroup where First.Scalar == Double, Second.Scalar == Double {
    var first: First
    var second: Second

    @inline(__always)
    static func load(_ memory: UnsafeRawBufferPointer, _ offset: Int) -> Self {
        Self(
            first: memory.loadUnaligned(fromByteOffset: offset, as: First.self),
            second: memory.loadUnaligned(fromByteOffset: offset &+ MemoryLayout<First>.size, as: Second.self))
    }

    @inline(__always)
    func store(_ memory: UnsafeMutableRawBufferPointer, _ offset: Int) {
        memory.storeBytes(of: first, toByteOffset: offset, as: First.self)
        memory.storeBytes(of: second, toByteOffset: offset &+ MemoryLayout<First>.size, as: Second.self)
    }

    @inline(__always)
    static func + (left: Self, right: Self) -> Self {
        Self(first: left.first + right.first, second: left.second + right.second)
    }
}

/// How many numbers a row has, and in which groups it is taken.
enum LaneWidth {
    /// The least width of a row that holds `count` numbers and divides into groups: even, and not 14 beyond a
    /// multiple of 16.
    static func holding(_ count: Int) -> Int {
        let even = (count + 1) / 2 * 2
        return even % 16 == 14 ? even + 2 : even
    }
}
