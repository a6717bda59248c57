import Formats
import Observations

#if canImport(Glibc)
    import Glibc
#endif

/// What the tests of delimited text share.
enum CSVTesting {
    /// Small, seeded, the same everywhere (SplitMix64).
    struct Random: RandomNumberGenerator {
        var state: UInt64

        init(_ seed: UInt64) { state = seed }

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }

        mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
        mutating func pick<T>(_ choices: [T]) -> T { choices[below(choices.count)] }
    }

    /// A whole file as the reader gives it, all batches in one.
    struct File: Equatable {
        var fields: [String] = []
        var cells: [[String?]] = []
        var records: [UInt32] = []
        var rows: [UInt32] = []
        var lines: [UInt64] = []
        /// Row in the file, code and field.
        var findings: [Finding] = []
        var description = FormatDescription(format: .csv)

        func column(_ name: String) -> [String?] {
            fields.firstIndex(of: name).map { index in cells.map { $0[index] } } ?? []
        }

        var codes: [String] { findings.map(\.code) }
    }

    static func read(
        _ bytes: some Sequence<UInt8>, chunk: Int = .max, _ configure: (inout FormatOptions) -> Void = { _ in }
    ) throws -> File {
        var options = FormatOptions()
        configure(&options)
        var reader = try CSVReader(ArraySource(Array(bytes), chunk: chunk), options: options, submission: 7)
        return try collect(&reader)
    }

    static func read(
        _ text: String, chunk: Int = .max, _ configure: (inout FormatOptions) -> Void = { _ in }
    ) throws -> File {
        try read(text.utf8, chunk: chunk, configure)
    }

    static func collect(_ reader: inout some RecordReader) throws -> File {
        var file = File()
        while let batch = try reader.next() {
            file.fields = batch.fields
            for var finding in batch.findings {
                finding.row += file.cells.count
                file.findings.append(finding)
            }
            for row in 0..<batch.count { file.cells.append(batch.columns.map { $0[row] }) }
            file.records += batch.origins.records
            file.rows += batch.origins.rows
            file.lines += batch.origins.positions
        }
        file.description = reader.description
        if file.fields.isEmpty { file.fields = file.description.fields }
        return file
    }

    /// The folder with the shared test data, `nil` where it is absent.
    static let shared: String? = {
        if let path = getenv("TRANSECT_SHARED").map({ String(cString: $0) }) { return path }
        var parts = #filePath.split(separator: "/")
        while !parts.isEmpty {
            parts.removeLast()
            let path = "/" + (parts + ["shared"]).joined(separator: "/")
            if access(path + "/data", R_OK) == 0 { return path }
        }
        return nil
    }()

    static func bytes(_ path: String) throws -> [UInt8] {
        struct Unreadable: Error { let path: String }
        guard let file = fopen((shared ?? "") + "/data/" + path, "rb") else { throw Unreadable(path: path) }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        return bytes
    }
}
