import Seeded

/// How many rows of each kind a file holds: what every engine must find in it.
struct ObservationCounts {
    var rows = 0
    var bad = 0
    var duplicates = 0
    var near = 0

    mutating func count(_ kind: Observation.Kind) {
        rows += 1
        if kind == .bad { bad += 1 }
        if kind == .exactDuplicate { duplicates += 1 }
        if kind == .nearDuplicate { near += 1 }
    }

    var json: String {
        """
        {"rows": \(rows), "bad": \(bad), "duplicates": \(duplicates), "near": \(near), \
        "accepted": \(rows - bad - duplicates)}
        """
    }
}

/// Writes `rows` observations in each format, then `delta` further ones of the same stream to `<base>.delta.csv`, and the
/// counts to `<base>.facts.json`.
func writeObservations(rows: Int, delta: Int, base: String, notations: [TextTable.Notation]) throws {
    let stream = ObservationStream()
    let outputs = try notations.map { notation in
        let ending = notation == .json ? "ndjson" : "\(notation)"
        return (ObservationWriter(stream.vocabulary, notation: notation), try OutputFile("\(base).\(ending)"))
    }
    for (writer, file) in outputs { try file.append(writer.head) }
    var counts = ObservationCounts()
    for number in 0..<rows {
        let (row, kind, variant) = stream.row(number)
        counts.count(kind)
        for (writer, file) in outputs { try file.append { writer.append(row, variant: variant, to: &$0) } }
    }
    for (writer, file) in outputs {
        try file.append(writer.foot)
        try file.finish()
    }
    var facts = "{\"base\": \(counts.json)"
    if delta > 0 {
        let writer = ObservationWriter(stream.vocabulary, notation: .csv)
        let file = try OutputFile("\(base).delta.csv")
        var further = ObservationCounts()
        try file.append(writer.head)
        for number in rows..<(rows + delta) {
            let (row, kind, variant) = stream.row(number)
            further.count(kind)
            try file.append { writer.append(row, variant: variant, to: &$0) }
        }
        try file.finish()
        facts += ", \"delta\": \(further.json)"
    }
    facts += "}\n"
    try OutputFile.save(Array(facts.utf8), as: "\(base).facts.json")
    print(facts, terminator: "")
}
