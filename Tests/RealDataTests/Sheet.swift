import Foundation

/// A table of CSV, read in the plainest way (RFC 4180) and independently of the program that is tested.
struct Sheet {
    let header: [String]
    let rows: [[String]]

    init(_ data: Data, delimiter: Character = ",") {
        var lines: [[String]] = []
        var line: [String] = []
        var cell: [UInt8] = []
        var isQuoted = false
        let bytes = Array(data)
        var place = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        func endCell() {
            line.append(String(decoding: cell, as: UTF8.self))
            cell = []
        }
        func endLine() {
            if line.isEmpty && cell.isEmpty { return }
            endCell()
            lines.append(line)
            line = []
        }
        while place < bytes.count {
            let byte = bytes[place]
            switch byte {
            case UInt8(ascii: "\"") where isQuoted && place + 1 < bytes.count && bytes[place + 1] == byte:
                cell.append(byte)
                place += 1
            case UInt8(ascii: "\""): isQuoted.toggle()
            case _ where isQuoted: cell.append(byte)
            case delimiter.asciiValue: endCell()
            case UInt8(ascii: "\n"): endLine()
            case UInt8(ascii: "\r"): break
            default: cell.append(byte)
            }
            place += 1
        }
        endLine()
        header = lines.first ?? []
        rows = Array(lines.dropFirst())
    }

    /// The cells of a column, from the top.
    func column(_ name: String) -> [String] {
        guard let index = header.firstIndex(of: name) else { return [] }
        return rows.map { $0[index] }
    }

    /// How often each value stands in a column.
    func counts(_ name: String) -> [String: Int] {
        column(name).reduce(into: [:]) { counts, value in counts[value, default: 0] += 1 }
    }
}
