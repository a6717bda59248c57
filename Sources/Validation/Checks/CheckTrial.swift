import Observations

extension CheckDescription {
    /// The check's verdict on each of some records, given as canonical text: for worked examples and for suites of
    /// others, which tell compliant from prerequisites not met.
    ///
    /// - Throws: `PlanProblem` where the parameters do not fit.
    package func verdicts(
        parameters: [String: CheckParameterValue] = [:], terms: [Term], rows: [[String?]], context: InterpretContext
    ) throws(PlanProblem) -> [Verdict] {
        let configured = ConfiguredCheck(rule.code, parameters: parameters)
        let check = try make(CheckArguments(configured, parameters: self.parameters, schema: Schema(terms)))
        let texts = terms.indices.map { column in TextColumn(rows.map { $0[column] }) }
        var typed = TypedColumns(
            rowCount: rows.count, texts: texts, usable: texts.map { FieldCells.present($0) },
            unread: terms.map { _ in nil }, numbers: terms.map { _ in nil }, days: terms.map { _ in nil })
        for need in check.needs { typed.prepare(need) }
        let result = check.run(typed, context: context)
        var verdicts = rows.indices.map { result.assessed[$0] ? Verdict.compliant : .prerequisitesNotMet }
        for failure in result.failures { verdicts[failure.row] = .notCompliant }
        return verdicts
    }
}
