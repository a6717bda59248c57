import Files
import Observations
import Storage

/// Where the receipt of a submission lies: `maria/may.csv` has `maria/may.csv.receipt-12.html` and its like in the folder
/// of receipts.
///
/// The names come from strangers. They are names that a file system has taken already, none of them leads upwards, and the
/// folders are opened one below the other without following links (`OpenFolder`).
struct ReceiptNames {
    /// The folder below the folder of receipts; empty for that itself.
    let folder: String
    private let base: String
    private let sequence: UInt32

    /// Longer names are cut, since a file system takes 255 bytes and ours have some more.
    private static let longestBase = 180

    /// The names for a submission.
    init(_ submission: Submission) { self.init(path: submission.path, sequence: submission.sequence) }

    /// The names for the submission of a path.
    init(path: String, sequence: UInt32) {
        let parts = path.pathPieces
        folder = parts.dropLast().joined(separator: "/")
        base = ReceiptNames.shortened(parts.last ?? "file")
        self.sequence = sequence
    }

    /// The page with all that one sender has sent.
    static let index = "index.html"

    /// The receipt in one of its forms: `html`, `txt` or `json`.
    func receipt(_ ending: String) -> String { "\(base).receipt-\(sequence).\(ending)" }

    /// What has changed since the receipt was written, in one of its forms.
    func addendum(_ number: Int64, _ ending: String) -> String {
        "\(base).receipt-\(sequence).addendum-\(number).\(ending)"
    }

    /// The file for mending what a submission, or a member of it, had quarantined.
    func mend(_ part: Submission) -> String {
        guard part.sequence != sequence else { return "\(base).mend-\(sequence).csv" }
        let member = ReceiptNames.shortened(part.path.pathPieces.last ?? "file")
        return "\(ReceiptNames.cut(base, to: 90)).\(ReceiptNames.cut(member, to: 90)).mend-\(part.sequence).csv"
    }

    /// All that was ever written about a submission and lies in a folder of that listing.
    func isAbout(_ name: String) -> Bool {
        name.hasPrefix("\(base).receipt-\(sequence).") || name.hasSuffix(".mend-\(sequence).csv")
    }

    private static func shortened(_ name: String) -> String { cut(name, to: longestBase) }

    /// The beginning of a name, whole characters only, with part of its digest behind it where it was cut.
    private static func cut(_ name: String, to limit: Int) -> String {
        guard name.pathBytes.count > limit else { return name }
        var start = ""
        for character in name {
            guard (start + String(character)).utf8.count <= limit - 9 else { break }
            start.append(character)
        }
        return "\(start)~\(Digest.sha256(Array(name.utf8)).description.prefix(8))"
    }
}

/// The name of a file for mending, `maria/may.csv.mend-12.csv`, taken apart. Spreadsheets and file managers may put something behind
/// the number when a file is saved once more.
struct MendName {
    /// The file whose rows it mends.
    let original: String
    /// The submission that they came with.
    let submission: UInt32

    /// Takes a path apart; `nil` where it is no such name.
    init?(_ path: String) {
        let bytes = Array(path.utf8)
        let start = (bytes.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1
        guard let mark = MendName.lastMark(in: bytes, from: start), mark > start else { return nil }
        let digits = bytes[(mark + MendName.mark.count)...].prefix(while: MendName.digits.contains)
        let lower = path.lowercased()
        guard let number = UInt32(String(decoding: digits, as: UTF8.self)),
            lower.hasSuffix(".csv") || lower.hasSuffix(".txt")
        else { return nil }
        submission = number
        original = String(decoding: bytes[..<mark], as: UTF8.self)
    }

    private static let mark = Array(".mend-".utf8)
    private static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")

    /// Where the number is announced the last time. Asked for every path, so it is bytes that are looked at.
    private static func lastMark(in bytes: [UInt8], from start: Int) -> Int? {
        (start..<max(start, bytes.count - mark.count)).last { place in
            bytes[place] == mark[0] && bytes[place...].starts(with: mark)
        }
    }
}
