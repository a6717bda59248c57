import ArchiveWriters
import Formats
import Testing

@Suite("Tar archives") struct TarArchiveTests {
    private func read(
        _ bytes: [UInt8], chunk: Int = .max, limits: ArchiveLimits = ArchiveLimits()
    ) throws(ReadError) -> [(name: String, text: String)] {
        try ArchiveTesting.read(TarArchive(ArraySource(bytes, chunk: chunk), limits: limits))
    }

    private func archive(_ build: (inout TarWriter) -> Void) -> [UInt8] {
        var writer = TarWriter()
        build(&writer)
        return writer.bytes()
    }

    private func error(_ bytes: [UInt8], limits: ArchiveLimits = ArchiveLimits()) -> ReadError? {
        ArchiveTesting.error { () throws(ReadError) in _ = try read(bytes, limits: limits) }
    }

    @Test("Members of ustar, pax and GNU archives read in their order", arguments: [1, 511, 513, .max])
    func members(chunk: Int) throws {
        let long = String(repeating: "długa/", count: 40) + "nazwa.csv"
        let text = String(repeating: "x", count: 700)
        let file = archive {
            $0.add("./", type: "5")
            $0.add("./a.csv", text)
            $0.add("name.csv", "p") { TarWriter.put("maj/2026", at: 345, in: &$0) }
            $0.add("PaxHeaders/x", TarWriter.record("path", long) + TarWriter.record("mtime", "1.5"), type: "x")
            $0.add("short", "pax")
            $0.add("././@LongLink", long + "2\u{0}", type: "L", isGNU: true)
            $0.add("short", "gnu", isGNU: true)
            $0.add("PaxHeaders/y", TarWriter.record("size", "3"), type: "x")
            $0.add("sized", "abc", size: 0)
            $0.add("pax_global_header", TarWriter.record("comment", "0123"), type: "g")
            $0.add("folder/", type: "5")
            $0.add("__MACOSX/x", "y")
            $0.add("._a.csv", "y")
            $0.add("binary", "12345") {
                $0.replaceSubrange(124..<136, with: [0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5])
            }
            $0.add("empty")
        }
        let members = try read(file, chunk: chunk)
        let names = ["a.csv", "maj/2026/name.csv", long, long + "2", "sized", "binary", "empty"]
        #expect(members.map(\.name) == names)
        #expect(members.map(\.text) == [text, "p", "pax", "gnu", "abc", "12345", ""])
        var reader = TarArchive(ArraySource(file))
        while try reader.next() != nil {}
        #expect(reader.skipped.map(\.name) == [".", "folder", "__MACOSX/x", "._a.csv"])
    }

    @Test("A member that is not read is passed over, and cannot be read later")
    func passing() throws {
        let file = archive {
            $0.add("a", String(repeating: "a", count: 5000))
            $0.add("b", "bb")
        }
        var reader = TarArchive(ArraySource(file))
        let first = try #require(try reader.next())
        var half = try first.open()
        #expect(throws: ReadError.self) { try first.open() }
        let second = try #require(try reader.next())
        #expect(throws: ReadError.self) { try ArchiveTesting.bytes(half, piece: 5000) }
        half = try second.open()
        #expect(try ArchiveTesting.bytes(half) == Array("bb".utf8))
        #expect(try reader.next() == nil)
        #expect(try reader.next() == nil)
    }

    @Test("Links, devices, sparse files and names that slip refuse the archive")
    func refused() throws {
        for type in "12346SVMDZ" {
            let file = archive { $0.add("a", type: type) { TarWriter.put("/etc/passwd", at: 157, in: &$0) } }
            #expect(error(file)?.kind == .archive, "\(type)")
        }
        for name in ["/etc/passwd", "../a", "a/../../b", "a\\b", "C:/a", "a\u{1B}b", "../\u{301}a"] {
            #expect(error(archive { $0.add(name) })?.kind == .archive)
            #expect(error(archive { $0.add(name, type: "5") })?.kind == .archive)
            let pax = archive {
                $0.add("x", TarWriter.record("path", name), type: "x")
                $0.add("fine")
            }
            #expect(error(pax)?.kind == .archive)
        }
        #expect(error(archive { $0.add("./.") })?.kind == .archive)
        let sparse = archive {
            $0.add("x", TarWriter.record("GNU.sparse.major", "1"), type: "x")
            $0.add("a")
        }
        #expect(error(sparse)?.kind == .archive)
        #expect(
            error(
                archive {
                    $0.add("a")
                    $0.add("./a")
                })?.kind == .archive)
        let nested = archive { $0.add("a", "PK\u{3}\u{4}") }
        #expect(error(nested)?.kind == .archive)
    }

    @Test("Wrong checksums, sizes and records are damage")
    func damaged() throws {
        var file = archive { $0.add("a", "x") }
        file[0] ^= 1
        #expect(error(file)?.kind == .syntax)
        for size in ["-0000000001", "99999999999", "0000000000a"] {
            let kind = error(archive { $0.add("a") { TarWriter.put(size, at: 124, in: &$0) } })?.kind
            #expect(kind == .syntax)
        }
        let wide = [UInt8](repeating: 0xFF, count: 12)
        #expect(error(archive { $0.add("a") { $0.replaceSubrange(124..<136, with: wide) } })?.kind == .syntax)
        for record in ["x", "5 a=b\n", "99 path=a\n", "9 path=a", "0 \n", "8 pathab\n", "99999999999999999999 a=b\n"] {
            let file = archive {
                $0.add("x", record, type: "x")
                $0.add("a")
            }
            #expect(error(file)?.kind == .syntax, "\(record)")
        }
        for records in [TarWriter.record("path", "a"), TarWriter.record("size", "5")] {
            #expect(error(archive { $0.add("x", records, type: "g") })?.kind == .syntax)
        }
        let twice = archive {
            $0.add("x", TarWriter.record("path", "a"), type: "x")
            $0.add("x", TarWriter.record("path", "b"), type: "x")
            $0.add("a")
        }
        #expect(error(twice)?.kind == .syntax)
        #expect(error(archive { $0.add("x", "name", type: "L", size: 1 << 20, isGNU: true) })?.kind == .syntax)
        #expect(error(archive { $0.add("a") } + Array("junk".utf8))?.kind == .syntax)
    }

    @Test("Sizes and counts are held against the limits before bytes are read")
    func limits() throws {
        let huge = archive { $0.add("a", size: 1 << 32) }
        var limits = ArchiveLimits()
        limits.expandedBytes = 1 << 30
        #expect(error(huge, limits: limits)?.kind == .limit)
        limits.members = 5
        let many = archive { for index in 0..<6 { $0.add("\(index)") } }
        #expect(error(many, limits: limits)?.kind == .limit)
        let folders = archive { for _ in 0..<6 { $0.add("same/", type: "5") } }
        #expect(error(folders, limits: limits)?.kind == .limit)
        let headers = archive { for _ in 0..<30 { $0.add("x", TarWriter.record("a", "b"), type: "g") } }
        #expect(error(headers, limits: limits)?.kind == .limit)
        let tail = archive { $0.add("a") } + [UInt8](repeating: 0, count: 17 << 20)
        #expect(error(tail)?.kind == .syntax)
    }

    @Test("Wherever it is cut it is truncated, and damage never crashes or blocks", arguments: 0..<4)
    func damage(seed: UInt64) throws {
        let file = archive {
            $0.add("x", TarWriter.record("path", "long name"), type: "x")
            $0.add("a", String(repeating: "abc", count: 300))
            $0.add("b", "x")
        }
        if seed == 0 {
            // One block of zeros is an end.
            for length in 0...file.count - 1024 {
                #expect(error(Array(file[..<length]))?.kind == .truncated)
                if length % 7 == 0 {
                    let zipped = Compression.gzip(Array(file[..<max(512, length)]))
                    #expect(throws: ReadError.self) {
                        var archive = try openArchive(ArraySource(zipped))
                        while try archive?.next() != nil {}
                    }
                }
            }
            #expect(try read(Array(file.dropLast(512))).count == 2)
        }
        var random = TreeTesting.Random(seed)
        for _ in 0..<2000 {
            var damaged = file
            for _ in 0...random.below(4) { damaged[random.below(file.count)] = UInt8(random.below(256)) }
            _ = try? read(damaged)
        }
    }

    @Test("A bomb of zeros behind gzip is refused by its ratio")
    func bomb() throws {
        let member = [UInt8](repeating: 0, count: 30_000_000)
        var writer = TarWriter()
        writer.add("a", size: member.count)
        let file = Compression.gzip(writer.blocks + member, level: 9)
        let problem = ArchiveTesting.error { () throws(ReadError) in
            guard let archive = try openArchive(ArraySource(file)) else { return }
            var reader = archive
            while let member = try reader.next() { _ = try ArchiveTesting.bytes(member.open()) }
        }
        #expect(problem?.kind == .limit)
    }
}
