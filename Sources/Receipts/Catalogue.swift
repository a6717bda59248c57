import Observations

/// The translations of one language: by the English text, and by a context where the text alone is not enough.
///
/// Contexts are the codes of rules (their wordings), `reading` (what was decided about a file) and `argument` (English
/// words that a reader or a check puts into a rule's sentence); everything else has none.
package struct Catalogue: Sendable {
    /// The forms of each phrase; a phrase that is not counted has one.
    package private(set) var forms: [Key: [String]] = [:]

    /// What a translation is known by.
    package struct Key: Hashable, Sendable {
        /// The context, if any.
        package var context: String?
        /// The English text.
        package var text: String

        /// The key of a text in a context.
        package init(context: String? = nil, _ text: String) {
            self.context = context
            self.text = text
        }
    }

    /// A language that says everything in English.
    package init() {}

    /// The translations of a file. What is marked as fuzzy is no translation yet.
    package init(_ file: POFile) {
        for entry in file.entries where !entry.isFuzzy && !entry.forms.contains("") {
            forms[Key(context: entry.context, entry.text)] = entry.forms
        }
    }

    /// The translation, or the English text itself.
    package func said(_ text: String, context: String? = nil) -> String {
        forms[Key(context: context, text)]?.first ?? text
    }

    /// The form of a counted phrase, or `nil` where the language does not have it.
    package func said(_ text: String, form: Int) -> String? {
        guard let all = forms[Key(text)], all.indices.contains(form) else { return nil }
        return all[form]
    }
}
