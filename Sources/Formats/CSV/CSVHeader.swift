/// The names of a CSV file's columns.
enum CSVHeader {
    /// Gives every column a name of its own: blanks around a name are taken off, the third column without a name
    /// becomes `column_3`, the second `name` becomes `name_2`. A made-up name is never one that stands in the header.
    static func names(from header: [String]) -> [String] {
        let trimmed = header.map(trim)
        let written = Set(trimmed)
        var used: Set<String> = []
        var nextNumber: [String: Int] = [:]
        // From the place of the last column without a name up to here all numbers are taken.
        var nextUnnamed = 1
        return trimmed.enumerated().map { index, name in
            if !name.isEmpty, used.insert(name).inserted { return name }
            let stem = name.isEmpty ? "column" : name
            var number = name.isEmpty ? max(index + 1, nextUnnamed) : nextNumber[name] ?? 2
            while written.contains("\(stem)_\(number)") || used.contains("\(stem)_\(number)") { number += 1 }
            if name.isEmpty { nextUnnamed = number + 1 } else { nextNumber[name] = number + 1 }
            used.insert("\(stem)_\(number)")
            return "\(stem)_\(number)"
        }
    }

    /// Those of the names that are not what the header says.
    static func madeUp(_ names: [String], in header: [String]) -> [String] {
        zip(names, header).filter { $0 != trim($1) }.map(\.0)
    }

    /// Whether a row looks like data rather than names: it has a cell with a value, and all such cells are numbers,
    /// dates or times.
    static func looksLikeData(_ cells: [String]) -> Bool {
        let filled = cells.map(trim).filter { !$0.isEmpty }
        return !filled.isEmpty && filled.allSatisfy(isNumberOrDate)
    }

    /// Whether at least half of a row's values are numbers, dates or times.
    static func mostlyLooksLikeData(_ cells: [String]) -> Bool {
        let filled = cells.map(trim).filter { !$0.isEmpty }
        return !filled.isEmpty && filled.count(where: isNumberOrDate) * 2 >= filled.count
    }

    private static func isNumberOrDate(_ cell: String) -> Bool {
        var digits = 0
        for byte in cell.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
            case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ":"),
                UInt8(ascii: "/"), UInt8(ascii: "T"), UInt8(ascii: "Z"), ASCII.space:
                continue
            default: return false
            }
        }
        return digits > 0
    }

    private static func trim(_ name: String) -> String {
        // A no-break space looks like a blank, and spreadsheets leave it behind.
        func isBlank(_ scalar: Unicode.Scalar) -> Bool { " \t\r\n\u{A0}\u{FEFF}".unicodeScalars.contains(scalar) }
        var scalars = name.unicodeScalars[...]
        while let first = scalars.first, isBlank(first) { scalars.removeFirst() }
        while let last = scalars.last, isBlank(last) { scalars.removeLast() }
        return String(scalars)
    }
}
