import Formats
import Observations
import Testing

/// JSONTestSuite by Nicolas Seriot: files that every parser must accept (y_), refuse (n_), or may do either with (i_).
@Suite(.enabled(if: TreeTesting.isShared, "shared data folder is absent"))
struct JSONConformanceTests {
    private static let folder = "json/JSONTestSuite/test_parsing"
    private static let chunks = [1, 7, .max]

    private func isRefused(_ file: TreeTesting.File) -> Bool {
        file.error != nil || file.findings.contains { $0.severity == .error && $0.code == "json-bad-line" }
    }

    @Test("All 95 texts that must be accepted are, in pieces of any size, with or without a declared format")
    func accepted() {
        let names = TreeTesting.names(Self.folder).filter { $0.hasPrefix("y_") }
        #expect(names.count == 95)
        for name in names {
            let bytes = TreeTesting.bytes("\(Self.folder)/\(name)")
            for chunk in Self.chunks {
                for format in [nil, FileFormat.json] {
                    let file = TreeTesting.json(bytes, chunk: chunk) { $0.format = format }
                    #expect(!isRefused(file), "\(name) chunk \(chunk): \(String(describing: file.error))")
                }
                let skipped = TreeTesting.json(bytes, chunk: chunk) { $0.fields = .only([]) }
                #expect(!isRefused(skipped), "\(name), skipped")
            }
        }
    }

    @Test("All 188 texts that must be refused are, in pieces of any size, whether values are kept or skipped")
    func refused() {
        let names = TreeTesting.names(Self.folder).filter { $0.hasPrefix("n_") }
        #expect(names.count == 188)
        for name in names {
            let bytes = TreeTesting.bytes("\(Self.folder)/\(name)")
            for chunk in Self.chunks {
                for format in [nil, FileFormat.json] {
                    let file = TreeTesting.json(bytes, chunk: chunk) { $0.format = format }
                    #expect(isRefused(file), "\(name) chunk \(chunk)")
                }
                #expect(isRefused(TreeTesting.json(bytes, chunk: chunk) { $0.fields = .only([]) }), "\(name), skipped")
                // As one value among those around the records.
                let inside = Array("{\"before\":".utf8) + bytes + Array(",\"records\":[]}".utf8)
                #expect(
                    isRefused(TreeTesting.json(inside, chunk: chunk) { $0.records = "/records" }), "\(name), around")
            }
        }
    }

    @Test("The 35 texts that are left open are read or refused without a crash, the same in pieces of any size")
    func open() {
        let names = TreeTesting.names(Self.folder).filter { $0.hasPrefix("i_") }
        #expect(names.count == 35)
        for name in names {
            let bytes = TreeTesting.bytes("\(Self.folder)/\(name)")
            let files = Self.chunks.map { TreeTesting.json(bytes, chunk: $0).summary }
            #expect(files.allSatisfy { $0 == files[0] }, "\(name)")
        }
    }
}
