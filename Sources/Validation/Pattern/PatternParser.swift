/// A parsed pattern.
indirect enum PatternNode {
    case empty
    case set(ScalarSet)
    case sequence([PatternNode])
    case alternatives([PatternNode])
    case repetition(PatternNode, minimum: Int, maximum: Int?)

    var isEmpty: Bool {
        if case .empty = self { true } else { false }
    }
}

/// Reads the pattern language that `LinearPattern` documents, by recursive descent.
struct PatternParser {
    private let scalars: [Unicode.Scalar]
    private var position = 0
    private var depth = 0

    /// Deeper groups than anyone writes by hand would only exhaust the stack.
    private static let deepestNesting = 50
    private static let greatestCount = 1000

    private init(_ pattern: String) { scalars = Array(pattern.unicodeScalars) }

    static func parse(_ pattern: String) throws(PatternError) -> PatternNode {
        var parser = PatternParser(pattern)
        let node = try parser.alternatives()
        if parser.position < parser.scalars.count {
            throw parser.error("this `)` closes no group; write \\) for the character")
        }
        return node
    }

    private var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    private func error(_ problem: String, at place: Int? = nil) -> PatternError {
        PatternError(position: (place ?? position) + 1, problem: problem)
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar else { return false }
        position += 1
        return true
    }

    private mutating func alternatives() throws(PatternError) -> PatternNode {
        var branches = [try sequence()]
        while take("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .alternatives(branches)
    }

    private mutating func sequence() throws(PatternError) -> PatternNode {
        var items: [PatternNode] = []
        // The whole value must match anyway, so that anchors at the two ends say nothing new.
        if depth == 0 { _ = take("^") }
        while let scalar = next, scalar != "|", scalar != ")" {
            if scalar == "$", depth == 0 {
                let after = position + 1
                if after == scalars.count || scalars[after] == "|" {
                    position += 1
                    break
                }
            }
            let item = try quantified()
            if !item.isEmpty { items.append(item) }
        }
        return items.isEmpty ? .empty : items.count == 1 ? items[0] : .sequence(items)
    }

    private mutating func quantified() throws(PatternError) -> PatternNode {
        let atom = try atom()
        let place = position
        var bounds: (minimum: Int, maximum: Int?)
        switch next {
        case "*": bounds = (0, nil)
        case "+": bounds = (1, nil)
        case "?": bounds = (0, 1)
        case "{":
            position += 1
            bounds = try counts(from: place)
            position -= 1
        default: return atom
        }
        position += 1
        if next == "?" {
            // A reluctant quantifier matches the same whole values.
            position += 1
        }
        if let scalar = next, scalar == "*" || scalar == "+" || scalar == "?" || scalar == "{" {
            throw error("two quantifiers follow one another; put the first part in a group, as in (?:a+)*")
        }
        // What stands there no time is nothing: otherwise `((a{0}){1000}){1000}` would be gone through a million times.
        return atom.isEmpty || bounds.maximum == 0
            ? .empty : .repetition(atom, minimum: bounds.minimum, maximum: bounds.maximum)
    }

    /// `m}`, `m,}` or `m,n}`.
    private mutating func counts(from place: Int) throws(PatternError) -> (minimum: Int, maximum: Int?) {
        guard let minimum = number() else {
            throw error("a count such as {2} or {2,5} is expected; write \\{ for the character", at: place)
        }
        var maximum: Int? = minimum
        if take(",") { maximum = number() }
        guard take("}") else { throw error("the count is not closed by }", at: place) }
        if let maximum, maximum < minimum { throw error("the count ends before it begins", at: place) }
        if max(minimum, maximum ?? 0) > Self.greatestCount {
            throw error("a count is at most \(Self.greatestCount)", at: place)
        }
        return (minimum, maximum)
    }

    private mutating func number() -> Int? {
        var value: Int?
        while let digit = next?.value, digit >= 48, digit <= 57 {
            value = min((value ?? 0) * 10 + Int(digit - 48), 1_000_000)
            position += 1
        }
        return value
    }

    private mutating func atom() throws(PatternError) -> PatternNode {
        guard let scalar = next else { return .empty }
        let place = position
        position += 1
        switch scalar {
        case "(": return try group(from: place)
        case "[": return .set(try characterClass(from: place))
        case ".": return .set(.anyButLineEnds)
        case "\\": return .set(try escape(from: place).set)
        case "*", "+", "?", "{":
            throw error(
                "there is nothing that `\(scalar)` could repeat; write \\\(scalar) for the character", at: place)
        case "]", "}": throw error("this `\(scalar)` closes nothing; write \\\(scalar) for the character", at: place)
        case "^": throw error("`^` can stand only at the beginning; write \\^ for the character", at: place)
        case "$": throw error("`$` can stand only at the end; write \\$ for the character", at: place)
        default: return .set(ScalarSet(scalar))
        }
    }

    private mutating func group(from place: Int) throws(PatternError) -> PatternNode {
        if take("?"), !take(":") {
            throw error("only groups ( ) and (?: ) are known; look-around, names and flags are not", at: place)
        }
        depth += 1
        if depth > Self.deepestNesting { throw error("groups are nested too deeply", at: place) }
        let inner = try alternatives()
        depth -= 1
        guard take(")") else { throw error("this group is not closed by )", at: place) }
        return inner
    }

    /// What follows a backslash: a set, and the scalar where it is a single one.
    private mutating func escape(
        from place: Int
    ) throws(PatternError) -> (set: ScalarSet, scalar: Unicode.Scalar?) {
        guard let scalar = next else {
            throw error("a backslash stands at the end; write \\\\ for the character", at: place)
        }
        position += 1
        switch scalar {
        case "d": return (.digits, nil)
        case "D": return (ScalarSet.digits.complement, nil)
        case "w": return (.wordCharacters, nil)
        case "W": return (ScalarSet.wordCharacters.complement, nil)
        case "s": return (.whitespace, nil)
        case "S": return (ScalarSet.whitespace.complement, nil)
        case "t": return (ScalarSet("\t"), "\t")
        case "n": return (ScalarSet("\n"), "\n")
        case "r": return (ScalarSet("\r"), "\r")
        case "p": return (try property(from: place), nil)
        default: break
        }
        if scalar.value >= 48, scalar.value <= 57 {
            throw error("back-references such as \\1 are not known: no fast engine can match them", at: place)
        }
        let isLetter = (scalar.value | 0x20) >= 97 && (scalar.value | 0x20) <= 122
        if isLetter {
            throw error("`\\\(scalar)` is not known; \\d \\w \\s \\D \\W \\S \\t \\n \\r \\p{L} are", at: place)
        }
        return (ScalarSet(scalar), scalar)
    }

    private mutating func property(from place: Int) throws(PatternError) -> ScalarSet {
        var name = ""
        if take("{") {
            while let scalar = next, scalar != "}", name.utf8.count < 20 {
                name.unicodeScalars.append(scalar)
                position += 1
            }
            if !take("}") { name = "" }
        }
        switch name {
        case "L": return .letters
        case "Lu": return .uppercaseLetters
        case "Ll": return .lowercaseLetters
        default: throw error("only \\p{L}, \\p{Lu} and \\p{Ll} are known", at: place)
        }
    }

    private mutating func characterClass(from place: Int) throws(PatternError) -> ScalarSet {
        let isNegated = take("^")
        if next == "]" { throw error("the class [ ] is empty; write \\] for the character", at: place) }
        var ranges: [ClosedRange<UInt32>] = []
        while !take("]") {
            let (set, scalar) = try classItem(from: place)
            guard let scalar, next == "-", position + 1 < scalars.count, scalars[position + 1] != "]" else {
                ranges += set.ranges
                continue
            }
            let dash = position
            position += 1
            guard let last = try classItem(from: place).scalar, last >= scalar else {
                throw error("the range goes backwards or ends in a class; write \\- for the character", at: dash)
            }
            ranges.append(scalar.value...last.value)
        }
        let set = ScalarSet(ranges)
        return isNegated ? set.complement : set
    }

    private mutating func classItem(
        from place: Int
    ) throws(PatternError) -> (set: ScalarSet, scalar: Unicode.Scalar?) {
        guard let scalar = next else { throw error("the class is not closed by ]", at: place) }
        if scalar == "[" { throw error("write \\[ for the character inside a class") }
        position += 1
        if scalar == "\\" { return try escape(from: position - 1) }
        return (ScalarSet(scalar), scalar)
    }
}
