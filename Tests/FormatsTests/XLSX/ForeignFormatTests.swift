import ArchiveWriters
import Formats
import Testing

@Suite("Files that volunteers send instead of tables") struct ForeignFormatTests {
    private func error(
        _ bytes: [UInt8], _ name: String = "x.csv", _ configure: (inout FormatOptions) -> Void = { _ in }
    ) -> ReadError? {
        var options = FormatOptions()
        configure(&options)
        return ArchiveTesting.error { () throws(ReadError) in
            _ = try openRecords(ArraySource(bytes), name: name, options: options, submission: 1)
        }
    }

    @Test("Each is refused by its name, with what to do instead")
    func foreign() {
        func ole(_ stream: String) -> [UInt8] {
            [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 1000)
                + stream.utf8.flatMap { unit -> [UInt8] in [unit, 0] }
        }
        func zip(_ names: String...) -> [UInt8] { ZipWriter(names.map { ZipWriter.Member($0) }).bytes() }
        var tar = TarWriter()
        tar.add("a.csv", "x")
        for (bytes, word) in [
            (ole("Workbook"), "(.xls)"), (ole("EncryptedPackage"), "password"), (ole("WordDocument"), "(.doc)"),
            ([0xFF, 0xD8, 0xFF, 0xE1], "JPEG"), ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "PNG"),
            ([0, 0, 0, 0x18] + Array("ftypheic".utf8), "HEIC"), ([0, 0, 0, 0x18] + Array("ftypisom".utf8), "video"),
            (Array("%PDF-1.7".utf8), "PDF"), (Array("PAR1xx".utf8), "Parquet"), (Array("Rar!\u{1A}".utf8), "RAR"),
            (tar.bytes(), "tar archive"), (zip("a.csv", "b.csv"), "ZIP archive"),
            (zip("[Content_Types].xml", "word/document.xml"), "Word"),
            (zip("[Content_Types].xml", "ppt/presentation.xml"), "presentation"),
            (zip("[Content_Types].xml", "xl/workbook.bin"), ".xlsb"),
            (zip("mimetype", "content.xml", "META-INF/manifest.xml"), ".ods"), (zip("Index/Document.iwa"), "Numbers"),
            (Array("\u{FEFF}\n<!DOCTYPE HTML>\n<title>Sign in</title>".utf8), "web page"),
            (Array("<html xmlns:x='urn:schemas-microsoft-com:office:excel'>".utf8), "web page"),
            (
                Array("<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>".utf8),
                "2003"
            ),
            (Array("[InternetShortcut]\r\nURL=https://example.org/\r\n".utf8), "link"),
            ([0, 0, 0x27, 0x0A, 0, 0], "shapefile"), ([0, 1, 0, 0] + Array("Standard ACE DB".utf8), "Access"),
            ([0x4D, 0x5A, 0x90, 0, 3], "program"), ([0x7F, 0x45, 0x4C, 0x46, 2], "program"),
        ] as [([UInt8], String)] {
            let error = error(bytes)
            #expect(error?.kind == .unsupported)
            #expect(error?.problem.description.contains(word) == true, "\(error?.problem ?? "read") – \(word)")
        }
    }

    @Test("A workbook is told by its content, whatever its name, compressed or not")
    func workbooks() throws {
        let bytes = WorkbookWriter.bytes(WorkbookWriter.rows([["a"], ["1"]]))
        for (file, name) in [(bytes, "x.xlsx"), (bytes, "x.csv"), (Compression.gzip(bytes), "x.xlsx.gz")] {
            for chunk in [100, .max] {
                var reader = try openRecords(
                    ArraySource(file, chunk: chunk), name: name, options: FormatOptions(), submission: 1)
                #expect(reader.description.format == .xlsx)
                #expect(reader.description.details.contains { $0.name == "format" && $0.value == "xlsx" })
                #expect(try reader.next()?.columns[0][0] == "1")
                #expect(try reader.next() == nil)
            }
        }
        // A member of an archive is read from memory.
        let zip = ZipWriter.bytes(ZipWriter.Member(Array("a.xlsx".utf8), bytes))
        var archive = try #require(try openArchive(ArraySource(zip)))
        let member = try #require(try archive.next())
        var reader = try openRecords(member.open(), name: member.name, options: FormatOptions(), submission: 1)
        #expect(try reader.next()?.count == 1)
    }

    @Test("A declared format is held to")
    func declared() {
        let bytes = WorkbookWriter.bytes(WorkbookWriter.rows([["a"], ["1"]]))
        #expect(error(bytes) { $0.format = .xlsx } == nil)
        #expect(error(bytes) { $0.format = .csv }?.kind == .unsupported)
        #expect(error(Array("a,b\n1,2\n".utf8)) { $0.format = .xlsx }?.kind == .unsupported)
        #expect(error(Compression.gzip(bytes)) { $0.limits.bufferedBytes = 10 } == nil)
    }
}
