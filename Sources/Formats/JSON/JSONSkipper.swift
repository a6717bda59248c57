/// Walks over JSON values and checks every byte of them, without keeping anything.
///
/// It goes on where it stopped: when the text ends inside a value, `resumeAt` is the beginning of the token that was
/// cut, and after more bytes have been read `run` is called again from there. There is no recursion; one bit per open
/// container says whether it is an object.
struct JSONSkipper: ~Copyable {
    private enum Expectation { case value, firstElement, key, firstKey, separator }

    private let containers: UnsafeMutablePointer<UInt64>
    private let depthLimit: Int
    private var outerDepth = 0
    private var depth = 0
    private var expected = Expectation.value

    /// What was wrong when a function gave `nil`.
    private(set) var problem = JSONProblem.expectedValue
    /// Where it was wrong. The end of the text means: perhaps nothing is wrong, more bytes are needed.
    private(set) var failedAt: UnsafePointer<UInt8>
    /// The beginning of the token at which `run` stopped.
    private(set) var resumeAt: UnsafePointer<UInt8>

    /// A skipper that refuses values nested deeper than `depthLimit`.
    init(depthLimit: Int) {
        self.depthLimit = max(1, min(depthLimit, 1 << 20))
        let words = (self.depthLimit + 63) / 64
        containers = .allocate(capacity: words)
        containers.initialize(repeating: 0, count: words)
        failedAt = UnsafePointer(UnsafeRawPointer(containers).assumingMemoryBound(to: UInt8.self))
        resumeAt = failedAt
    }

    deinit { containers.deallocate() }

    /// Notes a failure; always `nil`.
    @inline(never)
    mutating func fail(_ problem: JSONProblem, at place: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
        self.problem = problem
        failedAt = place
        return nil
    }

    /// Whether a value may be opened inside `depth` others.
    @inline(__always)
    func allows(depth: Int) -> Bool { depth < depthLimit }

    /// Skips a value of any kind that lies `outerDepth` levels deep.
    @inline(__always)
    mutating func skip(_ start: UnsafePointer<UInt8>, outerDepth: Int) -> UnsafePointer<UInt8>? {
        if start.pointee | 0x20 == UInt8(ascii: "{") {  // { or [
            begin(outerDepth: outerDepth)
            return run(start)
        }
        return skipScalar(start)
    }

    /// Prepares `run` for a new value.
    @inline(__always)
    mutating func begin(outerDepth: Int) {
        self.outerDepth = outerDepth
        depth = 0
        expected = .value
    }

    /// Skips the value that `begin` announced, or the rest of it.
    mutating func run(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
        var next = start
        while true {
            next = JSONScan.skipSpace(next)
            let token = next
            let byte = next.pointee
            switch expected {
            case .value, .firstElement:
                if expected == .firstElement, byte == UInt8(ascii: "]") {
                    next += 1
                    depth -= 1
                } else if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
                    guard outerDepth + depth < depthLimit else { return fail(.tooDeep, at: token) }
                    let isObject = byte == UInt8(ascii: "{")
                    let bit: UInt64 = 1 << UInt64(depth & 63)
                    if isObject { containers[depth >> 6] |= bit } else { containers[depth >> 6] &= ~bit }
                    depth += 1
                    next += 1
                    expected = isObject ? .firstKey : .firstElement
                    continue
                } else {
                    guard let end = skipScalar(next) else { return stop(at: token) }
                    // A number that ends with the bytes at hand may go on in the next ones.
                    if end.pointee == 0, JSONScan.isDigit(end[-1]) {
                        return stop(at: token, .badNumber, place: end)
                    }
                    next = end
                }
            case .key, .firstKey:
                if expected == .firstKey, byte == UInt8(ascii: "}") {
                    next += 1
                    depth -= 1
                } else {
                    guard byte == UInt8(ascii: "\"") else { return stop(at: token, .expectedKey, place: token) }
                    guard let end = skipString(next + 1) else { return stop(at: token) }
                    next = JSONScan.skipSpace(end)
                    guard next.pointee == UInt8(ascii: ":") else {
                        return stop(at: token, .expectedColon, place: next)
                    }
                    next += 1
                    expected = .value
                    continue
                }
            case .separator:
                let isObject = containers[(depth - 1) >> 6] >> UInt64((depth - 1) & 63) & 1 == 1
                if byte == UInt8(ascii: ",") {
                    next += 1
                    expected = isObject ? .key : .value
                    continue
                }
                guard byte == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
                    return stop(at: token, isObject ? .expectedCommaOrBrace : .expectedCommaOrBracket, place: token)
                }
                next += 1
                depth -= 1
            }
            if depth == 0 { return next }
            expected = .separator
        }
    }

    private mutating func stop(
        at token: UnsafePointer<UInt8>, _ problem: JSONProblem, place: UnsafePointer<UInt8>
    ) -> UnsafePointer<UInt8>? {
        resumeAt = token
        return fail(problem, at: place)
    }

    private mutating func stop(at token: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
        resumeAt = token
        return nil
    }

    /// Skips a string, number or literal.
    @inline(__always)
    mutating func skipScalar(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
        switch start.pointee {
        case UInt8(ascii: "\""): return skipString(start + 1)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return skipNumber(start)
        case UInt8(ascii: "t"): return skipLiteral("true", start)
        case UInt8(ascii: "f"): return skipLiteral("false", start)
        case UInt8(ascii: "n"): return skipLiteral("null", start)
        default: return fail(.expectedValue, at: start)
        }
    }

    /// Skips a number.
    @inline(__always)
    mutating func skipNumber(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
        guard let end = JSONScan.numberEnd(start, failedAt: &failedAt) else {
            problem = .badNumber
            return nil
        }
        return end
    }

    /// Skips `true`, `false` or `null`.
    @inline(__always)
    mutating func skipLiteral(_ literal: StaticString, _ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
        for index in 0..<literal.utf8CodeUnitCount where start[index] != literal.utf8Start[index] {
            return fail(.badLiteral, at: start + index)
        }
        return start + literal.utf8CodeUnitCount
    }

    /// Skips a string from behind its opening quote to behind its closing quote.
    @inline(__always)
    mutating func skipString(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
        let end = JSONScan.plainEnd(start)
        if end.pointee == UInt8(ascii: "\"") { return end + 1 }
        return skipStringWithEscapes(end)
    }

    @inline(never)
    private mutating func skipStringWithEscapes(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
        var next = start
        while true {
            switch next.pointee {
            case UInt8(ascii: "\""): return next + 1
            case UInt8(ascii: "\\"):
                guard let end = skipEscape(next) else { return nil }
                next = JSONScan.plainEnd(end)
            default: return fail(.controlCharacter, at: next)
            }
        }
    }

    /// Skips an escape from its backslash on.
    private mutating func skipEscape(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
        switch start[1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return start + 2
        case UInt8(ascii: "u"):
            for index in 2..<6 where JSONScan.hexDigit(start[index]) == nil {
                return fail(.badEscape, at: start + index)
            }
            return start + 6
        default:
            return fail(.badEscape, at: start + 1)
        }
    }
}
