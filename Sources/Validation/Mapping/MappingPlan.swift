import Observations

/// A mapping made ready: every name resolved to a column of the file or to a term that an earlier step has made.
struct MappingPlan: Sendable {
    enum Source: Sendable {
        case file(Int)
        case term(Int)
    }

    enum Operation: Sendable {
        case copy(Source, to: Int)
        /// Columns of the file, each by its place, the one that counts first in front.
        case firstOf([Int], to: Int)
        case lookup(Source, to: Int, table: LookupTable, nearest: NearestWords)
        case set(Int, String)
        case replace(Int, index: ByteIndex, results: [String])
        case join([Source], separator: [UInt8], to: Int)
        /// The parts go to terms, or nowhere; `atLeast` of them must be there.
        case split(Source, separator: [UInt8], to: [Int?], atLeast: Int)
    }

    struct Unpivot: Sendable {
        enum Columns: Sendable {
            case named([String])
            case except([String])
            case matching(LinearPattern)
        }

        let columns: Columns
        let nameTo: Int
        let valueTo: Int
        let skipBlank: Bool
    }

    let schema: Schema
    /// The columns of the file that the operations read, each once.
    private(set) var fileFields: [String] = []
    private(set) var operations: [Operation] = []
    private(set) var unpivot: Unpivot?
    private var writers: [Bool]
    /// The terms that the pipeline sets to a value of its own.
    private var constants: [Bool]

    init(_ mapping: SourceMapping, schema: Schema) throws(PlanProblem) {
        self.schema = schema
        writers = [Bool](repeating: false, count: schema.terms.count)
        constants = writers
        for case .unpivot(let columns, let nameTo, let valueTo, let skipBlank) in mapping.steps {
            try planUnpivot(columns, nameTo, valueTo, skipBlank)
        }
        for step in mapping.steps { try plan(step) }
        for (place, term) in schema.terms.enumerated() where !writers[place] {
            operations.append(.copy(.file(file(term.name)), to: place))
        }
    }

    /// Whether a term's values come from the file, rather than from the pipeline alone.
    func readsFromFile(_ term: Int) -> Bool { !constants[term] }

    /// Whether any term's values come from the file.
    var readsFromFile: Bool { constants.contains(false) }

    /// The columns that the reader must extract, each once.
    var sourceFields: [String] {
        guard case .named(let names) = unpivot?.columns else { return fileFields }
        return fileFields + names.filter { !fileFields.contains($0) }
    }

    /// Whether the columns to read are known only from the file.
    var readsAllFields: Bool {
        switch unpivot?.columns {
        case nil, .named: false
        case .except, .matching: true
        }
    }

    private mutating func file(_ name: String) -> Int {
        if let place = fileFields.firstIndex(of: name) { return place }
        fileFields.append(name)
        return fileFields.count - 1
    }

    /// A term that an earlier step has made, else a column of the file.
    private mutating func source(_ name: String) -> Source {
        if let term = schema.column(of: Term(name)), writers[term] { return .term(term) }
        return .file(file(name))
    }

    private mutating func writer(
        _ term: Term, _ path: [String], rewrites: Source? = nil
    ) throws(PlanProblem) -> Int {
        guard let place = schema.column(of: term) else {
            throw PlanProblem(path, "\(term) is no term of the dataset", remedy: "List it under `fields`.")
        }
        if writers[place] {
            if case .term(place)? = rewrites { return place }
            throw PlanProblem(
                path, "two steps write the term \(term)", remedy: "Map one column to it, or join several columns.")
        }
        writers[place] = true
        return place
    }

    private mutating func planUnpivot(
        _ columns: UnpivotColumns, _ nameTo: Term, _ valueTo: Term, _ skipBlank: Bool
    ) throws(PlanProblem) {
        let path = ["unpivot"]
        if unpivot != nil {
            throw PlanProblem(path, "a source has two unpivot steps", remedy: "Keep one of them.")
        }
        let ready: Unpivot.Columns
        switch columns {
        case .named(let names):
            if names.isEmpty { throw PlanProblem(path, "unpivot names no columns", remedy: "Name at least one.") }
            if let name = names.indices.first(where: { names[..<$0].contains(names[$0]) }).map({ names[$0] }) {
                throw PlanProblem(path, "the column `\(name)` is named twice", remedy: "Name it once.")
            }
            ready = .named(names)
        case .except(let names): ready = .except(names)
        case .matching(let pattern):
            do throws(PatternError) {
                ready = .matching(try LinearPattern(pattern))
            } catch {
                throw PlanProblem(path, "\(error)", remedy: "Correct the pattern.")
            }
        }
        let name = try writer(nameTo, path + ["name"])
        let value = try writer(valueTo, path + ["value"])
        unpivot = Unpivot(columns: ready, nameTo: name, valueTo: value, skipBlank: skipBlank)
    }

    private mutating func plan(_ step: MappingStep) throws(PlanProblem) {
        switch step {
        case .rename(let from, let to):
            let source = source(from)
            operations.append(.copy(source, to: try writer(to, ["map", from])))
        case .firstOf(let columns, let to):
            let places = columns.map { file($0) }
            operations.append(.firstOf(places, to: try writer(to, ["map", columns.first ?? ""])))
        case .lookup(let from, let to, let table):
            let path = ["map", from, "lookup"]
            if let conflict = table.conflicts.first {
                throw PlanProblem(
                    path, "\(table.name) gives two different values for `\(conflict)`",
                    remedy: "Keep one line for each name (\(table.conflicts.count) are double).")
            }
            if table.keys.values.isEmpty {
                throw PlanProblem(path, "\(table.name) has no entries", remedy: "Check the names of its two columns.")
            }
            let source = source(from)
            let place = try writer(to, path, rewrites: source)
            operations.append(
                .lookup(source, to: place, table: table, nearest: NearestWords(table.everything)))
        case .set(let term, let value):
            let place = try writer(term, ["set", term.name])
            constants[place] = true
            operations.append(.set(place, value))
        case .replace(let term, let pairs):
            try planReplace(term, pairs)
        case .join(let from, let separator, let to):
            let path = ["join", to.name]
            if from.isEmpty { throw PlanProblem(path, "join names no columns", remedy: "Name at least one.") }
            let sources = from.map { source($0) }
            operations.append(.join(sources, separator: Array(separator.utf8), to: try writer(to, path)))
        case .split(let from, let separator, let to, let atLeast):
            try planSplit(from, separator, to, atLeast ?? to.count)
        case .unpivot: break
        }
    }

    private mutating func planSplit(
        _ from: String, _ separator: String, _ to: [Term?], _ atLeast: Int
    ) throws(PlanProblem) {
        let path = ["map", from, "split"]
        if separator.isEmpty || to.allSatisfy({ $0 == nil }) {
            throw PlanProblem(path, "split needs a separator and terms", remedy: "Write both.")
        }
        if atLeast < 1 || atLeast > to.count {
            throw PlanProblem(
                path, "split has \(to.count) parts, and `atLeast` is \(atLeast)",
                remedy: "Write a number from 1 to \(to.count).")
        }
        let source = source(from)
        var places: [Int?] = []
        for term in to {
            if let term { places.append(try writer(term, path)) } else { places.append(nil) }
        }
        operations.append(.split(source, separator: Array(separator.utf8), to: places, atLeast: atLeast))
    }

    private mutating func planReplace(_ term: Term, _ pairs: [String: String]) throws(PlanProblem) {
        let path = ["map", term.name, "replace"]
        var index = ByteIndex(capacity: pairs.count)
        var results: [String] = []
        for key in pairs.keys.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            let trimmed = Whitespace.trimmed(key)
            if trimmed.isEmpty {
                throw PlanProblem(path, "a blank cell cannot be replaced", remedy: "Take the blank key away.")
            }
            guard index.insert(trimmed) else {
                throw PlanProblem(path, "`\(trimmed)` stands there twice", remedy: "Write it once.")
            }
            results.append(Whitespace.trimmed(pairs[key] ?? ""))
        }
        guard let place = schema.column(of: term) else {
            throw PlanProblem(path, "\(term) is no term of the dataset", remedy: "List it under `fields`.")
        }
        if !writers[place] {
            operations.append(.copy(.file(file(term.name)), to: place))
            writers[place] = true
        }
        operations.append(.replace(place, index: index, results: results))
    }
}

extension LookupTable {
    /// Keys and values together: all that a cell may hold.
    var everything: Vocabulary { Vocabulary(keys.values + accepted.values, name: name) }
}
