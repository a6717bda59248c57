import Formats

extension FuzzTarget {
    /// Files compressed with gzip. Whatever they expand to, it is no more than allowed.
    static let gzip = FuzzTarget(
        name: "gzip",
        seeds: {
            let text = Array("date,species\n2026-05-01,Pica pica\n".utf8)
            return [StoredGzip.bytes(text), StoredGzip.bytes([]) + StoredGzip.bytes(text) + [0, 0]]
        },
        run: { input in
            var limits = ReadLimits()
            limits.expandedBytes = 1 << 20
            let bytes = input.rest
            func expand(_ piece: Int) -> Expanded {
                Expanded(GzipSource(ArraySource(bytes, chunk: piece), limits: limits), limit: limits.expandedBytes)
            }
            let whole = expand(.max)
            for piece in FuzzInput.pieces { demand(expand(piece) == whole, "in pieces of \(piece) bytes") }
            let packed = Expanded(GzipSource(ArraySource(StoredGzip.bytes(bytes)), limits: limits), limit: bytes.count)
            demand(packed.bytes == bytes && packed.error == nil, "what was packed comes out again")
        })

    /// ZIP archives.
    static let zip = FuzzTarget(
        name: "zip",
        seeds: {
            [
                StoredZip([("may/a.csv", Array("a,b\n1,2\n".utf8)), ("b.json", Array("{}".utf8))]).bytes(),
                StoredZip([("__MACOSX/._a", []), ("żółw.csv", Array("x".utf8))]).bytes(), FuzzWorkbook().bytes(),
            ]
        },
        run: { input in
            let bytes = input.rest
            let whole = Members(bytes, piece: .max)
            for piece in FuzzInput.pieces { demand(Members(bytes, piece: piece) == whole, "in pieces of \(piece)") }
        })

    /// Tar archives, plain and compressed.
    static let tar = FuzzTarget(
        name: "tar",
        seeds: {
            let file = StoredTar([("may/a.csv", "0", Array("a,b\n1,2\n".utf8)), ("may", "5", []), ("b", "0", [])])
                .bytes()
            let long = StoredTar([
                ("././@LongLink", "L", Array("long/name.csv\0".utf8)), ("x", "0", [1]),
                ("pax", "x", Array("17 path=wide.csv\n".utf8)), ("y", "0", [2]), ("link", "2", []),
            ]).bytes()
            return [file, long, StoredGzip.bytes(file)]
        },
        run: { input in
            let bytes = input.rest
            let whole = Members(bytes, piece: .max)
            for piece in FuzzInput.pieces { demand(Members(bytes, piece: piece) == whole, "in pieces of \(piece)") }
        })
}

/// All bytes of a source, and why there are no more.
private struct Expanded: Equatable {
    var bytes: [UInt8] = []
    var error: ReadError?

    init(_ source: some ByteSource, limit: Int) {
        var source = source
        var buffer = [UInt8](repeating: 0, count: 4096)
        do throws(ReadError) {
            while true {
                let count = try buffer.withUnsafeMutableBufferPointer { bytes throws(ReadError) in
                    try source.read(into: UnsafeMutableRawBufferPointer(bytes))
                }
                demand(count <= 4096, "no more than fits")
                if count == 0 { return }
                bytes += buffer[..<count]
                demand(bytes.count <= limit + 4096, "no more than the limit allows")
            }
        } catch {
            self.error = error
        }
    }

    static func == (left: Expanded, right: Expanded) -> Bool {
        left.bytes == right.bytes && left.error?.kind == right.error?.kind
    }
}

/// What an archive gives.
private struct Members: Equatable {
    var names: [String] = []
    var contents: [[UInt8]] = []
    var errors: [ReadError.Kind] = []
    var skipped: [SkippedMember] = []

    init(_ bytes: [UInt8], piece: Int) {
        var limits = ArchiveLimits()
        limits.members = 50
        limits.expandedBytes = 1 << 20
        limits.depth = 5
        do {
            guard var archive = try openArchive(ArraySource(bytes, chunk: piece), limits: limits) else { return }
            while let member = try archive.next() {
                Self.demandSafe(member.name)
                demand(names.count < limits.members, "no more members than allowed")
                names.append(member.name)
                contents.append(read(member))
            }
            skipped = archive.skipped
        } catch {
            errors.append(error.kind)
        }
        demand(contents.reduce(0) { $0 + $1.count } <= limits.expandedBytes, "no more bytes than allowed")
    }

    private mutating func read(_ member: ArchiveMember) -> [UInt8] {
        do {
            let content = Expanded(try member.open(), limit: member.size)
            if let error = content.error { errors.append(error.kind) }
            demand(content.error != nil || content.bytes.count == member.size, "as many bytes as the archive says")
            return content.bytes
        } catch {
            errors.append(error.kind)
            return []
        }
    }

    /// A name that leads nowhere, whatever is done with it.
    private static func demandSafe(_ name: String) {
        let pieces = name.split(separator: "/", omittingEmptySubsequences: false)
        demand(!name.isEmpty && !pieces.contains("..") && !pieces.contains(""), "a name leads out: \(name)")
        demand(!name.unicodeScalars.contains { $0.value < 0x20 || $0 == "\\" }, "a name has control characters")
    }
}
