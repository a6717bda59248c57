import Files
import Foundation
import Observations
import Receipts
import Testing

@Suite("The style sheet of receipts")
struct PageStyleTests {
    @Test("The policy of the pages names the digest of their style sheet")
    func digest() throws {
        let bytes = PageStyle.sheet.withUTF8Buffer { Array($0) }
        let digest = "sha256-" + Data(Digest.sha256(bytes).bytes).base64EncodedString()
        #expect(PageStyle.sheetDigest == digest, "Put \(digest) into PageStyle.sheetDigest.")
        #expect(PageStyle.sheet.description.contains("</") == false)
    }
}
