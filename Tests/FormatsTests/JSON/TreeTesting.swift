import Formats
import Glibc
import Observations

/// What the tests of JSON and XML share.
enum TreeTesting {
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
    }

    /// A whole file as a reader gives it, with the batches that it came in.
    struct File {
        var batches: [RecordBatch] = []
        var error: ReadError?
        var description = FormatDescription(format: .json)

        /// The number of records.
        var count: Int { batches.reduce(0) { $0 + $1.count } }
        /// The fields of all batches, in order of appearance.
        var fields: [String] {
            batches.reduce(into: []) { all, batch in all += batch.fields.filter { !all.contains($0) } }
        }
        var findings: [Finding] { batches.flatMap(\.findings) }
        var codes: [String] { findings.map(\.code) }
        var positions: [UInt64] { batches.flatMap(\.origins.positions) }
        var records: [UInt32] { batches.flatMap(\.origins.records) }

        /// The cells of a field.
        subscript(_ field: String) -> [String?] {
            batches.flatMap { batch -> [String?] in
                guard let index = batch.fields.firstIndex(of: field) else {
                    return [String?](repeating: nil, count: batch.count)
                }
                return (0..<batch.count).map { batch.columns[index][$0] }
            }
        }

        /// Everything but the batches' borders, to compare two ways of reading.
        var summary: String {
            let cells = fields.map { "\($0)=\(self[$0].map { $0 ?? "∅" })" }.joined(separator: "\n")
            return "\(cells)\n\(positions)\n\(findings.map { "\($0.code) \($0.field ?? "") \($0.value ?? "")" })\n"
                + "\(error.map { "\($0)" } ?? "")"
        }
    }

    static func json(
        _ text: some Sequence<UInt8>, chunk: Int = .max, _ configure: (inout FormatOptions) -> Void = { _ in }
    ) -> File {
        var options = FormatOptions()
        configure(&options)
        do {
            var reader = try JSONReader(ArraySource(Array(text), chunk: chunk), options: options, submission: 7)
            return collect(&reader)
        } catch {
            return File(error: error)
        }
    }

    static func json(
        _ text: String, chunk: Int = .max, _ configure: (inout FormatOptions) -> Void = { _ in }
    ) -> File {
        json(text.utf8, chunk: chunk, configure)
    }

    static func xml(
        _ text: some Sequence<UInt8>, chunk: Int = .max, _ configure: (inout FormatOptions) -> Void = { _ in }
    ) -> File {
        var options = FormatOptions()
        configure(&options)
        do {
            var reader = try XMLReader(ArraySource(Array(text), chunk: chunk), options: options, submission: 7)
            return collect(&reader)
        } catch {
            return File(error: error)
        }
    }

    static func xml(
        _ text: String, chunk: Int = .max, _ configure: (inout FormatOptions) -> Void = { _ in }
    ) -> File {
        xml(text.utf8, chunk: chunk, configure)
    }

    static func collect(_ reader: inout some RecordReader) -> File {
        var file = File()
        do {
            while let batch = try reader.next() { file.batches.append(batch) }
        } catch {
            file.error = error
        }
        file.description = reader.description
        return file
    }

    /// The folder of shared test data, if it is there.
    static let shared: String? = {
        if let path = getenv("TRANSECT_SHARED") { return String(cString: path) }
        var folder = Substring(#filePath)
        while let slash = folder.lastIndex(of: "/") {
            folder = folder[..<slash]
            if access("\(folder)/shared/data", F_OK) == 0 { return "\(folder)/shared" }
        }
        return nil
    }()
    static var isShared: Bool { shared != nil }

    static func bytes(_ path: String) -> [UInt8] {
        guard let file = fopen((shared ?? "") + "/data/" + path, "rb") else { return [] }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
        return bytes
    }

    /// The names in a folder of the shared data, sorted.
    static func names(_ path: String) -> [String] {
        guard let folder = opendir((shared ?? "") + "/data/" + path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }
}
