import Storage
import Testing
import Transect

@Suite struct PeopleScrubTests {
    @Test("An alias that stays is quoted as it must be, so that its row keeps its cells")
    func quoted() throws {
        var list = Suppression(key: [UInt8](repeating: 7, count: 32), names: [])
        _ = list.add(["Maria Nowak"], mode: .identity)
        let token = list.token(of: "Maria Nowak")
        for delimiter in [",", ";"] {
            let people = """
                alias|person|language
                "N\(delimiter) M."|Maria Nowak|pl
                jan|Jan Kowal|pl

                """.replacing("|", with: delimiter)
            let expected = """
                alias|person|language
                "N\(delimiter) M."|\(token)|
                jan|Jan Kowal|pl

                """.replacing("|", with: delimiter)
            let scrubbed = try #require(try list.scrubbed(people: Array(people.utf8), file: "people.csv"))
            #expect(String(decoding: scrubbed, as: UTF8.self) == expected)
        }
    }
}
