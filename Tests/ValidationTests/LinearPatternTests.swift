import Foundation
import Testing
import Validation

@Suite struct LinearPatternTests {
    @Test(
        "A pattern matches whole values",
        arguments: [
            ("[A-Z].*", "Pica pica", true), ("[A-Z].*", "pica", false), ("[A-Z].*", "", false),
            ("a|bc", "bc", true), ("a|bc", "abc", false), ("^a|b$", "b", true), ("", "", true), ("", "a", false),
            ("\\d{4}-\\d{2}", "2026-05", true), ("\\d{4}-\\d{2}", "2026-5", false), ("\\d", "٣", false),
            ("[^a-c]+", "xyz", true), ("[^a-c]+", "xay", false), ("[a\\-c]+", "a-c", true), ("[-a]+", "-a", true),
            ("[a-]+", "-a", true), ("\\w+", "Żółw_2", true), ("\\w+", "a b", false), ("\\s", "\u{A0}", true),
            ("\\S\\W\\D", "a b", true), ("\\p{Lu}\\p{Ll}+", "Łabędź", true), ("\\p{Lu}.*", "łabędź", false),
            ("ż{2,3}", "żż", true), ("ż{2,3}", "żżżż", false), ("(ab){0}c", "c", true), ("(?:ab)*?c", "ababc", true),
            ("a{2,}", "aaaa", true), ("a{2,}", "a", false), (".", "\n", false), (".", "🐦", true), ("\\.", ".", true),
            ("\\.", "x", false), ("(a|)b", "b", true), ("((a*)*)*b", "aaab", true), ("[\\d.]+", "1.5", true),
            ("é", "e\u{301}", false), ("a\\tb", "a\tb", true), ("\\[x\\]", "[x]", true), ("[\\]]", "]", true),
        ])
    func matches(_ pattern: String, _ text: String, _ expected: Bool) throws {
        #expect(try LinearPattern(pattern).matchesWhole(text) == expected)
    }

    @Test(
        "A pattern that leaves the language is refused with the place",
        arguments: [
            ("(a)\\1", 4), ("a(?=b)", 2), ("(?<!a)b", 1), ("a**", 3), ("*a", 1), ("a{2", 2), ("a{3,2}", 2), ("(a", 1),
            ("a)", 2), ("[a", 1), ("[]", 1), ("[z-a]", 3), ("a\\", 2), ("a^b", 2), ("a$b", 2), ("\\q", 1), ("a}", 2),
            ("a{1001}", 2), ("(?i)a", 1), ("[a[b]]", 3), ("\\p{Greek}", 1), ("]", 1),
        ])
    func refused(_ pattern: String, _ position: Int) {
        let error = #expect(throws: PatternError.self) { try LinearPattern(pattern) }
        #expect(error?.position == position, "\(pattern): \(error?.problem ?? "")")
    }

    @Test("A pattern whose counts multiply is refused instead of filling the memory")
    func tooLarge() {
        #expect(throws: PatternError.self) { try LinearPattern("((a{100}){100}){100}") }
        #expect(throws: PatternError.self) { try LinearPattern(String(repeating: "(", count: 10_000)) }
        #expect(throws: Never.self) { try LinearPattern("(){1000}(()){1000}") }
    }

    @Test("Time grows with the value's length alone, even for ^(a+)+$")
    func linear() throws {
        let pattern = try LinearPattern("^(a+)+$")
        let value = String(repeating: "a", count: 100_000)
        let start = ContinuousClock.now
        #expect(pattern.matchesWhole(value))
        #expect(!pattern.matchesWhole(value + "!"))
        // A backtracking engine would not end; this one needs about a millisecond.
        #expect(ContinuousClock.now - start < .seconds(2))
    }

    @Test("A pattern with exponentially many states stays within its memory and keeps its answers")
    func manyStates() throws {
        let pattern = try LinearPattern("(a|b)*a(a|b){14}")
        var random = SplitMix64(3)
        var text = ""
        for _ in 0..<50_000 { text += Bool.random(using: &random) ? "a" : "b" }
        let decisive = text.dropLast(14).last
        #expect(pattern.matchesWhole(text) == (decisive == "a"))
        #expect(pattern.matchesWhole(text + "a") == (text.dropLast(13).last == "a"))
    }

    @Test("Bytes that are no UTF-8 match nothing, and nothing is read beyond them")
    func invalidBytes() throws {
        let pattern = try LinearPattern(".*")
        for bytes: [UInt8] in [[0xC5], [0xE2, 0x80], [0xFF], [0xC5, 0x41], [0x80], [0xF0, 0x9F, 0x90]] {
            #expect(!bytes.withUnsafeBufferPointer { pattern.matchesWhole($0) })
        }
    }

    @Test("Random patterns agree with NSRegularExpression on random words")
    func property() throws {
        var random = SplitMix64(2026)
        let letters = ["a", "b", "ł", "1", "."]
        func pattern(_ depth: Int) -> String {
            switch Int.random(in: 0..<(depth > 3 ? 4 : 9), using: &random) {
            case 0: return "a"
            case 1: return ["b", "ł", "\\.", "\\d", "\\w", "."].randomElement(using: &random)!
            case 2: return ["[ab]", "[^a]", "[a-ł]", "[^\\d]", "[b.1]"].randomElement(using: &random)!
            case 3: return "1"
            case 4:
                return "(\(pattern(depth + 1)))" + ["*", "+", "?", "{2}", "{1,2}", "{0,3}", "{2,}"].randomElement(
                    using: &random)!
            case 5: return "(?:\(pattern(depth + 1))|\(pattern(depth + 1)))"
            case 6: return "(\(pattern(depth + 1))|)"
            default: return pattern(depth + 1) + pattern(depth + 1)
            }
        }
        for _ in 0..<600 {
            let text = pattern(0)
            let ours = try LinearPattern(text)
            let theirs = try NSRegularExpression(pattern: "\\A(?:\(text))\\z")
            for _ in 0..<25 {
                let word = (0..<Int.random(in: 0...6, using: &random)).map { _ in letters.randomElement(using: &random)!
                }.joined()
                let expected = theirs.firstMatch(in: word, range: NSRange(location: 0, length: word.utf16.count)) != nil
                #expect(ours.matchesWhole(word) == expected, "\(text) on \(word)")
            }
        }
    }

    @Test("What stands there no time costs no time, however often that is repeated")
    func nothingOften() throws {
        let pattern = try LinearPattern(
            String(repeating: "(", count: 20) + "a{0}" + String(repeating: "){1000}", count: 20))
        #expect(pattern.matchesWhole(""))
        #expect(!pattern.matchesWhole("a"))
        #expect(try LinearPattern("ab{0}c").matchesWhole("ac"))
    }
}
