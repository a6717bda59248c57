import Observations

/// The header of a member: a block of 512 bytes (POSIX.1-2017, pax, “ustar Interchange Format”; GNU's variant of it).
struct TarHeader {
    static let blockSize = 512
    /// The most that an honest archive spends on a member beside its bytes: headers, long names, padding.
    static let largestOverhead = 16 << 10

    /// What kind of member it is.
    enum Kind: Equatable {
        case file, folder
        /// The name, or the target of a link, of the member behind it (GNU).
        case longName, longLink
        /// What differs for the member behind it, or for all of them (pax).
        case extended, globalExtended
        /// A member that is never read, with what it is.
        case refused(Wording)
    }

    let name: [UInt8]
    let size: Int
    let kind: Kind

    /// Reads a header block, `nil` for the block of zeros that ends an archive.
    ///
    /// - Throws: `ReadError` of kind `.syntax` for a block that is no header.
    init?(_ block: [UInt8], at offset: Int) throws(ReadError) {
        guard !block.allSatisfy({ $0 == 0 }) else { return nil }
        guard Self.hasMagic(block) else {
            throw TarProblem.damaged("a header is missing or of a kind that nobody writes any more", at: offset)
        }
        guard Self.isChecksumRight(block) else {
            throw TarProblem.damaged("the checksum of a header is wrong", at: offset)
        }
        guard let size = Self.number(block[124..<136]) else {
            throw TarProblem.damaged("the size of a member makes no sense", at: offset)
        }
        var name = Array(block[0..<100].prefix { $0 != 0 })
        // GNU's variant uses the room of the prefix for times.
        let isPOSIX = block[257..<265].elementsEqual(Array("ustar\u{0}00".utf8))
        let prefix = block[345..<500].prefix { $0 != 0 }
        if isPOSIX, !prefix.isEmpty { name = Array(prefix) + [0x2F] + name }
        self.name = name
        kind = Self.kind(block[156], name)
        // A folder's size is what it may grow to, on systems that are no more. It has no bytes here.
        self.size = kind == .folder ? 0 : size
    }

    /// Whether a block is a header by its magic and checksum.
    static func isHeader(_ block: [UInt8]) -> Bool {
        block.count >= blockSize && hasMagic(block) && isChecksumRight(Array(block[..<blockSize]))
    }

    private static func hasMagic(_ block: [UInt8]) -> Bool { block[257..<262].elementsEqual("ustar".utf8) }

    private static func kind(_ type: UInt8, _ name: [UInt8]) -> Kind {
        switch type {
        case 0, UInt8(ascii: "0"), UInt8(ascii: "7"): name.last == 0x2F ? .folder : .file
        case UInt8(ascii: "5"): .folder
        case UInt8(ascii: "L"): .longName
        case UInt8(ascii: "K"): .longLink
        case UInt8(ascii: "x"): .extended
        case UInt8(ascii: "g"): .globalExtended
        case UInt8(ascii: "1"), UInt8(ascii: "2"): .refused("a link, not a file")
        case UInt8(ascii: "3"), UInt8(ascii: "4"), UInt8(ascii: "6"): .refused("a device or a pipe, not a file")
        case UInt8(ascii: "S"): .refused("a file with holes (sparse)")
        default: .refused("of a kind that is not read (type \(type))")
        }
    }

    /// The sum of all bytes, those of the checksum taken as blanks. Some old programs added signed bytes.
    private static func isChecksumRight(_ block: [UInt8]) -> Bool {
        guard let stated = number(block[148..<156]) else { return false }
        var unsigned = 0
        var signed = 0
        for index in 0..<blockSize {
            let byte = (148..<156).contains(index) ? 0x20 : block[index]
            unsigned += Int(byte)
            signed += Int(Int8(bitPattern: byte))
        }
        return stated == unsigned || stated == signed
    }

    /// A number in octal digits, or, where the highest bit is set, in the bytes themselves (GNU). `nil` where it is
    /// negative, larger than any file, or no number.
    private static func number(_ field: ArraySlice<UInt8>) -> Int? {
        guard let first = field.first else { return nil }
        var number = 0
        if first & 0x80 != 0 {
            guard first == 0x80 else { return nil }
            for byte in field.dropFirst() {
                guard number < 1 << 54 else { return nil }
                number = number << 8 | Int(byte)
            }
            return number
        }
        let digits = field.drop { $0 == 0x20 }.prefix { $0 != 0 && $0 != 0x20 }
        for digit in digits {
            guard (0x30...0x37).contains(digit) else { return nil }
            number = number << 3 | Int(digit - 0x30)
        }
        return number
    }
}

/// A tar archive that is damaged or holds what is never read.
enum TarProblem {
    /// The archive cannot be made sense of.
    static func damaged(_ what: Wording, at offset: Int) -> ReadError {
        ReadError(
            .syntax, "the tar archive is damaged: \(what)", offset: UInt64(max(0, offset)),
            remedy: "Make the archive anew, and send it again.")
    }

    /// The archive is cut off.
    static func truncated(at offset: Int) -> ReadError {
        ReadError(
            .truncated, "the tar archive ends too early", offset: UInt64(max(0, offset)),
            remedy: "Send the whole file again.")
    }
}
