import Observations

/// Records as JSON objects, one a line: texts or null, in the order of the columns.
package enum JSONLines {
    /// The lines of a batch. A field named twice in a record keeps both values: the reader has made the names differ.
    package static func records(_ batch: RecordBatch) -> [UInt8] {
        var output: [UInt8] = []
        let names = batch.fields.map { name in
            var text: [UInt8] = []
            append(Array(name.utf8)[...], to: &text)
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
                    append(column.bytes[column.range(row)], to: &output)
                }
            }
            output += [UInt8(ascii: "}"), UInt8(ascii: "\n")]
        }
        return output
    }

    /// A text as a JSON string (RFC 8259 section 7): quotes, backslashes and control characters escaped.
    package static func append(_ text: ArraySlice<UInt8>, to output: inout [UInt8]) {
        let digits = Array("0123456789abcdef".utf8)
        output.append(UInt8(ascii: "\""))
        for byte in text {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): output += [UInt8(ascii: "\\"), byte]
            case 0x0A: output += Array("\\n".utf8)
            case 0x0D: output += Array("\\r".utf8)
            case 0x09: output += Array("\\t".utf8)
            case 0..<0x20: output += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: output.append(byte)
            }
        }
        output.append(UInt8(ascii: "\""))
    }
}
