import Foundation
import Testing

@Suite("What the module is made of")
struct ModuleImportTests {
    @Test("Labelling imports Observations and what makes threads, so no libm function can reach a result")
    func imports() throws {
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let sources = package.appendingPathComponent("Sources/Labelling").resolvingSymlinksInPath()
        let files = try FileManager.default.contentsOfDirectory(at: sources, includingPropertiesForKeys: nil)
        #expect(files.count > 10)
        for file in files where file.pathExtension == "swift" {
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            where line.hasPrefix("import ") || line.hasPrefix("package import ") {
                #expect(
                    ["Observations", "Dispatch", "Synchronization"].contains { line == "import \($0)" },
                    "\(file.lastPathComponent)")
            }
        }
    }
}
