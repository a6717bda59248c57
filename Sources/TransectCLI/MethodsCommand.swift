import ArgumentParser
import Labelling
import Transect

/// Prints the catalogue of methods.
struct MethodsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "methods", abstract: "List the ways in which votes become a consensus, with sources and examples.")

    @Argument(help: "Only this method.")
    var name: String?

    @Flag(help: "Print the documentation as Markdown (docs/methods.md).")
    var markdown = false

    func run() throws {
        if markdown {
            print(MethodDocumentation.markdown(), terminator: "")
        } else if let name {
            guard let method = LabellingMethod(rawValue: name) else {
                let near = nearestName(to: name, among: LabellingMethod.allCases.map(\.rawValue))
                throw UsageError("There is no method `\(name)`.\(near.map { " Did you mean `\($0)`?" } ?? "")")
            }
            print(MethodDocumentation.text(method), terminator: "")
        } else {
            print(table(LabellingMethod.allCases.map { [$0.rawValue, $0.description.title] }))
            print("\n`transect methods NAME` explains one of them.")
        }
    }
}
