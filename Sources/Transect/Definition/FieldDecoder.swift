import Observations
import Yams

extension Definition.Field {
    init?(_ pair: (key: String, place: YAMLPlace, value: Node), _ problems: ProblemList) {
        guard let object = YAMLObject(pair.value, as: "The field \(pair.key)", problems: problems) else { return nil }
        object.refuseOthers(than: [
            "type", "title", "description", "missingValues", "format", "publish", "wasNamed", "aliases", "constraints",
        ])
        term = pair.key
        place = pair.place
        type = object.choice(
            "type", among: ["string", "integer", "number", "boolean", "date", "datetime", "eventDate"])
        title = object.text("title")
        description = object.text("description")?.trimmed
        if object.node("missingValues") != nil { missingValues = object.texts("missingValues") }
        formats = object.texts("format")
        isPublished = object.boolean("publish", default: true)
        wasNamed = object.located("wasNamed")
        if let former = wasNamed, former.value.isEmpty {
            problems.add("`wasNamed` needs the name that \(term) had before.", at: former.place)
            wasNamed = nil
        }
        aliases = Definition.Alias.list(object, problems)
        constraints = Definition.Constraints(object, problems)
    }
}

extension Definition.Constraints {
    init(_ field: YAMLObject, _ problems: ProblemList) {
        self.init()
        guard let object = field.object("constraints", as: "`constraints`") else { return }
        object.refuseOthers(than: [
            "required", "unique", "minimum", "maximum", "minLength", "maxLength", "pattern", "enum",
        ])
        required = object.boolean("required", default: false)
        unique = object.boolean("unique", default: false)
        minimum = object.text("minimum")
        maximum = object.text("maximum")
        minLength = object.integer("minLength")
        maxLength = object.integer("maxLength")
        pattern = object.located("pattern")
        guard let node = object.node("enum") else { return }
        if node.mapping == nil { values = object.texts("enum") } else { valuesFrom = object.column("enum") }
    }
}

extension Definition.Check {
    /// `coordinates-not-zero`, or `{event-date-plausible: {earliest: 1700-01-01, severity: error}}`.
    init?(_ node: Node, _ problems: ProblemList) {
        place = node.place
        if let scalar = node.scalar {
            name = scalar.string
            return
        }
        guard let object = YAMLObject(node, as: "A check", problems: problems), let only = object.all.first,
            object.all.count == 1
        else {
            problems.add("A check is a name, or one name with its parameters.", at: node.place)
            return nil
        }
        name = only.key
        place = only.place
        guard let parameters = YAMLObject(only.value, as: "The check \(name)", problems: problems) else { return nil }
        severity = parameters.choice("severity", among: ["info", "warning", "error"])?.value
        for parameter in parameters.all where parameter.key != "severity" {
            if parameter.value.mapping == nil {
                self.parameters.append((parameter.key, .words(parameters.texts(parameter.key))))
            } else if let reference = parameters.column(parameter.key) {
                self.parameters.append((parameter.key, .table(reference)))
            }
        }
    }
}

extension YAMLObject {
    /// `{file: species.csv, column: scientificName}` under a key.
    func column(_ key: String) -> Definition.TableReference? {
        guard let reference = object(key, as: "`\(key)`") else { return nil }
        reference.refuseOthers(than: ["file", "column"])
        guard let file = reference.text("file", required: true), let column = reference.text("column", required: true)
        else { return nil }
        return Definition.TableReference(place: reference.place, file: file, from: column, to: column)
    }
}
