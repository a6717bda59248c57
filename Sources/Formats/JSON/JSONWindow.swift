/// The part of a JSON text that is in memory: it moves along the text and grows only for a record that needs it.
///
///     base                 position             end        capacity
///     | done with, free    | to be read         | 0 …      |  + 64 readable bytes
///
/// Everything up to `end` is valid UTF-8 and whole characters. `end` holds a byte 0 (see `JSONScan`).
struct JSONWindow: ~Copyable {
    /// The first size.
    static let usualCapacity = 512 << 10

    /// The bytes. Valid until the next call of `refill`.
    private(set) var base: UnsafeMutablePointer<UInt8>
    /// The offset in `base` of the next byte to be read.
    var position = 0
    /// The offset in `base` behind the last byte at hand.
    private(set) var end = 0
    /// The offset of `base` in the whole text.
    private(set) var offset: UInt64 = 0
    /// Whether nothing comes behind `end`: the text is over or cannot be read further (`failure`).
    private(set) var isAtEnd = false
    /// Why the text cannot be read beyond `end`.
    private(set) var failure: ReadError?
    private var source: any ByteSource
    private var capacity: Int
    private let largestCapacity: Int
    private var cutCharacter: [UInt8] = []
    private var linesBefore: UInt64 = 0
    /// Whether lines are counted for errors. Whoever goes from line to line counts them anyway.
    var countsLines = true

    /// A window on `source` that never holds more than about `limit` bytes.
    init(_ source: any ByteSource, limit: Int) {
        self.source = source
        largestCapacity = max(limit, 4096)
        capacity = min(Self.usualCapacity, largestCapacity)
        base = .allocate(capacity: capacity + 64)
        base.initialize(repeating: 0, count: capacity + 64)
    }

    deinit { base.deallocate() }

    /// The byte behind the last one at hand, as a place.
    var endPlace: UnsafePointer<UInt8> { UnsafePointer(base + end) }

    /// The next byte to be read, as a place.
    var place: UnsafePointer<UInt8> { UnsafePointer(base + position) }

    /// The offset of a place in the whole text.
    func offset(of place: UnsafePointer<UInt8>) -> UInt64 { offset + UInt64(place - UnsafePointer(base)) }

    /// The line of a place, from 1.
    func line(of place: UnsafePointer<UInt8>) -> UInt64 {
        linesBefore + Self.lineFeeds(base, count: place - UnsafePointer(base)) + 1
    }

    /// Reads more of the text. What lies before `position` is given up; if nothing does, the window grows.
    ///
    /// - Returns: Whether there is more than before, or it has become known that there is no more. `false`: the window
    ///   is full and must not grow.
    mutating func refill() -> Bool {
        if isAtEnd { return true }
        let kept = end - position
        if position > 0 {
            if countsLines { linesBefore += Self.lineFeeds(base, count: position) }
            base.update(from: base + position, count: kept)
            offset += UInt64(position)
            position = 0
            end = kept
        }
        if kept + 4 > capacity / 2 {
            guard grow() else { return false }
        }
        for byte in cutCharacter {
            base[end] = byte
            end += 1
        }
        let checked = end - cutCharacter.count
        cutCharacter = []
        fill()
        check(from: checked)
        base[end] = 0
        return true
    }

    private mutating func grow() -> Bool {
        guard capacity < largestCapacity else { return end + 8 < capacity }
        let larger = min(capacity * 2, largestCapacity)
        let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: larger + 64)
        memory.update(from: base, count: end)
        (memory + end).initialize(repeating: 0, count: larger + 64 - end)
        base.deallocate()
        base = memory
        capacity = larger
        return true
    }

    /// Reads until the window is full, so that nothing depends on the pieces in which the bytes arrive.
    private mutating func fill() {
        while end < capacity {
            let room = UnsafeMutableRawBufferPointer(start: base + end, count: capacity - end)
            do {
                let count = try source.read(into: room)
                if count == 0 {
                    isAtEnd = true
                    return
                }
                end += count
            } catch {
                failure = error
                isAtEnd = true
                return
            }
        }
    }

    /// Ends the window before a character that is cut, or for good before a byte that is no UTF-8.
    private mutating func check(from start: Int) {
        let bytes = UnsafeRawBufferPointer(start: base + start, count: end - start)
        guard let bad = firstInvalidUTF8(in: bytes) else { return }
        if !isAtEnd, UTF8Scan.isCutOff(bytes, at: bad) {
            cutCharacter = Array(bytes[bad...])
        } else {
            isAtEnd = true
            failure = ReadError(
                .encoding, "the bytes at \(offset + UInt64(start + bad)) are not UTF-8, as JSON must be",
                line: line(of: UnsafePointer(base + start + bad)), offset: offset + UInt64(start + bad),
                remedy: "Save the file as UTF-8, or declare its `encoding`.")
        }
        end = start + bad
    }

    private static func lineFeeds(_ bytes: UnsafeMutablePointer<UInt8>, count: Int) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let lows = ones &* 0x7F
        let raw = UnsafeRawPointer(bytes)
        var lines = 0
        var index = 0
        while index &+ 8 <= count {
            // Every byte of `sums` counts its own column of at most 255 words.
            let stop = min(count &- 7, index &+ 255 * 8)
            var sums: UInt64 = 0
            while index < stop {
                let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) ^ (ones &* 0x0A)
                // The top bit of a byte stays 0 exactly where the byte is 0.
                sums &+= (~(((word & lows) &+ lows) | word) >> 7) & ones
                index &+= 8
            }
            for shift in stride(from: UInt64(0), to: 64, by: 8) { lines &+= Int(sums >> shift & 0xFF) }
        }
        while index < count {
            if bytes[index] == 0x0A { lines += 1 }
            index += 1
        }
        return UInt64(lines)
    }
}
