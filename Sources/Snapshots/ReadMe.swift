import Observations

/// Writes `README.md`: what someone who has only the folder needs to know.
enum ReadMe {
    static let fileName = "README.md"

    /// What it tells, apart from the files.
    struct Facts {
        let description: DatasetDescription
        let version: Int
        let created: Instant
        let previousVersion: String?
        let changes: ChangeCounts
    }

    /// The text as UTF-8 Markdown.
    static func text(_ facts: Facts, resources: [PackageResource]) -> [UInt8] {
        let sections = [
            head(facts), citation(facts), changes(facts), files(resources), columns(resources),
            statuses(facts, resources), cells(resources), verification(resources),
        ]
        return Array((sections.compactMap { $0 }.joined(separator: "\n\n") + "\n").utf8)
    }

    private static func head(_ facts: Facts) -> String {
        let description = facts.description
        var lines = ["# \(line(description.title))", ""]
        if !description.description.isEmpty { lines += [description.description, ""] }
        lines += [
            "- Version: \(facts.version)",
            "- Date: \(facts.created) (arrival of the newest input)",
            "- Licence: "
                + (description.licence.address.map { "[\(description.licence.spoken)](\($0))" }
                    ?? description.licence.spoken),
            "- Creators: \(description.creators.map { line($0.name) }.joined(separator: "; "))",
            "- Made by: Transect \(description.programVersion), semantics \(description.semanticsVersion)",
        ]
        return lines.joined(separator: "\n")
    }

    private static func citation(_ facts: Facts) -> String {
        let sentence = Citation.sentence(facts.description, version: facts.version, created: facts.created)
        return """
            ## How to cite

            > \(line(sentence))

            Please name the version: it will never change. Tools that manage references read `CITATION.cff`.
            """
    }

    private static func changes(_ facts: Facts) -> String {
        guard let previous = facts.previousVersion else {
            return "## Changes\n\nThis is the first version."
        }
        let counts = facts.changes
        var text =
            "Since version \(previous): \(records(counts.added)) added, \(counts.changed) changed, "
            + "\(counts.withdrawn) withdrawn"
        if counts.subjects > 0 { text += "; the consensus on \(counts.subjects) subjects" }
        if counts.columns > 0 { text += "; \(counts.columns) columns" }
        return "## Changes\n\n\(text). `changes.csv` lists them all, with their causes."
    }

    private static func records(_ count: Int) -> String { count == 1 ? "1 record" : "\(count) records" }

    private static func files(_ resources: [PackageResource]) -> String {
        var lines = ["## Files", "", "| file | content | rows |", "|---|---|---:|"]
        for resource in resources {
            let rows = (resource.table?.rows ?? resource.rows).map(String.init) ?? ""
            lines.append("| `\(resource.file.path)` | \(cell(resource.title)) | \(rows) |")
        }
        lines.append("| `\(DataPackage.fileName)` | All this for programs (Frictionless Data Package) | |")
        return lines.joined(separator: "\n")
    }

    private static func columns(_ resources: [PackageResource]) -> String {
        var lines = ["## Columns"]
        var isFirstPart = true
        for resource in resources {
            guard let table = resource.table else { continue }
            var name = resource.file.path
            if name.hasPrefix(ObservationParts.stem) {
                guard isFirstPart else { continue }
                isFirstPart = false
                if name != ObservationParts.stem + ".csv" { name = ObservationParts.stem + "-*.csv" }
            }
            lines += ["", "### `\(name)`", "", "| column | type | meaning |", "|---|---|---|"]
            for field in table.fields {
                let meaning = [field.title, field.description].compactMap { $0 }.joined(separator: ": ")
                let link = field.rdfType.map { meaning.isEmpty ? "<\($0)>" : "\(cell(meaning)) (<\($0)>)" }
                lines.append("| \(cell(field.name)) | \(field.type.rawValue) | \(link ?? cell(meaning)) |")
            }
        }
        return lines.joined(separator: "\n")
    }

    /// Explained where there is a consensus.
    private static func statuses(_ facts: Facts, _ resources: [PackageResource]) -> String? {
        func has(_ name: String) -> Bool { resources.contains { $0.file.path == name } }
        guard has("consensus.csv") else { return nil }
        let decisions = has("decisions.csv") ? "; `decisions.csv` lists all decisions" : ""
        return """
            ## What the status of a consensus means

            - `expert`: an expert has decided\(decisions).
            - `agreed`: enough contributors voted, and they agree as far as the definition asks.
            - `contested`: enough contributors voted, but they do not agree. Ties are never broken by chance.
            - `insufficient`: fewer votes than the definition asks for.

            The answer itself stands in the column of the question only where the status is `agreed` or `expert`; the
            column ending in `_leading` has the front runner in every case. The other columns tell what the crowd says,
            also where an expert has decided.

            \(proof(facts, hasDecisions: has("decisions.csv")))
            """
    }

    /// How the consensus is made anew, and who can do that.
    private static func proof(_ facts: Facts, hasDecisions: Bool) -> String {
        let files = "`votes.csv`\(hasDecisions ? ", `decisions.csv`" : "") and `pipeline.yaml`"
        guard facts.description.hasKnownAnswers else {
            return """
                Nobody has to believe this table: `transect recompute .` in this folder makes it anew from \(files), \
                and compares every byte.
                """
        }
        return """
            The methods learnt from known answers, which are never published. Whoever has the file of these need not
            believe this table: `transect recompute . --gold FILE` in this folder makes it anew from \(files),
            and compares every byte. For all others `votes.csv` tells who said what.
            """
    }

    private static func cells(_ resources: [PackageResource]) -> String {
        var text = """
            ## How the cells are written

            CSV files are UTF-8 with commas, quotes where needed, line feeds, and one header row. An empty cell has no
            value. Cells that begin with `=`, `+`, `-`, `@`, `'`, a tab or a carriage return and are no number have a
            `'` in front, so that no spreadsheet takes them for a formula: take one `'` away to get the value.
            """
        if resources.contains(where: { $0.file.path.hasSuffix(".parquet") }) {
            text += " Parquet files hold the values without that mark."
        }
        if resources.contains(where: { $0.table?.fields.contains { $0.type == .eventDate } ?? false }) {
            text += """

                An `eventDate` follows ISO 8601 and may be a day, a month, a year, a date with time, or an interval of
                two of them with `/` between.
                """
        }
        return text
    }

    private static func verification(_ resources: [PackageResource]) -> String {
        let sums = resources.map { "\($0.file.digest)  \($0.file.path)" }.joined(separator: "\n")
        return """
            ## How to check that nothing is damaged

            `transect verify` in this folder checks every byte. Without Transect:

            ```sh
            sha256sum -c <<'END'
            \(sums)
            END
            ```

            `\(DataPackage.fileName)` has the same digests, and that of this file.
            """
    }

    /// Text on one line.
    private static func line(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }

    /// Text in a cell of a Markdown table.
    private static func cell(_ text: String) -> String {
        line(text).split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
    }
}
