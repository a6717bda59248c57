/// What a dataset is, who made it, and on what terms it may be used: the part of a pipeline file that is published.
package struct DatasetDescription: Sendable, Equatable {
    /// The dataset's short name: `a–z`, digits and hyphens.
    package var name: String
    /// The title that people cite.
    package var title: String
    /// A paragraph about the dataset; may be empty.
    package var description: String
    /// Who made it, in the order of citation. At least one.
    package var creators: [Creator]
    /// On what terms it may be used.
    package var licence: Licence
    /// Words to find it by, each once.
    package var keywords: [String]
    /// The version of the program that made the snapshot.
    package var programVersion: String
    /// The version of the meaning of what the program computes: same history and same number, same content.
    package var semanticsVersion: Int
    /// Whether the consensus was learnt with known answers, which are never published: only those who have them can
    /// make it anew.
    package var hasKnownAnswers: Bool

    /// A description of those parts; `licence` is an SPDX identifier.
    package init(
        name: String, title: String, description: String = "", creators: [Creator], licence: String,
        keywords: [String] = [], programVersion: String, semanticsVersion: Int, hasKnownAnswers: Bool = false
    ) {
        self.name = name
        self.title = title
        self.description = description
        self.creators = creators
        self.licence = Licence(licence)
        var seen: Set<String> = []
        self.keywords = keywords.filter { !$0.isEmpty && seen.insert($0).inserted }
        self.programVersion = programVersion
        self.semanticsVersion = semanticsVersion
        self.hasKnownAnswers = hasKnownAnswers
    }
}

/// A person, club or institution that made a dataset.
package struct Creator: Sendable, Equatable {
    /// The name as it is cited.
    package var name: String
    /// The ORCID iD as an address (`https://orcid.org/0000-0002-1825-0097`); `nil` where there is no valid one.
    package let orcid: String?

    /// A creator. `orcid` may be bare (`0000-0002-1825-0097`) or an address; one that is no ORCID iD is left out.
    package init(name: String, orcid: String? = nil) {
        self.name = name
        self.orcid = orcid.flatMap(Self.orcidAddress)
    }

    /// The address of an ORCID iD, or `nil` where the text is none.
    ///
    /// Four groups of four digits, the last of which is a check character (ISO/IEC 7064, MOD 11-2).
    package static func orcidAddress(_ text: String) -> String? {
        let bare =
            ["https://orcid.org/", "http://orcid.org/", "orcid.org/"].first { text.hasPrefix($0) }
            .map { text.dropFirst($0.count) } ?? text[...]
        let groups = bare.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard groups.count == 4, groups.allSatisfy({ $0.count == 4 }) else { return nil }
        var total = 0
        for (place, digit) in groups.joined().enumerated() {
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                total += Int(digit) - 48
                if place < 15 { total *= 2 }
            case UInt8(ascii: "X") where place == 15: total += 10
            default: return nil
            }
        }
        return total % 11 == 1 ? "https://orcid.org/\(bare)" : nil
    }
}
