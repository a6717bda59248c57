import Observations
import Testing
import Validation

@Suite struct MappingTests {
    private static let species = LookupTable(
        name: "species.csv",
        entries: [
            ("bocian biały", "Ciconia ciconia"), ("sroka", "Pica pica"), ("Pica melanoleuca", "Pica pica"), ("", "x"),
            ("sroka", "Pica pica"),
        ])

    private func map(
        _ steps: [MappingStep], schema: [Term], fields: [FieldRule] = [], _ batch: RecordBatch
    ) throws -> ObservationBatch {
        try Interpreter(schema: Schema(schema), fields: fields, mapping: SourceMapping(steps: steps), checks: [])
            .interpret(batch, context: today)
    }

    @Test(
        "A vernacular name or a synonym becomes the accepted name; one that is not known is a finding with the nearest")
    func lookup() throws {
        let batch = try map(
            [.lookup(from: "Gatunek", to: "scientificName", table: Self.species)], schema: ["scientificName"],
            fields: [
                FieldRule(
                    term: "scientificName", missingValues: ["", "?"], constraints: FieldConstraints(required: true))
            ],
            records(
                ["Gatunek"],
                [["bocian biały "], ["Pica pica"], ["Pica melanoleuca"], ["sroak"], ["?"], ["Bocian Biały"], ["żubr"]]))
        #expect(cells(batch).map { $0[0] } == ["Ciconia ciconia", "Pica pica", "Pica pica", nil, nil, nil, nil])
        #expect(
            batch.findings == [
                Finding(
                    code: "lookup-not-found", severity: .error, row: 3, field: "scientificName", value: "sroak",
                    arguments: ["Gatunek", "species.csv", "sroka"]),
                Finding(
                    code: "constraint-required", severity: .error, row: 4, field: "scientificName", value: "?",
                    arguments: ["Gatunek"]),
                Finding(
                    code: "lookup-not-found", severity: .error, row: 5, field: "scientificName", value: "Bocian Biały",
                    arguments: ["Gatunek", "species.csv", "bocian biały"]),
                Finding(
                    code: "lookup-not-found", severity: .error, row: 6, field: "scientificName", value: "żubr",
                    arguments: ["Gatunek", "species.csv", ""]),
            ])
        #expect(
            batch.notes == [
                Note(
                    code: "looked-up", field: "scientificName", column: "Gatunek", count: 2, example: "bocian biały",
                    became: "Ciconia ciconia")
            ])
    }

    @Test("A note names the column that its first value stands in, also where one term has several")
    func noteColumns() throws {
        let count = FieldRule(term: "count", type: .number)
        let aliases = try map(
            [.firstOf(columns: ["Liczba", "Anzahl"], to: "count")], schema: ["count"], fields: [count],
            records(["Liczba", "Anzahl"], [["1", nil], [nil, " 2"], [" 3", nil]]))
        #expect(aliases.notes.map(\.column) == ["Anzahl"] && aliases.notes.map(\.count) == [2])
        let unpivoted = try map(
            [.unpivot(columns: .except(["Datum"]), nameTo: "name", valueTo: "count", skipBlank: true)],
            schema: ["name", "count"], fields: [count],
            records(["Datum", "Amsel", "Meise"], [["1", "1", "2 "], ["2", "3 ", ""]]))
        #expect(unpivoted.notes.map(\.column) == ["Meise"] && unpivoted.notes.map(\.example) == ["2 "])
    }

    @Test("Constants, replacements, joined and split cells")
    func steps() throws {
        let batch = try map(
            [
                .set("basisOfRecord", "HumanObservation"), .rename(from: "Status", to: "occurrenceStatus"),
                .replace("occurrenceStatus", ["tak": "present", "nie": "absent", "nie wiem": ""]),
                .join(from: ["Site", "Visit"], separator: "-", to: "eventID"),
                .split(from: "Coords", separator: ",", to: ["decimalLatitude", "decimalLongitude"]),
            ],
            schema: ["basisOfRecord", "occurrenceStatus", "eventID", "decimalLatitude", "decimalLongitude"],
            fields: [
                FieldRule(term: "decimalLatitude", type: .number), FieldRule(term: "decimalLongitude", type: .number),
            ],
            records(
                ["Status", "Site", "Visit", "Coords"],
                [
                    [" tak", "A ", "1", "52.2297, 21.0122"], ["nie", "A", nil, "52.2297"], ["nie wiem", " ", "", nil],
                    ["może", "B", "2", "1,x"],
                ]))
        #expect(
            cells(batch) == [
                ["HumanObservation", "present", "A-1", "52.2297", "21.0122"],
                ["HumanObservation", "absent", "A", nil, nil],
                ["HumanObservation", nil, nil, nil, nil],
                ["HumanObservation", "może", "B-2", "1", "x"],
            ])
        #expect(
            batch.findings == [
                Finding(
                    code: "split-parts", severity: .error, row: 1, field: "decimalLatitude", value: "52.2297",
                    arguments: ["Coords", ",", "2", "1"]),
                Finding(
                    code: "type-number", severity: .error, row: 3, field: "decimalLongitude", value: "x",
                    arguments: ["Coords", "1234.5"]),
            ])
    }

    @Test("A step reads a term that an earlier step has made")
    func chains() throws {
        let batch = try map(
            [
                .split(from: "id", separator: "/", to: ["site", "visit"]),
                .join(from: ["visit", "site"], separator: ".", to: "eventID"),
                .lookup(from: "site", to: "site", table: LookupTable(name: "sites", entries: [("A", "Alpha")])),
            ], schema: ["site", "visit", "eventID"], records(["id"], [["A/1"]]))
        #expect(cells(batch) == [["Alpha", "1", "1.A"]])
    }

    @Test("Species as columns become records of their own, numbered by record and column")
    func unpivot() throws {
        let ragged = Finding(code: "csv-ragged-row", severity: .error, row: 2)
        let warning = Finding(code: "csv-quote", severity: .warning, row: 0)
        let source = records(
            ["Datum", "Amsel", "Meise", "Star"],
            [
                ["2026-05-01", "3", " ", "x"], ["2026-05-02", nil, "-", ""], ["2026-05-03", nil, nil, nil],
                ["2026-05-04", nil, "2", nil],
            ],
            from: 5, findings: [warning, ragged])
        for columns in [UnpivotColumns.named(["Amsel", "Meise", "Star"]), .except([]), .matching("[AMS].*")] {
            let interpreter = try Interpreter(
                schema: Schema(["eventDate", "scientificName", "individualCount"]),
                fields: [
                    FieldRule(term: "eventDate", type: .eventDate),
                    FieldRule(term: "individualCount", type: .integer, missingValues: ["", "-"]),
                ],
                mapping: SourceMapping(steps: [
                    .rename(from: "Datum", to: "eventDate"),
                    .lookup(
                        from: "scientificName", to: "scientificName",
                        table: LookupTable(
                            name: "german.csv",
                            entries: [
                                ("Amsel", "Turdus merula"), ("Meise", "Parus major"), ("Star", "Sturnus vulgaris"),
                            ])),
                    .unpivot(columns: columns, nameTo: "scientificName", valueTo: "individualCount", skipBlank: true),
                ]), checks: [])
            let batch = interpreter.interpret(source, context: today)
            #expect(
                cells(batch) == [
                    ["2026-05-01", "Turdus merula", "3"], ["2026-05-01", "Sturnus vulgaris", "x"],
                    ["2026-05-02", "Parus major", nil],
                    ["2026-05-03", "Sturnus vulgaris", nil], ["2026-05-04", "Parus major", "2"],
                ])
            #expect(batch.origins.records == [13, 15, 17, 21, 23])
            #expect(batch.origins.rows == [6, 6, 7, 8, 9])
            #expect(batch.findings.map(\.code) == ["csv-quote", "csv-quote", "type-integer", "csv-ragged-row"])
            #expect(batch.findings.map(\.row) == [0, 1, 1, 3])
            #expect(batch.findings[2].arguments == ["Star", "12"])
            #expect(batch.selection.setRows == [0, 2, 4])
            if case .named = columns {
                #expect(!interpreter.readsAllFields && interpreter.sourceFields == ["Datum", "Amsel", "Meise", "Star"])
            } else {
                #expect(interpreter.readsAllFields)
            }
        }
    }

    @Test("A word for “no value” in a species' column is a record that nobody counted; only blank cells are none")
    func presentNotCounted() throws {
        let batch = try map(
            [.unpivot(columns: .except(["eventDate"]), nameTo: "sp", valueTo: "n", skipBlank: true)],
            schema: ["sp", "n"], fields: [FieldRule(term: "n", type: .integer, missingValues: ["", "x"])],
            records(["eventDate", "fox", "deer", "hare", "stoat"], [["2026-05-01", "3", "x", " ", nil]]))
        #expect(cells(batch) == [["fox", "3"], ["deer", nil]])
        #expect(batch.findings.isEmpty && batch.notes.map(\.code) == ["read-as-missing"])
    }

    @Test("A value in a column without a name of its own is an error, since nobody saw a “column_4”")
    func unpivotNoName() throws {
        let unpivot = { (columns: UnpivotColumns) in
            MappingStep.unpivot(columns: columns, nameTo: "sp", valueTo: "n", skipBlank: true)
        }
        let lookup = LookupTable(name: "s.csv", entries: [("fox", "Vulpes vulpes"), ("deer", "Capreolus capreolus")])
        let source = records(
            ["eventDate", "fox", "deer", "column_4", "fox_2"],
            [["2026-05-01", "3", "", "7", ""], ["2026-05-02", "", "1", " ", "2"]],
            madeUpNames: ["column_4", "fox_2"])
        let batch = try map(
            [unpivot(.except(["eventDate"])), .lookup(from: "sp", to: "sp", table: lookup)], schema: ["sp", "n"],
            fields: [FieldRule(term: "sp", constraints: FieldConstraints(required: true))], source)
        #expect(
            cells(batch) == [
                ["Vulpes vulpes", "3"], [nil, "7"], ["Capreolus capreolus", "1"], [nil, "2"],
            ])
        #expect(batch.selection.setRows == [0, 2])
        #expect(
            batch.findings == [
                Finding(
                    code: "unpivot-no-name", severity: .error, row: 1, field: "sp", value: "7",
                    arguments: ["column_4", "4"]),
                Finding(
                    code: "unpivot-no-name", severity: .error, row: 3, field: "sp", value: "2",
                    arguments: ["fox_2", "5"]),
            ])
        let named = try map([unpivot(.named(["fox", "column_4"]))], schema: ["sp", "n"], source)
        #expect(named.findings.isEmpty && cells(named).first == ["fox", "3"])
    }

    @Test("Blank cells make records too where they are wanted")
    func unpivotBlank() throws {
        let batch = try map(
            [.unpivot(columns: .named(["a", "b"]), nameTo: "name", valueTo: "value", skipBlank: false)],
            schema: ["name", "value"], records(["a", "b"], [["1", nil]]))
        #expect(cells(batch) == [["a", "1"], ["b", nil]])
    }

    @Test("A mapping that cannot be carried out is refused with the place")
    func problems() {
        func problem(_ steps: [MappingStep]) -> PlanProblem? {
            do throws(PlanProblem) {
                _ = try Interpreter(
                    schema: Schema(["a", "b"]), fields: [], mapping: SourceMapping(steps: steps), checks: [])
                return nil
            } catch { return error }
        }
        #expect(problem([.rename(from: "x", to: "c")])?.problem == "c is no term of the dataset")
        #expect(problem([.rename(from: "x", to: "a"), .set("a", "1")])?.problem == "two steps write the term a")
        let conflicting = LookupTable(name: "t.csv", entries: [("x", "1"), ("x", "2")])
        #expect(
            problem([.lookup(from: "x", to: "a", table: conflicting)])?.problem
                == "t.csv gives two different values for `x`")
        #expect(problem([.replace("a", ["": "1"])]) != nil)
        #expect(problem([.replace("a", ["x": "1", "x ": "2"])]) != nil)
        #expect(problem([.join(from: [], separator: "-", to: "a")]) != nil)
        #expect(problem([.split(from: "x", separator: "", to: ["a"])]) != nil)
        #expect(problem([.unpivot(columns: .named(["x", "x"]), nameTo: "a", valueTo: "b", skipBlank: true)]) != nil)
    }

    @Test("A lookup of many names gives each its own, and a replaced value is told")
    func manyNames() throws {
        let entries = (0..<5000).map { (from: "name \($0)", to: "Species \($0 % 100)") }
        let table = LookupTable(name: "big", entries: entries)
        let batch = try map(
            [.lookup(from: "x", to: "a", table: table)], schema: ["a"],
            records(["x"], (0..<5000).map { ["name \($0)"] }))
        #expect(cells(batch).map { $0[0] } == (0..<5000).map { "Species \($0 % 100)" })
    }

    @Test("A split may have parts that can be absent, and parts that go nowhere")
    func partsThatMayBeAbsent() throws {
        let batch = try map(
            [
                .split(
                    from: "location", separator: " ",
                    to: ["decimalLatitude", "decimalLongitude", nil, "coordinateUncertaintyInMeters"], atLeast: 2)
            ],
            schema: ["decimalLatitude", "decimalLongitude", "coordinateUncertaintyInMeters"],
            records(["location"], [["52.2 21.0 110 4.5"], ["52.2 21.0"], ["52.2"], ["1 2 3 4 5"], [""]]))
        #expect(
            cells(batch) == [
                ["52.2", "21.0", "4.5"], ["52.2", "21.0", nil], [nil, nil, nil], [nil, nil, nil], [nil, nil, nil],
            ])
        #expect(batch.findings.map(\.row) == [2, 3])
        #expect(batch.findings.first?.arguments == ["location", " ", "2 to 4", "1"])
        #expect(throws: PlanProblem.self) {
            try map(
                [.split(from: "a", separator: ",", to: ["x", "y"], atLeast: 3)], schema: ["x", "y"], records(["a"], []))
        }
    }

    @Test("Several columns for one term: that which has a value is read, and messages name it")
    func severalColumns() throws {
        let step = MappingStep.firstOf(columns: ["eventDate", "Data", "Datum"], to: "eventDate")
        let rule = FieldRule(
            term: "eventDate", type: .eventDate, constraints: FieldConstraints(required: true))
        let one = try map(
            [step], schema: ["eventDate"], fields: [rule], records(["Datum"], [["2026-05-01"], [""], ["soon"]]))
        #expect(cells(one).map { $0[0] } == ["2026-05-01", nil, "soon"])
        #expect(one.findings.map(\.arguments.first) == ["Datum", "Datum"])

        let two = try map(
            [step], schema: ["eventDate"], fields: [rule],
            records(
                ["Data", "Datum"],
                [
                    ["2026-05-01", ""], [" ", "2026-05-02"], ["2026-05-03", " 2026-05-03"],
                    ["2026-05-04", "2026-05-05"],
                    [nil, ""],
                ]))
        #expect(
            cells(two).map { $0[0] } == ["2026-05-01", "2026-05-02", "2026-05-03", "2026-05-04", nil])
        #expect(
            two.findings == [
                Finding(
                    code: "columns-disagree", severity: .error, row: 3, field: "eventDate", value: "2026-05-04",
                    arguments: ["Data", "Datum", "2026-05-05"]),
                Finding(
                    code: "constraint-required", severity: .error, row: 4, field: "eventDate", value: "",
                    arguments: ["Datum"]),
            ])
    }
}
