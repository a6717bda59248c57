import Foundation

/// Real answers with known truth, read where the shared data folder is present.
enum SharedData {
    /// The folder with the consensus sets, or `nil`.
    static let consensus: URL? = {
        var candidates: [URL] = []
        if let named = ProcessInfo.processInfo.environment["TRANSECT_SHARED"] {
            candidates.append(URL(fileURLWithPath: named))
        }
        var folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        while folder.path != "/" {
            candidates.append(folder.appendingPathComponent("shared"))
            folder.deleteLastPathComponent()
        }
        return candidates.map { $0.appendingPathComponent("data/consensus") }
            .first { FileManager.default.fileExists(atPath: $0.path) }
    }()

    static var isPresent: Bool { consensus != nil }

    static let singleChoiceSets = ["bluebird", "rte", "temp", "dog", "face", "web", "cf_amt"]

    /// The answers of a set.
    static func answers(_ set: String) throws -> [Answer] {
        try rows(set, "answers.csv").map { Answer($0[0], $0[1], $0[2]) }
    }

    /// The known labels of a set.
    static func truth(_ set: String) throws -> [(subject: [String], label: String)] {
        try rows(set, "truth.csv").map { ([$0[0]], $0[1]) }
    }

    /// Rows of a CSV file without quotes, the header left out.
    private static func rows(_ set: String, _ file: String) throws -> [[String]] {
        guard let consensus else { return [] }
        let text = try String(contentsOf: consensus.appendingPathComponent("\(set)/\(file)"), encoding: .utf8)
        return text.split(whereSeparator: \.isNewline).dropFirst()
            .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    }
}
