/// Checklists that give the higher taxa in columns (`kingdom`, `family`, `genus` …) instead of a parent's ID.
extension Checklist {
    /// The columns that count as higher ranks, from the top, as Darwin Core names them.
    package static let rankColumns = [
        "kingdom", "phylum", "class", "order", "superfamily", "family", "subfamily", "tribe", "subtribe", "genus",
        "subgenus",
    ]

    /// The checklist of rows with higher taxa in columns. Each different path becomes a taxon of its own, so that
    /// genera of the same name in two kingdoms stay apart.
    ///
    /// - Parameters:
    ///   - ranks: The columns' ranks, from the top (`rankColumns` or some of them).
    ///   - rows: For every taxon its name, its rank, and the higher taxa, one cell per rank, blank where there is none.
    ///   A cell that repeats the taxon's own name is that taxon.
    package init(
        ranks: [String], _ rows: [(name: String, rank: String?, higher: [String])]
    ) throws(ChecklistError) {
        guard !ranks.isEmpty else { throw .withoutRanks }
        var made: [Row] = []
        var seen: [String: Int] = [:]
        for row in rows {
            // IDs are paths such as `kingdom:Animalia/genus:Turdus`.
            var path: String?
            for (rank, cell) in zip(ranks, row.higher) where !cell.isEmpty && cell != row.name {
                let id = (path.map { $0 + "/" } ?? "") + rank + ":" + cell
                if seen[id] == nil {
                    seen[id] = made.count
                    made.append(Row(id: id, parent: path, name: cell, rank: rank))
                }
                path = id
            }
            // A genus given as a row of its own and as a column of others is one taxon.
            let rank = row.rank.map { $0.lowercased() }
            let id = (path.map { $0 + "/" } ?? "") + (rank ?? "taxon") + ":" + row.name
            if seen[id] == nil {
                seen[id] = made.count
                made.append(Row(id: id, parent: path, name: row.name, rank: rank))
            }
        }
        try self.init(made)
    }
}
