/// A pattern that a whole value must match, in time that grows with the value's length and with nothing else.
///
/// The language is the common part of XML Schema's and everyone's regular expressions: characters, `.` (anything but a
/// line end), classes `[a-z]` and `[^a-z]`, `\d` (0–9) `\w` (letters, marks, digits and `_` of every script) `\s` and
/// their opposites, `\p{L}` `\p{Lu}` `\p{Ll}`, groups `( )` and `(?: )`, alternatives `|`, and the quantifiers `*` `+`
/// `?` `{m}` `{m,}` `{m,n}`. Since the whole value must match, `^` at the beginning and `$` at the end are allowed and
/// mean nothing. Characters are Unicode scalars, compared as they are written.
///
/// Back-references and look-around do not exist: they cannot be matched in linear time, and a pattern in a pipeline
/// file must not be able to stop a night's run.
package struct LinearPattern: Sendable {
    /// The pattern as it was written.
    package let text: String
    private let prepared: PatternMatcher

    /// Compiles a pattern.
    ///
    /// - Throws: `PatternError` with the position where the pattern leaves the language, or where it is too large.
    package init(_ pattern: String) throws(PatternError) {
        text = pattern
        var matcher = PatternMatcher(try PatternProgram(try PatternParser.parse(pattern)))
        matcher.prepare(states: 200)
        prepared = matcher
    }

    /// Whether the whole value matches. For a column, take a `makeMatcher()` once.
    package func matchesWhole(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var matcher = prepared
        return matcher.matchesWhole(bytes)
    }

    /// Whether the whole value matches.
    package func matchesWhole(_ text: String) -> Bool {
        var copy = text
        return copy.withUTF8 { matchesWhole($0) }
    }

    /// A matcher of one's own that remembers the states that it reaches.
    func makeMatcher() -> PatternMatcher { prepared }
}
