import Files
import Observations
import Storage

extension Run {
    /// Keeps the present definition's files in the archive, and tells whether what was judged before was judged under
    /// this definition and this history.
    func openEdition(_ store: Store, _ ledger: Ledger) throws -> JudgedAnew? {
        let archive = Archive(store: store)
        for file in plan.files.files {
            guard try !archive.holds(digest: file.digest, originalPath: file.name) else { continue }
            let path = archive.path(digest: file.digest, originalPath: file.name)
            try disk.makeDirectory(Disk.parent(of: path), durably: true)
            try disk.writeDurably(file.bytes, to: path)
        }
        guard let before = try ledger.value(of: .judgedUnder) else { return nil }
        let now = try judgedUnder(ledger)
        if before == now.text { return nil }
        return before.hasPrefix(now.definition) ? .decisions : .edition
    }

    /// What judgements depend on besides the submissions: the definition and the meaning of the program's rules, and the
    /// last decision that changes how the history reads.
    func judgedUnder(_ ledger: Ledger) throws -> (definition: String, text: String) {
        let definition = "\(plan.files.digest) \(semanticsVersion)"
        let standing = try ledger.decisions(of: [.accept, .revoke, .erase]).last
        return (definition, definition + (standing.map { " decision \($0.event)" } ?? ""))
    }

    /// Records that the present definition holds from now on.
    func useEdition(_ ledger: Ledger) throws {
        _ = try ledger.useEdition(
            digest: plan.files.digest,
            files: plan.files.files.map { EditionFile(name: $0.name, digest: $0.digest, bytes: Int64($0.bytes.count)) },
            at: options.now.seconds)
    }
}
