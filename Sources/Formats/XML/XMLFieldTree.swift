import CLibXML2

/// An element of the records that is of interest.
struct XMLNode {
    /// The column of its text, or -1.
    var column = -1
    /// Its path from the record, empty for the record itself.
    var path = ""
    /// The first of its child families, -1 if there is none.
    var firstFamily = -1
    var lastFamily = -1
    var familyCount = 0
    /// The family that probably comes next.
    var expected = -1
    /// Whether an element can match several of the families. It belongs to the first then, and none is expected.
    var isAmbiguous = false
    /// Its attributes that are of interest.
    var attributes: [(name: XMLName, column: Int)] = []
}

/// The children of one name under one parent: the first, the second … are different nodes.
struct XMLFamily {
    var name: XMLName
    /// The node of every occurrence, -1 where it is not of interest.
    var nodes: [Int32] = [] {
        didSet { first = nodes.first.map(Int.init) ?? -1 }
    }
    /// The node of the first occurrence, mostly the only one, at hand without a look into the array.
    private(set) var first = -1
    /// The next family of the same parent, or -1.
    var next = -1
    /// The record that `count` is about.
    var lastRecord: UInt64 = 0
    /// How many were met in that record.
    var count = 0
}

/// The elements of the records that are of interest, as a tree. Node 0 is the record.
struct XMLFieldTree: ~Copyable {
    private struct Key: Hashable {
        var parent: Int
        var local: UnsafePointer<xmlChar>?
        var prefix: UnsafePointer<xmlChar>?
    }

    /// The nodes. Valid until the next call of `addNode`.
    private(set) var nodes: UnsafeMutablePointer<XMLNode>
    /// The families. Valid until the next call of `addFamily`.
    private(set) var families: UnsafeMutablePointer<XMLFamily>
    private var nodeCount = 0
    private var nodeCapacity = 16
    private var familyCount = 0
    private var familyCapacity = 16
    /// Where a parent has many families: how to find one of them.
    private var index: [Key: Int] = [:]

    /// So many families of a parent are looked through one by one.
    private static let fewFamilies = 16

    init() {
        nodes = .allocate(capacity: nodeCapacity)
        families = .allocate(capacity: familyCapacity)
        addNode(XMLNode())
    }

    deinit {
        nodes.deinitialize(count: nodeCount)
        nodes.deallocate()
        families.deinitialize(count: familyCount)
        families.deallocate()
    }

    /// How many nodes there are.
    var count: Int { nodeCount }

    /// The family of a child element, or -1.
    @inline(__always)
    mutating func family(
        of parent: Int, _ local: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?,
        _ uri: UnsafePointer<xmlChar>?
    ) -> Int {
        let expected = nodes[parent].expected
        if expected >= 0, families[expected].name.matches(local, prefix, uri) {
            nodes[parent].expected = families[expected].next
            return expected
        }
        return search(parent, local, prefix, uri)
    }

    private mutating func search(
        _ parent: Int, _ local: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?,
        _ uri: UnsafePointer<xmlChar>?
    ) -> Int {
        var found = -1
        if index.isEmpty || nodes[parent].familyCount <= Self.fewFamilies {
            found = nodes[parent].firstFamily
            while found >= 0, !families[found].name.matches(local, prefix, uri) { found = families[found].next }
        } else {
            found = index[Key(parent: parent, local: local, prefix: prefix)] ?? -1
        }
        if found >= 0, !nodes[parent].isAmbiguous { nodes[parent].expected = families[found].next }
        return found
    }

    /// The child that is met now, as the n-th of its family in this record; -1 if it is not of interest.
    @inline(__always)
    mutating func child(ofFamily family: Int, record: UInt64) -> Int {
        if families[family].lastRecord != record {
            families[family].lastRecord = record
            families[family].count = 0
        }
        let occurrence = families[family].count
        families[family].count = occurrence &+ 1
        if occurrence == 0 { return families[family].first }
        return occurrence < families[family].nodes.count ? Int(families[family].nodes[occurrence]) : -1
    }

    @discardableResult
    mutating func addNode(_ node: XMLNode) -> Int {
        if nodeCount == nodeCapacity {
            let larger = UnsafeMutablePointer<XMLNode>.allocate(capacity: nodeCapacity * 2)
            larger.moveInitialize(from: nodes, count: nodeCount)
            nodes.deallocate()
            nodes = larger
            nodeCapacity *= 2
        }
        (nodes + nodeCount).initialize(to: node)
        nodeCount += 1
        return nodeCount - 1
    }

    /// A new family under `parent`. A name that is exactly as the file writes it is indexed.
    mutating func addFamily(of parent: Int, _ name: XMLName) -> Int {
        if familyCount == familyCapacity {
            let larger = UnsafeMutablePointer<XMLFamily>.allocate(capacity: familyCapacity * 2)
            larger.moveInitialize(from: families, count: familyCount)
            families.deallocate()
            families = larger
            familyCapacity *= 2
        }
        (families + familyCount).initialize(to: XMLFamily(name: name))
        let made = familyCount
        familyCount += 1
        if !name.isWritten, overlaps(parent, name) { nodes[parent].isAmbiguous = true }
        if nodes[parent].firstFamily < 0 {
            nodes[parent].firstFamily = made
        } else {
            families[nodes[parent].lastFamily].next = made
        }
        nodes[parent].lastFamily = made
        nodes[parent].familyCount += 1
        if name.isWritten { index[Key(parent: parent, local: name.local, prefix: name.prefix)] = made }
        return made
    }

    /// Whether an element of another family of `parent` can have this name too.
    private func overlaps(_ parent: Int, _ name: XMLName) -> Bool {
        var family = nodes[parent].firstFamily
        while family >= 0 {
            let other = families[family].name
            if Self.agree(other.local, name.local), Self.agree(other.prefix, name.prefix),
                Self.agree(other.uri, name.uri)
            {
                return true
            }
            family = families[family].next
        }
        return false
    }

    private static func agree(_ left: UnsafePointer<xmlChar>?, _ right: UnsafePointer<xmlChar>?) -> Bool {
        left == nil || right == nil || left == right
    }

    /// Forgets everything but the record itself.
    mutating func forget() {
        (nodes + 1).deinitialize(count: nodeCount - 1)
        families.deinitialize(count: familyCount)
        nodeCount = 1
        familyCount = 0
        nodes[0] = XMLNode()
        index = [:]
    }
}
