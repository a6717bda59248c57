/// The taxa that answers may name, as a tree.
///
/// Taxa are numbered in the order of the rows. Several taxa without parent are allowed; what they have in common is
/// called life, and is no taxon of the checklist.
package struct Checklist: Sendable {
    /// One row of a checklist, in the terms of Darwin Core.
    package struct Row: Sendable, Equatable {
        /// `taxonID`, unique.
        package var id: String
        /// `parentNameUsageID`; `nil` or blank at the top.
        package var parent: String?
        /// `scientificName`.
        package var name: String
        /// `taxonRank`.
        package var rank: String?
        /// `acceptedNameUsageID`: the taxon that this name is a synonym of, if it is one.
        package var accepted: String?

        /// A row of those cells.
        package init(id: String, parent: String?, name: String, rank: String? = nil, accepted: String? = nil) {
            self.id = id
            self.parent = parent
            self.name = name
            self.rank = rank
            self.accepted = accepted
        }
    }

    /// No taxon, where a number is needed.
    static let none = -1

    /// The rows.
    package let rows: [Row]
    /// The parent of every taxon, or −1.
    let parents: [Int]
    /// How many taxa are above each: 0 at the top.
    let depths: [Int]
    /// The level of every taxon's rank, or `nil`.
    let levels: [Double?]
    /// Each taxon's place in a walk through the tree, and the place behind its last descendant.
    private let enter: [Int]
    private let leave: [Int]
    /// The children of each taxon, in the order of the rows.
    let children: [[Int]]
    /// Only looked up in.
    private let numberOfID: [String: Int]
    /// By name; −1 where several taxa share it.
    private let numberOfName: [String: Int]

    /// The number of taxa, synonyms included.
    package var count: Int { rows.count }

    /// The tree that rows make.
    package init(_ rows: [Row]) throws(ChecklistError) {
        var numberOfID: [String: Int] = [:]
        for (number, row) in rows.enumerated() {
            guard !row.id.isEmpty else { throw .withoutID(name: row.name) }
            guard numberOfID.updateValue(number, forKey: row.id) == nil else { throw .repeatedID(row.id) }
        }
        var parents: [Int] = []
        for row in rows {
            guard let parent = row.parent, !parent.isEmpty, parent != row.id else {
                parents.append(Self.none)
                continue
            }
            guard let number = numberOfID[parent] else { throw .unknownParent(of: row.name, id: parent) }
            parents.append(number)
        }
        var children = [[Int]](repeating: [], count: rows.count)
        for (number, parent) in parents.enumerated() where parent != Self.none { children[parent].append(number) }

        // A walk from the top; what it does not reach hangs in a circle.
        var depths = [Int](repeating: -1, count: rows.count)
        var enter = [Int](repeating: 0, count: rows.count)
        var leave = enter
        var clock = 0
        var open: [(taxon: Int, next: Int)] = []
        for top in rows.indices where parents[top] == Self.none {
            open.append((top, 0))
            depths[top] = 0
            enter[top] = clock
            clock += 1
            while let last = open.last {
                if last.next < children[last.taxon].count {
                    let child = children[last.taxon][last.next]
                    open[open.count - 1].next += 1
                    depths[child] = depths[last.taxon] + 1
                    enter[child] = clock
                    clock += 1
                    open.append((child, 0))
                } else {
                    leave[last.taxon] = clock
                    open.removeLast()
                }
            }
        }
        if let lost = depths.firstIndex(of: -1) { throw .circle(id: rows[lost].id, name: rows[lost].name) }

        var numberOfName: [String: Int] = [:]
        for (number, row) in rows.enumerated() {
            let meant = try Self.accepted(number, rows, numberOfID)
            if let other = numberOfName[row.name], other != meant {
                numberOfName[row.name] = Self.none
            } else {
                numberOfName[row.name] = meant
            }
        }
        self.rows = rows
        self.parents = parents
        self.depths = depths
        self.enter = enter
        self.leave = leave
        self.children = children
        self.numberOfID = numberOfID
        self.numberOfName = numberOfName
        levels = rows.map { $0.rank.flatMap(TaxonRank.level) }
    }

    /// The taxon that a row's name stands for: itself, or what it is a synonym of, over at most as many steps as rows.
    private static func accepted(
        _ number: Int, _ rows: [Row], _ numberOfID: [String: Int]
    ) throws(ChecklistError) -> Int {
        var meant = number
        for _ in rows.indices {
            guard let id = rows[meant].accepted, !id.isEmpty, id != rows[meant].id else { return meant }
            guard let next = numberOfID[id] else { throw .unknownAccepted(of: rows[meant].name, id: id) }
            meant = next
        }
        throw .circle(id: rows[number].id, name: rows[number].name)
    }

    /// The taxon that a scientific name or a `taxonID` stands for; a synonym stands for its accepted taxon.
    ///
    /// `nil` for unknown names, and for names that several taxa have: these can be answered by their ID.
    package func taxon(named name: String) -> Int? {
        if let number = numberOfName[name] { return number == Self.none ? nil : number }
        guard let number = numberOfID[name] else { return nil }
        return try? Self.accepted(number, rows, numberOfID)
    }

    /// Whether the first taxon is the second or above it.
    package func isAncestorOrSelf(_ first: Int, of second: Int) -> Bool {
        enter[first] <= enter[second] && enter[second] < leave[first]
    }

    /// The taxon and all above it, from the taxon upwards.
    package func lineage(of taxon: Int) -> [Int] {
        var lineage: [Int] = []
        var next = taxon
        while next != Self.none {
            lineage.append(next)
            next = parents[next]
        }
        return lineage
    }

    /// Of a taxon's descendants the one directly below it that is or leads to another; `nil` if that is not below it.
    func child(of taxon: Int, towards descendant: Int) -> Int? {
        guard taxon != descendant, isAncestorOrSelf(taxon, of: descendant) else { return nil }
        var next = descendant
        while parents[next] != taxon { next = parents[next] }
        return next
    }
}

/// Why rows are no checklist.
package enum ChecklistError: Error, Equatable, CustomStringConvertible {
    /// A row has no `taxonID`.
    case withoutID(name: String)
    /// Two rows have the same `taxonID`.
    case repeatedID(String)
    /// A `parentNameUsageID` is not in the checklist.
    case unknownParent(of: String, id: String)
    /// An `acceptedNameUsageID` is not in the checklist.
    case unknownAccepted(of: String, id: String)
    /// A taxon is its own ancestor or synonym.
    case circle(id: String, name: String)
    /// None of the columns for ranks is there.
    case withoutRanks

    package var description: String {
        switch self {
        case .withoutID(let name): "The taxon “\(name)” has no taxonID. Give every row of the checklist one."
        case .repeatedID(let id): "The taxonID \(id) occurs twice. Every taxon needs an ID of its own."
        case .unknownParent(let name, let id):
            """
            The parent of “\(name)”, parentNameUsageID \(id), is not in the checklist. Add its row, or leave the cell \
            empty if “\(name)” is at the top.
            """
        case .unknownAccepted(let name, let id):
            "“\(name)” is given as a synonym of acceptedNameUsageID \(id), which is not in the checklist. Add its row."
        case .circle(let id, let name):
            """
            “\(name)” (taxonID \(id)) is above itself. Follow its parentNameUsageID or acceptedNameUsageID upwards \
            and mend the row that leads back.
            """
        case .withoutRanks:
            "The checklist has neither parentNameUsageID nor columns for ranks such as family and genus. Add either."
        }
    }
}
