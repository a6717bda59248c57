import CLibXML2
import Observations

/// Which elements and attributes of a record become which columns.
struct XMLFields: ~Copyable {
    /// Whether all fields are given out.
    let isAll: Bool
    /// The tree of what is of interest.
    var tree = XMLFieldTree()
    /// The names of the columns.
    private(set) var names: [String] = []
    private var columnOfName: [String: Int] = [:]
    private var outputs: [(name: String, column: Int)] = []

    /// The fields of `selection`.
    init(_ selection: FieldSelection, names resolver: XMLNames, columns: inout TreeColumns) {
        guard case .only(let wanted) = selection else {
            isAll = true
            return
        }
        isAll = false
        // Names with a prefix first: where `dwc:eventDate` and `eventDate` are both asked for, an element goes to the
        // name that says more.
        for name in wanted.filter({ $0.contains(":") }) + wanted.filter({ !$0.contains(":") }) {
            guard columnOfName[name] == nil else { continue }
            let column = addColumn(name, &columns)
            if let path = XMLFieldPath(name) { add(path, at: 0, from: 0, column: column, resolver) }
        }
        outputs = wanted.map { ($0, columnOfName[$0] ?? 0) }
    }

    private mutating func add(_ path: XMLFieldPath, at step: Int, from parent: Int, column: Int, _ names: XMLNames) {
        guard step < path.elements.count else {
            if let attribute = path.attribute {
                tree.nodes[parent].attributes.append((names.resolve(attribute), column))
            } else if tree.nodes[parent].column < 0 {
                tree.nodes[parent].column = column
            } else {
                copies.append((tree.nodes[parent].column, column))
            }
            return
        }
        for (test, occurrence) in XMLFieldPath.readings(of: path.elements[step]) {
            let name = names.resolve(test)
            var family = tree.nodes[parent].firstFamily
            while family >= 0, !Self.isSame(tree.families[family].name, name) { family = tree.families[family].next }
            if family < 0 { family = tree.addFamily(of: parent, name) }
            while tree.families[family].nodes.count < occurrence { tree.families[family].nodes.append(-1) }
            var node = Int(tree.families[family].nodes[occurrence - 1])
            if node < 0 {
                node = tree.addNode(XMLNode())
                tree.families[family].nodes[occurrence - 1] = Int32(node)
            }
            add(path, at: step + 1, from: node, column: column, names)
        }
    }

    /// Columns that have the same cells as another: two ways to write one field (`a`, `./a`).
    private var copies: [(from: Int, to: Int)] = []

    private static func isSame(_ left: XMLName, _ right: XMLName) -> Bool {
        left.local == right.local && left.prefix == right.prefix && left.uri == right.uri
    }

    private mutating func addColumn(_ name: String, _ columns: inout TreeColumns) -> Int {
        let column = columns.add()
        names.append(name)
        columnOfName[name] = column
        return column
    }

    /// A column for a field that has appeared. Another field may have the name already (an element `a_2`, and a second
    /// `a`): then a number is added.
    mutating func addCollected(_ name: String, _ columns: inout TreeColumns) -> Int {
        var free = name
        var number = 2
        while columnOfName[free] != nil {
            free = "\(name)_\(number)"
            number += 1
        }
        return addColumn(free, &columns)
    }

    /// Forgets what has been collected: a new batch begins.
    mutating func forget() {
        guard isAll else { return }
        tree.forget()
        names = []
        columnOfName = [:]
    }

    /// The fields of a batch made of its columns.
    func batch(_ columns: [TextColumn]) -> (fields: [String], columns: [TextColumn]) {
        guard !isAll else { return (names, columns) }
        var filled = columns
        for copy in copies { filled[copy.to] = columns[copy.from] }
        return (outputs.map(\.name), outputs.map { filled[$0.column] })
    }
}
