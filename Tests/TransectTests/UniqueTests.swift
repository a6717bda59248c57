import Files
import Foundation
import Testing
import Transect

@Suite struct UniqueTests {
    /// The plan of a pipeline with these last lines.
    private func plan(_ rest: String) throws -> Plan {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("unique-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let pipeline = """
            name: trees
            title: Trees
            creators: [{name: River Club}]
            licence: CC0-1.0
            fields: {tag: {constraints: {unique: true}}, plot: {}}

            """
        try Data((pipeline + rest).utf8).write(to: URL(fileURLWithPath: folder + "/pipeline.yaml"))
        return try Plan(project: Project(root: folder), disk: Disk())
    }

    @Test("`unique` on the field that names a record is what deduplication does")
    func key() throws {
        _ = try plan("sources: [{files: '*.csv'}]\nrecord: {key: [tag]}\n")
    }

    @Test(
        "`unique` that nothing would keep is refused: without a key, in a key of two, across namespaces",
        arguments: [
            "sources: [{files: '*.csv'}]\n",
            "sources: [{files: '*.csv'}]\nrecord: {key: [plot, tag]}\n",
            "sources: [{files: '*.csv', namespace: a}, {files: '*.json', namespace: b}]\nrecord: {key: [tag]}\n",
        ])
    func refused(rest: String) throws {
        let problem = try #require(throws: DefinitionError.self) { _ = try plan(rest) }
        #expect("\(problem)".contains("Declare `record: {key: [tag]}`"))
    }
}
