import CLibXML2

/// Where in the file the parser is, and why a file is not read further.
extension XMLRecords {
    /// The line that the parser is on.
    func currentLine() -> UInt64? {
        parser.pointee.input.map { UInt64(max(0, $0.pointee.line)) }
    }

    /// The line of the `<` of the tag that the parser has just read: it stands behind the attributes now, and no `<`
    /// can be inside a tag.
    func lineOfTag() -> UInt64 {
        guard let input = parser.pointee.input, var place = input.pointee.cur, let base = input.pointee.base else {
            return 0
        }
        var line = UInt64(max(0, input.pointee.line))
        while place > base {
            place -= 1
            if place.pointee == UInt8(ascii: "<") { break }
            if place.pointee == 0x0A, line > 1 { line -= 1 }
        }
        return line
    }

    /// Stops the parse for a reason of ours, once libxml2 has been answered: `xmlStopParser` frees the very bytes that the
    /// attributes of an element point to.
    mutating func refuse(_ error: ReadError) {
        guard !plain.isTrying else {
            plain.gaveUp = true
            return
        }
        guard refusal == nil else { return }
        refusal = error
        kept = 0
    }

    /// An element is too deep or has too many attributes.
    @inline(never)
    mutating func refuseElement(attributeCount: Int) {
        depth &-= 1
        ignored &+= 1
        let error =
            attributeCount > limits.columns
            ? ReadError(
                .limit, "an element has more than \(limits.columns) attributes", line: currentLine(),
                remedy: "Check that this is the file that you meant to send.")
            : ReadError(
                .limit, "elements are nested deeper than \(limits.depth) levels", line: currentLine(),
                remedy: "Ask the sender for a flatter export.")
        refuse(error)
    }

    /// A field, or all fields of a record together, are too large.
    mutating func refuseSize() {
        refuse(
            ReadError(
                .limit, "a field is larger than \(limits.fieldBytes) bytes", line: currentLine(),
                remedy: "Leave the field out of the export, or declare with `records` where the records are."))
    }

    /// There are too many different fields.
    mutating func refuseFields() {
        refuse(
            ReadError(
                .limit, "the records have more than \(limits.columns) different fields", line: currentLine(),
                remedy: "Declare with `records` which element is a record."))
    }
}
