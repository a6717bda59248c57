import Seeded

/// The files of one sample project, and what must become of the records in them.
struct SampleProject {
    let name: String
    private(set) var tally = Tally()
    private var files: [(path: String, bytes: [UInt8])] = []

    init(name: String) { self.name = name }

    /// A file in the drop folder and the outcome of each of its records.
    mutating func drop(_ path: String, _ bytes: [UInt8], outcomes: [Outcome]) {
        for outcome in outcomes { tally.count(outcome) }
        add("SampleData/\(name)/drop/\(path)", bytes)
    }

    /// A file in the drop folder that adds no records: it is refused, or its bytes have been there before.
    mutating func dropWithoutRecords(_ path: String, _ bytes: [UInt8]) {
        add("SampleData/\(name)/drop/\(path)", bytes)
    }

    /// Any other file, by its path from the root of the repository.
    mutating func add(_ path: String, _ bytes: [UInt8]) { files.append((path, bytes)) }

    /// Writes all files, and the expected counts beside the drop folder.
    func save(root: String) throws {
        for file in files { try OutputFile.save(file.bytes, as: "\(root)/\(file.path)") }
        try OutputFile.save(Array(tally.json.utf8), as: "\(root)/SampleData/\(name)/expected.json")
    }
}
