/// A window on the text of a file: what has been read and is not yet used, with the bytes behind it that the kernel
/// needs.
struct CSVBuffer: Sendable {
    /// The window's size unless a record is longer.
    static let usualSize = 256 << 10
    /// Readable bytes behind the end.
    private static let slack = 64

    private(set) var bytes: [UInt8]
    /// Where the unused text begins.
    var offset = 0
    /// Where it ends. A line feed stands there that is not part of it.
    private(set) var end = 0
    /// Whether the file ends at `end`.
    private(set) var isFinal = false
    /// Up to where the text is known to be UTF-8 without NUL bytes: `end`, or the place of the first suspect byte.
    private(set) var validEnd = 0

    private var hasBegun = false

    init() { bytes = [UInt8](repeating: 0, count: TextSource.sampleSize + Self.slack) }

    /// Whether nothing is left, now or later.
    var isExhausted: Bool { isFinal && offset >= end }

    /// Moves the unused text to the front and reads until the window is full or the file ends. If the window is full of
    /// one record, it grows. A last byte 0x1A, by which old programs mark the end of a text, is left out.
    mutating func refill(from source: inout TextSource) throws(ReadError) {
        if offset > 0 {
            let (from, count) = (offset, end - offset)
            bytes.withUnsafeMutableBytes { raw in
                guard let base = raw.baseAddress else { return }
                base.copyMemory(from: base + from, byteCount: count)
            }
            end = count
            validEnd = max(0, validEnd - offset)
            offset = 0
        }
        let size = bytes.count - Self.slack
        if end * 2 > size || size < Self.usualSize && hasBegun {
            let wanted = max(Self.usualSize, size * 2)
            bytes.append(contentsOf: repeatElement(0, count: wanted - size))
        }
        hasBegun = true
        let (start, room) = (end, bytes.count - Self.slack)
        let count = try bytes.withUnsafeMutableBufferPointer { buffer throws(ReadError) in
            try source.fill(UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: buffer[start..<room])))
        }
        end += count
        let wasFinal = isFinal
        isFinal = end < bytes.count - Self.slack
        if isFinal, !wasFinal, end > 0, bytes[end - 1] == ASCII.endOfFile {
            end -= 1
            validEnd = min(validEnd, end)
        }
        bytes[end] = ASCII.lineFeed
        validate()
    }

    /// Goes on behind a record that held a suspect byte.
    mutating func advance(to next: Int) {
        offset = next
        if validEnd < end, next > validEnd {
            validEnd = next
            validate()
        }
    }

    /// Goes behind the next line end; false if it has not been read yet. What stands before it is then gone.
    mutating func skipLine() -> Bool {
        var index = offset
        while index < end, bytes[index] != ASCII.lineFeed, bytes[index] != ASCII.carriageReturn { index += 1 }
        guard index < end else {
            advance(to: end)
            return false
        }
        if bytes[index] == ASCII.carriageReturn {
            guard index + 1 < end || isFinal else {
                advance(to: index)
                return false
            }
            if index + 1 < end, bytes[index + 1] == ASCII.lineFeed { index += 1 }
        }
        advance(to: index + 1)
        return true
    }

    private mutating func validate() {
        let (from, to) = (validEnd, end)
        validEnd = bytes.withUnsafeBytes { raw in
            raw.baseAddress.flatMap { UTF8Scan.firstProblem($0, from: from, to: to, refusingNUL: true) } ?? to
        }
    }
}
