import Files
import Glibc
import Observations

/// Stable pseudonyms of contributors, which nobody can turn back into names without the project's key.
///
/// A pseudonym is `c-` and the first 80 bits of HMAC-SHA256 (RFC 2104) of the name under the key, in base 32 (RFC 4648
/// §6, lower case): `c-k3x7q2m5ab4wz6no`. The same person has the same one in every version and every file.
package struct Pseudonyms: Sendable {
    private let hash: KeyedHash
    private let person: @Sendable (String) -> String
    private var spellings = ByteInterner()
    private var texts: [UInt8] = []
    private var isBlank: [Bool] = []

    /// The length of a pseudonym in bytes.
    package static let length = 18

    /// Pseudonyms under a key.
    ///
    /// - Parameter person: Joins the spellings of one person's name; unless given, only the forms that
    ///   `PersonName.canonical` makes equal. Its result is made canonical too.
    package init(key: [UInt8], person: @escaping @Sendable (String) -> String = { $0 }) {
        hash = KeyedHash(key: key)
        self.person = person
    }

    /// The pseudonym of a name; `nil` where the name is blank, because blank names are no one person.
    package mutating func pseudonym(of contributor: String) -> String? {
        var name = contributor
        let number = name.withUTF8 { self.number(of: UnsafeRawBufferPointer($0)) }
        return isBlank[number]
            ? nil : String(decoding: texts[number * Self.length..<(number + 1) * Self.length], as: UTF8.self)
    }

    /// The pseudonyms of a whole column of names; missing where the name is missing or blank.
    package mutating func pseudonyms(of names: TextColumn) -> TextColumn {
        let numbers = numbers(of: names)
        var ends = [UInt32](repeating: 0, count: names.count)
        var missing = Bitmap(repeating: false, count: names.count)
        let bytes = texts.withUnsafeBytes { texts in
            [UInt8](unsafeUninitializedCapacity: names.count * Self.length) { buffer, count in
                let target = UnsafeMutableRawBufferPointer(buffer)
                for row in numbers.indices {
                    if let number = numbers[row] {
                        let text = texts[Int(number) * Self.length..<(Int(number) + 1) * Self.length]
                        target[count..<count + Self.length].copyBytes(from: text)
                        count += Self.length
                    } else {
                        missing[row] = true
                    }
                    ends[row] = UInt32(count)
                }
            }
        }
        return TextColumn(bytes: bytes, ends: ends, missing: missing)
    }

    /// Works out the pseudonyms of names beforehand, so that copies of this value need not do it each for itself.
    package mutating func prepare(_ names: ByteInterner) {
        names.bytes.withUnsafeBytes { bytes in
            for id in 0..<names.count {
                _ = number(of: UnsafeRawBufferPointer(rebasing: bytes[names.range(UInt32(id))]))
            }
        }
    }

    /// The number of every name of a column; `nil` where it is missing or blank.
    private mutating func numbers(of names: TextColumn) -> [UInt32?] {
        var numbers: [UInt32?] = []
        numbers.reserveCapacity(names.count)
        names.withCells { bytes, ends in
            let bytes = UnsafeRawBufferPointer(bytes)
            var start = 0
            var last = 0..<0
            var lastNumber: UInt32?
            for row in ends.indices {
                let range = start..<Int(ends[row])
                start = range.upperBound
                if range.isEmpty || names.missing[row] {
                    numbers.append(nil)
                    continue
                }
                // Rows of one person usually follow one another.
                if !(range.count == last.count && Self.areEqual(bytes, range, last)) {
                    let number = self.number(of: UnsafeRawBufferPointer(rebasing: bytes[range]))
                    lastNumber = isBlank[number] ? nil : UInt32(number)
                    last = range
                }
                numbers.append(lastNumber)
            }
        }
        return numbers
    }

    /// Whether two ranges of equal length hold the same bytes.
    private static func areEqual(_ bytes: UnsafeRawBufferPointer, _ left: Range<Int>, _ right: Range<Int>) -> Bool {
        guard let base = bytes.baseAddress else { return true }
        return memcmp(base + left.lowerBound, base + right.lowerBound, left.count) == 0
    }

    /// The number of a spelling, whose pseudonym has been worked out.
    private mutating func number(of spelling: UnsafeRawBufferPointer) -> Int {
        let number = Int(spellings.intern(spelling))
        if number == isBlank.count {
            let name = PersonName.canonical(person(String(decoding: spelling, as: UTF8.self)))
            isBlank.append(name.isEmpty)
            texts += name.isEmpty ? [UInt8](repeating: 0, count: Self.length) : text(of: name)
        }
        return number
    }

    private func text(of name: String) -> [UInt8] {
        let code = hash.code(of: Array(name.utf8))
        return Array("c-".utf8) + Self.base32(code[..<10])
    }

    /// Base 32 of bytes whose number is a multiple of five: no padding.
    package static func base32(_ bytes: some Collection<UInt8>) -> [UInt8] {
        let digits = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)
        var text: [UInt8] = []
        var bits: UInt32 = 0
        var count: UInt32 = 0
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            count += 8
            while count >= 5 {
                count -= 5
                text.append(digits[Int(bits >> count & 31)])
            }
        }
        return text
    }
}
