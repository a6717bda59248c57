/// Where a project's files lie.
package struct Project: Sendable {
    /// The folder that holds everything, without a slash at its end.
    package let root: String
    /// The pipeline file.
    package let pipeline: String

    /// A project in a folder, with `pipeline.yaml` or another pipeline file.
    ///
    /// A pipeline file that lies elsewhere does not move the project: drop, store and snapshots belong to the folder.
    package init(root: String, pipeline: String? = nil) {
        var root = root
        while root.count > 1, root.hasSuffix("/") { root.removeLast() }
        self.root = root
        self.pipeline = pipeline ?? "\(root)/pipeline.yaml"
    }

    /// The private store.
    package var store: String { "\(root)/store" }

    /// The folder for the platform that collects votes.
    package var outbox: String { "\(root)/outbox" }

    /// A path of the definition, relative to the project.
    package func path(_ relative: String) -> String {
        relative.hasPrefix("/") ? relative : "\(root)/\(relative)"
    }

    /// A side file of the definition, relative to the pipeline file.
    package func sideFile(_ relative: String) -> String {
        if relative.hasPrefix("/") { return relative }
        guard let slash = pipeline.lastIndex(of: "/") else { return relative }
        return "\(pipeline[..<slash])/\(relative)"
    }
}
