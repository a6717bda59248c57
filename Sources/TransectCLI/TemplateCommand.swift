import ArgumentParser
import Files
import Transect

/// Writes an empty table for volunteers, and a guide.
struct TemplateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "template",
        abstract: "Write an empty table for volunteers to fill in, and a page that tells them how, in their language.")

    @Argument(help: "The pipeline file, if it is not the project's pipeline.yaml.")
    var pipeline: String?

    @Option(name: .long, help: "The project's folder, which holds pipeline.yaml.")
    var project = "."

    @Option(help: "The volunteers' locale, such as pl or en-GB. By default that of the source, else English.")
    var locale: String?

    @Option(name: .customLong("for"), help: "A place in the drop folder, such as pl/a.csv: the source that takes it.")
    var path: String?

    @Option(help: "The folder for the two files.")
    var to = "."

    func run() throws {
        let disk = Disk()
        let plan = try Plan(project: Project(root: project, pipeline: pipeline), disk: disk)
        let template = try SheetTemplate(plan: plan, locale: locale, path: path)
        let files = [
            (to + "/" + template.tableName, template.table),
            (to + "/" + template.guideName, Array(template.guide.utf8)),
        ]
        for (path, _) in files where try disk.status(path) != nil {
            throw UsageError("\(path) is there already. Nothing was written; name another folder with --to.")
        }
        try disk.makeDirectory(to)
        for (path, bytes) in files { try disk.writeDurably(bytes, to: path) }
        let talk = Talk()
        for note in template.notes { talk.warning(note) }
        talk.say("Wrote \(files[0].0), the empty table, and \(files[1].0), how to fill it in.")
    }
}
