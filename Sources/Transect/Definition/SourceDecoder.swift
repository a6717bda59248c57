import Yams

extension Definition.Source {
    init?(_ node: Node, _ problems: ProblemList) {
        guard let object = YAMLObject(node, as: "A source", problems: problems) else { return nil }
        object.refuseOthers(than: [
            "files", "preset", "namespace", "format", "encoding", "delimiter", "quote", "escape", "header", "records",
            "sheet",
            "namespaces", "locale", "map", "join", "set", "unpivot", "mode", "resend", "series", "withdraw",
        ])
        place = object.place
        preset = object.located("preset")
        files = object.texts("files")
        if files.isEmpty {
            problems.add("A source needs `files`, a pattern such as \"**/*.csv\".", at: object.place)
        }
        namespace = object.text("namespace") ?? ""
        let formats = ["csv", "json", "ndjson", "geojson", "xml", "xlsx", "zooniverse"]
        format = object.choice("format", among: formats)?.value
        encoding = object.text("encoding")
        delimiter = singleCharacter("delimiter", object, problems)
        quote = object.node("quote")?.scalar?.string == "none" ? "none" : singleCharacter("quote", object, problems)
        escape = object.choice("escape", among: ["backslash"])?.value
        let header = object.located("header")
        self.header = header?.value
        if let header, header.value != "none", Int(header.value).map({ $0 < 1 }) ?? true {
            problems.add("`header` must be the number of the header's line, or none.", at: header.place)
        }
        records = object.text("records")
        sheet = object.text("sheet")
        namespaces = object.textPairs("namespaces")
        locale = object.located("locale")
        map = object.object("map", as: "`map`")?.all.compactMap { Definition.MapEntry($0, problems) } ?? []
        if let joins = object.object("join", as: "`join`") {
            self.joins = joins.all.compactMap { pair in
                guard let join = YAMLObject(pair.value, as: "The join of \(pair.key)", problems: problems) else {
                    return nil
                }
                join.refuseOthers(than: ["from", "separator"])
                return Definition.Join(
                    term: pair.key, place: pair.place, from: join.texts("from"),
                    separator: join.text("separator") ?? " ")
            }
        }
        constants = object.textPairs("set").map { (term: $0.key, value: $0.value) }
        unpivot = object.object("unpivot", as: "`unpivot`").flatMap { unpivot in
            unpivot.refuseOthers(than: ["columns", "except", "name", "value"])
            if unpivot.texts("columns").isEmpty == unpivot.texts("except").isEmpty {
                problems.add("`unpivot` needs either `columns` (these) or `except` (all others).", at: unpivot.place)
            }
            guard let name = unpivot.text("name", required: true), let value = unpivot.text("value", required: true)
            else { return nil }
            return Definition.Unpivot(
                place: unpivot.place, columns: unpivot.texts("columns"), except: unpivot.texts("except"), name: name,
                value: value)
        }
        decodeSendingAgain(object, problems)
    }
}

extension Definition.MapEntry {
    init?(_ pair: (key: String, place: YAMLPlace, value: Node), _ problems: ProblemList) {
        column = pair.key
        place = pair.place
        if let scalar = pair.value.scalar {
            to = scalar.string
            return
        }
        guard let object = YAMLObject(pair.value, as: "The mapping of \(pair.key)", problems: problems) else {
            return nil
        }
        object.refuseOthers(than: ["to", "lookup", "replace", "split"])
        to = object.text("to")
        lookup = object.object("lookup", as: "`lookup`").flatMap { lookup in
            lookup.refuseOthers(than: ["file", "from", "to"])
            guard let file = lookup.text("file", required: true), let from = lookup.text("from", required: true),
                let to = lookup.text("to", required: true)
            else { return nil }
            return Definition.TableReference(place: lookup.place, file: file, from: from, to: to)
        }
        replace = object.textPairs("replace")
        split = object.object("split", as: "`split`").map { split in
            split.refuseOthers(than: ["separator", "to", "atLeast"])
            return Definition.Split(
                separator: split.text("separator", required: true) ?? "",
                parts: split.texts("to").map { $0 == "-" ? nil : $0 }, atLeast: split.integer("atLeast"))
        }
        if (to == nil) == (split == nil) {
            problems.add("The mapping of \(column) needs `to`, a term, or `split`.", at: object.place)
        }
    }
}

/// A value that must be one byte, such as a delimiter; `tab` is understood.
private func singleCharacter(_ key: String, _ object: YAMLObject, _ problems: ProblemList) -> String? {
    guard let text = object.located(key) else { return nil }
    if text.value == "tab" || text.value == "\\t" { return "\t" }
    guard text.value.utf8.count == 1 else {
        problems.add("`\(key)` must be one character, or tab.", at: text.place)
        return nil
    }
    return text.value
}
