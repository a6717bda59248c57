import Observations
import Receipts

extension FuzzTarget {
    /// Catalogues of translations, as an editor may have left them.
    static let translations = FuzzTarget(name: "translations") { input in
        let bytes = input.rest
        let lines = bytes.count { $0 == 0x0A } + 1
        let file: POFile
        do throws(POFile.Problem) {
            file = try POFile(bytes)
        } catch {
            demand((1...lines).contains(error.line) && !error.problem.isEmpty, "a refusal names a line of the file")
            return
        }
        let written = file.entries.map(\.written).joined(separator: "\n")
        let again = try? POFile(written.utf8)
        demand(again?.entries.map(\.unplaced) == file.entries.map(\.unplaced), "what is written reads back")
        for form in file.entries.flatMap(\.forms) {
            _ = Wording(template: form, arguments: [.text("{0} [{1}]")]).description
        }
    }
}

extension POFile.Entry {
    /// The entry wherever it stands.
    fileprivate var unplaced: POFile.Entry {
        var entry = self
        entry.line = 0
        return entry
    }

    /// The entry as a PO file has it.
    fileprivate var written: String {
        var text = isFuzzy ? "#, fuzzy\n" : ""
        if let context { text += "msgctxt \(quoted(context))\n" }
        text += "msgid \(quoted(self.text))\n"
        guard let plural else { return text + "msgstr \(quoted(forms[0]))\n" }
        text += "msgid_plural \(quoted(plural))\n"
        for (index, form) in forms.enumerated() { text += "msgstr[\(index)] \(quoted(form))\n" }
        return text
    }

    private func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case "\r": quoted += "\\r"
            case "\"", "\\": quoted += "\\\(scalar)"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
