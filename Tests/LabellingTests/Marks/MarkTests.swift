import Labelling
import Testing

@Suite("Marks as texts")
struct MarkTests {
    @Test(
        "Lists of marks are read and written in one canonical form",
        arguments: [
            ("point(10 20) fox", "point(10 20) fox"),
            ("box(5 5 20 30)", "box(5 5 20 30)"),
            ("circle(10 20 5)", "circle(10 20 5)"),
            ("line(0 0 10 10)", "line(0 0 10 10)"),
            (" Point( 1.50  +2e1 )   red fox ", "point(1.5 20) red fox"),
            ("point(9 1)|point(1 9) b|point(1 9) a", "point(1 9) a|point(1 9) b|point(9 1)"),
            ("line(10 10 0 0)", "line(0 0 10 10)"),
            ("line(5 9 5 1)", "line(5 1 5 9)"),
            ("box(25 35 -20 -30)", "box(5 5 20 30)"),
            ("box(1 2 0 0)", "box(1 2 0 0)"),
            ("point(-0 0.00049)", "point(0 0)"),
            ("point(-0.0006 1234567.8905)", "point(-0.001 1234567.89)"),
            ("point(0.1 0.01)", "point(0.1 0.01)"),
            (#"point(1 2) a\|b \\ c"#, #"point(1 2) a\|b \\ c"#),
            ("point(1 2) two (small) ones", "point(1 2) two (small) ones"),
            ("", "none"), ("  ", "none"), ("none", "none"), (" None ", "none"), ("|", "none"),
            ("none|point(1 2)|", "point(1 2)"),
        ])
    func canonical(written: String, canonical: String) {
        #expect(MarkList.marks(in: written).map { MarkList.text(of: $0) } == canonical)
        #expect(MarkList.marks(in: canonical).map { MarkList.text(of: $0) } == canonical)
    }

    @Test(
        "What is no list of marks is not read",
        arguments: [
            "point", "point(1)", "point(1 2 3)", "point(1,2)", "point(1 nan)", "point(inf 1)", "point(0x10 1)",
            "point(1e999 1)", "point(1e10 1)", "circle(1 2 -3)", "box(1 2 3)", "point 1 2", "point(1 2",
            "point(1 2)3", "ellipse(1 2 3 4)", #"point(1 2) a\b"#, #"point(1 2) a\"#, "fox", "none at all",
            "box(-1e9 0 -1e9 1)", #"point\|(1 2)"#,
        ])
    func unreadable(written: String) { #expect(MarkList.marks(in: written) == nil) }

    @Test("Words for nothing are the caller's")
    func words() {
        #expect(MarkList.marks(in: "nothing here", none: ["Nothing here"]) == [])
        #expect(MarkList.text(of: [], none: "Nothing here") == "Nothing here")
        #expect(MarkList.marks(in: "none", none: ["nothing here"]) == nil)
    }

    @Test("Marks made by programs obey the same rules")
    func rules() {
        #expect(Mark(.point, [1]) == nil && Mark(.point, [.nan, 1]) == nil && Mark(.circle, [1, 1, -1]) == nil)
        #expect(Mark(.point, [1, 2], label: " \t")?.label == nil)
        #expect(Mark(.point, [1, 2], label: " a ")?.label == "a")
        #expect(Mark(.box, [1, 2, -3, 4])?.figures == [-2, 2, 3, 4])
        #expect(Mark(.circle, [1, 2, 3])?.figures == [1, 2, 3])
    }

    @Test("What was written is read as it was, whatever the marks")
    func roundTrip() {
        var random = SplitMix64(seed: 16)
        let letters: [Character] = ["a", "|", "\\", " ", "(", ")", "é", "2", "\n", "🦊"]
        for _ in 0..<2000 {
            let marks = (0..<random.below(5)).compactMap { _ -> Mark? in
                let kind = Mark.Kind.allCases[random.below(4)]
                let scale = [1.0, 1000, 1e6, 4e8][random.below(4)]
                let figures = (0..<kind.figureCount).map { _ in (random.fraction() * 2 - 1) * scale }
                let label = String((0..<random.below(6)).map { _ in letters[random.below(letters.count)] })
                return Mark(kind, figures, label: label)
            }
            let text = MarkList.text(of: marks)
            let read = MarkList.marks(in: text)
            #expect(read == marks.map(\.rounded).sorted())
            #expect(read.map { MarkList.text(of: $0) } == text)
        }
    }
}
