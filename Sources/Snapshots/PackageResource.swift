/// A file of a snapshot as `datapackage.json` and `README.md` describe it.
struct PackageResource: Sendable, Equatable {
    /// The table whose rows the file holds, for CSV files.
    struct Table: Sendable, Equatable {
        let fields: [PublishedField]
        let primaryKey: [String]
        let rows: Int
    }

    /// What it holds, in a few words.
    let title: String
    /// Where it lies, how long it is, and its digest.
    let file: WrittenFile
    /// Its table; `nil` for files that are no published table.
    let table: Table?
    /// The number of rows of a Parquet file, for people.
    var rows: Int?

    /// The order in which people look for files, whatever the order in which they were added.
    static func precedes(_ left: PackageResource, _ right: PackageResource) -> Bool {
        let (first, second) = (left.rank, right.rank)
        return first != second ? first < second : SnapshotPath.precedes(left.file.path, right.file.path)
    }

    private var rank: Int {
        let path = file.path
        if path == ReadMe.fileName || path == Citation.fileName { return 9 }
        if table == nil, rows == nil { return 8 }
        let stem = path.hasSuffix(".parquet") ? path.dropLast(8) : path.dropLast(4)
        if stem.hasPrefix(ObservationParts.stem) { return 0 }
        let tables = ["consensus", "votes", "decisions", "contributors", "findings", "changes"]
        return tables.firstIndex(of: String(stem)).map { $0 + 1 } ?? 7
    }
}
