import Yams

extension Definition.Source {
    /// What files mean for those that were sent before.
    mutating func decodeSendingAgain(_ object: YAMLObject, _ problems: ProblemList) {
        let mode = object.choice("mode", among: SourceMode.allCases.map(\.rawValue))
        let resend = object.choice("resend", among: ResendRule.allCases.map(\.rawValue))
        self.mode = mode.flatMap { SourceMode(rawValue: $0.value) } ?? self.mode
        self.resend = resend.flatMap { ResendRule(rawValue: $0.value) }
        let series = object.choice("series", among: SeriesRule.allCases.map(\.rawValue))
        self.series = series.flatMap { SeriesRule(rawValue: $0.value) } ?? self.series
        withdrawal = object.node("withdraw").flatMap { Definition.Withdrawal($0, of: object, problems) }

        if let resend, self.mode == .complete, self.resend == .add {
            problems.add(
                """
                `mode: complete` says that each file is the whole export and takes the place of the one before; \
                `resend: add` says the opposite. Keep one of them.
                """, at: resend.place)
        }
        guard let withdrawal, withdrawal.chosen == nil else { return }
        if let mode, self.mode == .complete {
            problems.add(
                """
                `withdraw: all` takes back every record that a file lists, `mode: complete` every one that it does not \
                list. Keep one of them.
                """, at: mode.place)
        }
        if let resend, self.resend == .replace {
            problems.add(
                """
                A file under `withdraw: all` brings no records that another could replace. Take `resend` away; the \
                project can restore what was withdrawn by mistake.
                """, at: resend.place)
        }
    }
}

extension Definition.Withdrawal {
    /// `all`, or `{term: status, values: [deleted, withdrawn]}`.
    init?(_ node: Node, of source: YAMLObject, _ problems: ProblemList) {
        place = node.place
        if node.mapping == nil {
            guard node.scalar?.string == "all" else {
                problems.add(
                    "`withdraw` must be all, or say which rows: {term: status, values: [deleted]}.", at: node.place)
                return nil
            }
            return
        }
        guard let object = source.object("withdraw", as: "`withdraw`") else { return nil }
        object.refuseOthers(than: ["term", "values"])
        let term = object.located("term", required: true)
        let values = object.list("values")
        if object.node("values").map({ $0.sequence?.isEmpty ?? false }) ?? true {
            problems.add(
                "`withdraw` needs `values`: what stands under the term in rows that take a record back.",
                at: object.place)
        }
        for value in values where value.value.unicodeScalars.allSatisfy(\.properties.isWhitespace) {
            problems.add(
                """
                A blank value cannot withdraw: blank is not asked or not known, and says nothing about the record. \
                Name the word that stands there.
                """, at: value.place)
        }
        guard let term, !values.isEmpty else { return nil }
        chosen = (term, values)
    }
}
