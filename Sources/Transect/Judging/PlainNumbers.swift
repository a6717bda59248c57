import Formats
import Observations

/// Gives records whose numbers are written as JSON writes them, though the file is none.
struct PlainNumbers: RecordReader {
    private var reader: any RecordReader

    init(_ reader: any RecordReader) { self.reader = reader }

    var description: FormatDescription { reader.description }

    mutating func next() throws(ReadError) -> RecordBatch? {
        guard var batch = try reader.next() else { return nil }
        batch.hasPlainNumbers = true
        return batch
    }
}

extension MendName {
    /// Whether the file whose rows it mends is JSON: so its source declares, or so it is called.
    func isOfJSON(_ declared: FileFormat?) -> Bool {
        if let declared { return declared.hasPlainNumbers }
        var name = original.lowercased()
        if name.hasSuffix(".gz") { name.removeLast(3) }
        return [".json", ".ndjson", ".jsonl", ".geojson"].contains { name.hasSuffix($0) }
    }
}
