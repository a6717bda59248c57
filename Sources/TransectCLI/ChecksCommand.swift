import ArgumentParser
import Transect
import Validation

/// Prints the catalogue of checks.
struct ChecksCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checks", abstract: "List the checks that a pipeline can use, with their parameters and examples.",
        discussion: "With the code of a finding (type-date, csv-long-row) it says what that means and what to declare.")

    @Argument(help: "Only this check, or the rule of a finding.")
    var name: String?

    @Flag(help: "Print the documentation as Markdown (docs/checks.md).")
    var markdown = false

    func run() throws {
        if markdown {
            print(CheckDocumentation.markdown(), terminator: "")
            return
        }
        let checks = CheckCatalogue.all.filter { name == nil || $0.rule.code == name }
        if checks.isEmpty, let name {
            if let rule = RuleCatalogue.rule(name) { return print(CheckDocumentation.text(rule), terminator: "") }
            let near = nearestName(to: name, among: RuleCatalogue.all.map(\.code))
            throw UsageError("There is no check `\(name)`.\(near.map { " Did you mean `\($0)`?" } ?? "")")
        }
        guard name == nil else {
            checks.forEach { print(CheckDocumentation.text($0)) }
            return
        }
        print(table(checks.map { [$0.rule.code, $0.rule.severity.rawValue, $0.rule.title] }))
        print("\n`transect checks NAME` explains one of them.")
    }
}
