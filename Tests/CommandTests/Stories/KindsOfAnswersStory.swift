import Foundation
import Testing

/// A camera-trap project asks several things about every photo; what it publishes can be made anew by anyone.
@Suite("Stories: photos about which several things are asked") struct KindsOfAnswersStory {
    private static let pipeline = """
        name: traps
        title: Camera traps on the river
        creators: [{name: River Club}]
        licence: CC-BY-4.0
        sources:
          - files: "**/*.csv"
        fields:
          photoID: {constraints: {required: true}}
          species: {}
          individualCount: {type: integer}
          snow: {}
          caption: {}
          taxon: {}
          secret: {publish: false}
          recordedBy: {}
        consensus:
          subject: photoID
          contributor: recordedBy
          repeats: latest
          subjects: {file: photos.csv, key: id, columns: [url]}
          gold: {file: gold.csv, columns: {species: truth}}
          questions:
            species: {method: majority, unsure: ["?"], skipped: [skip], accept: {votes: 2}}
            individualCount: {method: median, given: species, accept: {votes: 2}}
            snow: {method: ordinal, levels: [bare, patchy, covered]}
            caption: {method: rover}
            taxon: {method: taxon-roll-up, checklist: taxa.csv}
        publish: {to: snapshots}

        """

    private func project() throws -> ScratchProject {
        let project = try ScratchProject(pipeline: Self.pipeline)
        try project.write(
            "id,url,truth\np1,https://example.org/1,\np2,https://example.org/2,\np3,https://example.org/3,\n",
            to: "photos.csv")
        try project.write("photoID,truth\np2,dog\n", to: "gold.csv")
        try project.write(
            """
            taxonID,parentNameUsageID,scientificName,taxonRank
            1,,Canidae,family
            2,1,Vulpes vulpes,species
            3,1,Canis familiaris,species

            """, to: "taxa.csv")
        try project.write(
            """
            photoID,species,individualCount,snow,caption,taxon,recordedBy
            p1,fox,2,patchy,site 4 north,Vulpes vulpes,ana
            p1,fox,4,patchy,site 4 nort,Vulpes vulpes,ben
            p1,dog,9,covered,site 4 north,Canidae,cleo
            p2,?,,bare,,Canis familiaris,ana
            p2,skip,,,,,ben
            p9,fox,1,bare,,Vulpes vulpes,ana

            """, to: "drop/answers.csv")
        return project
    }

    @Test("Each kind of answer has its own columns; subjects without votes are there, votes on unknown ones wait")
    func published() throws {
        let project = try project()
        let run = try project.transect("run", "--json")
        #expect(run.code == 0, "\(run.talk)")
        let summary = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        let waiting = try #require(summary["waiting"] as? [[String: Any]])
        #expect(
            waiting.count == 1 && waiting[0]["subject"] as? [String] == ["p9"] && waiting[0]["records"] as? Int == 1)
        let table = try CSVRows(project.read("snapshots/v1/consensus.csv"))
        #expect(table["photoID"] == ["p1", "p2", "p3"])
        #expect(table["url"] == (1...3).map { "https://example.org/\($0)" })
        #expect(table["species"] == ["fox", "", ""])
        #expect(table["species_status"] == ["agreed", "insufficient", "insufficient"])
        #expect(table["species_unsure"] == ["0", "1", "0"] && table["species_skipped"] == ["0", "1", "0"])
        #expect(table["individualCount"] == ["3", "", ""] && table["individualCount_votes"] == ["2", "0", "0"])
        #expect(table["snow"] == ["patchy", "bare", ""])
        #expect(table["caption"] == ["site 4 north", "", ""])
        #expect(table["taxon"].first == "Vulpes vulpes" || table["taxon"].first == "Canidae")
        #expect(table["taxon_rank"][1] == "species")
    }

    @Test("Every column of every table of a version says what it means")
    func described() throws {
        let project = try project()
        #expect(try project.transect("run").code == 0)
        let package = try #require(
            try JSONSerialization.jsonObject(with: Data(project.read("snapshots/v1/datapackage.json").utf8))
                as? [String: Any])
        let resources = try #require(package["resources"] as? [[String: Any]])
        for resource in resources {
            guard let name = resource["name"] as? String, ["consensus", "votes", "contributors"].contains(name),
                let schema = resource["schema"] as? [String: Any], let fields = schema["fields"] as? [[String: Any]]
            else { continue }
            for field in fields {
                #expect((field["description"] as? String)?.isEmpty == false, "\(name): \(field["name"] ?? "")")
            }
        }
    }

    @Test("Known answers are never published, and the consensus can be made anew with them")
    func gold() throws {
        let project = try project()
        #expect(try project.transect("run").code == 0)
        #expect(!project.exists("snapshots/v1/gold.csv"))
        for file in ["consensus.csv", "votes.csv", "contributors.csv", "README.md"] {
            #expect(try !project.read("snapshots/v1/" + file).contains("truth"))
        }
        #expect(try project.read("snapshots/v1/README.md").contains("`transect recompute . --gold FILE` in this"))
        let refused = try project.transect("recompute", "v1")
        #expect(refused.code == 2 && refused.talk.contains("--gold"), "\(refused.talk)")
        let proof = try project.transect("recompute", "v1", "--gold", project.root + "/gold.csv")
        #expect(proof.code == 0, "\(proof.output) \(proof.talk)")
        let rebuilt = try project.transect("rebuild")
        #expect(rebuilt.code == 0, "\(rebuilt.output) \(rebuilt.talk)")
    }

    @Test("A damaged version is told by recompute, whatever rows it lacks or has twice")
    func damaged() throws {
        let project = try project()
        #expect(try project.transect("run").code == 0)
        for name in ["datapackage.json", "pipeline.yaml", "votes.csv", "taxa.csv"] {
            try project.write(project.read("snapshots/v1/" + name), to: "copy/" + name)
        }
        let lines = try project.read("snapshots/v1/consensus.csv").split(separator: "\n").map(String.init)
        for damaged in [[0, 1, 2], [0, 1, 2, 2, 3], [0, 3, 2, 1], [0]] {
            try project.write(damaged.map { lines[$0] }.joined(separator: "\n") + "\n", to: "copy/consensus.csv")
            let proof = try project.transect("recompute", project.root + "/copy", "--gold", project.root + "/gold.csv")
            #expect(proof.code == 1, "\(damaged): \(proof.talk)")
        }
    }

    @Test("What the platform was told is taken back when the pipeline no longer says when")
    func staleOutbox() throws {
        let project = try project()
        let pipeline = try project.read("pipeline.yaml")
        try project.write(
            pipeline.replacingOccurrences(
                of: "caption: {method: rover}", with: "caption: {method: rover, retire: {votes: 1}}"),
            to: "pipeline.yaml")
        #expect(try project.transect("run").code == 0)
        #expect(try project.read("outbox/retire.csv") == "photoID,question,reason,votes\np1,caption,votes,3\n")
        try project.write(pipeline, to: "pipeline.yaml")
        #expect(try project.transect("run").code == 0)
        #expect(!project.exists("outbox/retire.csv") && !project.exists("outbox/show-again.csv"))
    }

    @Test("What arrives in three nights gives the same consensus, byte for byte, as in one")
    func nights() throws {
        let project = try project()
        let answers = try project.read("drop/answers.csv").split(separator: "\n").map(String.init)
        #expect(try project.transect("run").code == 0)
        let slowly = try self.project()
        try FileManager.default.removeItem(atPath: slowly.root + "/drop/answers.csv")
        for (night, rows) in [1...1, 2...4, 5...6].enumerated() {
            try slowly.write(
                ([answers[0]] + rows.map { answers[$0] }).joined(separator: "\n") + "\n", to: "drop/night-\(night).csv")
            #expect(try slowly.transect("run").code == 0)
        }
        // Pseudonyms differ with the projects' keys, which break no tie here.
        #expect(try slowly.read("snapshots/v3/consensus.csv") == project.read("snapshots/v1/consensus.csv"))
    }

    @Test("The platform that collects the votes is told who has enough and who comes next, and nothing else")
    func outbox() throws {
        let project = try project()
        let rules = "retire: {votes: 3, agreement: 0.9, atLeast: 2}"
        let pipeline = try project.read("pipeline.yaml").replacingOccurrences(
            of: "accept: {votes: 2}}\n    individualCount",
            with: "accept: {votes: 2}, \(rules)}\n    individualCount")
        try project.write(pipeline, to: "pipeline.yaml")
        let run = try project.transect("run")
        #expect(run.code == 0, "\(run.talk)")
        #expect(run.output.contains("Outbox: 1 with enough votes (retire.csv), 2 to show again (show-again.csv)."))
        #expect(try project.read("outbox/retire.csv") == "photoID,question,reason,votes\np1,species,votes,3\n")
        // Nobody has voted on p3, so that one answer there tells most; p2 is a test, and looks like any other.
        #expect(
            try project.read("outbox/show-again.csv")
                == "photoID,question,votes,place\np3,species,0,1\np2,species,1,2\n")
        // A rebuild makes versions anew, and sends nothing to anybody.
        try project.write("as it is", to: "outbox/retire.csv")
        #expect(try project.transect("rebuild").code == 0)
        #expect(try project.read("outbox/retire.csv") == "as it is")
    }

    @Test("A report tells agreement and statuses, and whether confidence means what it says")
    func report() throws {
        let project = try project()
        #expect(try project.transect("run").code == 0)
        let report = try project.transect("report")
        #expect(report.code == 0)
        #expect(report.output.contains("Confidence is not calibrated"), "\(report.output)")
        let json = try project.transect("report", "--json")
        let questions = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
        #expect(
            questions.compactMap { $0["question"] as? String } == [
                "species", "individualCount", "snow", "caption", "taxon",
            ])
        #expect(questions[0]["calibrated"] as? Bool == false)
    }

    @Test("Skills are shown under names, and published under pseudonyms only where the pipeline says so")
    func skills() throws {
        let project = try project()
        #expect(try project.transect("run").code == 0)
        #expect(try !project.read("snapshots/v1/contributors.csv").contains("_accuracy"))
        let skills = try project.transect("skills", "species")
        #expect(skills.code == 0 && skills.output.contains("ana") && skills.output.contains("gold"), "\(skills.talk)")
        #expect(try project.transect("skills", "wind").code == 2)
        let csv = try project.transect("skills", "--csv")
        #expect(csv.output.hasPrefix("question,contributor,figure,value\n"))
        #expect(csv.output.contains("caption,ana,words,"))
        let pipeline = try project.read("pipeline.yaml")
        try project.write(
            pipeline.replacingOccurrences(of: "{to: snapshots}", with: "{to: snapshots, skills: true}"),
            to: "pipeline.yaml")
        #expect(try project.transect("run").code == 0)
        let published = try project.read("snapshots/v2/contributors.csv")
        #expect(published.contains("species_accuracy") && published.contains("taxon_exact"))
        #expect(!published.contains("gold") && !published.contains("ana"))
    }

    @Test("A question is refused for what its method does not know, with the place")
    func refused() throws {
        let wrong = [
            ("species: {method: majority, levels: [a, b]}", "`levels` is for `ordinal`"),
            ("species: {method: ordinal}", "needs `levels`"),
            ("species: {method: taxon-roll-up}", "needs `checklist`"),
            ("species: {method: median, accept: {confidence: 0.9}}", "has no confidence"),
            ("species: {method: median, given: wind}", "`given` names wind, which is no other question"),
            ("species: {method: median, absent: {when: snow}}", "a subject of at least two terms"),
            ("species: {method: medain}", "Did you mean `median`?"),
            ("species: {method: binned-count, levels: [6+, 2-5]}", "from few to many"),
            ("species: {method: species-plurality, behaviours: secret}", "secret has `publish: false`"),
            ("species: {method: bradley-terry}", "`subject` needs two terms"),
            ("species: {method: majority, retire: {blank: 2}}", "which answers mean that there is nothing to see"),
        ]
        for (question, message) in wrong {
            let lines = Self.pipeline.split(separator: "\n", omittingEmptySubsequences: false)
            let start = try #require(lines.firstIndex { $0.contains("species: {method") })
            let text = lines.map(String.init).enumerated().map { $0 == start ? "    " + question : $1 }
            let project = try project()
            try project.write(text.joined(separator: "\n"), to: "pipeline.yaml")
            let check = try project.transect("check")
            #expect(check.code == 2 && check.talk.contains(message), "\(question): \(check.talk)")
            #expect(check.talk.contains("pipeline.yaml:\(start + 1):"), "\(check.talk)")
        }
    }
}

/// A small CSV file by its columns; its cells hold neither quotes nor commas.
struct CSVRows {
    private let columns: [String: [String]]

    init(_ text: String) {
        let rows = text.split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        var columns: [String: [String]] = [:]
        for (index, name) in (rows.first ?? []).enumerated() {
            columns[name] = rows.dropFirst().map { index < $0.count ? $0[index] : "" }
        }
        self.columns = columns
    }

    subscript(_ name: String) -> [String] { columns[name] ?? [] }
}
