import CLibXML2

/// What the elements of a record are: which field they belong to, or that they are of no interest.
extension XMLRecords {
    /// An element opens, has nothing but text, and closes, while all fields are known and nobody keeps the text of the
    /// elements around it: the same as `start`, `characters` and `end`.
    @inline(__always)
    mutating func leaf(
        _ local: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?, _ uri: UnsafePointer<xmlChar>?,
        text: UnsafePointer<UInt8>, count: Int
    ) {
        guard depth < depthLimit else { return refuseElement(attributeCount: 0) }
        guard ignored == 0 else { return }
        open[openCount &- 1].hasChildren = true
        open[openCount &- 1].isSpecial = true
        let node = child(local, prefix, uri)
        guard node >= 0 else { return }
        let column = fields.tree.nodes[node].column
        // The text lies in the window, behind whose end a margin can be read.
        if column >= 0 { put(text, count: count, column: column, isRoomy: true) }
    }

    @inline(__always)
    mutating func push(node: Int) {
        let column = fields.tree.nodes[node].column
        let isKept = fields.isAll || column >= 0
        (open + openCount).initialize(
            to: Open(node: node, column: column, textStart: textUsed, isKept: isKept, isSpecial: fields.isAll))
        if isKept { kept &+= 1 }
        openCount &+= 1
    }

    /// The node of a child element of the element that is open, or -1.
    @inline(__always)
    mutating func child(
        _ local: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?, _ uri: UnsafePointer<xmlChar>?
    ) -> Int {
        let parent = open[openCount &- 1].node
        var family = fields.tree.family(of: parent, local, prefix, uri)
        if family < 0 {
            guard fields.isAll else { return -1 }
            guard !plain.isTrying else { return giveUp() }
            let name = XMLName(local: local, prefix: prefix, uri: nil, isWritten: true)
            family = fields.tree.addFamily(of: parent, name)
        }
        let node = fields.tree.child(ofFamily: family, record: record)
        if node >= 0 { return node }
        return fields.isAll ? collect(family, of: parent, local, prefix) : crowd(family)
    }

    /// All fields: a node for one more occurrence.
    private mutating func collect(
        _ family: Int, of parent: Int, _ local: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?
    ) -> Int {
        guard !plain.isTrying else { return giveUp() }
        let number = fields.tree.families[family].count
        // Elements without a field of their own are bounded too.
        guard number <= limits.columns, fields.tree.count <= 8 * limits.columns else {
            refuseFields()
            return -1
        }
        var node = XMLNode()
        let outer = fields.tree.nodes[parent].path
        let name = XMLNames.text(local, prefix) + (number > 1 ? "_\(number)" : "")
        node.path = outer.isEmpty ? name : outer + "/" + name
        let made = fields.tree.addNode(node)
        fields.tree.families[family].nodes.append(Int32(made))
        return made
    }

    /// All fields: new ones only come with libxml2, so that those of a record that is not well formed come as well.
    private mutating func giveUp() -> Int {
        plain.gaveUp = true
        return -1
    }

    /// Keeps names that libxml2 has accepted.
    @inline(never)
    mutating func learn(
        _ local: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?, _ uri: UnsafePointer<xmlChar>?,
        _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, count: Int
    ) {
        plain.tagsToLearn -= 1
        plain.elements.add(local, prefix, uri)
        guard let attributes else { return }
        for index in 0..<count {
            plain.attributes.add(attributes[5 * index], attributes[5 * index + 1], attributes[5 * index + 2])
        }
    }

    /// Some fields: one occurrence more than was asked for.
    private mutating func crowd(_ family: Int) -> Int {
        if fields.tree.families[family].count == fields.tree.families[family].nodes.count + 1 { crowded.append(family) }
        return -1
    }
}
