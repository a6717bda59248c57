import Labelling
import Testing

@Suite("Checklists")
struct ChecklistTests {
    private func error(_ rows: [Checklist.Row]) -> ChecklistError? {
        do {
            _ = try Checklist(rows)
            return nil
        } catch { return error }
    }

    @Test("Rows may come in any order; ancestors and lineages follow")
    func tree() throws {
        let list = try Checklist([
            .init(id: "3", parent: "2", name: "Turdus merula", rank: "species"),
            .init(id: "1", parent: "", name: "Aves", rank: "class"),
            .init(id: "2", parent: "1", name: "Turdus", rank: "Genus"),
        ])
        #expect(list.lineage(of: 0) == [0, 2, 1])
        #expect(list.isAncestorOrSelf(1, of: 0) && list.isAncestorOrSelf(0, of: 0))
        #expect(!list.isAncestorOrSelf(0, of: 1))
        #expect(list.taxon(named: "Turdus") == 2 && list.taxon(named: "2") == 2 && list.taxon(named: "Parus") == nil)
    }

    @Test("A synonym stands for its accepted taxon, and a name that two taxa share for neither")
    func names() throws {
        let list = try Checklist([
            .init(id: "1", parent: nil, name: "Morus"), .init(id: "2", parent: nil, name: "Morus"),
            .init(id: "3", parent: nil, name: "Sula bassana", accepted: "4"),
            .init(id: "4", parent: "2", name: "Morus bassanus"),
        ])
        #expect(list.taxon(named: "Sula bassana") == 3 && list.taxon(named: "3") == 3)
        #expect(list.taxon(named: "Morus") == nil && list.taxon(named: "2") == 1)
    }

    @Test("What is wrong with a checklist is said")
    func errors() {
        #expect(error([.init(id: "", parent: nil, name: "x")]) == .withoutID(name: "x"))
        #expect(
            error([.init(id: "1", parent: nil, name: "x"), .init(id: "1", parent: nil, name: "y")])
                == .repeatedID("1"))
        #expect(error([.init(id: "1", parent: "9", name: "x")]) == .unknownParent(of: "x", id: "9"))
        #expect(error([.init(id: "1", parent: nil, name: "x", accepted: "9")]) == .unknownAccepted(of: "x", id: "9"))
        #expect(
            error([.init(id: "1", parent: "2", name: "x"), .init(id: "2", parent: "1", name: "y")])
                == .circle(id: "1", name: "x"))
        #expect(
            error([
                .init(id: "1", parent: nil, name: "x", accepted: "2"),
                .init(id: "2", parent: nil, name: "y", accepted: "1"),
            ]) == .circle(id: "1", name: "x"))
        #expect(ChecklistError.withoutRanks.description.contains("parentNameUsageID"))
    }

    @Test("Higher taxa in columns become a tree; equal names in different kingdoms stay apart")
    func columns() throws {
        let list = try Checklist(
            ranks: ["kingdom", "family", "genus"],
            [
                ("Morus alba", "species", ["Plantae", "Moraceae", "Morus"]),
                ("Morus bassanus", "species", ["Animalia", "Sulidae", "Morus"]),
                ("Morus nigra", "species", ["Plantae", "Moraceae", "Morus"]),
                ("Moraceae", "family", ["Plantae", "Moraceae", ""]),
            ])
        #expect(list.count == 9)
        let alba = try #require(list.taxon(named: "Morus alba"))
        #expect(list.lineage(of: alba).map { list.rows[$0].name } == ["Morus alba", "Morus", "Moraceae", "Plantae"])
        #expect(list.taxon(named: "Morus") == nil)
        #expect(list.taxon(named: "Moraceae") == list.lineage(of: alba)[2])
        #expect(throws: ChecklistError.withoutRanks) { try Checklist(ranks: [], []) }
    }

    @Test("A chain of 100,000 taxa is no trouble")
    func deep() throws {
        let rows = (0..<100_000).map { (number: Int) -> Checklist.Row in
            let parent: String? = number == 0 ? nil : String(number - 1)
            return Checklist.Row(id: String(number), parent: parent, name: "t" + String(number))
        }
        let list = try Checklist(rows)
        #expect(list.isAncestorOrSelf(0, of: 99_999) && list.lineage(of: 99_999).count == 100_000)
    }

    @Test("Ranks have their order; unknown ones have none")
    func ranks() {
        #expect(TaxonRank.level(of: " Species ") == 10 && TaxonRank.level(of: "kingdom") == 70)
        #expect(TaxonRank.level(of: "clade") == nil)
    }
}
