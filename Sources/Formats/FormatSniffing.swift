import Observations

/// Tells the format of a file by its name, or else by its first bytes, and why.
func sniffFormat(_ sample: ArraySlice<UInt8>, name: String) -> (format: FileFormat, reason: Wording) {
    var parts = name.lowercased().split(separator: ".").dropFirst().map(String.init)
    if ["gz", "gzip"].contains(parts.last) { parts.removeLast() }
    let ending = parts.last ?? ""
    let byName: Wording = "the name ends with .\(ending)"
    switch ending {
    case "csv", "tsv", "tab", "psv": return (.csv, byName)
    case "xml", "gpx", "kml": return (.xml, byName)
    case "ndjson", "jsonl": return (.ndjson, byName)
    case "geojson": return (.geojson, byName)
    default: break
    }
    let text = plainText(sample)
    switch text.first {
    case UInt8(ascii: "<"): return (.xml, "the file begins with <")
    case UInt8(ascii: "{"), UInt8(ascii: "["): return sniffJSON(text)
    default:
        if ending == "json" { return (.json, byName) }
        return (.csv, "the file begins with neither {, [ nor <")
    }
}

/// Tells a JSON document, JSON lines and GeoJSON apart, by the beginning as `plainText` gives it, which is not empty.
func sniffJSON(_ text: [UInt8]) -> (format: FileFormat, reason: Wording) {
    let first = String(decoding: text[..<1], as: UTF8.self)
    guard first == "{" else { return (.json, "the file begins with [") }
    let squeezed = String(decoding: text.filter { $0 > ASCII.space }, as: UTF8.self)
    if squeezed.contains("\"type\":\"FeatureCollection\"") {
        return (.geojson, "it is a FeatureCollection")
    }
    // JSON lines: the first line is a whole object, and another begins behind it.
    let lines = text.split(separator: ASCII.lineFeed, maxSplits: 1)
    let isObject = lines.first?.last(where: { $0 > ASCII.space }) == UInt8(ascii: "}")
    if lines.count == 2, isObject, lines[1].first(where: { $0 > ASCII.space }) == UInt8(ascii: "{") {
        return (.ndjson, "each of the first lines is an object")
    }
    return (.json, "the file begins with {")
}

/// The sample without byte order mark, NUL bytes (those of UTF-16) and leading blanks: enough to recognise a format.
func plainText(_ sample: ArraySlice<UInt8>) -> [UInt8] {
    let isMarked = sample.starts(with: [0xEF, 0xBB, 0xBF])
    let isWide = sample.starts(with: [0xFF, 0xFE]) || sample.starts(with: [0xFE, 0xFF])
    let text = sample.dropFirst(isMarked ? 3 : isWide ? 2 : 0).filter { $0 != 0 }
    return Array(text.drop { $0 <= ASCII.space })
}
