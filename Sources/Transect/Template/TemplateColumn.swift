import Formats
import Validation

/// A column of a template: its header and what it takes.
struct TemplateColumn {
    /// The header, one that the source understands.
    var header: String
    /// The rule of the field that the column becomes; `nil` where it is a part of one, or holds several.
    var rule: FieldRule?
    /// What the definition says of the field, for people.
    var explanation: String?
    /// Whether a row needs a value here.
    var isRequired = false
    /// Whether it is one of many columns for the values of a field, such as species; those stand behind the others.
    var isOneOfMany = false
    /// Values that a table of the project knows, where it translates the column.
    var known: [String]?
    /// The separator and the parts of a cell that holds several values.
    var parts: (separator: String, names: [String])?

    /// The values that are allowed, or `nil`: any.
    var values: [String]? { known ?? rule?.constraints.enumeration?.values }
}

/// Works out the columns of a template from one source.
struct TemplateColumns {
    let plan: Plan
    let source: Definition.Source
    /// The language's tag (`pl`, `pt-BR`), for choosing among headers.
    let tag: String

    /// The columns, in the order of the dataset's.
    func all() throws(UsageError) -> [TemplateColumn] {
        var columns: [TemplateColumn] = []
        for (index, rule) in plan.fields.enumerated() {
            for column in try self.columns(of: rule, plan.schema.terms[index].name)
            where !columns.contains(where: { $0.header == column.header }) {
                columns.append(column)
            }
        }
        return columns.filter { !$0.isOneOfMany } + columns.filter(\.isOneOfMany)
    }

    private func columns(of rule: FieldRule, _ term: String) throws(UsageError) -> [TemplateColumn] {
        let field = plan.definition.fields.first { $0.term == term }
        let explanation = [field?.title, field?.description].compactMap(\.self).joined(separator: ". ")
        func column(_ header: String, isWhole: Bool = true) -> TemplateColumn {
            TemplateColumn(
                header: header, rule: isWhole ? rule : nil, explanation: explanation.isEmpty ? nil : explanation,
                isRequired: rule.constraints.required && isWhole)
        }
        if source.constants.contains(where: { $0.term == term }) { return [] }
        if let unpivot = source.unpivot {
            // Species as columns: the names are the headers, and the values stand below them.
            if unpivot.name == term { return [] }
            if unpivot.value == term {
                let names = unpivot.columns.isEmpty ? vocabulary(of: unpivot.name) : unpivot.columns
                guard let names else {
                    throw UsageError(
                        """
                        The files of this source have a column for each value of \(unpivot.name), and nothing says \
                        which there are. Give \(unpivot.name) an `enum`, or name the `columns` under `unpivot`.
                        """)
                }
                return names.map { name in
                    var blank = column(name)
                    blank.isRequired = false
                    blank.isOneOfMany = true
                    return blank
                }
            }
        }
        let entries = source.map.filter { $0.to == term }
        if let entry = entry(among: entries) {
            var mapped = column(entry.column)
            if let lookup = entry.lookup { mapped.known = table(lookup) }
            return [mapped]
        }
        if let entry = source.map.first(where: { $0.split?.to.contains(term) ?? false }), let split = entry.split {
            var cell = column(entry.column, isWhole: false)
            cell.explanation = nil
            cell.isRequired = split.to.contains { name in
                plan.fields.contains { $0.term.name == name && $0.constraints.required }
            }
            cell.parts = (split.separator, split.parts.map { $0 ?? "…" })
            return [cell]
        }
        if let join = source.joins.first(where: { $0.term == term }) {
            // A part that is a term itself has a column of its own.
            return join.from.filter { plan.schema.column(of: .init($0)) == nil || $0 == term }.map {
                column($0, isWhole: false)
            }
        }
        return [column(field.map { header(of: $0) } ?? term)]
    }

    /// The entry whose column is in the language, else the first.
    private func entry(among entries: [Definition.MapEntry]) -> Definition.MapEntry? {
        guard let language = GuideLanguage(tag: tag) else { return entries.first }
        return entries.first { entry in
            entry.to.map { KnownHeaders.has(entry.column, for: $0, in: language) } ?? false
        } ?? entries.first
    }

    /// The header of a field in the language: an alias for it, else one that is a word of the language, else the term.
    private func header(of field: Definition.Field) -> String {
        let usable = plan.definition.headers(of: field, in: source)
        let aliases = field.aliases.filter { usable.contains($0.header) }
        let exact = aliases.first { $0.language == tag }
        let language = tag.prefix { $0 != "-" }
        let near = aliases.first { $0.language.map { $0.prefix { $0 != "-" } == language } ?? false }
        let word = GuideLanguage(tag: tag).flatMap { language in
            aliases.first { $0.language == nil && KnownHeaders.has($0.header, for: field.term, in: language) }
        }
        return (exact ?? near ?? word)?.header ?? field.term
    }

    /// The names that may stand over the columns of an unpivoted file: those that are looked up, else the values of the
    /// field.
    private func vocabulary(of term: String) -> [String]? {
        if let lookup = source.map.first(where: { $0.column == term && $0.to == term })?.lookup { return table(lookup) }
        return plan.fields.first { $0.term.name == term }?.constraints.enumeration?.values
    }

    /// What stands in a column of a side file, each value once.
    private func table(_ reference: Definition.TableReference) -> [String]? {
        guard let file = plan.files.files.first(where: { $0.name == reference.file }),
            let cells = (try? Table(csv: file.bytes))?.column(reference.from)
        else { return nil }
        return Vocabulary(cells).values
    }
}
