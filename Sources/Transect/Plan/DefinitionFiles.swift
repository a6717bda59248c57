import Files
import Observations

/// A pipeline definition with every file that it refers to, known by one digest.
package struct DefinitionFiles: Sendable {
    /// One file of the definition.
    package struct File: Sendable {
        /// The name relative to the pipeline file; the pipeline file itself is `pipeline.yaml`.
        package let name: String
        /// Its bytes.
        package let bytes: [UInt8]
        /// Their SHA-256.
        package let digest: Digest
        /// Whether it is published with the dataset; not where it is about people or about terms that are withheld.
        package var isPublished = true
        /// Whether it is a preset: no file of the project, but text of the program.
        package var isPreset = false
    }

    /// The name of the pipeline file in an edition, whatever it is called on disk.
    package static let pipelineName = "pipeline.yaml"

    /// All files, the pipeline first, the others by name.
    package let files: [File]

    /// SHA-256 over one line per file, `digest  name`, in the order of `files`.
    package var digest: Digest {
        Digest.sha256(Array(files.map { "\($0.digest)  \($0.name)\n" }.joined().utf8))
    }
}

/// Reads the side files of a definition, each once.
final class SideFiles {
    private let read: (String) throws -> [UInt8]
    private let problems: ProblemList
    private var files: [DefinitionFiles.File] = []

    /// The side files that lie beside a project's pipeline file.
    convenience init(project: Project, disk: Disk, problems: ProblemList) {
        self.init(problems: problems) { name in try disk.read(project.sideFile(name)) }
    }

    /// Side files that `read` gives, or throws for.
    init(problems: ProblemList, read: @escaping (String) throws -> [UInt8]) {
        self.problems = problems
        self.read = read
    }

    /// The bytes of a side file; a problem at `place` if it cannot be read.
    func bytes(_ name: String, at place: YAMLPlace) -> [UInt8]? {
        if let known = files.first(where: { $0.name == name }) { return known.bytes }
        do {
            let bytes = try read(name)
            files.append(DefinitionFiles.File(name: name, bytes: bytes, digest: .sha256(bytes)))
            return bytes
        } catch {
            problems.addOnce(
                "The file \(name) cannot be read (\(error)). It is looked for beside the pipeline file.", at: place)
            return nil
        }
    }

    /// Takes in a preset: it counts like a file beside the pipeline.
    func add(_ preset: PresetText) {
        let name = PresetText.fileName(preset.name)
        files.append(
            DefinitionFiles.File(name: name, bytes: preset.bytes, digest: .sha256(preset.bytes), isPreset: true))
    }

    /// All files that were read.
    ///
    /// - Parameters:
    ///   - withheld: the names of those that stay private.
    ///   - kept: further files of the edition, which nothing refers to any more; they stay private.
    func all(
        pipeline bytes: [UInt8], withheld: Set<String>, keeping kept: [String: [UInt8]] = [:]
    ) -> DefinitionFiles {
        for index in files.indices { files[index].isPublished = !withheld.contains(files[index].name) }
        let read = Set(files.map(\.name)).union([DefinitionFiles.pipelineName])
        for (name, bytes) in kept where !read.contains(name) {
            files.append(DefinitionFiles.File(name: name, bytes: bytes, digest: .sha256(bytes), isPublished: false))
        }
        let pipeline = DefinitionFiles.File(name: DefinitionFiles.pipelineName, bytes: bytes, digest: .sha256(bytes))
        return DefinitionFiles(
            files: [pipeline] + files.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) })
    }
}
