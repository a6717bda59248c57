import Observations

/// A place in the records that is of interest: a value to be kept, or the way to one.
struct JSONNode {
    /// The column that takes the value, or -1.
    var column = -1
    /// Whether every key here becomes a field.
    var collects = false
    /// The record in which this place was last met; a second time in the same record is a repeated key.
    var lastRecord: UInt64 = 0
    /// The known keys; a key's number is its place in `children`.
    var keys = ByteInterner()
    var children: [Int32] = []
    /// The known elements of an array.
    var elements: [(index: Int, node: Int32)] = []
    /// The keys in the order in which they came last.
    var order = JSONKeyOrder()

    /// Whether the inside of an object is of interest.
    var looksIntoObjects: Bool { collects || !children.isEmpty }
    /// Whether the inside of an array is of interest.
    var looksIntoArrays: Bool { !elements.isEmpty }
}

/// The places in the records that are of interest, as a tree. Node 0 is the record itself.
struct JSONFieldTree: ~Copyable {
    /// The nodes. Valid until the next call of `add`.
    private(set) var nodes: UnsafeMutablePointer<JSONNode>
    /// How many nodes there are.
    private(set) var count = 0
    private var capacity = 16
    /// The deepest node.
    private(set) var depth = 0

    init() {
        nodes = .allocate(capacity: capacity)
        add(JSONNode())
    }

    deinit {
        for index in 0..<count { nodes[index].order.free() }
        nodes.deinitialize(count: count)
        nodes.deallocate()
    }

    /// Adds a node without a parent and gives its number.
    @discardableResult
    mutating func add(_ node: JSONNode) -> Int {
        if count == capacity {
            let larger = UnsafeMutablePointer<JSONNode>.allocate(capacity: capacity * 2)
            larger.moveInitialize(from: nodes, count: count)
            nodes.deallocate()
            nodes = larger
            capacity *= 2
        }
        (nodes + count).initialize(to: node)
        count += 1
        return count - 1
    }

    /// The node at the end of a way, made if need be.
    mutating func node(at pointer: JSONPointer) -> Int {
        var node = 0
        for step in pointer.steps { node = child(of: node, step) }
        depth = max(depth, pointer.steps.count)
        return node
    }

    private mutating func child(of parent: Int, _ key: [UInt8]) -> Int {
        let known = key.withUnsafeBytes { nodes[parent].keys.find($0) }
        if let known { return Int(nodes[parent].children[Int(known)]) }
        let made = key.withUnsafeBytes { addChild(of: parent, UnsafeRawBufferPointer($0)) }
        if let index = JSONPointer.arrayIndex(key) { nodes[parent].elements.append((index, Int32(made))) }
        return made
    }

    /// Adds a node for a key that is not known yet.
    mutating func addChild(of parent: Int, _ key: UnsafeRawBufferPointer) -> Int {
        let made = add(JSONNode())
        _ = nodes[parent].keys.intern(key)
        nodes[parent].children.append(Int32(made))
        return made
    }

    /// Forgets the nodes from `kept` on, which were collected under `parent`.
    mutating func forget(from kept: Int, under parent: Int) {
        guard count > kept else { return }
        for index in kept..<count { nodes[index].order.free() }
        (nodes + kept).deinitialize(count: count - kept)
        count = kept
        nodes[parent].keys = ByteInterner()
        nodes[parent].children = []
        nodes[parent].order.forget()
    }
}
