import Yams

extension Definition.Consensus {
    init(_ object: YAMLObject, _ problems: ProblemList) {
        object.refuseOthers(than: ["subject", "contributor", "repeats", "subjects", "gold", "questions"])
        place = object.place
        subject = object.list("subject")
        if subject.isEmpty {
            problems.add("`consensus` needs `subject`: the terms that name what was judged.", at: object.place)
        }
        contributor = object.located("contributor")
        repeats = object.choice("repeats", among: ["error", "latest"])?.value
        subjects = object.object("subjects", as: "`subjects`").flatMap { Definition.SubjectTable($0) }
        gold = object.object("gold", as: "`gold`").flatMap { Definition.GoldTable($0) }
        questions =
            object.object("questions", as: "`questions`")?.all.compactMap { pair in
                YAMLObject(pair.value, as: "The question \(pair.key)", problems: problems).map {
                    Definition.Question(Located(value: pair.key, place: pair.place), $0, problems)
                }
            } ?? []
        if questions.isEmpty {
            problems.add("`consensus` needs `questions`: the terms whose values are votes.", at: object.place)
        }
    }
}

extension Definition.SubjectTable {
    /// `{file: photos.csv, key: photo_id, columns: [url, site]}`
    init?(_ object: YAMLObject) {
        object.refuseOthers(than: ["file", "key", "columns"])
        guard let reference = object.sideFile("file") else { return nil }
        self.reference = reference
        key = object.list("key")
        columns = object.list("columns")
    }
}

extension Definition.GoldTable {
    /// `{file: gold.csv, key: photo_id, columns: {species: truth}}`
    init?(_ object: YAMLObject) {
        object.refuseOthers(than: ["file", "key", "columns"])
        guard let reference = object.sideFile("file") else { return nil }
        self.reference = reference
        key = object.list("key")
        if let columns = object.object("columns", as: "`columns`") {
            self.columns = columns.all.compactMap { pair in
                columns.located(pair.key).map { (pair.key, $0) }
            }
        }
    }
}

extension Definition.Question {
    init(_ term: Located<String>, _ body: YAMLObject, _ problems: ProblemList) {
        self.init(term: term)
        body.refuseOthers(than: [
            "method", "unsure", "skipped", "accept", "given", "absent", "levels", "checklist", "threshold", "none",
            "ties", "distance", "count", "behaviours", "retire", "calibrate",
        ])
        method = body.located("method")
        unsure = body.texts("unsure")
        skipped = body.texts("skipped")
        if let accept = body.object("accept", as: "`accept`") {
            accept.refuseOthers(than: ["votes", "confidence", "agreement"])
            votes = accept.integer("votes")
            confidence = accept.locatedShare("confidence")
            agreement = accept.locatedShare("agreement")
        }
        given = body.located("given")
        if let absent = body.object("absent", as: "`absent`") {
            absent.refuseOthers(than: ["when", "answer"])
            if let when = absent.located("when", required: true) {
                self.absent = Definition.Absence(
                    place: absent.place, when: when, answer: absent.text("answer") ?? "0")
            }
        }
        levels = body.list("levels")
        checklist = body.sideFile("checklist")
        threshold = body.locatedShare("threshold")
        none = body.list("none")
        ties = body.list("ties")
        if let text = body.located("distance") {
            if let value = Double(text.value), value > 0, value.isFinite {
                distance = Located(value: value, place: text.place)
            } else {
                problems.add("`distance` must be a number above 0, not `\(text.value)`.", at: text.place)
            }
        }
        count = body.located("count")
        behaviours = body.located("behaviours")
        retire = body.object("retire", as: "`retire`").map { Definition.Retirement($0) }
        if let node = body.node("calibrate") {
            calibrate = Located(value: body.boolean("calibrate", default: false), place: node.place)
        }
    }
}

extension Definition.Retirement {
    /// `{votes: 30, confidence: 0.99, agreement: 0.9, atLeast: 5, blank: 3, blankLabels: [nothing]}`
    init(_ object: YAMLObject) {
        object.refuseOthers(than: ["votes", "confidence", "agreement", "atLeast", "blank", "blankLabels"])
        place = object.place
        votes = object.integer("votes")
        confidence = object.share("confidence")
        agreement = object.share("agreement")
        atLeast = object.integer("atLeast")
        blank = object.integer("blank")
        blankLabels = object.texts("blankLabels")
    }
}

extension YAMLObject {
    /// The name of a side file under a key.
    fileprivate func sideFile(_ key: String) -> Definition.TableReference? {
        guard let file = located(key, required: key == "file") else { return nil }
        return Definition.TableReference(place: file.place, file: file.value, from: "", to: "")
    }

    /// A share with its place.
    fileprivate func locatedShare(_ key: String) -> Located<Double>? {
        guard let node = node(key), let share = share(key) else { return nil }
        return Located(value: share, place: node.place)
    }
}
