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

    private func skillTable(_ skills: SkillColumns) -> [UInt8] {
        var bytes: [UInt8] = []
        CSVOutput.appendRow(["contributor"] + skills.fields.map { String($0.suffix.dropFirst()) }, to: &bytes)
        CSVOutput.append(columns: [consensus.votes.contributors] + skills.columns, rows: nil, to: &bytes)
        return bytes
    }
}

/// A number with a fixed number of decimals.
func decimals(_ value: Double, _ count: Int) -> String {
    // Beyond that decimals mean nothing.
    guard value.magnitude < 1e12 else { return "\(value)" }
    var scale = 1
    for _ in 0..<count { scale *= 10 }
    let rounded = Int((abs(value) * Double(scale)).rounded())
    let digits = String(rounded % scale)
    let sign = value < 0 && rounded > 0 ? "-" : ""
    return "\(sign)\(rounded / scale)." + String(repeating: "0", count: count - digits.count) + digits
}
