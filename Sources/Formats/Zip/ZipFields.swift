import Observations

/// Numbers of ZIP records, the low byte first. What lies behind the end of the bytes is 0.
extension [UInt8] {
    /// Two bytes as a number.
    func little16(at offset: Int) -> Int { Int(little(at: offset, count: 2)) }

    /// Four bytes as a number.
    func little32(at offset: Int) -> Int { Int(little(at: offset, count: 4)) }

    /// Eight bytes as a number, `nil` where it is larger than any file.
    func little64(at offset: Int) -> Int? { Int(exactly: little(at: offset, count: 8)) }

    private func little(at offset: Int, count: Int) -> UInt64 {
        var number: UInt64 = 0
        for index in (0..<count).reversed() {
            let place = offset + index
            number = number << 8 | UInt64(indices.contains(place) ? self[place] : 0)
        }
        return number
    }
}

/// The signatures of ZIP records (APPNOTE.TXT §4.3) and the marker for "the number stands in a ZIP64 record".
enum ZipSignature {
    static let localHeader = 0x0403_4B50
    static let dataDescriptor = 0x0807_4B50
    static let directoryHeader = 0x0201_4B50
    static let directoryEnd = 0x0605_4B50
    static let directoryEnd64 = 0x0606_4B50
    static let locator64 = 0x0706_4B50

    static let wide16 = 0xFFFF
    static let wide32 = 0xFFFF_FFFF
}

/// A ZIP archive whose records contradict each other or end too early.
enum ZipProblem {
    /// The records cannot be made sense of.
    static func damaged(_ what: Wording, at offset: Int? = nil) -> ReadError {
        ReadError(
            .syntax, "the ZIP archive is damaged: \(what)", offset: offset.map { UInt64($0) },
            remedy: "Make the archive anew, and send it again.")
    }

    /// The archive is cut off.
    static func truncated() -> ReadError {
        ReadError(
            .truncated, "the ZIP archive ends before the list of its members", remedy: "Send the whole file again.")
    }

    /// The archive says two things, and programs would read different files from it.
    static func ambiguous(_ what: Wording) -> ReadError {
        ReadError(
            .archive, "the ZIP archive contradicts itself: \(what)",
            remedy: "Make the archive anew with the program of your computer, and send it again.")
    }
}
