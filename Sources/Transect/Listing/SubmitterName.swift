import Storage

extension Ledger {
    /// The submitter whom a person means: the very name or, where there is none, one that reads the same but is encoded
    /// differently (NFC and NFD), as file systems have it.
    ///
    /// - Throws: `UsageError` where nobody of that name has ever sent anything.
    func submitter(called name: String) throws -> String {
        let names = try submitterNames()
        if let same = names.first(where: { $0.utf8.elementsEqual(name.utf8) }) ?? names.first(where: { $0 == name }) {
            return same
        }
        let near = nearestName(to: name, among: names).map { " Did you mean `\($0)`?" } ?? ""
        throw UsageError("Nobody called `\(name)` has sent anything.\(near) `transect status` lists all submitters.")
    }
}
