import Foundation
import Testing

/// `transect label` and `transect methods` as a researcher uses them.
@Suite("One file of answers") struct LabelCommandTests {
    /// Ana and Ben know foxes from dogs; Cleo calls everything a fox.
    private static let answers = """
        task,worker,label
        photo-1,ana,dog
        photo-1,ben,dog
        photo-1,cleo,fox
        photo-2,ana,fox
        photo-2,ben,fox
        photo-2,cleo,fox
        photo-3,ana,dog
        photo-3,ben,dog
        photo-3,cleo,fox
        photo-4,ana,fox
        photo-4,ben,fox
        photo-4,cleo,fox
        photo-5,ana,dog
        photo-5,cleo,fox
        photo-6,ben,dog
        photo-6,cleo,fox

        """
    private static let truth = """
        task,label
        photo-1,dog
        photo-2,fox
        photo-3,dog
        photo-4,fox
        photo-5,dog
        photo-6,dog
        photo-9,dog

        """

    /// A folder with these files; the command runs in it.
    private func folder(_ files: [String: String]) throws -> ScratchProject {
        let project = try ScratchProject()
        for (name, text) in files { try project.write(text, to: name) }
        return project
    }

    private func label(_ project: ScratchProject, _ arguments: String...) throws -> Program.Result {
        try Program.run(["label"] + arguments, folder: project.root)
    }

    /// The rows of a CSV file without quotes, by header.
    private func table(_ text: String) -> [[String: String]] {
        let rows = text.split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        return rows.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(rows[0], $0)) }
    }

    private func json(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test("The consensus, the skills and the figures beside the majority's, in one command")
    func wholeCommand() throws {
        let project = try folder(["answers.csv": Self.answers, "truth.csv": Self.truth])
        let result = try label(
            project, "answers.csv", "--subject", "task", "--contributor", "worker", "--question", "label",
            "--method", "auto", "--output", "consensus.csv", "--truth", "truth.csv", "--skills", "skills.csv")
        #expect(result.code == 0, "\(result.talk)")
        let consensus = table(try project.read("consensus.csv"))
        #expect(consensus.map { $0["task"] } == (1...6).map { "photo-\($0)" })
        #expect(consensus.map { $0["label"] } == ["dog", "fox", "dog", "fox", "dog", "dog"])
        #expect(consensus.allSatisfy { $0["label_status"] == "agreed" })
        // Accuracy, macro F1, then the majority with two ties of two.
        #expect(result.output.contains("auto      1.0000    1.0000"))
        #expect(result.output.contains("majority  0.8333"))
        #expect(result.output.contains("Krippendorff's alpha"))
        #expect(result.output.contains("The mean of 7 models"))
        let skills = table(try project.read("skills.csv"))
        #expect(skills.map { $0["contributor"] } == ["ana", "ben", "cleo"])
        #expect(skills.map { $0["votes"] } == ["5", "5", "6"])
        #expect(try #require(Double(skills[0]["accuracy"] ?? "")) > #require(Double(skills[2]["accuracy"] ?? "")))
    }

    @Test("The figures as JSON are those of an independent count")
    func figures() throws {
        let project = try folder([
            "a.csv": "task,worker,label\n1,a,x\n1,b,x\n2,a,x\n2,b,y\n3,a,y\n3,b,y\n",
            "t.csv": "task,label\n1,x\n2,y\n3,x\n",
        ])
        let result = try label(project, "a.csv", "--method", "majority", "--truth", "t.csv", "--json")
        #expect(result.code == 0, "\(result.talk)")
        let figures = try json(result.output)
        #expect(figures["votes"] as? Int == 6)
        let scores = try #require(figures["scores"] as? [[String: Any]])
        let first = try #require(scores.first)
        // Right, half right (a tie), wrong.
        #expect(first["accuracy"] as? Double == 0.5)
        // x: true 2, leads 1.5, both 1; y: true 1, leads 1.5, both 0.5.
        let f1: Double = (2.0 / 3.5 + 1.0 / 2.5) / 2.0
        #expect(abs((first["macroF1"] as? Double ?? 0) - f1) < 1e-12)
        // Confidences 2.5/3, 1.5/3, 2.5/3 with points 1, 0.5, 0: one bin holds 5/3 against 1.
        let error: Double = (5.0 / 3.0 - 1.0) / 3.0
        #expect(abs((first["calibrationError"] as? Double ?? 0) - error) < 1e-12)
        // Two votes each, all three pairs compared: Fleiss' κ by hand.
        let kappa: Double = (2.0 / 3.0 - 0.5) / 0.5
        #expect(abs((figures["fleissKappa"] as? Double ?? 0) - kappa) < 1e-12)
    }

    @Test("Any dialect, and NDJSON with other names; several columns may name the subject")
    func formats() throws {
        let semicolons = Self.answers.replacing(",", with: ";")
        let lines = Self.answers.split(separator: "\n").dropFirst().map { row in
            let cells = row.split(separator: ",")
            return "{\"visit\": \"v\", \"image\": \"\(cells[0])\", \"who\": \"\(cells[1])\", \"what\": \"\(cells[2])\"}"
        }
        let project = try folder([
            "a.csv": Self.answers, "b.txt": semicolons, "c.ndjson": lines.joined(separator: "\n") + "\n",
        ])
        for (file, more) in [
            ("a.csv", [String]()), ("b.txt", []),
            (
                "c.ndjson",
                ["--subject", "visit", "--subject", "image", "--contributor", "who", "--question", "what"]
            ),
        ] {
            let result = try Program.run(
                ["label", file, "--method", "dawid-skene", "--output", "-"] + more, folder: project.root)
            #expect(result.code == 0, "\(result.talk)")
            #expect(result.rows.count == 7)
            #expect(result.rows[1].hasSuffix("photo-1,dog,agreed,0.999970,2,3,0.666667,dog,,fox,"))
        }
    }

    @Test("Known answers are published, teach the method and measure contributors, and are not scored again")
    func gold() throws {
        // Two of three press the same wrong button; only known answers can tell.
        var answers = "task,worker,label\n"
        var gold = "task,label\n"
        var truth = "task,label\n"
        for task in 0..<40 {
            let right = task % 2 == 0 ? "fox" : "dog"
            answers += "t\(task),ana,\(right)\nt\(task),ben,dog\nt\(task),cleo,dog\n"
            if task < 20 { gold += "t\(task),\(right)\n" }
            truth += "t\(task),\(right)\n"
        }
        let project = try folder(["a.csv": answers, "gold.csv": gold, "truth.csv": truth])
        for method in ["auto", "wawa", "dawid-skene", "one-coin", "glad", "mace", "ibcc", "ibcc-pooled", "bwa"] {
            let result = try label(
                project, "a.csv", "--method", method, "--gold", "gold.csv", "--truth", "truth.csv", "--output", "c.csv",
                "--skills", "s.csv", "--force", "--json")
            #expect(result.code == 0, "\(result.talk)")
            let rows = table(try project.read("c.csv"))
            let known = rows.filter { $0["label_status"] == "expert" }
            #expect(known.count == 20)
            for row in known {
                let number = try #require(Int((row["task"] ?? "").dropFirst()))
                #expect(row["label"] == (number % 2 == 0 ? "fox" : "dog"))
            }
            let scores = try #require(try json(result.output)["scores"] as? [[String: Any]])
            #expect(scores[0]["scored"] as? Int == 20)
            #expect(scores[1]["accuracy"] as? Double == 0.5)
            let accuracy = try #require(scores[0]["accuracy"] as? Double)
            // BWA's strong prior of fifteen answers, and weights that only add up, still follow the two.
            if method != "bwa" && method != "wawa" { #expect(accuracy == 1, "\(method): \(accuracy)") }
            let skills = table(try project.read("s.csv"))
            #expect(skills.map { $0["gold"] } == ["20", "20", "20"])
            #expect(skills.map { $0["gold_accuracy"] } == ["1.000000", "0.500000", "0.500000"])
        }
    }

    @Test("A known answer that nobody gave is published and does no harm, with every method")
    func unheardGold() throws {
        let project = try folder([
            "a.csv": Self.answers, "gold.csv": "task,label\nphoto-1,owl\nphoto-77,owl\n",
        ])
        for method in [
            "auto", "majority", "wawa", "dawid-skene", "one-coin", "glad", "mace", "ibcc", "ibcc-pooled", "bwa",
        ] {
            let result = try label(
                project, "a.csv", "--method", method, "--gold", "gold.csv", "--output", "-")
            #expect(result.code == 0, "\(result.talk)")
            let rows = table(result.output)
            #expect(rows.count == 7)
            #expect(rows[0]["label"] == "owl" && rows[0]["label_status"] == "expert")
            #expect(rows[6]["task"] == "photo-77" && rows[6]["label"] == "owl" && rows[6]["label_votes"] == "0")
            #expect(rows[1]["label"] == "fox")
        }
    }

    @Test("What does not fit is said with the nearest name, and ends with 2")
    func usage() throws {
        let project = try folder([
            "a.csv": Self.answers, "empty.csv": "task,worker,label\n",
            "odd.csv": "task,label\nphoto-1,dog\nphoto-1,fox\n",
        ])
        for (arguments, words) in [
            (["a.csv", "--subject", "tasks"], "no column `tasks`; it has task, worker, label. Did you mean `task`?"),
            (["a.csv", "--contributor", "Worker"], "Did you mean `worker`? Name the right one with --contributor."),
            (["a.csv", "--method", "david-skene"], "Did you mean `dawid-skene`?"),
            (["b.csv"], "There is no file b.csv."),
            (["empty.csv"], "holds no answers"),
            (["a.csv", "--truth", "odd.csv"], "gives two answers for photo-1: dog and fox"),
            (["a.csv", "--repeats", "first"], "--repeats is latest or error"),
            (["a.csv", "--confidence", "90"], "between 0 and 1"),
            (["a.csv", "--json", "--output", "-"], "cannot both"),
            (["a.csv", "--output", "o.csv", "--skills", "o.csv"], "are the same file"),
            (["a.csv", "--subject", "worker"], "cannot name the subject and something else"),
            (["a.csv", "--output", "drop"], "drop is a folder"),
            (["a.csv", "--output", "a.csv", "--force"], "is one of the files that are read"),
        ] {
            let result = try Program.run(["label"] + arguments, folder: project.root)
            #expect(result.code == 2, "\(arguments)")
            #expect(result.talk.contains(words), "\(result.talk)")
            #expect(result.output.isEmpty)
        }
        #expect(try project.read("a.csv") == Self.answers)
    }

    @Test("A file that exists is replaced only with --force, and whole")
    func existing() throws {
        let project = try folder(["a.csv": Self.answers, "c.csv": "mine"])
        let refused = try label(project, "a.csv", "--output", "c.csv")
        #expect(refused.code == 2 && refused.talk.contains("--force"))
        #expect(try project.read("c.csv") == "mine")
        #expect(try label(project, "a.csv", "--output", "c.csv", "--force").code == 0)
        #expect(try project.read("c.csv").hasPrefix("task,label,label_status"))
        let left = try FileManager.default.contentsOfDirectory(atPath: project.root)
        #expect(left.sorted() == ["a.csv", "c.csv", "drop"])
    }

    @Test("Malformed rows are passed over and told; blank cells are no votes; repeated answers follow the rule")
    func rows() throws {
        let project = try folder([
            "a.csv": "task,worker,label\n1,a,x\n1,b,x,more\n1,,x\n1,c,\n1,d,y\n1,d,x\n2,a,y\n"
        ])
        let result = try label(project, "a.csv", "--method", "majority", "--output", "c.csv")
        #expect(result.code == 1)
        #expect(result.talk.contains("a.csv, line 3: ") && result.talk.contains("1 malformed record"))
        let rows = table(try project.read("c.csv"))
        #expect(rows.map { $0["label_votes"] } == ["2", "1"])
        #expect(rows[0]["label"] == "x")
        let strict = try label(project, "a.csv", "--method", "majority", "--repeats", "error", "--output", "-")
        #expect(table(strict.output).map { $0["label_votes"] } == ["1", "1"])
        #expect(strict.talk.contains("none counts"))
    }

    @Test("Unsure answers are votes and never published; thresholds hold back what does not meet them")
    func unsureAndThresholds() throws {
        let project = try folder([
            "a.csv": "task,worker,label\n1,a,?\n1,b,?\n1,c,fox\n2,a,fox\n2,b,fox\n2,c,dog\n3,a,fox\n"
        ])
        let result = try label(
            project, "a.csv", "--method", "majority", "--unsure", "?", "--votes", "2", "--agreement", "0.6",
            "--output", "-")
        let rows = table(result.output)
        #expect(rows.map { $0["label_status"] } == ["contested", "agreed", "insufficient"])
        #expect(rows.map { $0["label_leading"] } == ["fox", "fox", "fox"])
    }

    @Test("The same bytes whatever the order of the rows")
    func order() throws {
        let rows = Self.answers.split(separator: "\n").map(String.init)
        let turned = ([rows[0]] + rows.dropFirst().reversed()).joined(separator: "\n") + "\n"
        let project = try folder(["a.csv": Self.answers, "b.csv": turned])
        let first = try label(project, "a.csv", "--output", "-").output
        #expect(try label(project, "b.csv", "--output", "-").output == first)
    }

    @Test("`transect methods` lists every method, explains one, and knows the nearest name")
    func methods() throws {
        let list = try Program.run(["methods"])
        #expect(list.code == 0 && list.output.contains("dawid-skene") && list.output.contains("ibcc-pooled"))
        let one = try Program.run(["methods", "mace"])
        #expect(one.output.contains("Known answers: ") && one.output.contains("Hovy"))
        let none = try Program.run(["methods", "mase"])
        #expect(none.code == 2 && none.talk.contains("Did you mean `mace`?"))
    }

    @Test(
        "Public sets: the accuracy of docs/methods-compared.md",
        .enabled(if: Program.shared != nil, "shared data folder is absent"),
        arguments: [("bluebird", "0.8889"), ("temp", "0.9437"), ("web", "0.8262")])
    func publicSets(set: String, accuracy: String) throws {
        let data = try #require(Program.shared) + "/data/consensus/\(set)"
        let result = try Program.run(["label", data + "/answers.csv", "--truth", data + "/truth.csv"])
        #expect(result.code == 0)
        let line = try #require(result.rows.first { $0.hasPrefix("auto ") && $0.contains(".") })
        #expect(line.split(separator: " ")[1] == accuracy)
    }
}
