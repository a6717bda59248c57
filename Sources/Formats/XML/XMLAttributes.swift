import CLibXML2

/// The attributes of the elements that are of interest.
extension XMLRecords {
    /// Puts the values of a record's or nested element's attributes into their columns.
    mutating func readAttributes(
        _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>, count: Int
    ) {
        let top = openCount &- 1
        let node = open[top].node
        for index in 0..<count {
            let attribute = attributes + 5 * index
            guard let value = attribute[3], let valueEnd = attribute[4] else { continue }
            if nilName.matches(attribute[0], attribute[1], attribute[2]) {
                open[top].isNil = Self.isTrue(value, valueEnd)
                open[top].isSpecial = true
                continue
            }
            open[top].hasAttributes = true
            if fields.isAll {
                collectAttribute(of: node, index: index, attribute[0], attribute[1])
            }
            for known in 0..<fields.tree.nodes[node].attributes.count {
                // Attributes mostly come in the same order, so the search begins at the same place.
                let candidate = (known + index) % fields.tree.nodes[node].attributes.count
                let wanted = fields.tree.nodes[node].attributes[candidate]
                guard wanted.name.matches(attribute[0], attribute[1], attribute[2]) else { continue }
                putAttribute(value, valueEnd, column: wanted.column)
                if fields.isAll { break }
            }
        }
    }

    private mutating func collectAttribute(
        of node: Int, index: Int, _ local: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?
    ) {
        let attributes = fields.tree.nodes[node].attributes
        if index < attributes.count, attributes[index].name.matches(local, prefix, nil) { return }
        guard !attributes.contains(where: { $0.name.local == local && $0.name.prefix == prefix }) else { return }
        let outer = fields.tree.nodes[node].path
        let name = (outer.isEmpty ? "@" : outer + "/@") + XMLNames.text(local, prefix)
        guard let column = collectColumn(name) else { return }
        fields.tree.nodes[node].attributes.append(
            (XMLName(local: local, prefix: prefix, uri: nil, isWritten: true), column))
    }

    /// Puts an attribute's value. The parser writes an ampersand in it as `&#38;`, and nothing else with an ampersand.
    private mutating func putAttribute(
        _ value: UnsafePointer<xmlChar>, _ end: UnsafePointer<xmlChar>, column: Int
    ) {
        let bytes = UnsafeBufferPointer(start: value, count: end - value)
        guard bytes.contains(UInt8(ascii: "&")) else { return put(value, count: bytes.count, column: column) }
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            plain.append(bytes[index])
            index += bytes[index] == UInt8(ascii: "&") ? 5 : 1
        }
        plain.withUnsafeBufferPointer { buffer in
            if let base = buffer.baseAddress { put(base, count: buffer.count, column: column) }
        }
    }

    private static func isTrue(_ value: UnsafePointer<xmlChar>, _ end: UnsafePointer<xmlChar>) -> Bool {
        let bytes = UnsafeBufferPointer(start: value, count: end - value)
        return bytes.elementsEqual("true".utf8) || bytes.elementsEqual("1".utf8)
    }
}
