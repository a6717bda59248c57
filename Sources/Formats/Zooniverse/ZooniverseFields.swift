import Observations

/// The fields that the records of an export have, numbered in order of appearance, and which of them are wanted.
struct ZooniverseFields {
    /// Fields of one kind stand together in a batch, in this order.
    enum Group: Int { case plain, metadata, task, subject }

    /// The name of every field.
    private(set) var names: [String] = []
    private var groups: [Group] = []
    private var wanted: [Bool] = []
    // Only looked up in.
    private var numbers: [String: Int] = [:]
    private let selection: FieldSelection
    private let chosen: Set<String>
    private let limit: Int
    private static let whole = ["annotations", "subject_data"]

    /// The fields of `selection`, at most `limit` different ones in a file.
    init(_ selection: FieldSelection, limit: Int) {
        self.selection = selection
        self.limit = limit
        if case .only(let names) = selection { chosen = Set(names) } else { chosen = [] }
    }

    /// The number of a field; `nil` if there are too many already.
    mutating func number(_ name: String, _ group: Group) -> Int? {
        if let known = numbers[name] { return known }
        // There is always room for a cell that is kept whole because it is damaged.
        guard names.count < limit || Self.whole.contains(name) else { return nil }
        numbers[name] = names.count
        names.append(name)
        groups.append(group)
        wanted.append(isWanted(name))
        return names.count - 1
    }

    /// Whether a field's cells are asked for.
    func isWanted(_ number: Int) -> Bool { wanted[number] }

    /// Whether the cells of a field of this name would be asked for.
    func isWanted(_ name: String) -> Bool { selection == .all || chosen.contains(name) }

    /// All fields of a group, in order of appearance.
    func all(_ group: Group) -> [Int] { names.indices.filter { groups[$0] == group } }

    /// All names, group by group.
    var ordered: [String] {
        [Group.plain, .metadata, .task, .subject].flatMap { all($0).map { names[$0] } }
    }

    /// The fields of a batch in their order, each with its number, `nil` for one that the file has not had so far.
    ///
    /// - Parameter isUsed: Whether a field has a cell in the batch.
    func output(_ isUsed: (Int) -> Bool) -> [(name: String, number: Int?)] {
        switch selection {
        case .only(let wanted): wanted.map { ($0, numbers[$0]) }
        case .all:
            [Group.plain, .metadata, .task, .subject].flatMap { group in
                all(group).filter { group == .plain || isUsed($0) }.map { (names[$0], $0) }
            }
        }
    }
}
