import Observations

/// Which encoding a text file has, and why: its byte order mark decides, then the declaration, then the bytes.
package struct EncodingChoice: Sendable, Equatable {
    /// The encoding.
    package var encoding: TextEncoding
    /// Why, in words for a receipt.
    package var reason: Wording
    /// How many bytes the byte order mark takes.
    package var markLength = 0
    /// The encoding to take if the first bytes that are no ASCII turn out not to be UTF-8.
    package var fallback: TextEncoding?

    /// Chooses by the first bytes of a file.
    ///
    /// - Parameter sample: The first 64 KiB, or all of it.
    /// - Parameter isWhole: Whether the sample is all of the file.
    /// - Parameter declared: The encoding that the source declares.
    /// - Parameter locale: The encoding of the declared locale, for files that are neither marked nor UTF-8.
    /// - Throws: `.unsupported` for names and marks that Transect does not know, `.encoding` where nothing fits.
    static func choose(
        sample: UnsafeRawBufferPointer, isWhole: Bool, declared: String?, locale: String?
    ) throws(ReadError) -> EncodingChoice {
        let declaredEncoding = try encoding(named: declared)
        let localeEncoding = try encoding(named: locale)
        if let marked = try byteOrderMark(sample) {
            let reason: Wording =
                declaredEncoding == nil || declaredEncoding == marked.encoding
                ? "byte order mark" : "byte order mark, which goes before the declared \(declared ?? "")"
            return EncodingChoice(encoding: marked.encoding, reason: reason, markLength: marked.length)
        }
        if let declaredEncoding { return EncodingChoice(encoding: declaredEncoding, reason: "declared") }
        if sample.isEmpty { return EncodingChoice(encoding: .utf8, reason: "the file is empty") }
        try refuseUnmarkedUTF16(sample)

        switch UTF8Scan.likeness(sample, isWhole: isWhole) {
        case .wellFormed:
            let isASCII = sample.allSatisfy { $0 < 0x80 }
            let size = sample.count >> 10
            let reason: Wording =
                switch (isASCII, isWhole) {
                case (true, true): "the file is plain ASCII"
                case (true, false): "the first \(size) KiB is plain ASCII"
                case (false, true): "the file is valid UTF-8"
                case (false, false): "the first \(size) KiB is valid UTF-8"
                }
            return EncodingChoice(
                encoding: .utf8, reason: reason,
                fallback: isASCII && !isWhole ? localeEncoding : nil)
        case .damaged(let first):
            // One character that some program has cut in two must not turn all others into signs of a code page.
            let line = lineNumber(at: first, of: sample)
            return EncodingChoice(
                encoding: .utf8, reason: "mostly valid UTF-8, although damaged (first in line \(line))")
        case .other(let first):
            let line = lineNumber(at: first, of: sample)
            if let localeEncoding {
                return EncodingChoice(
                    encoding: localeEncoding,
                    reason: "no valid UTF-8 (line \(line)), so the encoding of the declared locale")
            }
            throw ReadError(
                .encoding, "the file is not UTF-8: byte \(hexadecimal(sample[first])) cannot stand there", line: line,
                offset: UInt64(first),
                remedy: "Save it as UTF-8, or declare the encoding of the source, such as `encoding: windows-1252`.")
        }
    }

    /// The line, from 1, in which the byte at `offset` stands. CR, LF and CRLF end a line.
    static func lineNumber(at offset: Int, of bytes: UnsafeRawBufferPointer) -> UInt64 {
        var line: UInt64 = 1
        for index in 0..<offset {
            let next = index + 1 < bytes.count ? bytes[index + 1] : 0
            if bytes[index] == 10 || bytes[index] == 13 && next != 10 { line += 1 }
        }
        return line
    }

    private static func encoding(named name: String?) throws(ReadError) -> TextEncoding? {
        guard let name else { return nil }
        guard let encoding = TextEncoding(named: name) else {
            throw ReadError(
                .unsupported, "the encoding “\(name)” is not one that Transect knows",
                remedy: "Use one of \(TextEncoding.supported.joined(separator: ", ")).")
        }
        return encoding
    }

    private static func byteOrderMark(
        _ sample: UnsafeRawBufferPointer
    ) throws(ReadError) -> (encoding: TextEncoding, length: Int)? {
        if sample.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if sample.starts(with: [0xFF, 0xFE, 0, 0]) || sample.starts(with: [0, 0, 0xFE, 0xFF]) {
            throw ReadError(
                .unsupported, "the file is UTF-32, which Transect does not read", remedy: "Save it as UTF-8.")
        }
        if sample.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
        if sample.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
        return nil
    }

    /// UTF-16 without a mark is full of NUL bytes, and so would pass for UTF-8. It is told, not guessed.
    private static func refuseUnmarkedUTF16(_ sample: UnsafeRawBufferPointer) throws(ReadError) {
        var zeros = (even: 0, odd: 0)
        for index in sample.indices where sample[index] == 0 {
            if index & 1 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
        }
        guard sample.count >= 4, zeros.even + zeros.odd > sample.count / 4 else { return }
        let name = zeros.odd > zeros.even ? "utf-16le" : "utf-16be"
        throw ReadError(
            .encoding, "the file has a zero byte at every other place: it looks like UTF-16 without a byte order mark",
            line: 1, remedy: "Save it as UTF-8, or declare the encoding of the source: `encoding: \(name)`.")
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return "0x" + (digits.count == 1 ? "0" : "") + digits
    }
}
