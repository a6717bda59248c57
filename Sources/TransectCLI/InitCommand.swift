import ArgumentParser
import Files
import Transect

/// Starts a project.
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Start a project: a commented pipeline file and a drop folder.")

    @Argument(help: "The project's folder.")
    var folder = "."

    @Option(help: "A file as volunteers send it; its columns are mapped by guess.")
    var from: String?

    func run() throws {
        let project = Project(root: folder)
        let disk = Disk()
        guard try disk.status(project.pipeline) == nil else {
            throw UsageError("\(project.pipeline) is there already. Nothing was changed.")
        }
        let name = folder == "." ? "my-project" : Disk.name(of: project.root)
        // Before anything is made: where the example cannot be read, nothing is left behind.
        let sketch =
            try from.map { try PipelineSketch(name: name, example: $0, disk: disk) } ?? PipelineSketch(name: name)
        try disk.makeDirectory(project.root)
        try disk.writeDurably(Array(sketch.yaml.utf8), to: project.pipeline)
        try disk.makeDirectory(project.path("drop"))
        let talk = Talk()
        talk.say("Wrote \(project.pipeline). Read it through, then put files into \(project.path("drop")) and run:")
        let option = folder == "." ? "" : " --project \(folder)"
        talk.say("  transect check\(option)\n  transect run\(option)")
    }
}
