/// Refuses files that are text and still no data: web pages, links, and the XML that Excel wrote in 2003.
///
/// - Parameter sample: The first bytes of the file.
func foreignText(_ sample: ArraySlice<UInt8>) -> ReadError? {
    let isMarked = sample.starts(with: [0xEF, 0xBB, 0xBF])
    let start = sample.dropFirst(isMarked ? 3 : 0).drop { $0 <= ASCII.space }.prefix(1024)
    let text = String(decoding: start, as: UTF8.self).lowercased()
    if text.hasPrefix("<!doctype html") || ["<html>", "<html ", "<html\n", "<html\r"].contains(where: text.hasPrefix) {
        return ReadError(
            .unsupported, "the file is a web page, not a table", offset: 0,
            remedy: """
                Open it in a browser. If it asks you to sign in, the download has failed: do that and download the file \
                again. If it shows a table, open it in a spreadsheet program and save it as .xlsx or as CSV (UTF-8).
                """)
    }
    if text.hasPrefix("<?xml") || text.hasPrefix("<workbook"),
        text.contains("urn:schemas-microsoft-com:office:spreadsheet")
    {
        return ReadError(
            .unsupported, "the file is a workbook in Excel's XML of 2003", offset: 0,
            remedy: "Open it and save it as .xlsx or as CSV (UTF-8), then send that.")
    }
    guard text.hasPrefix("[internetshortcut]") else { return nil }
    return ReadError(
        .unsupported, "the file is a link to a web page, not the page itself", offset: 0,
        remedy: "Open the link, download the table, and send that.")
}
