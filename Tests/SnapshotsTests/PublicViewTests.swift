import Files
import Observations
import Testing

import Snapshots

@Suite("What leaves the private store")
struct PublicViewTests {
    @Test("Withheld columns are absent, contributors have pseudonyms, and records with a blank licence stay")
    func view() {
        var encoder = Sample.encoder()
        let csv = String(decoding: encoder.encode(Sample.batch(Sample.first)).csv, as: UTF8.self)
        #expect(!csv.contains("Maria") && !csv.contains("Zażółć") && !csv.contains("private"))
        #expect(!csv.contains("Parus major"))
        #expect(csv.hasPrefix("1-1,e1,Pica pica,2026-05-01,3,52.2297,c-"))
        #expect(csv.contains("\n2-1,''e3,😀 Corvus,"))
        #expect(encoder.view.fields.map(\.name) == ["recordID"] + Sample.terms.dropLast().map(\.name))
        #expect(encoder.view.fields[6].constraints.enumeration == nil)
    }

    @Test("A dataset without a licence column publishes every record")
    func noLicence() {
        let view = PublicView(fields: [PublishedField("a")])
        let rows = PlacedObservations(
            terms: ["a"], batch: [TextColumn(["x"])], ordinals: [0], ids: [RecordID(submission: 1, record: 1)])
        #expect(view.publishedRows(of: rows) == nil)
    }

    @Test("Columns are found by their terms, and one that a batch lacks is empty")
    func order() {
        var encoder = ObservationEncoder(
            view: PublicView(fields: [PublishedField("a"), PublishedField("b")]), pseudonyms: Pseudonyms(key: []))
        let rows = PlacedObservations(
            terms: ["c", "b"], batch: [TextColumn(["x"]), TextColumn(["y"])], ordinals: [7],
            ids: [RecordID(submission: 4_294_967_295, record: 4_294_967_295)])
        #expect(String(decoding: encoder.encode(rows).csv, as: UTF8.self) == "4294967295-4294967295,,y\n")
    }

    @Test("Pseudonyms are the published construction: 80 bits of HMAC-SHA256 in base 32")
    func construction() {
        // RFC 4231, test case 2: HMAC-SHA256("Jefe", "what do ya want for nothing?") = 5bdcc146bf60754e6a04…
        var pseudonyms = Pseudonyms(key: Array("Jefe".utf8))
        #expect(pseudonyms.pseudonym(of: "what do ya want for nothing?") == "c-lpomcrv7mb2u42qe")
        #expect(String(decoding: Pseudonyms.base32(Array("fooba".utf8)), as: UTF8.self) == "mzxw6ytb")
    }

    @Test("Spellings of one name have one pseudonym, other names and other keys another")
    func spellings() {
        var pseudonyms = Pseudonyms(key: [1, 2, 3])
        let maria = pseudonyms.pseudonym(of: "María  Pérez")
        #expect(pseudonyms.pseudonym(of: " Mari\u{301}a\u{A0}Pe\u{301}rez\n") == maria)
        #expect(pseudonyms.pseudonym(of: "maría Pérez") != maria)
        #expect(pseudonyms.pseudonym(of: " \t") == nil)
        var others = Pseudonyms(key: [1, 2, 4])
        #expect(others.pseudonym(of: "María Pérez") != maria)
        var joined = Pseudonyms(key: [1, 2, 3]) { $0 == "mp" ? "María Pérez" : $0 }
        #expect(joined.pseudonym(of: "mp") == maria)
    }

    @Test("A column of names becomes a column of pseudonyms, cell for cell")
    func column() {
        var random = SplitMix64(seed: 5)
        let names = (0..<500).map { _ in
            Bool.random(using: &random) ? "name \(Int.random(in: 0..<40, using: &random))" : nil
        }
        var (one, other) = (Pseudonyms(key: [9]), Pseudonyms(key: [9]))
        let column = one.pseudonyms(of: TextColumn(names))
        for (row, name) in names.enumerated() { #expect(column[row] == name.flatMap { other.pseudonym(of: $0) }) }
    }
}
