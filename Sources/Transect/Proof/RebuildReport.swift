import Observations
import Snapshots
import Storage

/// What rebuilding has shown.
package struct RebuildReport: Sendable {
    /// What was found about one version.
    package enum Verdict: Sendable, Equatable {
        /// The same bytes.
        case proved
        /// Other bytes, and nothing explains it.
        case differs
        /// It was made before somebody's data was erased, which the archive no longer has.
        case erased
        /// Its data was taken back.
        case takenBack
        /// The version before is gone, so that the changes since then cannot be made again.
        case withoutPredecessor
        /// It was made by a program whose rules meant something else.
        case olderSemantics(Int)
    }

    /// One version.
    package struct Version: Sendable {
        /// Its number.
        package var number: Int
        /// How many records the rebuilt dataset has.
        package var records: Int
        /// What was found.
        package var verdict: Verdict
        /// Whether the project still has it.
        package var state: SnapshotRecord.State
    }

    /// All versions, oldest first.
    package var versions: [Version] = []
    /// Archived files whose bytes are others than those that arrived; looked for where a version differs.
    package var damaged: [String] = []

    /// Whether every version is as it was published, or there is a known reason why it cannot be.
    package var isProved: Bool { versions.allSatisfy { $0.verdict != .differs } }

    /// For people.
    package var text: String {
        guard !versions.isEmpty else { return "Nothing has been published yet; there is nothing to prove." }
        var lines = versions.map { version in
            let gone = version.state == .pruned ? " (pruned; it can be made again from the archive)" : ""
            return switch version.verdict {
            case .proved: "v\(version.number): proved, \(counted(version.records, "record"))\(gone)"
            case .differs: "v\(version.number): DIFFERS from what was published\(gone)"
            case .erased:
                "v\(version.number): cannot be proved: somebody's data was erased from the archive after it was published"
            case .takenBack: "v\(version.number): taken back; its data is gone"
            case .withoutPredecessor:
                "v\(version.number): cannot be proved: its list of changes goes back to a version that is gone"
            case .olderSemantics(let semantics):
                "v\(version.number): cannot be proved: made under older rules of the program (semantics \(semantics), now \(semanticsVersion))"
            }
        }
        lines += damaged.map { "\($0): damaged; restore it from a backup" }
        let proved = versions.count { $0.verdict == .proved }
        lines.append("\(proved) of \(counted(versions.count, "version")) proved.")
        return lines.joined(separator: "\n")
    }
    /// For programs.
    package var json: String {
        let versions = versions.map { version in
            JSONValue.object(
                ("version", .integer(version.number)), ("verdict", .string(version.verdict.name)),
                ("records", .integer(version.records)), ("isPruned", .boolean(version.state == .pruned)))
        }
        let value = JSONValue.object(
            ("isProved", .boolean(isProved)), ("versions", .array(versions)),
            ("damaged", .array(damaged.map { .string($0) })))
        return String(decoding: value.document, as: UTF8.self)
    }
}

extension RebuildReport.Verdict {
    /// For programs.
    fileprivate var name: String {
        switch self {
        case .proved: "proved"
        case .differs: "differs"
        case .erased: "erased"
        case .takenBack: "takenBack"
        case .withoutPredecessor: "withoutPredecessor"
        case .olderSemantics: "olderSemantics"
        }
    }
}
