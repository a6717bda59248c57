import Observations

/// Refuses JSON where delimited text is declared, or promised by the file's name: read as a table it would be a header
/// and no records, and nobody would be told.
///
/// JSON is what begins with an object that has a key, or with an array of objects, and has nothing behind that value, or
/// another value on a later line. A row whose first cell happens to hold JSON goes on in the same line.
///
/// - Parameters:
///   - sample: The first bytes of the file.
///   - isDeclared: Whether the source declares that its files are tables: then another name helps nobody.
/// - Throws: `ReadError` of kind `.unsupported`.
func refuseJSON(_ sample: ArraySlice<UInt8>, isDeclared: Bool) throws(ReadError) {
    guard let first = plainStart(Array(sample)).first, first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    else { return }
    let text = plainText(sample)
    guard beginsLikeJSON(text), isAlone(text, opening: first) else { return }
    // Objects one a line, as databases and forms export them, are another format than one document.
    let ending = sniffJSON(text).format == .ndjson ? ".ndjson" : ".json"
    let remedy: Wording =
        isDeclared
        ? "Export it as CSV (UTF-8) and send that; your project reads such files as CSV only."
        : """
        Export it as CSV (UTF-8) or .xlsx. If your project takes JSON, let its name end with \(ending) and send it again.
        """
    throw ReadError(.unsupported, "the file is JSON, not a table", offset: 0, remedy: remedy)
}

/// Whether a text begins with `{"key":` or `[{`, blanks between them.
private func beginsLikeJSON(_ text: [UInt8]) -> Bool {
    let behind = text.dropFirst().drop { $0 <= ASCII.space }
    if text.first == UInt8(ascii: "[") { return behind.first == UInt8(ascii: "{") }
    guard behind.first == UInt8(ascii: "\"") else { return false }
    var isEscaped = false
    let rest = behind.dropFirst().drop { byte in
        guard !isEscaped else {
            isEscaped = false
            return true
        }
        isEscaped = byte == UInt8(ascii: "\\")
        return byte != UInt8(ascii: "\"")
    }
    return rest.dropFirst().first { $0 > ASCII.space } == UInt8(ascii: ":")
}

/// Whether the value that a text begins with is the only one on its last line.
private func isAlone(_ text: [UInt8], opening: UInt8) -> Bool {
    var nesting = JSONNesting()
    for (place, byte) in text.enumerated() {
        nesting.add(byte)
        guard nesting.isClosed else { continue }
        let behind = text[(place + 1)...]
        guard let next = behind.firstIndex(where: { $0 > ASCII.space }) else { return true }
        return text[next] == opening && behind[..<next].contains(ASCII.lineFeed)
    }
    return true
}
