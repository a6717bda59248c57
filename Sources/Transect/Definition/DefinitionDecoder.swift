import Intake
import Observations
import Snapshots
import Yams

extension Definition {
    /// Decodes a pipeline file.
    ///
    /// - Parameters:
    ///   - text: the YAML.
    ///   - file: the file's name for messages.
    ///   - presets: where the texts of presets come from.
    /// - Throws: `DefinitionError` with every problem found, each with line and column.
    package init(yaml text: String, file: String, presets: PresetShelf = .program) throws(DefinitionError) {
        let problems = ProblemList(file: file)
        let root: Node
        do {
            guard let node = try Yams.compose(yaml: text) else {
                throw DefinitionError([
                    DefinitionProblem(file: file, place: .file, message: "The file is empty. Run `transect init`.")
                ])
            }
            root = node
        } catch let error as DefinitionError {
            throw error
        } catch {
            throw DefinitionError([yamlProblem(error, file: file)])
        }
        self.init()
        if let object = YAMLObject(root, as: "The pipeline", problems: problems) {
            decode(object, PresetReader(presets, problems), problems)
        }
        try problems.throwIfAny()
    }

    private mutating func decode(_ object: YAMLObject, _ presets: PresetReader, _ problems: ProblemList) {
        object.refuseOthers(than: [
            "name", "title", "description", "creators", "licence", "license", "keywords", "drop", "arrival",
            "limits", "contributors", "sources", "record", "fields", "checks", "consensus", "receipts", "publish",
            "expect",
        ])
        decodeTitlePage(object, problems)
        drop = object.text("drop") ?? drop
        if let contributors = object.object("contributors", as: "`contributors`") {
            contributors.refuseOthers(than: ["submitter", "people"])
            submitter = SubmitterRule(contributors, problems) ?? submitter
            peopleFile = contributors.located("people")
            if let file = peopleFile, file.value.isEmpty {
                problems.add("`people` needs the name of a file, such as people.csv.", at: file.place)
                peopleFile = nil
            }
        }
        arrival = object.object("arrival", as: "`arrival`").map { ArrivalRules($0, problems) } ?? arrival
        limits = NightLimits(object.object("limits", as: "`limits`"), byDefault: submitter != .none)
        sources = object.items("sources", problems).compactMap { Source(presets.filled($0), problems) }
        if sources.isEmpty {
            problems.add("The pipeline needs `sources`: which files there are and how they are read.", at: object.place)
        }
        if let record = object.object("record", as: "`record`") {
            record.refuseOthers(than: ["key", "revision"])
            key = record.list("key")
            revision = record.located("revision")
        }
        receipts = Receipts(object, problems)
        fields = object.object("fields", as: "`fields`")?.all.compactMap { Field($0, problems) } ?? []
        self.presets = presets.used
        take(presets.types)
        refuseSharedAliases(problems)
        checks = object.items("checks", problems).compactMap { Check($0, problems) }
        consensus = object.object("consensus", as: "`consensus`").map { Consensus($0, problems) }
        publish = object.object("publish", as: "`publish`").map { Publish($0, problems) } ?? publish
        if let expect = object.object("expect", as: "`expect`") {
            expect.refuseOthers(than: ["records", "accepted", "corrections", "quarantined", "duplicates", "flagged"])
            self.expect = expect.all.compactMap { pair in
                expect.integer(pair.key).map { Located(value: (pair.key, $0), place: pair.place) }
            }
        }
    }

    private mutating func decodeTitlePage(_ object: YAMLObject, _ problems: ProblemList) {
        if let name = object.located("name", required: true) {
            self.name = name.value
            let isPlain = name.value.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
            }
            if name.value.isEmpty || !isPlain {
                problems.add("`name` may have the letters a-z, digits and hyphens, as in garden-birds.", at: name.place)
            }
        }
        title = object.text("title", required: true) ?? ""
        if title.isEmpty, object.node("title") != nil {
            problems.add("`title` is empty. Say in a few words what the dataset is.", at: object.place)
        }
        description = object.text("description")?.trimmed ?? ""
        if object.node("licence") != nil, object.node("license") != nil {
            problems.add("`licence` and `license` mean the same. Keep one.", at: object.place)
        }
        licence = object.text("licence") ?? object.text("license") ?? ""
        if licence.isEmpty {
            problems.add(
                "The pipeline needs `licence`, an SPDX identifier such as CC-BY-4.0 or CC0-1.0.", at: object.place)
        }
        if let bad = licence.utf8.first(where: { !isIdentifier($0) }), !licence.isEmpty {
            problems.add(
                "`\(licence)` is no SPDX identifier: it has \(bad == 0x20 ? "a space" : "a character that none has"). Write it like CC-BY-4.0.",
                at: object.place)
        }
        keywords = object.texts("keywords")
        creators = object.items("creators", problems).compactMap { node in
            if let scalar = node.scalar { return Creator(name: scalar.string) }
            guard let creator = YAMLObject(node, as: "A creator", problems: problems) else { return nil }
            creator.refuseOthers(than: ["name", "orcid"])
            if let orcid = creator.located("orcid"), Snapshots.Creator.orcidAddress(orcid.value) == nil {
                problems.add(
                    "`\(orcid.value)` is no ORCID iD; it looks like 0000-0002-1825-0097, and its last digit is a check.",
                    at: orcid.place)
            }
            return creator.text("name", required: true).map { Creator(name: $0, orcid: creator.text("orcid")) }
        }
        if creators.contains(where: \.name.isEmpty) {
            problems.add("A creator has no name, so that nobody could cite it.", at: object.place)
        }
        if creators.isEmpty {
            problems.add(
                "The pipeline needs `creators`: who is to be cited, as in [{name: River Club}].", at: object.place)
        }
    }
}

extension YAMLObject {
    /// The items of a sequence under a key.
    func items(_ key: String, _ problems: ProblemList) -> [Node] {
        guard let node = node(key) else { return [] }
        guard let sequence = node.sequence else {
            problems.add("`\(key)` must be a list: lines that begin with `- `.", at: node.place)
            return []
        }
        return Array(sequence)
    }
}

/// Whether a byte may be in an SPDX identifier.
private func isIdentifier(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x2E || byte == 0x2B
}

/// What the YAML parser says, with its place.
private func yamlProblem(_ error: any Error, file: String) -> DefinitionProblem {
    switch error as? YamlError {
    case .duplicatedKeysInMapping(let keys, let context):
        DefinitionProblem(
            file: file, place: YAMLPlace(line: context.mark.line, column: context.mark.column),
            message: "`\(keys.joined(separator: "`, `"))` stands twice in one mapping. Keep one.")
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
        .composer(_, let problem, let mark, _):
        DefinitionProblem(
            file: file, place: YAMLPlace(line: mark.line, column: mark.column),
            message: "This is not YAML: \(problem). Check the indentation, and put texts with `: ` or `#` into quotes.")
    default:
        DefinitionProblem(file: file, place: .file, message: "This is not YAML: \(error)")
    }
}
