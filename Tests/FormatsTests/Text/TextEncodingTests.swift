import Formats
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite("Encodings of text")
struct TextEncodingTests {
    /// All of a source as UTF-8.
    private func text(
        _ bytes: [UInt8], declared: String? = nil, locale: String? = nil, chunk: Int = .max, room: Int = 1000
    ) throws -> (bytes: [UInt8], choice: EncodingChoice) {
        var source = try TextSource(ArraySource(bytes, chunk: chunk), declared: declared, locale: locale)
        var result: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: room)
        while true {
            let count = try buffer.withUnsafeMutableBufferPointer { try source.read(into: .init($0)) }
            if count == 0 { return (result, source.choice) }
            result += buffer[..<count]
        }
    }

    @Test("Every byte of every code page is what the C library says", arguments: TextEncoding.supported.dropFirst(4))
    func codePage(name: String) throws {
        let converter = try #require(iconv_open("UTF-8", name))
        try #require(Int(bitPattern: converter) != -1)
        defer { iconv_close(converter) }
        for byte in UInt8.min...UInt8.max {
            var input: [CChar] = [CChar(bitPattern: byte)]
            var output = [CChar](repeating: 0, count: 8)
            let length = input.withUnsafeMutableBufferPointer { input in
                output.withUnsafeMutableBufferPointer { output -> Int in
                    var from = input.baseAddress
                    var to = output.baseAddress
                    var left = 1
                    var room = 8
                    let code = iconv(converter, &from, &left, &to, &room)
                    iconv(converter, nil, nil, &to, &room)
                    return code == -1 ? 0 : 8 - room
                }
            }
            var expected = output.prefix(length).map { UInt8(bitPattern: $0) }
            if expected.isEmpty { expected = [0xFF] }
            // Two signs of Apple's that the C library maps in its own way; these are Unicode's own tables.
            if name == "macintosh", byte == 0xC6 { expected = Array("∆".utf8) }
            if name == "macintosh", byte == 0xF0 { expected = Array("\u{F8FF}".utf8) }
            let found = try text([byte], declared: name).bytes
            #expect(found == expected, "byte \(byte)")
        }
    }

    @Test(
        "Encodings are known under the names that people write",
        arguments: [
            ("UTF-8", "utf-8"), ("utf8", "utf-8"), ("Windows-1250", "windows-1250"), ("cp1252", "windows-1252"),
            ("CP-1257", "windows-1257"), ("Latin1", "iso-8859-1"), ("ISO_8859-15", "iso-8859-15"),
            ("iso8859-2", "iso-8859-2"), ("1251", "windows-1251"), ("UTF-16", "utf-16le"), ("utf-16be", "utf-16be"),
            ("US-ASCII", "utf-8"), ("x-mac-roman", "macintosh"), ("KOI8-R", "koi8-r"),
        ])
    func names(written: String, name: String) {
        #expect(TextEncoding(named: written)?.name == name)
    }

    @Test("Every supported name is understood")
    func supportedNames() {
        for name in TextEncoding.supported {
            #expect(TextEncoding(named: name)?.name == (name == "utf-16" ? "utf-16le" : name))
        }
        #expect(TextEncoding(named: "klingon") == nil)
    }

    @Test("A byte order mark decides, goes away, and beats a declaration")
    func byteOrderMark() throws {
        let marked = try text([0xEF, 0xBB, 0xBF] + Array("Łąka".utf8), declared: "windows-1250")
        #expect(marked.bytes == Array("Łąka".utf8))
        #expect(marked.choice.encoding == .utf8)
        #expect(marked.choice.reason.description.contains("windows-1250"))
        let little: [UInt8] = [0xFF, 0xFE, 0x41, 0x01, 0x61, 0x00]
        #expect(try text(little).bytes == Array("Ła".utf8))
        let big: [UInt8] = [0xFE, 0xFF, 0x01, 0x41, 0x00, 0x61]
        #expect(try text(big).bytes == Array("Ła".utf8))
        #expect(throws: ReadError.self) { try text([0xFF, 0xFE, 0, 0, 0x41, 0, 0, 0]) }
    }

    @Test(
        "UTF-16 decodes whatever the pieces, with pairs; half pairs and a last odd byte are marked",
        arguments: [1, 2, 3, 5, 1000])
    func utf16(chunk: Int) throws {
        let sample = "a\u{7FF}\u{800}\u{FFFF}🐦\u{10FFFF}ż\n"
        let units = Array(sample.utf16)
        var bytes: [UInt8] = [0xFF, 0xFE]
        for unit in units { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        for room in [1, 2, 7, 1000] {
            #expect(try text(bytes, chunk: chunk, room: room).bytes == Array(sample.utf8))
        }
        let alone: [UInt8] = [0xFE, 0xFF, 0xD8, 0x3D, 0x00, 0x61, 0xDC, 0x00, 0x00, 0x62, 0xD8, 0x3D]
        #expect(try text(alone, chunk: chunk).bytes == [0xFF, 0x61, 0xFF, 0x62, 0xFF])
        #expect(try text([0xFF, 0xFE, 0x61, 0x00, 0x62], chunk: chunk).bytes == [0x61, 0xFF])
    }

    @Test("Long files decode to the last byte in every encoding")
    func longFiles() throws {
        var random = CSVTesting.Random(3)
        var expected: [UInt8] = []
        var utf16: [UInt8] = [0xFE, 0xFF]
        var latin2: [UInt8] = []
        for _ in 0..<150_000 {
            let (scalar, byte): (UInt16, UInt8) = random.pick([(0x61, 0x61), (0x20, 0x20), (0x141, 0xA3), (0xE9, 0xE9)])
            expected += Array(String(Character(Unicode.Scalar(scalar)!)).utf8)
            utf16 += [UInt8(scalar >> 8), UInt8(scalar & 0xFF)]
            latin2.append(byte)
        }
        #expect(try text(utf16, chunk: 4_099).bytes == expected)
        #expect(try text(latin2, declared: "iso-8859-2", chunk: 4_099).bytes == expected)
        #expect(try text(expected, chunk: 4_099).bytes == expected)
    }

    @Test("Bytes that are no UTF-8 take the locale's encoding, or are refused with line and remedy")
    func localeEncoding() throws {
        let bytes = Array("a;b\r\nBocian bia".utf8) + [0xB3] + Array("y;1\r\n".utf8)
        let found = try text(bytes, locale: "windows-1250")
        #expect(String(decoding: found.bytes, as: UTF8.self) == "a;b\r\nBocian biały;1\r\n")
        let error = try #require(throws: ReadError.self) { try text(bytes) }
        #expect(error.kind == .encoding)
        #expect(error.line == 2)
        #expect(error.remedy.description.contains("encoding: windows-1252"))
    }

    @Test(
        "A character that was cut in two does not turn the others into signs of a code page",
        arguments: [nil, "windows-1250"])
    func damagedUTF8(locale: String?) throws {
        for cut in [[0xC3], [0xE2, 0x82], [0xFF]] as [[UInt8]] {
            let bytes = Array("Höckerschwan;Köln\nGänsesäger;M".utf8) + cut + Array("\nMäusebussard;Görlitz\n".utf8)
            let found = try text(bytes, locale: locale)
            #expect(found.bytes == bytes)
            #expect(found.choice.encoding == .utf8)
            #expect(found.choice.reason.description.contains("line 2"))
            let late = Array(String(repeating: "Pica pica;12\n", count: 12_000).utf8) + bytes
            #expect(try text(late, locale: locale).bytes == late)
        }
        let tie = Array("ß;Stra".utf8) + [0xC3, 0x0A]
        #expect(try text(tie, locale: locale).bytes == tie)
        // More letters that are no UTF-8 than such that happen to be.
        let page = Array("\u{C3}\u{A4}".unicodeScalars.map { UInt8($0.value) }) + [0x20, 0xB3, 0x20, 0xB3]
        if let locale { #expect(try text(page, locale: locale).choice.encoding.name == locale) }
    }

    @Test("A UTF-8 file stays UTF-8 although a locale is declared")
    func utf8WithLocale() throws {
        #expect(try text(Array("żółw".utf8), locale: "windows-1250").bytes == Array("żółw".utf8))
    }

    @Test(
        "After 64 KiB of plain ASCII the locale's encoding may still turn out to be the right one",
        arguments: [1_000, .max])
    func lateDecision(chunk: Int) throws {
        let ascii = Array(String(repeating: "Pica pica;12\n", count: 12_000).utf8)
        let late = try text(ascii + [0xB3, 0xF3], locale: "windows-1250", chunk: chunk)
        #expect(late.bytes == ascii + Array("łó".utf8))
        #expect(late.choice.encoding == .singleByte("windows-1250"))
        let utf8 = try text(ascii + Array("łó".utf8), locale: "windows-1250", chunk: chunk)
        #expect(utf8.bytes == ascii + Array("łó".utf8))
        #expect(utf8.choice.encoding == .utf8)
    }

    @Test("A character that the first 64 KiB cut in two is no error", arguments: 0..<4)
    func cutCharacter(shift: Int) throws {
        let bytes = [UInt8](repeating: 0x61, count: TextSource.sampleSize - shift) + Array("🐦🐦🐦".utf8)
        #expect(try text(bytes).bytes == bytes)
    }

    @Test("UTF-16 without a mark is told, not guessed")
    func unmarkedUTF16() throws {
        let error = try #require(throws: ReadError.self) { try text([0x61, 0, 0x3B, 0, 0x62, 0, 0x0A, 0]) }
        #expect(error.kind == .encoding)
        #expect(error.remedy.description.contains("utf-16le"))
        #expect(try text([0x61, 0, 0x62, 0], declared: "utf-16le").bytes == [0x61, 0x62])
    }

    @Test("An unknown name is refused with the names that are known")
    func unknownName() throws {
        let error = try #require(throws: ReadError.self) { try text([0x61], declared: "klingon") }
        #expect(error.kind == .unsupported)
        #expect(error.remedy.description.contains("iso-8859-15"))
    }
}
