/// Whether the last tag of an XML text closes its root element, by first and last bytes alone. `true` where the root is
/// not found: then the text is no XML that is read.
func closesXML(head: [UInt8], tail: [UInt8]) -> Bool {
    guard let root = rootName(head.filter { $0 != 0 }[...]) else { return true }
    var rest = tail.filter { $0 != 0 }[...]
    while true {
        guard let end = rest.lastIndex(where: isWritten) else { return false }
        rest = rest[...end]
        // Comments and processing instructions may follow the root.
        if rest.ends(with: "-->"), let start = rest.lastPlace(of: "<!--") {
            rest = rest[..<start]
        } else if rest.ends(with: "?>"), let start = rest.lastPlace(of: "<?") {
            rest = rest[..<start]
        } else {
            break
        }
    }
    guard rest.ends(with: ">"), let start = rest.lastPlace(of: "<") else { return false }
    let tag = rest[(start + 1)...].dropLast()
    if tag.first == UInt8(ascii: "/") { return tag.dropFirst().prefix(while: isWritten).elementsEqual(root) }
    return tag.last == UInt8(ascii: "/") && tag.starts(with: root)
}

/// The name of the first element; `nil` where there is none, or a DOCTYPE, which is refused anyway.
private func rootName(_ head: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    var rest = head
    while let open = rest.firstIndex(of: UInt8(ascii: "<")) {
        rest = rest[(open + 1)...]
        if rest.starts(with: "!--".utf8) {
            guard let end = rest.firstPlace(behind: "-->") else { return nil }
            rest = rest[end...]
        } else if rest.first == UInt8(ascii: "?") {
            guard let end = rest.firstPlace(behind: "?>") else { return nil }
            rest = rest[end...]
        } else if rest.first == UInt8(ascii: "!") {
            return nil
        } else {
            let name = rest.prefix { isWritten($0) && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/") }
            return name.isEmpty ? nil : name
        }
    }
    return nil
}

extension ArraySlice<UInt8> {
    fileprivate func ends(with text: String) -> Bool { suffix(text.utf8.count).elementsEqual(text.utf8) }

    fileprivate func lastPlace(of text: String) -> Int? {
        guard count >= text.utf8.count else { return nil }
        return (startIndex...(endIndex - text.utf8.count)).last { self[$0...].starts(with: text.utf8) }
    }

    fileprivate func firstPlace(behind text: String) -> Int? {
        guard count >= text.utf8.count else { return nil }
        let place = (startIndex...(endIndex - text.utf8.count)).first { self[$0...].starts(with: text.utf8) }
        return place.map { $0 + text.utf8.count }
    }
}
