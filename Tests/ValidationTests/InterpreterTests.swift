import Observations
import Testing
import Validation

@Suite struct InterpreterTests {
    private static let fields = [
        FieldRule(
            term: "eventDate", type: .eventDate,
            constraints: FieldConstraints(required: true, maximum: .today)),
        FieldRule(
            term: "scientificName",
            constraints: FieldConstraints(
                required: true, minLength: 3, pattern: "[A-Z].*",
                enumeration: Vocabulary(["Pica pica", "Ciconia ciconia"], name: "species.csv"))),
        FieldRule(
            term: "individualCount", type: .integer, missingValues: ["", "n/a", "-"],
            constraints: FieldConstraints(minimum: .value("0"), maximum: .value("10000"))),
        FieldRule(
            term: "decimalLatitude", type: .number,
            constraints: FieldConstraints(minimum: .value("-90"), maximum: .value("90"))),
    ]
    private static let schema = Schema(["eventDate", "scientificName", "individualCount", "decimalLatitude"])
    private static let header = ["Fecha", "Especie", "Número", "Latitud"]
    private static let mapping = SourceMapping(
        steps: [
            .rename(from: "Fecha", to: "eventDate"), .rename(from: "Especie", to: "scientificName"),
            .rename(from: "Número", to: "individualCount"), .rename(from: "Latitud", to: "decimalLatitude"),
        ], locale: .named("es"))

    private static func interpreter() throws -> Interpreter {
        try Interpreter(schema: schema, fields: fields, mapping: mapping, checks: [])
    }

    private static let rows: [[String?]] = [
        ["01/05/2026", "Pica pica", "1.234", "40,4168"],
        [" 2026-05-02", "Pica pica\u{A0}", "n/a", "91,5"],
        ["ayer", "pica", "-3", "40.4168"],
        [nil, "  ", "-", ""],
        ["01/05/2027", "Pica pika", "3,0", "1e2"],
    ]

    @Test("Values are interpreted by the declared locale, and every problem of a row is found at once")
    func findings() throws {
        let batch = try Self.interpreter().interpret(records(Self.header, Self.rows), context: today)
        #expect(
            cells(batch) == [
                ["2026-05-01", "Pica pica", "1234", "40.4168"],
                ["2026-05-02", "Pica pica", nil, "91.5"],
                ["ayer", "pica", "-3", "40.4168"],
                [nil, nil, nil, nil],
                ["2027-05-01", "Pica pika", "3", "1e2"],
            ])
        func finding(
            _ code: String, _ row: Int, _ field: String, _ value: String?, _ arguments: [String]
        ) -> Finding {
            Finding(code: code, severity: .error, row: row, field: field, value: value, arguments: arguments)
        }
        #expect(
            batch.findings == [
                finding("constraint-maximum", 1, "decimalLatitude", "91,5", ["Latitud", "90"]),
                finding("type-event-date", 2, "eventDate", "ayer", ["Fecha", "2026-05-01"]),
                finding("constraint-enum", 2, "scientificName", "pica", ["Especie", "species.csv", ""]),
                finding("constraint-pattern", 2, "scientificName", "pica", ["Especie", "[A-Z].*"]),
                finding("constraint-minimum", 2, "individualCount", "-3", ["Número", "0"]),
                finding("type-number", 2, "decimalLatitude", "40.4168", ["Latitud", "1.234,5"]),
                finding("constraint-required", 3, "eventDate", nil, ["Fecha"]),
                finding("constraint-required", 3, "scientificName", "  ", ["Especie"]),
                finding("constraint-maximum", 4, "eventDate", "01/05/2027", ["Fecha", "2026-11-21"]),
                finding("constraint-enum", 4, "scientificName", "Pica pika", ["Especie", "species.csv", "Pica pica"]),
                finding("constraint-maximum", 4, "decimalLatitude", "1e2", ["Latitud", "90"]),
            ])
        #expect(batch.selection.setRows == [0])
        #expect(
            batch.notes == [
                Note(
                    code: "trimmed", field: "eventDate", column: "Fecha", count: 1, example: " 2026-05-02",
                    became: "2026-05-02"),
                Note(
                    code: "date-order", field: "eventDate", column: "Fecha", count: 2, example: "01/05/2026",
                    became: "2026-05-01"),
                Note(
                    code: "trimmed", field: "scientificName", column: "Especie", count: 1, example: "Pica pica\u{A0}",
                    became: "Pica pica"),
                Note(
                    code: "read-as-missing", field: "individualCount", column: "Número", count: 2, example: "n/a",
                    became: ""),
                Note(
                    code: "thousands-mark", field: "individualCount", column: "Número", count: 1, example: "1.234",
                    became: "1234"),
                Note(
                    code: "integer-with-fraction", field: "individualCount", column: "Número", count: 1, example: "3,0",
                    became: "3"),
                Note(
                    code: "decimal-comma", field: "decimalLatitude", column: "Latitud", count: 2, example: "40,4168",
                    became: "40.4168"),
            ])
        let byCode = Dictionary(uniqueKeysWithValues: validationRules.map { ($0.code, $0) })
        #expect(
            byCode["constraint-enum"]?.message(for: batch.findings[9])
                == """
                “Pica pika” in column Especie is not in species.csv (nearest entry: Pica pica). \
                Use one of its entries.
                """
        )
        #expect(
            byCode["constraint-enum"]?.message(field: nil, value: "pica", arguments: ["Especie", "species.csv", ""])
                == "“pica” in column Especie is not in species.csv. Use one of its entries.")
        for finding in batch.findings { #expect(byCode[finding.code]?.message(for: finding).contains("{") == false) }
    }

    @Test("Where the format says how numbers are written, the advice writes them so, whatever the locale")
    func plainExample() throws {
        var file = records(["decimalLatitude"], [["north"]])
        file.hasPlainNumbers = true
        let interpreter = try Interpreter(
            schema: Schema(["decimalLatitude"]), fields: [FieldRule(term: "decimalLatitude", type: .number)],
            mapping: SourceMapping(locale: .named("es")), checks: [])
        #expect(
            interpreter.interpret(file, context: today).findings.map(\.arguments) == [["decimalLatitude", "1234.5"]])
    }

    @Test("The result does not depend on how the records are cut into batches")
    func cuts() throws {
        var random = SplitMix64(11)
        var rows: [[String?]] = []
        for _ in 0..<300 {
            rows.append(
                (0..<4).map { column in Self.rows[Int.random(in: 0..<5, using: &random)][column] })
        }
        let interpreter = try Self.interpreter()
        let whole = interpreter.interpret(records(Self.header, rows), context: today)
        for size in [1, 7, 63, 64, 65, 299] {
            var (allCells, findings, selected): ([[String?]], [Finding], [Int]) = ([], [], [])
            var notes: [String: Int] = [:]
            var first = 0
            while first < rows.count {
                let piece = Array(rows[first..<min(first + size, rows.count)])
                let batch = interpreter.interpret(records(Self.header, piece, from: first + 1), context: today)
                allCells += cells(batch)
                findings += batch.findings.map {
                    var moved = $0
                    moved.row += first
                    return moved
                }
                selected += batch.selection.setRows.map { $0 + first }
                for note in batch.notes { notes["\(note.field ?? "") \(note.code)", default: 0] += note.count }
                first += size
            }
            #expect(allCells == cells(whole) && findings == whole.findings && selected == whole.selection.setRows)
            #expect(
                notes
                    == Dictionary(uniqueKeysWithValues: whole.notes.map { ("\($0.field ?? "") \($0.code)", $0.count) }))
        }
    }

    @Test("A column in which nothing changes is passed on without being copied")
    func sharing() throws {
        let interpreter = try Interpreter(
            schema: Schema(["a", "b"]), fields: [FieldRule(term: "b", type: .number)], mapping: SourceMapping(),
            checks: [])
        let batch = records(["a", "b"], [["Łabędź", "1.5"], ["żółw", nil], ["", "12"]])
        let result = interpreter.interpret(batch, context: today)
        func address(_ bytes: [UInt8]) -> UnsafeRawPointer? { bytes.withUnsafeBytes { $0.baseAddress } }
        #expect(address(batch.columns[0].bytes) == address(result.columns[0].bytes))
        #expect(address(batch.columns[1].bytes) == address(result.columns[1].bytes))
        #expect(cells(result) == [["Łabędź", "1.5"], ["żółw", nil], [nil, "12"]])
    }

    @Test("Findings of the reader are carried over, and their rows are quarantined as they weigh")
    func carried() throws {
        let ragged = Finding(code: "csv-ragged-row", severity: .error, row: 1, arguments: ["3", "2"])
        let note = Finding(code: "csv-quote", severity: .warning, row: 0, field: "a")
        let interpreter = try Interpreter(
            schema: Schema(["a"]), fields: [FieldRule(term: "a", type: .integer)], mapping: SourceMapping(), checks: [])
        let batch = interpreter.interpret(
            records(["a"], [["1"], ["x"]], findings: [note, ragged]), context: today)
        #expect(batch.findings.map(\.code) == ["csv-quote", "csv-ragged-row", "type-integer"])
        #expect(batch.selection.setRows == [0])
    }

    @Test("A term that nothing is mapped to takes the column of its name, and is empty where there is none")
    func selfMapping() throws {
        let interpreter = try Interpreter(
            schema: Schema(["a", "b", "c"]), fields: [],
            mapping: SourceMapping(steps: [.rename(from: "x", to: "b")]), checks: [])
        #expect(interpreter.sourceFields == ["x", "a", "c"])
        #expect(!interpreter.readsAllFields)
        let batch = interpreter.interpret(records(["x", "a"], [["1", "2"]]), context: today)
        #expect(cells(batch) == [["2", "1", nil]])
    }

    @Test(
        "Text that is blank is missing, whatever the missing values; a blank number is not read unless it is declared")
    func blanks() throws {
        let text = try read(["", " ", nil], as: FieldRule(term: "x", missingValues: ["NA"]))
        #expect(text.map(\.value) == [nil, nil, nil])
        let number = try read(["", "NA"], as: FieldRule(term: "x", type: .number, missingValues: ["NA"]))
        #expect(number.map(\.codes) == [["type-number"], []])
    }

    @Test("Lengths are counted in Unicode scalars")
    func lengths() throws {
        let rule = FieldRule(term: "x", constraints: FieldConstraints(minLength: 2, maxLength: 4))
        let results = try read(["ż", "żó", "żółw", "żółwi", "e\u{301}", "🐦"], as: rule)
        #expect(
            results.map(\.codes) == [
                ["constraint-min-length"], [], [], ["constraint-max-length"], [], ["constraint-min-length"],
            ])
    }

    @Test("Values are compared with a vocabulary up to canonical equivalence and published as they were written")
    func equivalence() throws {
        let rule = FieldRule(
            term: "x", constraints: FieldConstraints(enumeration: Vocabulary(["Bébé", "Pica"])))
        let results = try read(["Be\u{301}be\u{301}", "pica", "Picas", "Grus grus"], as: rule)
        #expect(results.map(\.codes) == [[], ["constraint-enum"], ["constraint-enum"], ["constraint-enum"]])
        #expect(results[0].value.map { Array($0.utf8) } == Array("Be\u{301}be\u{301}".utf8))
    }

    @Test("Dates are compared with bounds by the days that they can mean")
    func dateBounds() throws {
        let rule = FieldRule(
            term: "x", type: .eventDate,
            constraints: FieldConstraints(minimum: .value("2026-05"), maximum: .today))
        let results = try read(
            ["2026", "2026-04-30", "2026-05-01", "2026-04/2026-05", "2026-11-21", "2026-11-22", "2026-11/2026-12"],
            as: rule)
        #expect(
            results.map(\.codes) == [
                [], ["constraint-minimum"], [], ["constraint-minimum"], [], ["constraint-maximum"],
                ["constraint-maximum"],
            ])
    }

    @Test("Allowed values are compared as the type reads them, not as they are spelled")
    func typedEnumeration() throws {
        func codes(_ type: FieldType, _ allowed: [String], _ cells: [String]) throws -> [String] {
            let rule = FieldRule(
                term: "x", type: type, constraints: FieldConstraints(enumeration: Vocabulary(allowed)))
            return try read(cells, as: rule).map { $0.codes.joined(separator: " ") }
        }
        let no = "constraint-enum"
        #expect(
            try codes(.number, ["1", "1.5"], ["1.0", "1.50", "01", "15e-1", "2", "1.50000000000000000001"])
                == ["", "", "", "", no, no])
        #expect(try codes(.integer, ["1", "2.0"], ["01", "1.0", "2", "3", "-0"]) == ["", "", "", no, no])
        #expect(try codes(.integer, ["0"], ["-0", "00"]) == ["", ""])
        #expect(try codes(.boolean, ["1"], ["true", "0"]) == ["", no])
        #expect(try codes(.date, ["2026/05/01"], ["2026-05-01", "2026-5-1", "2026-05-02"]) == ["", "", no])
        #expect(try codes(.string, ["1"], ["1", "1.0"]) == ["", no])
    }

    @Test("Bounds hold to the last digit, however many digits a number has")
    func exactBounds() throws {
        func codes(_ least: String, _ most: String, _ cells: [String]) throws -> [String] {
            let rule = FieldRule(
                term: "x", type: .number,
                constraints: FieldConstraints(minimum: .value(least), maximum: .value(most)))
            return try read(cells, as: rule).map { $0.codes.joined(separator: " ") }
        }
        let (low, high) = ("constraint-minimum", "constraint-maximum")
        #expect(
            try codes(
                "-90", "90", ["90", "90.0", "9e1", "90.0000000000000000000001", "-90.00000000000000000001", "91"])
                == ["", "", "", high, low, high])
        #expect(
            try codes("0", "1e30", ["-0.0", "-1e-400", "1e-400", "1000000000000000000000000000001"])
                == ["", low, "", high])
    }

    @Test("A constraint may weigh less than an error, but a value that is not of its type is always one")
    func severities() throws {
        let rule = FieldRule(
            term: "x", type: .number, constraints: FieldConstraints(maximum: .value("5")), severity: .warning)
        let interpreter = try Interpreter(schema: Schema(["x"]), fields: [rule], mapping: SourceMapping(), checks: [])
        let batch = interpreter.interpret(records(["x"], [["9"], ["y"]]), context: today)
        #expect(batch.findings.map(\.severity) == [.warning, .error])
        #expect(batch.selection.setRows == [0])
    }

    @Test("A plan that cannot be carried out is refused with the place")
    func problems() {
        func problem(_ rule: FieldRule) -> [String]? {
            do throws(PlanProblem) {
                _ = try Interpreter(schema: Schema(["x"]), fields: [rule], mapping: SourceMapping(), checks: [])
                return nil
            } catch { return error.path }
        }
        #expect(problem(FieldRule(term: "y")) == ["fields", "y"])
        #expect(problem(FieldRule(term: "x", type: .date, formats: ["dd.MM.yy"])) == ["fields", "x", "format"])
        #expect(problem(FieldRule(term: "x", type: .date, formats: ["MM.yyyy"])) == ["fields", "x", "format"])
        #expect(problem(FieldRule(term: "x", type: .date, formats: ["d MMMM yyyy"])) == ["fields", "x", "format"])
        #expect(problem(FieldRule(term: "x", type: .datetime, formats: ["yyyy-MM-dd"])) == ["fields", "x", "format"])
        #expect(
            problem(FieldRule(term: "x", type: .eventDate, formats: ["yyyy-MM-dd h:mm"])) == ["fields", "x", "format"])
        #expect(problem(FieldRule(term: "x", type: .number, formats: ["yyyy"])) == ["fields", "x", "format"])
        func constraints(_ type: FieldType, _ constraints: FieldConstraints) -> String? {
            problem(FieldRule(term: "x", type: type, constraints: constraints))?.last
        }
        #expect(constraints(.string, FieldConstraints(minimum: .value("1"))) == "minimum")
        #expect(constraints(.number, FieldConstraints(maximum: .today)) == "maximum")
        #expect(constraints(.number, FieldConstraints(maximum: .value("ten"))) == "maximum")
        #expect(constraints(.date, FieldConstraints(minimum: .value("1/5/2026"))) == "minimum")
        #expect(constraints(.string, FieldConstraints(pattern: "(a")) == "pattern")
        #expect(constraints(.string, FieldConstraints(enumeration: Vocabulary([" "]))) == "enum")
        let wrong: [(FieldType, String)] = [
            (.integer, "two"), (.integer, "1.5"), (.number, "1,5"), (.boolean, "yes"), (.date, "2026-05"),
            (.datetime, "2026-05-01"), (.eventDate, "1.5.2026"),
        ]
        for (type, entry) in wrong {
            #expect(constraints(type, FieldConstraints(enumeration: Vocabulary([entry]))) == "enum", "\(entry)")
        }
        #expect(constraints(.number, FieldConstraints(minimum: .value("2"), maximum: .value("1"))) == "minimum")
        #expect(constraints(.string, FieldConstraints(minLength: 5, maxLength: 1)) == "minLength")
    }

    @Test("A batch without records gives a batch without observations, whatever the steps")
    func noRecords() throws {
        let interpreter = try Interpreter(
            schema: Schema(["name", "value", "id", "part", "decimalLatitude", "decimalLongitude"]),
            fields: [FieldRule(term: "value", type: .number), FieldRule(term: "part", type: .eventDate)],
            mapping: SourceMapping(
                steps: [
                    .unpivot(columns: .named(["a", "b"]), nameTo: "name", valueTo: "value", skipBlank: true),
                    .join(from: ["name", "x"], separator: "-", to: "id"),
                    .split(from: "id", separator: "-", to: ["part"]),
                ], locale: .named("pl")),
            checks: [ConfiguredCheck("coordinates-swapped"), ConfiguredCheck("coordinate-precision")])
        let batch = interpreter.interpret(records(["a", "b", "x"], []), context: today)
        #expect(batch.count == 0 && batch.findings.isEmpty && batch.notes.isEmpty)
    }
}
