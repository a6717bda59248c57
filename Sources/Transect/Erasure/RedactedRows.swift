import Observations
import Storage

/// Takes people on the list out of records: all values, or the name alone.
struct RedactedRows {
    let columns: PersonColumns
    /// Spellings by person.
    let spellings: [String: Set<String>]

    /// The records without what has to go, and what was done to each.
    ///
    /// - Parameters:
    ///   - list: knows what the list says about a text.
    ///   - term: the one that names contributors, if there is one.
    func redacted(
        _ batch: RecordBatch, _ ownership: Ownership, among list: inout RecordOwners, term: String?
    ) -> (batch: RecordBatch, redactions: [RowRedaction]) {
        let marks = ErasureMarks(batch)
        let owners = ownership.owners
        let redactions: [RowRedaction] = owners.enumerated().map { row, owner in
            switch owner?.mode {
            case .data: return .erased
            case .identity: return .renamed(token: term != nil && ownership.isSigned[row] ? owner?.token : nil)
            case nil:
                if marks?.erased.contains(row) == true { return .erased }
                return marks?.tokens[row].map { .renamed(token: $0.token) } ?? .kept
            }
        }
        let renamed = owners.indices.filter { owners[$0]?.mode == .identity }
        guard !renamed.isEmpty else { return (batch, redactions) }
        var batch = batch
        for index in batch.columns.indices {
            var texts: [Int: String] = [:]
            for row in renamed {
                guard let owner = owners[row], let text = batch.columns[index][row], !text.isEmpty else { continue }
                texts[row] = redacted(text, in: batch.fields[index], owner, &list)
            }
            if !texts.isEmpty { batch.columns[index] = batch.columns[index].replacing(texts) }
        }
        batch.findings = batch.findings.map { finding in
            guard let owner = owners[finding.row], owner.mode == .identity else { return finding }
            let search = search(owner, shortNames: true)
            var finding = finding
            if let value = finding.value, search.isIn(Array(value.utf8)[...]) { finding.value = nil }
            finding.arguments = finding.arguments.map {
                String(decoding: search.replacing(Array($0.utf8), by: owner.token), as: UTF8.self)
            }
            return finding
        }
        return (batch, redactions)
    }

    /// A cell of the person's own record; `nil` where it stays.
    private func redacted(
        _ text: String, in field: String, _ owner: SuppressedName, _ list: inout RecordOwners
    ) -> String? {
        let feeds = columns.feeds(field)
        let isUnused = !columns.used.contains(field)
        // A single word may be a species (Robin): it goes only where it can be nothing else.
        let isName = feeds || isUnused || text.contains(" ")
        if isName, let entry = list.entry(text) { return entry.token == text ? nil : entry.token }
        let bytes = Array(text.utf8)
        let replaced = search(owner, shortNames: feeds || isUnused).replacing(bytes, by: owner.token)
        if replaced != bytes { return String(decoding: replaced, as: UTF8.self) }
        return feeds ? owner.token : nil
    }

    private func search(_ owner: SuppressedName, shortNames: Bool) -> NameSearch {
        let names = spellings[owner.person] ?? []
        return NameSearch(names.filter { shortNames || $0.contains(" ") }.sorted())
    }
}
