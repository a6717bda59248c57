import Observations

/// Subjects that are named by several terms, such as `[eventID, scientificName]`, as one name, and back.
///
/// Every part is followed by 00 01, and a zero byte inside a part is written 00 02. So no two lists of parts have the
/// same name, whatever separators their values contain, and the byte order of the names is the order of the parts:
/// first by the first part, then by the second.
enum SubjectKey {
    /// The names of a batch's subjects; blank where any part is blank.
    static func joined(_ parts: [TextColumn], rows: Bitmap?) -> TextColumn {
        let count = parts.first?.count ?? 0
        var keys = TextColumn(reservingRows: count, bytes: parts.reduce(0) { $0 + $1.bytes.count + 2 * count })
        var key: [UInt8] = []
        for row in 0..<count {
            if let rows, !rows[row] {
                keys.appendMissing()
                continue
            }
            key.removeAll(keepingCapacity: true)
            for part in parts {
                let range = part.range(row)
                if range.isEmpty {
                    key.removeAll(keepingCapacity: true)
                    break
                }
                append(part.bytes[range], to: &key)
            }
            if key.isEmpty { keys.appendMissing() } else { keys.append(key) }
        }
        return keys
    }

    /// Adds one part to a name.
    static func append(_ part: some Sequence<UInt8>, to key: inout [UInt8]) {
        for byte in part {
            key.append(byte)
            if byte == 0 { key.append(2) }
        }
        key.append(0)
        key.append(1)
    }

    /// Takes a name apart: adds each part to its column.
    static func split(_ key: ArraySlice<UInt8>, into columns: inout [TextColumn]) {
        var part: [UInt8] = []
        var column = 0
        var index = key.startIndex
        while index < key.endIndex {
            if key[index] != 0 {
                part.append(key[index])
                index += 1
                continue
            }
            if key[index + 1] == 2 {
                part.append(0)
            } else {
                columns[column].append(part)
                part.removeAll(keepingCapacity: true)
                column += 1
            }
            index += 2
        }
    }
}
