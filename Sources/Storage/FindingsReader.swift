import Files
import Formats
import Observations

/// Gives findings back in the order in which they were written, a row group at a time.
package struct FindingsReader: Sendable {
    private let store: Store
    private let files: [FindingsFile]
    private let among: ClosedRange<UInt32>?
    private let acceptedOnly: Bool
    private let ordinals: Range<Int64>?
    private var file = 0
    private var group = 0
    private var reader: ParquetReader?

    /// The findings of all files, as the ledger names them.
    ///
    /// - Parameters:
    ///   - submission: Only those about records of this submission.
    ///   - among: Only those about records of these submissions.
    ///   - acceptedOnly: Only those about records that were accepted.
    ///   - ordinals: Only those about records at these places of the dataset.
    package init(
        store: Store, files: [FindingsFile], submission: UInt32? = nil, among: ClosedRange<UInt32>? = nil,
        acceptedOnly: Bool = false,
        ordinals: Range<UInt32>? = nil
    ) {
        self.ordinals = ordinals.map { Int64($0.lowerBound)..<Int64($0.upperBound) }
        self.store = store
        self.files = files
        self.among = submission.map { $0...$0 } ?? among
        self.acceptedOnly = acceptedOnly
    }

    /// The next findings, or `nil` at the end.
    package mutating func next() throws -> [StoredFinding]? {
        try nextRows().map { found in found.rows.map { found[$0] } }
    }

    /// The next findings as columns, or `nil` at the end.
    package mutating func nextRows() throws -> FindingRows? {
        while file < files.count {
            let path = store.findingsFilePath(files[file].number)
            do {
                if let found = try nextGroup(path) { return found }
            } catch let error as ReadError {
                throw StoreError.damaged(path, error.problem.description)
            }
        }
        return nil
    }

    /// The findings of the next row group that has any asked for; `nil` where there is none in this file.
    private mutating func nextGroup(_ path: String) throws -> FindingRows? {
        let reader = try self.reader ?? open(path)
        self.reader = reader
        while group < reader.rowGroupCount {
            defer { group += 1 }
            if let among, let range = reader.integerRange(group: group, column: 1),
                range.upperBound < Int64(among.lowerBound) || range.lowerBound > Int64(among.upperBound)
            {
                continue
            }
            if let ordinals, let places = reader.integerRange(group: group, column: 0),
                places.upperBound < ordinals.lowerBound || places.lowerBound >= ordinals.upperBound
            {
                continue
            }
            let columns = try reader.read(group: group, columns: Array(FindingsLayout.fields.indices))
            guard var found = FindingRows(columns) else {
                throw StoreError.damaged(path, "its columns are not those of findings")
            }
            found.select(isAskedFor)
            if !found.rows.isEmpty { return found }
        }
        self.reader = nil
        file += 1
        group = 0
        return nil
    }

    private func open(_ path: String) throws -> ParquetReader {
        guard try store.disk.status(path) != nil else { throw StoreError.missing(path) }
        return try ParquetReader(FileRange(store.disk.open(path)))
    }

    private func isAskedFor(_ from: UInt32, _ ordinal: Int64) -> Bool {
        if let among, !among.contains(from) { return false }
        if acceptedOnly, ordinal < 0 { return false }
        return ordinals?.contains(ordinal) ?? true
    }
}
