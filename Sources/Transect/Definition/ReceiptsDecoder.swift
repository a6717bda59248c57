import Receipts
import Yams

extension Definition.Receipts {
    /// `none`, a folder, or `{to: receipts, language: pl}`
    init(_ pipeline: YAMLObject, _ problems: ProblemList) {
        self.init()
        guard let node = pipeline.node("receipts") else { return }
        if let scalar = node.scalar {
            folder = scalar.string == "none" ? nil : scalar.string
        } else if let object = pipeline.object("receipts", as: "`receipts`") {
            object.refuseOthers(than: ["to", "language"])
            folder = object.text("to") ?? folder
            if let language = object.located("language") {
                self.language = language.value
                if Language(tag: language.value) == nil {
                    let known = Language.all.map(\.tag).joined(separator: ", ")
                    problems.add(
                        "Receipts are not written in `\(language.value)` yet; there are \(known).", at: language.place)
                }
            }
        }
        if folder?.isEmpty == true { problems.add("`receipts` needs a folder, or none.", at: node.place) }
    }
}
