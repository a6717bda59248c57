/// The extra fields of a member (APPNOTE.TXT §4.5): pairs of a number and bytes.
struct ZipExtraFields {
    private var fields: [Int: [UInt8]] = [:]

    /// Reads as many fields as there are. What is cut off at the end is padding, as some programs write it.
    init(_ bytes: ArraySlice<UInt8>) {
        let bytes = Array(bytes)
        var place = 0
        while place + 4 <= bytes.count {
            let end = place + 4 + bytes.little16(at: place + 2)
            guard end <= bytes.count else { return }
            let number = bytes.little16(at: place)
            if fields[number] == nil { fields[number] = Array(bytes[place + 4..<end]) }
            place = end
        }
    }

    /// The bytes of a field.
    subscript(number: Int) -> [UInt8]? { fields[number] }
}

/// The numbers of a ZIP64 extra field: they stand there in a fixed order, only those that do not fit elsewhere.
struct ZipWideNumbers {
    private let bytes: [UInt8]
    private var place = 0

    /// The numbers among a member's extra fields.
    init(_ extra: ZipExtraFields) { bytes = extra[1] ?? [] }

    /// The number that was written as `narrow`.
    mutating func number(_ narrow: Int) throws(ReadError) -> Int {
        guard narrow == ZipSignature.wide32 else { return narrow }
        guard place + 8 <= bytes.count, let wide = bytes.little64(at: place) else {
            throw ZipProblem.damaged("a ZIP64 number is missing or larger than any file")
        }
        place += 8
        return wide
    }
}
