import Observations
import Storage

extension Deciding {
    /// Gives a version a name under which it is kept for ever, or records the DOI that it has got.
    ///
    /// - Throws: `UsageError` where that cannot be, such as where another version bears the name.
    package borrowing func release(
        _ version: Int, name: String, doi: String?, _ author: Author
    ) throws -> DecisionReport {
        let name = name.trimmed
        let doi = try doi.map { try DOI.canonical($0) }
        if let known = try ledger.releases().first(where: { $0.version == version }), known.name == name,
            doi == nil || doi == known.doi
        {
            let suffix = known.doi.map { " with the DOI \($0)" } ?? ""
            throw UsageError("v\(version) is the release \(name)\(suffix) already. Nothing was recorded.")
        }
        try record([
            Decision(kind: .release, version: version, name: name, doi: doi, by: author.by, why: author.why)
        ])
        let suffix = doi.map { " with the DOI \($0)" } ?? ""
        return DecisionReport(
            done: ["v\(version) is the release \(name.onOneLine)\(suffix)."],
            next: "It is kept for ever, whatever `keep` says. `transect snapshots` lists the releases.")
    }
}

/// Digital object identifiers, as DataCite and Crossref give them.
package enum DOI {
    /// The bare form, `10.5281/zenodo.1`, of a DOI that may be written as a link or with `doi:`.
    ///
    /// - Throws: `UsageError` where it is none (ISO 26324: `10.`, a registrant's number, a slash, a suffix).
    package static func canonical(_ text: String) throws -> String {
        var rest = text.trimmed[...]
        for prefix in ["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:"]
        where rest.lowercased().hasPrefix(prefix) {
            rest = rest.dropFirst(prefix.count)
            break
        }
        let parts = rest.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let isDigitOrDot = { (byte: UInt8) in (0x30...0x39).contains(byte) || byte == UInt8(ascii: ".") }
        guard parts.count == 2, parts[0].hasPrefix("10."), parts[0].utf8.count > 3,
            parts[0].utf8.allSatisfy(isDigitOrDot),
            !parts[1].isEmpty, !parts[1].contains(where: \.isWhitespace)
        else { throw UsageError("`\(text.onOneLine)` is no DOI; it looks like 10.5281/zenodo.1234567.") }
        return String(rest)
    }
}
