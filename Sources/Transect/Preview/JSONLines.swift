import Observations

/// Records as JSON objects, one a line: texts or null, in the order of the columns.
package enum JSONLines {
    /// The lines of a batch. A field named twice in a record keeps both values: the reader has made the names differ.
    package static func records(_ batch: RecordBatch) -> [UInt8] {
        var output: [UInt8] = []
        let names = batch.fields.map { name in
            var text: [UInt8] = []
            JSONQuoting.append(Array(name.utf8)[...], to: &text)
            return text
        }
        for row in 0..<batch.count {
            output.append(UInt8(ascii: "{"))
            for (index, column) in batch.columns.enumerated() {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                output += names[index]
                output.append(UInt8(ascii: ":"))
                if column.missing[row] {
                    output += Array("null".utf8)
                } else {
                    JSONQuoting.append(column.bytes[column.range(row)], to: &output)
                }
            }
            output += [UInt8(ascii: "}"), UInt8(ascii: "\n")]
        }
        return output
    }
}
