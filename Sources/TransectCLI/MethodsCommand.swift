import ArgumentParser
import Labelling
import Transect

/// Prints the catalogue of methods.
struct MethodsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "methods",
        abstract: "List the ways in which answers become a consensus, with sources and examples.")

    @Argument(help: "Only this method.")
    var name: String?

    @Flag(help: "Print the documentation as Markdown (docs/methods.md).")
    var markdown = false

    func run() throws {
        if markdown {
            print(MethodDocumentation.markdown(), terminator: "")
        } else if let name {
            guard let text = MethodDocumentation.text(named: name) else {
                let near = nearestName(to: name, among: QuestionMethod.names)
                throw UsageError("There is no method `\(name)`.\(near.map { " Did you mean `\($0)`?" } ?? "")")
            }
            print(text, terminator: "")
        } else {
            let labels = LabellingMethod.allCases.map { [$0.rawValue, "one label", $0.description.title] }
            print(
                table(
                    labels
                        + AnswerMethod.allCases.map {
                            [$0.rawValue, $0.description.kind.rawValue, $0.description.title]
                        }))
            print("\n`transect methods NAME` explains one of them.")
        }
    }
}
