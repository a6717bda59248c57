import Files
import Observations
import Storage

/// What the present definition means for what was judged before.
enum EditionChange {
    /// Nothing: it is the one under which everything was judged.
    case same
    /// The definition, or the meaning of the program's own rules, has changed: all history is judged again.
    case rejudge
}

extension Run {
    /// Records the present definition as the edition that holds, its files in the archive, and tells whether what was
    /// judged before was judged under it.
    func openEdition(_ store: Store, _ ledger: Ledger) throws -> EditionChange {
        let archive = Archive(store: store)
        for file in plan.files.files {
            let path = archive.path(digest: file.digest, originalPath: file.name)
            guard try disk.status(path) == nil else { continue }
            try disk.makeDirectory(Disk.parent(of: path))
            try disk.writeDurably(file.bytes, to: path)
        }
        _ = try ledger.useEdition(
            digest: plan.files.digest,
            files: plan.files.files.map { EditionFile(name: $0.name, digest: $0.digest, bytes: Int64($0.bytes.count)) },
            at: options.now.seconds)
        guard let before = try ledger.value(of: .judgedUnder) else { return .same }
        return before == judgedUnder ? .same : .rejudge
    }

    /// What judgements depend on besides the submissions.
    var judgedUnder: String { "\(plan.files.digest) \(semanticsVersion)" }
}
