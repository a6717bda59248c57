import Formats
import Testing

@Suite("Validation of UTF-8")
struct UTF8ValidationTests {
    private func firstInvalid(_ bytes: [UInt8]) -> Int? { bytes.withUnsafeBytes { firstInvalidUTF8(in: $0) } }

    @Test("Every character is well-formed, at every place in a word")
    func everyScalar() {
        for value in stride(from: UInt32(0), through: 0x10FFFF, by: 7) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let bytes = Array("abcdefg".utf8.prefix(Int(value % 8))) + Array(String(Character(scalar)).utf8)
            #expect(firstInvalid(bytes) == nil)
        }
    }

    @Test(
        "Ill-formed sequences are found at their first byte",
        arguments: [
            [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x9F, 0xBF], [0xED, 0xA0, 0x80], [0xF0, 0x8F, 0xBF, 0xBF],
            [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xC3],
            [0xC3, 0x28], [0xE2, 0x28, 0xA1],
        ] as [[UInt8]])
    func illFormed(sequence: [UInt8]) {
        for place in 0..<70 {
            let before = [UInt8](repeating: 0x61, count: place)
            #expect(firstInvalid(before + sequence) == place)
            #expect(firstInvalid(before + sequence + [UInt8](repeating: 0x62, count: 40)) == place)
        }
    }

    @Test("It agrees with the standard library on random bytes")
    func random() {
        var random = CSVTesting.Random(1)
        let pieces: [[UInt8]] = [
            [0x61], [0x20, 0x20, 0x20, 0x20, 0x20], [0xC3, 0xA9], [0xE5, 0x8C, 0x97], [0xF0, 0x9F, 0x90, 0xA6], [0],
            [0x80],
            [0xE2, 0x82], [0xFF], [0xED, 0xA0, 0x80],
        ]
        for _ in 0..<4_000 {
            let bad = random.below(3) > 0
            var bytes: [UInt8] = []
            for _ in 0..<random.below(30) { bytes += pieces[random.below(bad ? pieces.count : 6)] }
            let place = firstInvalid(bytes)
            #expect((place == nil) == (String(validating: bytes, as: UTF8.self) != nil))
            guard let place else { continue }
            #expect(String(validating: bytes[..<place], as: UTF8.self) != nil)
            for length in 1...4 where place + length <= bytes.count {
                #expect(String(validating: bytes[place..<place + length], as: UTF8.self) == nil)
            }
        }
    }
}
