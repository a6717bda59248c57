import Observations

/// Where the columns of the CSV file lie in its batches, and which fields they fill.
struct ZooniverseColumns {
    /// The columns that are read whatever is asked for.
    static let needed = ["classification_id", "user_name", "metadata", "annotations", "subject_data"]

    /// Fields that are filled by a column of the file: the number of the field, the column.
    private(set) var plain: [(field: Int, place: Int)] = []
    /// The number of the field `part`, if it is asked for and the file has no such column itself.
    private(set) var part = 0
    private(set) var hasPart = false
    // Only looked up in.
    private let names: Set<String>
    private var places: [String: Int] = [:]

    /// The columns `plain` of the file fill fields of their names.
    init(plain: [String]) { names = Set(plain) }

    /// Looks up the columns of a batch; the fields are those that `ZooniverseReader` numbers at the beginning.
    mutating func find(in header: [String], _ fields: ZooniverseFields) {
        places = header.places
        plain = []
        hasPart = false
        for number in fields.all(.plain) where fields.isWanted(number) {
            let name = fields.names[number]
            let isOwn = names.contains(name)
            if name == "part", !isOwn { (part, hasPart) = (number, true) }
            let column = name == "contributor" && !isOwn ? "user_name" : name
            if let place = places[column] { plain.append((number, place)) }
        }
    }

    /// Where a column lies, `nil` if the file does not have it.
    func place(of name: String) -> Int? { places[name] }
}
