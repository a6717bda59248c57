import Observations

/// The parts of a workbook by name (Open Packaging Conventions, ECMA-376 part 2): members of a ZIP archive, found
/// without regard to upper and lower case.
struct WorkbookParts {
    private let members: [String: ArchiveMember]
    let limits: ReadLimits

    init(_ archive: ZipArchive, limits: ReadLimits) {
        self.limits = limits
        members = Dictionary(archive.members.map { ($0.name.lowercased(), $0) }) { first, _ in first }
    }

    /// Lets `part` read the member of its name.
    func read(_ part: WorkbookPart) throws(ReadError) { try part.read(open(part.name)) }

    /// The bytes of a part.
    func open(_ name: String) throws(ReadError) -> any ByteSource {
        guard let member = members[name.lowercased()] else { throw WorkbookProblem.damaged(name, "a part is missing") }
        return try member.open()
    }

    /// Whether there is a part of that name.
    func has(_ name: String) -> Bool { members[name.lowercased()] != nil }

    /// The relationships of a part, none where nothing is said of them.
    func relationships(of name: String) throws(ReadError) -> [WorkbookRelationship] {
        let pieces = name.pathPieces
        let folder = pieces.dropLast().joined(separator: "/")
        let place = (folder.isEmpty ? "" : folder + "/") + "_rels/" + (pieces.last ?? "") + ".rels"
        guard has(place) else { return [] }
        let part = try RelationshipsPart(place, folder: folder, limits: limits)
        try read(part)
        return part.relationships
    }
}

/// What one part says of another.
struct WorkbookRelationship {
    /// The name by which the part speaks of it.
    var id: String
    /// The last piece of the relationship's type: `worksheet`, `sharedStrings`, `styles`, `officeDocument`.
    var type: String
    /// The other part's name.
    var target: String
}

/// A `.rels` part.
private final class RelationshipsPart: WorkbookPart {
    private(set) var relationships: [WorkbookRelationship] = []
    private let folder: String

    init(_ name: String, folder: String, limits: ReadLimits) throws(ReadError) {
        self.folder = folder
        try super.init(name, limits: limits)
    }

    override func start(_ element: WorkbookName, _ attributes: WorkbookAttributes) {
        // What lies outside the workbook is never followed.
        guard depth == 2, element == "Relationship", attributes.text("TargetMode") != "External",
            let id = attributes.text("Id"), let type = attributes.text("Type"), let target = attributes.text("Target")
        else { return }
        guard relationships.count < limits.columns else { return refuse(limit: "too many parts") }
        relationships.append(
            WorkbookRelationship(
                id: id, type: type.pathPieces.last ?? "", target: Self.resolve(target, in: folder)))
    }

    /// The name of the part that `target` means, seen from a part in `folder`.
    private static func resolve(_ target: String, in folder: String) -> String {
        var pieces = target.hasPrefix("/") ? [] : folder.pathPieces
        for piece in target.pathPieces {
            if piece == ".." { _ = pieces.popLast() } else if piece != "." { pieces.append(piece) }
        }
        return pieces.joined(separator: "/")
    }
}
