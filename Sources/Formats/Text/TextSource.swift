/// The text of a file as UTF-8, without its byte order mark, whatever its encoding.
///
/// The encoding is chosen by the first 64 KiB. If these are plain ASCII and a locale is declared, the choice between
/// UTF-8 and the locale's encoding waits for the first byte that is no ASCII. Bytes of a file judged UTF-8 are passed
/// on unchecked; what another encoding could not decode is the byte 0xFF. So a reader has one kind of bad byte to look
/// for.
package struct TextSource: ByteSource {
    /// How many bytes are looked at to choose the encoding.
    package static let sampleSize = 64 << 10

    /// The encoding and why it was chosen.
    package private(set) var choice: EncodingChoice
    private var base: PrefixedSource
    private var decoder: TextDecoder?
    private var input: [UInt8] = []
    private var inputCount = 0
    private var decoded: [UInt8] = []
    private var decodedRange = 0..<0
    private var isAtEnd = false

    /// Looks at the first bytes of `base` and chooses.
    ///
    /// - Parameter declared: The declared encoding.
    /// - Parameter locale: The encoding of the declared locale.
    /// - Throws: `ReadError` of kind `.encoding` or `.unsupported`, or what `base` throws.
    package init(_ base: any ByteSource, declared: String?, locale: String?) throws(ReadError) {
        self.base = try PrefixedSource(lookingAt: Self.sampleSize, of: base)
        let sample = Array(self.base.ahead)
        choice = try sample.withUnsafeBufferPointer { bytes throws(ReadError) in
            try EncodingChoice.choose(
                sample: UnsafeRawBufferPointer(bytes), isWhole: bytes.count < Self.sampleSize, declared: declared,
                locale: locale)
        }
        self.base.drop(choice.markLength)
        decoder = TextDecoder(choice.encoding)
    }

    package mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadError) -> Int {
        guard !buffer.isEmpty else { return 0 }
        if decoder == nil {
            let count = try base.read(into: buffer)
            guard choice.fallback != nil,
                let first = buffer[..<count].firstIndex(where: { $0 >= 0x80 })
            else { return count }
            try decide(from: Array(buffer[first..<count]))
            return first > 0 ? first : try read(into: buffer)
        }
        while decodedRange.isEmpty {
            guard !isAtEnd else { return 0 }
            try decodeMore()
        }
        let count = min(buffer.count, decodedRange.count)
        decoded.withUnsafeBytes {
            let start = decodedRange.lowerBound
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[start..<start + count]))
        }
        decodedRange = decodedRange.lowerBound + count..<decodedRange.upperBound
        return count
    }

    /// Chooses between UTF-8 and the locale's encoding by the 64 KiB from the first byte that is no ASCII.
    private mutating func decide(from start: [UInt8]) throws(ReadError) {
        guard let fallback = choice.fallback else { return }
        base = try PrefixedSource(lookingAt: Self.sampleSize, of: PrefixedSource(start, then: base))
        let sample = Array(base.ahead)
        let isWhole = sample.count < Self.sampleSize
        choice.fallback = nil
        switch sample.withUnsafeBytes({ UTF8Scan.likeness($0, isWhole: isWhole) }) {
        case .wellFormed: break
        case .damaged: choice.reason = "ASCII at first, later mostly valid UTF-8, although damaged"
        case .other:
            choice.encoding = fallback
            choice.reason = "ASCII at first, later no valid UTF-8, so the encoding of the declared locale"
            decoder = TextDecoder(fallback)
        }
    }

    /// Decodes the next piece of the file into `decoded`.
    private mutating func decodeMore() throws(ReadError) {
        guard let decoder else { return }
        if decoded.isEmpty {
            input = [UInt8](repeating: 0, count: Self.sampleSize)
            decoded = [UInt8](repeating: 0, count: Self.sampleSize * TextDecoder.expansion + 4)
        }
        let kept = inputCount
        let count = try input.withUnsafeMutableBufferPointer { bytes throws(ReadError) in
            try base.read(into: UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: bytes[kept...])))
        }
        let isLast = count == 0
        let result = input.withUnsafeBytes { bytes in
            decoded.withUnsafeMutableBytes {
                decoder.decode(UnsafeRawBufferPointer(rebasing: bytes[..<(kept + count)]), isLast: isLast, into: $0)
            }
        }
        // Half a character may be left.
        for index in result.consumed..<kept + count { input[index - result.consumed] = input[index] }
        inputCount = kept + count - result.consumed
        isAtEnd = isLast
        decodedRange = 0..<result.written
    }
}
