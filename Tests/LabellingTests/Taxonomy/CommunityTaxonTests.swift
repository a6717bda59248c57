import Labelling
import Testing

/// One observation with its identifications and what follows from the definition.
///
/// Identifications are written `who:taxon`, in order, with `!p` for an explicit disagreement with the taxon p that was
/// displayed, `!` for one without anything displayed, `=p` for none, `?` for one from before the question, `-` for
/// withdrawn and `*` for an inactive taxon.
struct CommunityCase: Sendable, CustomTestStringConvertible {
    var what: String
    var identifications: String
    var community: String?
    var displayed: String?
    var preference = CommunityPreference()

    init(
        _ what: String, _ identifications: String, _ community: String?, _ displayed: String?,
        _ preference: CommunityPreference = CommunityPreference()
    ) {
        self.what = what
        self.identifications = identifications
        self.community = community
        self.displayed = displayed
        self.preference = preference
    }

    var testDescription: String { what + ": " + identifications }
}

/// A small tree with two kingdoms.
enum SmallTree {
    static let rows: [(name: String, parent: String?, rank: String)] = [
        ("Life", nil, "stateofmatter"), ("Animalia", "Life", "kingdom"), ("Plantae", "Life", "kingdom"),
        ("Aves", "Animalia", "class"), ("Passeriformes", "Aves", "order"), ("Turdidae", "Passeriformes", "family"),
        ("Turdus", "Turdidae", "genus"), ("merula", "Turdus", "species"), ("aterrima", "merula", "subspecies"),
        ("pilaris", "Turdus", "species"), ("Zoothera", "Turdidae", "genus"), ("dauma", "Zoothera", "species"),
        ("Paridae", "Passeriformes", "family"), ("Parus", "Paridae", "genus"), ("major", "Parus", "species"),
        ("Bellis", "Plantae", "genus"), ("perennis", "Bellis", "species"),
    ]

    static func checklist() throws -> Checklist {
        try Checklist(rows.map { Checklist.Row(id: $0.name, parent: $0.parent, name: $0.name, rank: $0.rank) })
    }

    static func identifications(_ text: String, _ checklist: Checklist) throws -> [Identification] {
        try text.split(separator: " ").map { token in
            let sides = token.split(separator: ":", maxSplits: 1)
            var name = ""
            var marks = Substring()
            for index in sides[1].indices where !sides[1][index].isLetter {
                name = String(sides[1][..<index])
                marks = sides[1][index...]
                break
            }
            if name.isEmpty { name = String(sides[1]) }
            var made = Identification(
                contributor: String(sides[0]), taxon: try #require(checklist.taxon(named: name)))
            switch marks.first {
            case "!": made.disagrees = true
            case "?": made.disagrees = nil
            case "-": made.isCurrent = false
            case "*": made.isActive = false
            default: break
            }
            made.displayed = checklist.taxon(named: String(marks.dropFirst()))
            return made
        }
    }
}

@Suite("The community taxon")
struct CommunityTaxonTests {
    static let optedOut = CommunityPreference(owner: "a", observation: false)

    static let counts: [CommunityCase] = [
        .init("nobody", "", nil, nil),
        .init("one person: no community yet, but displayed", "a:merula", nil, "merula"),
        .init("two agree", "a:merula b:merula", "merula", "merula"),
        .init("two disagree within a genus", "a:merula b:pilaris", "Turdus", "Turdus"),
        .init("two to one is not above two thirds", "a:merula b:merula c:pilaris", "Turdus", "Turdus"),
        .init("three to one is", "a:merula b:merula c:merula d:pilaris", "merula", "merula"),
        .init(
            "four to two is exactly two thirds", "a:merula b:merula c:merula d:merula e:pilaris f:pilaris", "Turdus",
            "Turdus"),
        .init(
            "five to two is above", "a:merula b:merula c:merula d:merula e:merula f:pilaris g:pilaris", "merula",
            "merula"),
        .init(
            "one species is no community, and is displayed if nobody objects", "a:Turdus b:merula", "Turdus", "merula"),
        .init("an ancestor does not count against", "a:Turdus b:merula c:merula", "merula", "merula"),
        .init("two ancestors do not either", "a:Turdus b:Turdus c:merula", "Turdus", "merula"),
        .init("nor one far above", "a:Animalia b:merula c:merula", "merula", "merula"),
        .init("different kingdoms share life", "a:merula b:perennis", "Life", "Life"),
        .init("two birds and a plant", "a:merula b:merula c:perennis", "Life", "Life"),
        .init("three birds and a plant", "a:merula b:merula c:merula d:perennis", "merula", "merula"),
        .init("genus two of three, order all", "a:merula b:pilaris c:major", "Passeriformes", "Passeriformes"),
        .init("the genus counts for itself", "a:merula b:pilaris c:major d:Turdus", "Turdus", "Turdus"),
        .init(
            "the family does not count for the genus", "a:merula b:pilaris c:dauma d:Turdidae", "Turdidae", "Turdidae"),
        .init("all at one high rank", "a:Aves b:Aves", "Aves", "Aves"),
        .init("a tie of two and two", "a:merula b:merula c:pilaris d:pilaris", "Turdus", "Turdus"),
    ]

    static let disagreements: [CommunityCase] = [
        .init("a genus against its species", "a:merula b:Turdus!merula", "Turdus", "Turdus"),
        .init("against two of the species", "a:merula b:merula c:Turdus!merula", "Turdus", "Turdus"),
        .init("against three of the species", "a:merula b:merula d:merula c:Turdus!merula", "merula", "merula"),
        .init("a family is against the genus too", "a:merula b:Turdidae!merula", "Turdidae", "Turdidae"),
        .init("and with two for the genus", "a:merula b:merula c:Turdidae!merula", "Turdidae", "Turdidae"),
        .init("and against other species of it", "a:merula b:pilaris c:Turdidae!merula", "Turdidae", "Turdidae"),
        .init("not against another genus", "a:dauma b:dauma c:dauma d:Turdidae!merula", "dauma", "dauma"),
        .init("elsewhere it counts once", "a:merula b:merula c:merula d:major!merula", "merula", "merula"),
        .init("nothing was displayed", "a:merula b:merula c:Turdus!", "merula", "merula"),
        .init("something else was displayed", "a:merula b:merula c:Turdus!perennis", "merula", "merula"),
        .init("the same was displayed", "a:Turdus b:merula c:merula d:Turdus!Turdus", "merula", "merula"),
        .init("something above was displayed", "a:merula b:merula c:Turdus!Aves", "merula", "merula"),
        .init("no disagreement with what was displayed", "a:merula b:merula c:Turdus=merula", "merula", "merula"),
        .init("old, after the species was named", "a:merula b:merula c:Turdus?", "Turdus", "Turdus"),
        .init("old, before the species was named", "c:Turdus? a:merula b:merula", "merula", "merula"),
        .init("old, in between", "a:merula c:Turdus? b:merula", "Turdus", "Turdus"),
        .init("old, one of four", "a:merula b:merula c:merula d:Animalia?", "merula", "merula"),
        .init("old, one of three, far above", "a:merula b:merula d:Animalia?", "Animalia", "Animalia"),
        .init("old and elsewhere", "a:merula b:merula c:merula d:perennis?", "merula", "merula"),
        .init("old and the same", "a:merula b:merula?", "merula", "merula"),
        .init("old and below", "a:Turdus b:merula?", "Turdus", "merula"),
    ]

    static let states: [CommunityCase] = [
        .init("a withdrawn one does not make two", "a:merula- b:merula", nil, "merula"),
        .init("a withdrawn one does not disagree", "a:pilaris- b:merula c:merula", "merula", "merula"),
        .init("a withdrawn explicit one neither", "a:merula b:merula c:Turdus-merula", "merula", "merula"),
        .init("an inactive taxon does not make two", "a:merula* b:merula", nil, "merula"),
        .init("an inactive taxon does not disagree", "a:perennis* b:merula c:merula", "merula", "merula"),
        .init("only inactive taxa: the last is displayed", "a:perennis* b:merula*", nil, "merula"),
        .init("a subspecies first", "a:aterrima b:merula", "merula", "aterrima"),
        .init("a subspecies second", "a:merula b:aterrima", "merula", "merula"),
        .init("a subspecies third", "a:merula b:merula c:aterrima", "merula", "merula"),
        .init("two subspecies", "a:aterrima b:aterrima c:merula", "aterrima", "aterrima"),
        .init("a subspecies behind its genus", "a:Turdus b:aterrima c:Turdus", "Turdus", "Turdus"),
        .init("nobody named the community taxon itself", "a:Animalia b:aterrima", "Animalia", "Animalia"),
        .init("a subspecies against another species", "a:aterrima b:pilaris", "Turdus", "Turdus"),
        .init("two subspecies against one species", "a:aterrima b:aterrima c:pilaris", "Turdus", "Turdus"),
        .init("opted out: the owner's", "a:pilaris b:merula c:merula d:merula", "merula", "pilaris", optedOut),
        .init(
            "opted out in general", "a:pilaris b:merula c:merula d:merula", "merula", "pilaris",
            CommunityPreference(owner: "a", general: false)),
        .init(
            "opted out in general, in for this one", "a:pilaris b:merula c:merula d:merula", "merula", "merula",
            CommunityPreference(owner: "a", observation: true, general: false)),
        .init("opted out: the owner's newest", "a:pilaris- a:merula b:pilaris", "Turdus", "merula", optedOut),
        .init("opted out without an opinion", "b:merula c:merula", "merula", nil, optedOut),
        .init("nothing probable: the owner's", "a:merula* b:pilaris*", nil, "merula", CommunityPreference(owner: "a")),
        .init(
            "nothing probable, owner silent: the others' last", "b:merula* c:pilaris*", nil, "pilaris",
            CommunityPreference(owner: "a")),
    ]

    @Test("Worked cases", arguments: counts + disagreements + states)
    func worked(example: CommunityCase) throws {
        let tree = try SmallTree.checklist()
        let identifications = try SmallTree.identifications(example.identifications, tree)
        let name = { (taxon: Int?) in taxon.map { tree.rows[$0].name } }
        #expect(name(CommunityTaxon.taxon(identifications, in: tree)) == example.community)
        #expect(
            name(CommunityTaxon.displayed(identifications, in: tree, preference: example.preference))
                == example.displayed)
    }

    @Test("There are at least forty of them")
    func number() { #expect(Self.counts.count + Self.disagreements.count + Self.states.count >= 40) }

    @Test("The counts of a family that disagrees with a species, taxon by taxon")
    func nodes() throws {
        let tree = try SmallTree.checklist()
        let made = try SmallTree.identifications("a:dauma b:merula c:pilaris d:Turdidae!merula", tree)
        let counts = CommunityTaxon.nodes(made, in: tree).reduce(into: [String: [Int]]()) {
            $0[tree.rows[$1.taxon].name] = [$1.cumulative, $1.disagreements, $1.ancestorDisagreements]
        }
        #expect(counts["Turdidae"] == [4, 0, 0])
        #expect(counts["Turdus"] == [2, 1, 1])
        #expect(counts["merula"] == [1, 2, 1])
        #expect(counts["pilaris"] == [1, 2, 1])
        #expect(counts["Zoothera"] == [1, 2, 0])
        #expect(counts["dauma"] == [1, 2, 0])
        #expect(counts["Parus"] == nil)
    }

    @Test("Replayed in order, a newer opinion replaces the older, and each knows what was displayed before it")
    func replay() throws {
        let tree = try SmallTree.checklist()
        let written = try SmallTree.identifications("a:merula b:Turdus! a:pilaris", tree)
        let made = CommunityTaxon.replayed(written, in: tree)
        #expect(made.map(\.isCurrent) == [false, true, true])
        #expect(made.map { $0.displayed.map { tree.rows[$0].name } } == [nil, "merula", "Turdus"])
        #expect(CommunityTaxon.taxon(Array(made.prefix(2)), in: tree) == nil)
        #expect(CommunityTaxon.taxon(made, in: tree) == tree.taxon(named: "Turdus"))
        let first = CommunityTaxon.replayed(Array(written.prefix(2)), in: tree)
        #expect(CommunityTaxon.displayed(first, in: tree) == tree.taxon(named: "Turdus"))
    }

    @Test("Without a common top, what only life has in common is no taxon; without ranks, depth decides")
    func forest() throws {
        let tree = try Checklist([
            .init(id: "1", parent: nil, name: "Animalia"), .init(id: "2", parent: "1", name: "fox"),
            .init(id: "3", parent: nil, name: "Plantae"), .init(id: "4", parent: "3", name: "daisy"),
        ])
        let named = { (names: [String]) in
            try names.map { Identification(contributor: $0, taxon: try #require(tree.taxon(named: $0))) }
        }
        #expect(CommunityTaxon.taxon(try named(["fox", "daisy"]), in: tree) == nil)
        #expect(CommunityTaxon.taxon(try named(["fox", "fox"]), in: tree) == 1)
    }
}
