import Formats
import Observations
import Testing

@Suite struct JSONPropertyTests {
    /// A JSON value and one way to write it.
    private indirect enum Value {
        case null
        case text(String)
        case literal(String)
        case array([Value])
        case object([(String, Value)])

        /// What a cell of this value holds, given how the value was written.
        func cell(_ written: String) -> String? {
            switch self {
            case .null: nil
            case .text(let text): text
            default: written
            }
        }
    }

    private static let alphabet: [Unicode.Scalar] = [
        "a", "Z", "0", " ", "\"", "\\", "/", "\n", "\t", "\u{1}", "\u{7F}", "é", "ß", "€", "鳥", "🐦", "\u{FFFF}", "{",
        "]",
    ]

    private static func text(_ random: inout TreeTesting.Random, longest: Int) -> String {
        var text = ""
        for _ in 0..<random.below(longest + 1) { text.unicodeScalars.append(alphabet[random.below(alphabet.count)]) }
        return text
    }

    private static func value(_ random: inout TreeTesting.Random, depth: Int) -> Value {
        switch random.below(depth > 3 ? 5 : 7) {
        case 0: return .null
        case 1, 2: return .text(text(&random, longest: 30))
        case 3: return .literal(["true", "false"][random.below(2)])
        case 4:
            return .literal(["0", "-0", "12.50", "-1e-7", "1E+400", "123456789012345678901234567890"][random.below(6)])
        case 5: return .array((0..<random.below(4)).map { _ in value(&random, depth: depth + 1) })
        default:
            return .object(
                (0..<random.below(4)).map { ("k\($0)" + text(&random, longest: 3), value(&random, depth: depth + 1)) })
        }
    }

    private static func space(_ random: inout TreeTesting.Random) -> String {
        ["", "", "", " ", "\n", "\r\n\t "][random.below(6)]
    }

    private static func write(_ text: String, _ random: inout TreeTesting.Random) -> String {
        var written = "\""
        for scalar in text.unicodeScalars {
            let mustEscape = scalar.value < 0x20 || scalar == "\"" || scalar == "\\"
            if mustEscape || random.below(5) == 0 {
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16, uppercase: random.below(2) == 0)
                    written += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            } else {
                written.unicodeScalars.append(scalar)
            }
        }
        return written + "\""
    }

    private static func write(_ value: Value, _ random: inout TreeTesting.Random) -> String {
        switch value {
        case .null: return "null"
        case .text(let text): return write(text, &random)
        case .literal(let literal): return literal
        case .array(let values):
            return "[" + space(&random)
                + values.map { write($0, &random) + space(&random) }.joined(separator: "," + space(&random)) + "]"
        case .object(let members):
            return "{" + space(&random)
                + members.map { write($0.0, &random) + space(&random) + ":" + space(&random) + write($0.1, &random) }
                .joined(separator: "," + space(&random)) + space(&random) + "}"
        }
    }

    @Test("Random values are read back equal, in pieces of any size, kept or skipped")
    func roundTrip() {
        for seed in 0..<300 {
            var random = TreeTesting.Random(UInt64(seed))
            let names = ["name", "a/b", "ключ", "x\"y", "e\u{301}", "/slash", ""]
            var expected: [[String: String?]] = []
            var written: [String] = []
            for _ in 0..<random.below(12) {
                var members: [String] = []
                var cells: [String: String?] = [:]
                for name in names.shuffled(using: &random) where random.below(4) > 0 {
                    let value = Self.value(&random, depth: 0)
                    let text = Self.write(value, &random)
                    cells[name] = value.cell(text)
                    members.append(Self.write(name, &random) + Self.space(&random) + ":" + Self.space(&random) + text)
                }
                expected.append(cells)
                written.append("{" + members.joined(separator: Self.space(&random) + "," + Self.space(&random)) + "}")
            }
            let document = "[" + written.joined(separator: "," + Self.space(&random)) + Self.space(&random) + "]"
            for chunk in [1, 1 + random.below(50), .max] {
                let all = TreeTesting.json(document, chunk: chunk)
                #expect(all.error == nil && all.findings.isEmpty, "seed \(seed)")
                for name in names {
                    let field = name.isEmpty ? "/" : name == "/slash" ? "/~1slash" : name
                    let cells = expected.map { $0[name] ?? nil }
                    #expect(all[field] == cells, "seed \(seed) \(name)")
                    let only = TreeTesting.json(document, chunk: chunk) { $0.fields = .only([field]) }
                    #expect(only[field] == cells && only.error == nil, "seed \(seed) \(name)")
                }
            }
        }
    }

    @Test("A valid document cut at any byte is an error, never a crash or a success")
    func truncation() {
        let document = Array(
            (#"{"meta": {"n": [1.5e3, true, null]}, "records": [{"a": "é🐦\u00e9\ud83d\udc26", "b": {"c": [0, -1]}}, "#
                + #"{"a": 2}], "x": false}"#).utf8)
        for length in 0..<document.count {
            let cut = document[..<length]
            for chunk in [1, .max] {
                #expect(TreeTesting.json(cut, chunk: chunk).error != nil, "at \(length)")
                #expect(TreeTesting.json(cut, chunk: chunk) { $0.records = "/records" }.error != nil, "at \(length)")
                #expect(
                    TreeTesting.json(cut, chunk: chunk) { $0.fields = .only(["/meta/n/1"]) }.error != nil,
                    "at \(length)")
                let line = TreeTesting.json(cut, chunk: chunk) { $0.format = .ndjson }
                #expect(line.error != nil || length == 0 || line.codes == ["json-bad-line"], "at \(length)")
            }
        }
        #expect(TreeTesting.json(document).error == nil)
    }

    @Test("Damaged documents and random bytes never crash, and are read the same in pieces of any size")
    func damage() {
        let document = Array(
            #"[{"a": "x\n\u0041", "b": [1, {"c": null}], "d": 1.5e-3}, {"a": true, "b": "é"}, {"type": "Feature"}]"#
                .utf8)
        var random = TreeTesting.Random(11)
        for round in 0..<4000 {
            var bytes = document
            if round % 4 == 0 {
                bytes = (0..<random.below(60)).map { _ in UInt8(random.below(256)) }
            } else {
                for _ in 0...random.below(4) {
                    let place = random.below(bytes.count)
                    switch random.below(3) {
                    case 0: bytes[place] = UInt8(random.below(256))
                    case 1: bytes.remove(at: place)
                    default: bytes.insert(bytes[random.below(bytes.count)], at: place)
                    }
                }
            }
            let format: FileFormat? = [nil, .json, .ndjson, .geojson][random.below(4)]
            let fields: FieldSelection = random.below(2) == 0 ? .all : .only(["a", "/b/1/c", "d"])
            let whole = TreeTesting.json(bytes) {
                $0.format = format; $0.fields = fields
            }
            let pieces = TreeTesting.json(bytes, chunk: 1 + random.below(9)) {
                $0.format = format; $0.fields = fields
            }
            #expect(whole.summary == pieces.summary, "round \(round)")
        }
    }
}
