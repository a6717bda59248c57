import Formats
import Observations
import Validation

/// Gives the records of a file in batches whose observations stay of a size, where one record may become very many.
struct MeasuredRecords: RecordReader {
    private var reader: any RecordReader
    private let interpreter: Interpreter
    /// The batch that has not been given out whole, and how much of it has been.
    private var rest: (batch: RecordBatch, given: Int)?

    init(_ reader: any RecordReader, for interpreter: Interpreter) {
        self.reader = reader
        self.interpreter = interpreter
    }

    var description: FormatDescription { reader.description }

    mutating func next() throws(ReadError) -> RecordBatch? {
        if rest == nil {
            guard var batch = try reader.next() else { return nil }
            // Most batches are given out whole, as they are.
            if interpreter.recordsAtOnce(batch, from: 0) == batch.count { return batch }
            // Readers tell what they find in the order of rows; what others have added stands behind.
            let inOrder = batch.findings.enumerated().sorted { first, second in
                (first.element.row, first.offset) < (second.element.row, second.offset)
            }
            batch.findings = inOrder.map(\.element)
            rest = (batch, 0)
        }
        guard let (batch, given) = rest else { return nil }
        let count = interpreter.recordsAtOnce(batch, from: given)
        rest = given + count < batch.count ? (batch, given + count) : nil
        return batch.records(given..<given + count)
    }
}
