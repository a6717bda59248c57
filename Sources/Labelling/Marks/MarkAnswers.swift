import Observations

extension AnswerRule {
    /// Marks on an image: the objects, their probabilities, their number.
    func marks(_ reading: AnswerReading) -> CrowdAnswers {
        let (all, unreadable) = reading.answers { MarkLimits.marks(in: $0, none: none) }
        let method = distance.map { MarkClusters(distance: $0) } ?? MarkClusters()
        let (answers, leftOut) = MarkLimits.within(all, reach: method.reach)
        let estimate = method.estimate(from: answers)
        let subjects = estimate.subjects
        var crowd = reading.crowd(
            answers, "The objects that are real with a probability of at least ½, from left to right.",
            values: subjects.map { subject in
                subject.votes > 0
                    ? MarkList.text(of: subject.objects.filter(\.isReal).map(\.mark), none: none.first ?? "none") : nil
            }, unreadable: unreadable + leftOut)
        crowd.iterations = estimate.iterations
        crowd.tiedMeaning = "Objects with a probability of exactly ½, which are published, separated by |."
        crowd.tied = subjects.map { $0.objects.filter(\.isTied).map { MarkList.text(of: $0.mark) } }
        crowd.add(
            ConsensusField("_count", .integer, "The number of those objects.", minimum: "0"),
            texts: subjects.map { $0.count.map(String.init) })
        func add(_ suffix: String, _ meaning: String, _ cell: (MarkedObject) -> String) {
            crowd.add(
                ConsensusField(suffix, .text, meaning),
                texts: subjects.map { ListText.joined($0.objects.map(cell)) })
        }
        crowd.add(
            ConsensusField("_marked", .text, "Everything that was marked, likely or not, from left to right."),
            texts: subjects.map { $0.objects.isEmpty ? nil : MarkList.text(of: $0.objects.map(\.mark)) })
        add("_probabilities", "For each mark in _marked the probability that it is real.") {
            NumberCell.share($0.probability)
        }
        add("_contributors", "For each mark in _marked how many contributors marked it.") { String($0.contributors) }
        add("_spreads", "For each mark in _marked how far its marks are from it; empty for a single one.") {
            $0.spread.map(NumberCell.text) ?? ""
        }
        crowd.tables = [table(subjects, reading.votes)]
        for (suffix, meaning, rate) in [
            (
                "_false_marks", "How often a mark is of nothing that is there.",
                \MarkEstimate.Contributor.falsePositiveRate
            ),
            ("_missed", "How often an object that is there is overlooked.", \.missRate),
        ] {
            crowd.skills.add(.share(suffix, meaning), estimate.contributors.map { NumberCell.share($0[keyPath: rate]) })
        }
        crowd.skills.add(
            ConsensusField(
                "_spread", .number, "How far marks usually are from the object, as a share of the reach.", minimum: "0"),
            estimate.contributors.map { NumberCell.text($0.spread) })
        return crowd
    }

    /// `Q_marks.csv`: one row per object, likely or not, with its figures in columns.
    private func table(_ subjects: [MarkEstimate.Subject], _ votes: Votes) -> AnswerTable {
        let rows = subjects.enumerated().flatMap { subject, found in
            found.objects.enumerated().map { (subject: UInt32(subject), number: $0 + 1, object: $1) }
        }
        var fields: [ConsensusField] = []
        var columns = votes.subjects.map { $0.gathered(rows.map(\.subject)) }
        func add(_ field: ConsensusField, _ cell: (_ number: Int, _ object: MarkedObject) -> String?) {
            fields.append(field)
            columns.append(TextColumn(rows.map { cell($0.number, $0.object) }))
        }
        /// A figure of the shapes that have it, by its place among theirs.
        func figure(_ name: String, _ meaning: String, _ places: [Mark.Kind: Int]) {
            add(ConsensusField(name, .number, meaning)) { _, object in
                places[object.mark.kind].map { NumberCell.text(object.mark.figures[$0]) }
            }
        }
        add(ConsensusField("number", .integer, "Of the subject's objects from left to right, from 1.", minimum: "1")) {
            number, _ in String(number)
        }
        add(ConsensusField("shape", .text, "What was drawn.", values: Mark.Kind.allCases.map(\.word))) {
            $1.mark.kind.word
        }
        add(ConsensusField("label", .text, "What the mark stands for, or the tool.")) { $1.mark.label }
        figure(
            "x", "Pixels from the left: of a box the left edge, of a circle the middle, of a line its first end.",
            [.point: 0, .box: 0, .circle: 0, .line: 0])
        figure(
            "y", "Pixels from the top: of a box the upper edge, of a circle the middle, of a line its first end.",
            [.point: 1, .box: 1, .circle: 1, .line: 1])
        figure("width", "Of a box.", [.box: 2])
        figure("height", "Of a box.", [.box: 3])
        figure("radius", "Of a circle.", [.circle: 2])
        figure("x2", "Of a line its other end, from the left.", [.line: 2])
        figure("y2", "Of a line its other end, from the top.", [.line: 3])
        add(.share("probability", "That there is an object. Not calibrated.")) { NumberCell.share($1.probability) }
        add(.count("contributors", "Contributors who marked it.")) { String($1.contributors) }
        add(ConsensusField("spread", .number, "How far its marks are from it; empty for a single one.", minimum: "0")) {
            $1.spread.map(NumberCell.text)
        }
        return AnswerTable(
            suffix: "_marks", title: "Objects that were marked", hasSubjects: true, fields: fields, columns: columns)
    }
}
