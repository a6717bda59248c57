/// The way from a record to a field: `eventDate`, `dwc:eventDate`, `place/lat`, `place/@lat`, `@id`, `photo_2/url`,
/// `.`.
struct XMLFieldPath: Equatable {
    /// The elements on the way, as written.
    var elements: [String]
    /// The attribute at the end.
    var attribute: XMLNameTest?

    /// Reads a path; `nil` if the text is none, so that no file has the field.
    init?(_ text: String) {
        elements = []
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            if part == "." {
                continue
            } else if part.hasPrefix("@") {
                guard index == parts.count - 1, let name = XMLNameTest(part.dropFirst()) else { return nil }
                attribute = name
            } else {
                guard XMLNameTest(part) != nil else { return nil }
                elements.append(String(part))
            }
        }
    }

    /// What an element's name can mean: the name itself, or for `photo_2` also the second `photo`.
    static func readings(of element: String) -> [(name: XMLNameTest, occurrence: Int)] {
        var readings: [(XMLNameTest, Int)] = []
        if let name = XMLNameTest(element) { readings.append((name, 1)) }
        if let mark = element.lastIndex(of: "_"), let occurrence = Int(element[element.index(after: mark)...]),
            occurrence >= 2, occurrence <= 1_000_000, element[element.index(after: mark)...] == "\(occurrence)",
            let name = XMLNameTest(element[..<mark])
        {
            readings.append((name, occurrence))
        }
        return readings
    }
}
