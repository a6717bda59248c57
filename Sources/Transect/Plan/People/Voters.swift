import Observations

extension People {
    /// The contributors who vote: a shared account is no single voter, so that its records have none.
    func voters(_ contributors: TextColumn) -> TextColumn {
        guard persons.contains(where: \.isShared) else { return contributors }
        var column = TextColumn(reservingRows: contributors.count)
        var isShared: [String: Bool] = [:]
        for row in 0..<contributors.count {
            guard let name = contributors[row] else {
                column.appendMissing()
                continue
            }
            let shared = isShared[name] ?? self.isShared(name)
            isShared[name] = shared
            if shared { column.appendMissing() } else { column.append(name.utf8) }
        }
        return column
    }
}
