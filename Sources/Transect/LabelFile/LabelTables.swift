import Files
import Formats
import Labelling
import Observations

extension LabelFile {
    /// So many rows are written at once.
    private static let piece = 1 << 16

    /// Writes the files that were asked for; `-` is left to the caller.
    ///
    /// - Throws: `UsageError`, `DiskError`.
    package func write(disk: Disk) throws {
        let places = try OutputPlaces(request, disk: disk)
        if let output = request.output, output != "-" {
            try places.write(output) { file in try writeConsensus { try file.write($0) } }
        }
        if let path = request.skills, let skills {
            try places.write(path) { file in try file.write(skillTable(skills)) }
        }
    }

    /// The consensus as CSV, piece by piece: the subject's columns, then those of `Consensus.consensusColumns`.
    package func writeConsensus(_ put: ([UInt8]) throws -> Void) throws {
        let votes = consensus.votes
        var start = 0
        repeat {
            let subjects = start..<min(start + Self.piece, votes.subjectCount)
            let columns = consensus.consensusColumns(question: request.question, subjects: subjects)
            var bytes: [UInt8] = []
            if start == 0 { CSVOutput.appendRow(request.subject + columns.map(\.name), to: &bytes) }
            CSVOutput.append(
                columns: votes.subjectColumns(subjects) + columns.map(\.column), rows: nil, to: &bytes)
            try put(bytes)
            start = subjects.upperBound
        } while start < votes.subjectCount
    }

    /// The columns of the skills.
    package static let skillColumns: [(name: String, meaning: String)] = [
        ("contributor", "whose row it is, as the answers name them"),
        ("votes", "votes in all"),
        ("unsure", "those of them that mean \"unsure\""),
        ("comparable", "votes on subjects on which others voted too"),
        ("agreement", "share of comparable votes that agree with the plurality of the others, own votes left out"),
        ("chance", "what the agreement would be if the same answers were given at random"),
        ("accuracy", "how often the answers are right by the method's probabilities (known answers count as certain)"),
        ("accuracy_low", "2.5 % of the belief lies below this"),
        ("accuracy_high", "2.5 % of the belief lies above this"),
        ("gold", "votes on subjects of --gold"),
        ("gold_right", "those of them that are right"),
        ("gold_accuracy", "`gold_right` ÷ `gold`; empty without such votes"),
        (
            "flags",
            "`spammer`, `contrary` (agrees less than chance would) and `copier:NAME` (shares unusual answers), "
                + "separated by |; a reason to look, nothing else"
        ),
    ]

    private func skillTable(_ skills: SkillReport) -> [UInt8] {
        var bytes: [UInt8] = []
        CSVOutput.appendRow(Self.skillColumns.map(\.name), to: &bytes)
        let names = consensus.votes.contributors
        for (number, skill) in skills.contributors.enumerated() {
            let flags = skill.flags.map { flag in
                switch flag {
                case .spammer: "spammer"
                case .contrary: "contrary"
                case .copier(let other): "copier:" + (names[other] ?? "").replacing("|", with: "\\|")
                }
            }
            let goldShare = skill.known > 0 ? Double(skill.knownRight) / Double(skill.known) : nil
            CSVOutput.appendRow(
                [
                    names[number], "\(skill.votes)", "\(skill.unsure)", "\(skill.comparable)",
                    skill.agreement.map(sixDecimals), skill.chance.map(sixDecimals),
                    skill.accuracy.map { sixDecimals($0.mean) }, skill.accuracy.map { sixDecimals($0.low) },
                    skill.accuracy.map { sixDecimals($0.high) }, "\(skill.known)", "\(skill.knownRight)",
                    goldShare.map(sixDecimals), flags.joined(separator: "|"),
                ], to: &bytes)
        }
        return bytes
    }
}

/// A share with six decimals.
func sixDecimals(_ value: Double) -> String { decimals(value, 6) }

/// A number with a fixed number of decimals.
func decimals(_ value: Double, _ count: Int) -> String {
    var scale = 1
    for _ in 0..<count { scale *= 10 }
    let rounded = Int((abs(value) * Double(scale)).rounded())
    let digits = String(rounded % scale)
    let sign = value < 0 && rounded > 0 ? "-" : ""
    return "\(sign)\(rounded / scale)." + String(repeating: "0", count: count - digits.count) + digits
}
