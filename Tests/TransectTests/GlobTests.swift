import Testing
import Transect

@Suite struct GlobTests {
    @Test(
        "A pattern matches the paths that people expect",
        arguments: [
            ("**/*.csv", "a.csv", true), ("**/*.csv", "maria/a.csv", true), ("**/*.csv", "maria/2026/a.csv", true),
            ("**/*.csv", "maria/a.csv.gz", true), ("**/*.csv", "maria/a.json", false), ("*.csv", "maria/a.csv", false),
            ("maria/*", "maria/a.csv", true), ("maria/*", "maria/b/a.csv", false), ("maria/**", "maria/b/a.csv", true),
            ("a?c", "abc", true), ("a?c", "a/c", false), ("[ab]*.csv", "b1.csv", true), ("[ab]*.csv", "c1.csv", false),
            ("**", "x/y/z", true), ("pl-*/**/*.csv", "pl-07/x.csv", true), ("zażółć/*.csv", "zażółć/gęś.csv", true),
        ])
    func matching(pattern: String, path: String, expected: Bool) {
        #expect(Glob(pattern).matches(path) == expected)
    }

    @Test("Many stars cost no more than a few")
    func linear() {
        let pattern = String(repeating: "*a", count: 60)
        #expect(!Glob(pattern).matches(String(repeating: "a", count: 2_000) + "b"))
    }
}
