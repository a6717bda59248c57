import Observations

/// How the keys of a record's objects are found.
extension JSONRecordParser {
    /// The node of the key that begins behind `start`'s quote; gives the place behind its closing quote.
    @inline(__always)
    mutating func findKey(
        _ start: UnsafePointer<UInt8>, frame: UnsafeMutablePointer<Frame>, child: inout Int32
    ) -> UnsafePointer<UInt8>? {
        var length = 0
        if tree.nodes[frame.pointee.node].order.match(
            start, step: &frame.pointee.step, node: &child, length: &length)
        {
            return start + length + 1
        }
        return searchKey(start, frame: frame, child: &child)
    }

    @inline(never)
    private mutating func searchKey(
        _ start: UnsafePointer<UInt8>, frame: UnsafeMutablePointer<Frame>, child: inout Int32
    ) -> UnsafePointer<UInt8>? {
        guard let end = skipper.skipString(start) else { return nil }
        let node = frame.pointee.node
        let written = UnsafeBufferPointer(start: start, count: end - start - 1)
        guard written.contains(UInt8(ascii: "\\")) else {
            guard let found = findChild(of: node, written, at: start) else { return nil }
            child = found
            tree.nodes[node].order.learn(written, node: child, step: &frame.pointee.step)
            return end
        }
        let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: written.count)
        defer { memory.deallocate() }
        let decoded = JSONString.decode(written, into: memory)
        let key = UnsafeBufferPointer(start: UnsafePointer(memory), count: decoded.count)
        guard let found = findChild(of: node, key, at: start) else { return nil }
        child = found
        var flaws = decoded.flaws
        // The name of a key that is not wanted goes nowhere, and need not cost the record.
        if found < 0 { flaws.zeroCharacters = 0 }
        if !flaws.isEmpty { noteFlaws(flaws, start, end, field: JSONPointer.fieldName(ofKey: key)) }
        return end
    }

    /// The node of a key, -1 if it is not wanted, `nil` if there are too many.
    private mutating func findChild(
        of node: Int, _ key: UnsafeBufferPointer<UInt8>, at place: UnsafePointer<UInt8>
    ) -> Int32? {
        let bytes = UnsafeRawBufferPointer(key)
        if let known = tree.nodes[node].keys.find(bytes) { return tree.nodes[node].children[Int(known)] }
        guard tree.nodes[node].collects else { return -1 }
        guard columns.count - fixedColumns < limits.columns else {
            _ = skipper.fail(.tooManyFields, at: place)
            return nil
        }
        let made = tree.addChild(of: node, bytes)
        tree.nodes[made].column = columns.add()
        fields.names.append(JSONPointer.fieldName(ofKey: key, under: fieldPrefix(key)))
        return Int32(made)
    }

    /// A property whose name alone would be taken for something else is named by its pointer from the feature.
    private func fieldPrefix(_ key: UnsafeBufferPointer<UInt8>) -> String {
        fields.kind == .feature && (key.isEmpty || key[0] == UInt8(ascii: "/")) ? "/properties" : ""
    }

    /// A key that came before in the same object: the first value stays, the record is ambiguous.
    mutating func skipRepeated(
        _ start: UnsafePointer<UInt8>, node: Int, depth: Int
    ) -> UnsafePointer<UInt8>? {
        guard let end = skipper.skip(start, outerDepth: depth) else { return nil }
        let column = tree.nodes[node].column
        let field = column >= 0 ? fields.names[column] : nil
        note("json-duplicate-key", .error, field: field, value: Self.excerpt(start, end))
        return end
    }
}
