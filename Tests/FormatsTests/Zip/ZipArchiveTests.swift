import ArchiveWriters
import Formats
import Testing

@Suite("ZIP archives") struct ZipArchiveTests {
    private typealias Member = ZipWriter.Member

    private func read(_ bytes: [UInt8], piece: Int = 10_000) throws(ReadError) -> [(name: String, text: String)] {
        try ArchiveTesting.read(ZipArchive(bytes), piece: piece)
    }

    @Test("Stored, deflated, ZIP64 members and those with descriptors read the same", arguments: [1, 7, 100_000])
    func methods(piece: Int) throws {
        let text = String(repeating: "Pica pica,2026-05-01,3\n", count: 200)
        let file = ZipWriter.bytes(
            Member("a.csv", text), Member("b/c.csv", text).with { $0.isDeflated = false },
            Member("d.csv", text).with { $0.hasDescriptor = true }, Member("e.csv", text).with { $0.isWide = true },
            Member("empty.csv", ""), Member("empty2.csv", "").with { $0.isDeflated = false }
        ) { $0.isWide = true }
        let members = try read(file, piece: piece)
        #expect(members.map(\.name) == ["a.csv", "b/c.csv", "d.csv", "e.csv", "empty.csv", "empty2.csv"])
        #expect(members.map(\.text) == [text, text, text, text, "", ""])
    }

    @Test("An empty archive has no members, and a comment is no harm")
    func empty() throws {
        #expect(try read(ZipWriter.bytes()).isEmpty)
        let file = ZipWriter.bytes(Member("a.csv", "x")) { $0.comment = Array("made in May".utf8) }
        #expect(try read(file).map(\.text) == ["x"])
    }

    @Test("A member can be opened again, and in any order")
    func again() throws {
        let archive = try ZipArchive(ZipWriter.bytes(Member("a", "one"), Member("b", "two")))
        let (first, second) = (archive.members[0], archive.members[1])
        #expect(try ArchiveTesting.bytes(second.open()) == Array("two".utf8))
        #expect(try ArchiveTesting.bytes(first.open()) == Array("one".utf8))
        #expect(try ArchiveTesting.bytes(second.open()) == Array("two".utf8))
        #expect(first.size == 3)
    }

    @Test("Names are UTF-8 or code page 437, and folders and leftovers are passed over")
    func names() throws {
        let unicode: [UInt8] = Array("Łoś.csv".utf8)
        let oem = [UInt8]([0x9C, 0x6F])
        let checksum = ZipWriter.little(Int(Compression.checksum(oem)), 4)
        let archive = try ZipArchive(
            ZipWriter.bytes(
                Member("żubr.csv"), Member([0x8E, 0x2E, 0x63], []).with { $0.flags = 0 },
                Member(unicode, []).with { $0.flags = 0 },
                Member(oem, []).with {
                    $0.flags = 0
                    $0.extra =
                        ZipWriter.little(0x7075, 2) + ZipWriter.little(5 + unicode.count, 2) + [1] + checksum
                        + Array("Wół.csv".utf8) + [0x20, 0x20].prefix(unicode.count - "Wół.csv".utf8.count)
                },
                Member("./", ""), Member("maj/", ""),
                Member("__MACOSX/maj/._a.csv"), Member("maj/.DS_Store"), Member("Thumbs.db"),
                Member("./maj//a.csv")))
        #expect(archive.members.map(\.name) == ["żubr.csv", "Ä.c", "Łoś.csv", "Wół.csv", "maj/a.csv"])
        #expect(archive.skipped.map(\.name) == [".", "maj", "__MACOSX/maj/._a.csv", "maj/.DS_Store", "Thumbs.db"])
        #expect(archive.skipped.map(\.reason) == [.folder, .folder, .leftover, .leftover, .leftover])
    }

    @Test(
        "Names that lead out of the archive refuse it",
        arguments: [
            "/etc/passwd", "../a.csv", "a/../../b.csv", "a\\b.csv", "..\\a.csv", "C:/a.csv", "c:a.csv", "a\u{0}.csv",
            "a\nb.csv", "a\u{1B}[2J.csv", "a\u{202E}vsc.exe", "", ".", "./.",
            "../\u{301}x.csv",
        ])
    func slips(name: String) throws {
        let error = #expect(throws: ReadError.self) { try read(ZipWriter.bytes(Member("ok.csv"), Member(name))) }
        #expect(error?.kind == .archive)
        #expect(error?.problem.description.unicodeScalars.contains { $0.value < 0x20 } == false)
    }

    @Test("Long and deep names, and two members of one name, refuse the archive")
    func oddNames() throws {
        let long = #expect(throws: ReadError.self) {
            try read(ZipWriter.bytes(Member(String(repeating: "a", count: 2000))))
        }
        #expect(long?.kind == .limit)
        let deep = #expect(throws: ReadError.self) {
            try read(ZipWriter.bytes(Member(String(repeating: "a/", count: 100) + "b")))
        }
        #expect(deep?.kind == .limit)
        let twice = #expect(throws: ReadError.self) { try read(ZipWriter.bytes(Member("a.csv"), Member("./a.csv"))) }
        #expect(twice?.kind == .archive)
    }

    @Test("Encryption, rare methods, links and devices refuse the archive, with a reason")
    func refused() throws {
        for (member, word) in [
            (Member("a.csv").with { $0.flags = 1 }, "password"), (Member("a.csv").with { $0.flags = 0x41 }, "password"),
            (Member("a.csv").with { $0.method = 99 }, "password"),
            (Member("a.csv").with { $0.method = 12 }, "method 12"),
            (Member("a.csv").with { $0.method = 14 }, "method 14"),
            (
                Member("a", "/etc/passwd").with {
                    $0.madeBy = 0x0314
                    $0.attributes = 0o120777 << 16
                }, "link"
            ),
            (
                Member("a", "").with {
                    $0.madeBy = 0x0314
                    $0.attributes = 0o010644 << 16
                }, "link"
            ),
        ] {
            let error = #expect(throws: ReadError.self) { try read(ZipWriter.bytes(Member("ok"), member)) }
            #expect(error?.kind == .archive)
            #expect(error?.problem.description.contains(word) == true, "\(error?.problem ?? "")")
        }
    }

    @Test("Archives inside the archive are refused by their content, office documents pass")
    func nested() throws {
        let zip = ZipWriter.bytes(Member("a.csv"))
        var tar = TarWriter()
        tar.add("a.csv", "x")
        for data in [
            zip, ZipWriter.bytes(), Compression.gzip([1, 2, 3]), tar.bytes(), Array("Rar!\u{1A}".utf8),
            [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], Array("BZh91AY".utf8),
        ] {
            let error = #expect(throws: ReadError.self) {
                try read(ZipWriter.bytes(Member(Array("data.csv".utf8), data)))
            }
            #expect(error?.kind == .archive)
        }
        let workbook = ZipWriter.bytes(Member("[Content_Types].xml", "<a/>"))
        #expect(try read(ZipWriter.bytes(Member(Array("a.xlsx".utf8), workbook))).count == 1)
    }

    @Test("A list that disagrees with the members' headers refuses the archive")
    func disagreement() throws {
        for member in [
            Member("a.csv").with { $0.localName = Array("b.csv".utf8) },
            Member("a.csv").with { $0.localName = Array("aa.csv".utf8) }, Member("a.csv").with { $0.localMethod = 0 },
            Member("a.csv").with { $0.localSize = 5 },
            Member("a.csv").with {
                $0.isDeflated = false
                $0.size = 3
            },
            Member("a/").with { $0.isDeflated = false },
        ] {
            #expect(
                ArchiveTesting.error { () throws(ReadError) in _ = try read(ZipWriter.bytes(member)) }?.kind == .archive
            )
        }
        for count in [0, 2, 7] {
            let file = ZipWriter.bytes(Member("a.csv")) { $0.count = count }
            #expect(ArchiveTesting.error { () throws(ReadError) in _ = try read(file) }?.kind == .archive)
        }
    }

    @Test("Overlapping members are refused before anything is expanded")
    func overlap() throws {
        // Ten names for the bytes of one member: the list refers to the same header again and again.
        let kernel = Member("a", String(repeating: "a", count: 1000))
        var members = [kernel]
        for index in 1..<10 {
            members.append(Member("b\(index)", String(repeating: "a", count: 1000)).with { $0.localOffset = 0 })
        }
        let error = #expect(throws: ReadError.self) { try read(ZipWriter(members).bytes()) }
        #expect(error?.kind == .archive)
        members[1].name = Array("a".utf8)
        let same = #expect(throws: ReadError.self) { try read(ZipWriter(Array(members.prefix(2))).bytes()) }
        #expect(same?.problem.description.contains("overlap") == true)
    }

    @Test("A member at a place that no file has is not where the list says, up to the largest number")
    func farAway() throws {
        for offset in [Int.max, Int.max - 30, Int.max / 2] {
            let member = Member("a.csv").with {
                $0.isWide = true
                $0.localOffset = offset
            }
            let error = ArchiveTesting.error { () throws(ReadError) in _ = try read(ZipWriter.bytes(member)) }
            #expect(error?.kind == .syntax)
            #expect(error?.problem.description.contains("is not where the list says") == true)
        }
        let beyond = ArchiveTesting.error { () throws(ReadError) in
            _ = try ArraySource([1, 2, 3]).bytes(at: .max, count: 30)
        }
        #expect(beyond?.kind == .truncated)
    }

    @Test("Bombs are refused by what the archive says, and by what comes out, within the first megabyte read")
    func bombs() throws {
        let zeros = [UInt8](repeating: 0, count: 12_000_000)
        let declared = ArchiveTesting.Counting(ZipWriter.bytes(Member(Array("a".utf8), zeros)))
        let ratio = ArchiveTesting.error { () throws(ReadError) in _ = try ZipArchive(declared) }
        #expect(ratio?.kind == .limit)
        #expect(declared.asked < 1 << 20)

        // It says that it is small, in the list and in the header.
        let liar = try ZipArchive(ZipWriter.bytes(Member(Array("a".utf8), zeros).with { $0.size = 1000 }))
        var source: (any ByteSource)?
        let larger = ArchiveTesting.error { () throws(ReadError) in
            source = try liar.members[0].open()
            _ = try ArchiveTesting.bytes(source ?? ArraySource([]))
        }
        #expect(larger?.kind == .compression)
        #expect(larger?.problem.description.contains("larger than the archive says") == true)

        var limits = ArchiveLimits()
        limits.expandedBytes = 1000
        let total = ArchiveTesting.error { () throws(ReadError) in
            _ = try ZipArchive(
                ZipWriter.bytes(
                    Member("a", String(repeating: "x", count: 600)), Member("b", String(repeating: "x", count: 600))),
                limits: limits)
        }
        #expect(total?.kind == .limit)

        let wide = ZipWriter.bytes(
            Member("a").with {
                $0.size = 1 << 60
                $0.isWide = true
            }, Member("b").with { $0.isWide = true })
        #expect(ArchiveTesting.error { () throws(ReadError) in _ = try ZipArchive(wide) }?.kind == .limit)

        limits = ArchiveLimits()
        limits.members = 3
        let many = ZipWriter((0..<4).map { Member("\($0)") }).bytes()
        #expect(
            ArchiveTesting.error { () throws(ReadError) in _ = try ZipArchive(many, limits: limits) }?.kind == .limit)
    }

    @Test("Bytes before, between the records and behind the archive are refused")
    func junk() throws {
        for file in [
            ZipWriter.bytes(Member("a")) { $0.before = Array("#!/bin/sh\n".utf8) },
            ZipWriter.bytes(Member("a")) { $0.behind = [0x0A] },
            ZipWriter.bytes(Member("a")) { $0.behind = Array("<script>".utf8) },
            Array("MZ".utf8) + ZipWriter.bytes(Member("a")),
            ZipWriter.bytes(Member("a")) { $0.comment = Array(ZipWriter.bytes().suffix(22)) },
        ] {
            let error = ArchiveTesting.error { () throws(ReadError) in _ = try read(file) }
            #expect(error?.kind == .archive || error?.kind == .syntax, "\(error.map { "\($0)" } ?? "read")")
        }
    }

    @Test("Wherever it is cut, and whichever bit is turned, it is refused or reads what was written", arguments: 0..<4)
    func damage(seed: UInt64) throws {
        let text = String(repeating: "Pica pica,2026-05-01,3\n", count: 20)
        let file = ZipWriter.bytes(
            Member("a.csv", text), Member("b.csv", text).with { $0.hasDescriptor = true },
            Member("c.csv", text).with { $0.isDeflated = false })
        if seed == 0 {
            for length in 0..<file.count {
                #expect(throws: ReadError.self) { try read(Array(file[..<length])) }
            }
        }
        var random = TreeTesting.Random(seed)
        for _ in 0..<1500 {
            var damaged = file
            for _ in 0...random.below(3) { damaged[random.below(file.count)] ^= UInt8(1 << random.below(8)) }
            guard let members = try? read(damaged) else { continue }
            // What no checksum covers: dates, versions, attributes, and a name that is changed in both places.
            #expect(members.allSatisfy { $0.text == text })
        }
    }

    @Test("Deflated data that is cut, goes on or is no deflate is damaged")
    func badData() throws {
        let text = String(repeating: "abc", count: 100)
        let right = Compression.bare(Array(text.utf8))
        for raw in [Array(right.dropLast()), right + [0], [0xFF, 0xFF], [], Array(right.reversed())] {
            let error = ArchiveTesting.error { () throws(ReadError) in
                _ = try read(ZipWriter.bytes(Member("a", text).with { $0.raw = raw }))
            }
            #expect(error?.kind == .compression)
        }
        let checksum = ArchiveTesting.error { () throws(ReadError) in
            _ = try read(ZipWriter.bytes(Member("a", text).with { $0.checksum = 7 }))
        }
        #expect(checksum?.problem.description.contains("checksum") == true)
    }

    private func firstName(_ source: some ByteSource) throws(ReadError) -> String? {
        var archive = try openArchive(source)
        return try archive?.next()?.name
    }

    @Test("A file is opened as the archive that it is, or as none")
    func opening() throws {
        #expect(try firstName(ArraySource(ZipWriter.bytes(Member("a.csv")))) == "a.csv")
        #expect(try openArchive(ArraySource(Array("a,b\n".utf8))) == nil)
        #expect(try openArchive(ArraySource([])) == nil)
        #expect(try openArchive(ArraySource(Compression.gzip(Array("a,b\n".utf8)))) == nil)
        let workbook = ZipWriter.bytes(Member("[Content_Types].xml"), Member("xl/workbook.xml"))
        #expect(try openArchive(ArraySource(workbook)) == nil)
        var tar = TarWriter()
        tar.add("a.csv", "x")
        for file in [tar.bytes(), Compression.gzip(tar.bytes())] {
            var archive = try #require(try openArchive(ArraySource(file, chunk: 100)))
            #expect(try archive.next()?.name == "a.csv")
            #expect(try archive.next() == nil)
        }
        // What is damaged is no archive; a disk that fails is told.
        #expect(try openArchive(ArraySource(Array(Compression.gzip(tar.bytes()).prefix(40)))) == nil)
        var random = TreeTesting.Random(1)
        let noise = Compression.gzip((0..<5_000).map { _ in UInt8(random.below(256)) })
        #expect(try openArchive(ArraySource(noise)) == nil)
        let disk = ArchiveTesting.error { () throws(ReadError) in
            _ = try openArchive(ArchiveTesting.FailingDisk(noise, after: 1_030))
        }
        #expect(disk?.kind == .disk)
        // A source without random access is read into memory.
        let bytes = try PrefixedSource(lookingAt: 5, of: ArraySource(ZipWriter.bytes(Member("b.csv"))))
        #expect(try firstName(bytes) == "b.csv")
    }
}
