import Foundation

extension Hostile {
    /// What volunteers send instead of a table. Each gets an answer that says what to do.
    static let foreign = listing { list in
        list.add(
            "photo.jpg", "a photo", .refused("pictures the way your project asks"),
            bytes: start([0xFF, 0xD8, 0xFF, 0xE1]))
        list.add("photo.heic", "a photo of a telephone", .refused("HEIC"), bytes: start([0, 0, 0, 0x18], "ftypheic"))
        list.add(
            "scan.png", "a picture of a list", .refused("PNG"), bytes: start([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A]))
        list.add("video.mp4", "a video", .refused("video"), bytes: start([0, 0, 0, 0x18], "ftypisom"))
        list.add("report.pdf", "a PDF document", .refused("as .xlsx or CSV"), "%PDF-1.7\n")
        list.add("old.xls", "a workbook of 2003", .refused("save it as .xlsx"), bytes: start(ole, "", wide: "Workbook"))
        list.add(
            "locked.xlsx", "a workbook with a password", .refused("password"),
            bytes: start(ole, "", wide: "EncryptedPackage"))
        list.add("letter.doc", "a letter of 2003", .refused("spreadsheet"), bytes: start(ole, "", wide: "WordDocument"))
        list.add(
            "letter.docx", "a letter", .refused("Word"), bytes: document("[Content_Types].xml", "word/document.xml"))
        list.add(
            "slides.pptx", "slides", .refused("presentation"),
            bytes: document("[Content_Types].xml", "ppt/presentation.xml"))
        list.add(
            "binary.xlsb", "a workbook in binary form", .refused(".xlsb"),
            bytes: document("[Content_Types].xml", "xl/workbook.bin"))
        list.add(
            "table.ods", "a workbook of LibreOffice", .refused("save it as .xlsx"),
            bytes: document("mimetype", "content.xml", "META-INF/manifest.xml"))
        list.add(
            "table.numbers", "a workbook of Numbers", .refused("Export it as .xlsx"),
            bytes: document("Index/Document.iwa"))
        list.add("2003.xml", "a workbook of 2003 in XML", .refused("save it as .xlsx"), excel2003)
        list.add(
            "page.xls", "a web page that calls itself a workbook", .refused("web page"),
            "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><table></table></html>")
        list.add(
            "download.csv", "a page to sign in, where a download was meant", .refused("web page"),
            "\n<!DOCTYPE html>\n<html><title>Sign in</title></html>")
        list.add(
            "json.csv", "JSON under the name of a table", .refused("let its name end with .json"), "[{\"a\": 1}]")
        list.add(
            "table.url", "a link to a table", .refused("link"),
            "[InternetShortcut]\r\nURL=https://example.org/table\r\n")
        list.add("text.rtf", "a text document", .refused("RTF"), "{\\rtf1}")
        list.add("points.shp", "a part of a shapefile", .refused("shapefile"), bytes: start([0, 0, 0x27, 0x0A]))
        list.add("birds.mdb", "an Access database", .refused("Access"), bytes: start([0, 1, 0, 0], "Standard Jet DB"))
        list.add("birds.gpkg", "a GeoPackage", .refused("SQLite"), "SQLite format 3\u{0}")
        list.add("data.parquet", "a Parquet file", .refused("Parquet"), "PAR1xxxxxxxxPAR1")
        list.add("files.rar", "a RAR archive", .refused("ZIP"), "Rar!\u{1A}\u{7}")
        list.add("files.7z", "a 7-Zip archive", .refused("ZIP"), bytes: start([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]))
        list.add(
            "table.csv.xz", "a table compressed with xz", .refused("gzip"),
            bytes: start([0xFD, 0x37, 0x7A, 0x58, 0x5A]))
        list.add("program.exe", "a program", .refused("program"), bytes: start([0x4D, 0x5A, 0x90, 0]))
        list.add("program", "a program of Linux", .refused("program"), bytes: start([0x7F, 0x45, 0x4C, 0x46]))
    }

    private static let ole: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

    private static let excel2003 = """
        <?xml version="1.0"?>
        <?mso-application progid="Excel.Sheet"?>
        <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet/></Workbook>
        """

    /// The first bytes of a file, some text, some text in UTF-16, and a kilobyte of nothing.
    private static func start(_ bytes: [UInt8], _ text: String = "", wide: String = "") -> [UInt8] {
        let name = wide.utf8.flatMap { [$0, 0] as [UInt8] }
        return bytes + Array(text.utf8) + [UInt8](repeating: 0, count: 512) + name + [UInt8](repeating: 0, count: 512)
    }

    /// A document that is a ZIP archive with these members.
    private static func document(_ names: String...) -> [UInt8] {
        zip(names.map { .init($0, "x") })
    }
}
