import Files
import Observations
import Snapshots
import Storage

/// What the published versions say of one record or one subject, from their lists of changes.
struct VersionHistory {
    /// What is looked for.
    enum Wanted {
        /// A record.
        case record(RecordID)
        /// A subject: the values of its terms.
        case subject([String])

        /// The column of `changes.csv` that names it, and its name there.
        fileprivate var cell: (column: Int, text: String) {
            switch self {
            case .record(let id): (0, "\(id)")
            case .subject(let values): (1, ChangedThing.text(ofSubject: values))
            }
        }
    }

    /// What one version says.
    private struct Line {
        var version: Int
        var date: String
        var changes: [(kind: ChangeKind, term: String?, old: String?, new: String?, cause: String)] = []
        /// Why its list of changes cannot be read; `nil` where it could.
        var silence: String?
    }

    private var lines: [Line] = []
    private let words: EventWords
    private let decisions: [Int64: RecordedDecision]
    private let folder: SnapshotFolder
    private let disk: Disk

    /// Reads the changes of all versions that are there.
    init(
        of wanted: Wanted, in folder: SnapshotFolder, _ ledger: Ledger, words: EventWords, disk: Disk
    ) throws {
        self.words = words
        self.folder = folder
        self.disk = disk
        decisions = Dictionary(try ledger.decisions().map { ($0.event, $0) }) { first, _ in first }
        for snapshot in try ledger.snapshots() where snapshot.state != .intent {
            var line = Line(version: snapshot.number, date: "\(Instant(seconds: snapshot.date))")
            switch try folder.state(of: snapshot.number) {
            case .absent:
                let isPruned = [.pruning, .pruned].contains(snapshot.state)
                line.silence = isPruned ? "removed since; what it changed is not there any more" : "missing"
            case .tombstone: line.silence = "its data were taken back"
            case .published: try read(&line, wanted)
            }
            lines.append(line)
        }
    }

    private mutating func read(_ line: inout Line, _ wanted: Wanted) throws {
        let (column, name) = wanted.cell
        let path = folder.folder(of: line.version) + "/changes.csv"
        guard try disk.status(path) != nil else {
            line.silence = "its changes.csv is missing; run `transect verify`"
            return
        }
        var rows = try PublishedRows([path], disk: disk)
        while let piece = try rows.nextPiece() {
            let columns = piece.columns
            guard columns.count == 7 else { break }
            let wantedBytes = Array(name.utf8)
            for row in 0..<columns[0].count
            where columns[column].bytes[columns[column].range(row)].elementsEqual(wantedBytes) {
                guard let kind = columns[2][row].flatMap(ChangeKind.init(rawValue:)) else { continue }
                line.changes.append(
                    (kind, columns[3][row], columns[4][row], columns[5][row], columns[6][row] ?? ""))
            }
        }
    }

    /// Whether any version says anything.
    var isSilent: Bool { lines.allSatisfy(\.changes.isEmpty) }

    /// A line for the first version, for every one that changed something, and for those that can no longer tell.
    ///
    /// - Parameter presence: whether a version has the thing; asked where no list of changes can tell.
    func text(presence: (_ version: Int) throws -> Bool) throws -> [String] {
        guard let newest = lines.last else { return ["  Nothing has been published yet."] }
        let first = lines.first { !$0.changes.isEmpty }?.changes.first
        var text: [String] = []
        if lines[0].version == 1, lines[0].silence == nil, first?.kind != .added {
            // The first version lists no changes: it had what a later one could change.
            if try first != nil || presence(newest.version) {
                text.append("  v1 (\(lines[0].date)): first published" + (first == nil ? ", unchanged since" : ""))
            } else if !lines.contains(where: { $0.silence != nil }) {
                return ["  No version has it."]
            }
        }
        text += changesText
        if lines.contains(where: { $0.silence != nil }), newest.silence == nil {
            text.append("  v\(newest.version): " + (try presence(newest.version) ? "has it" : "does not have it"))
        }
        return text
    }

    private var changesText: [String] {
        var text: [String] = []
        var index = 0
        while index < lines.count {
            let line = lines[index]
            if let silence = line.silence {
                var last = index
                while last + 1 < lines.count, lines[last + 1].silence == silence { last += 1 }
                let range = last == index ? "v\(line.version)" : "v\(line.version) to v\(lines[last].version)"
                text.append("  \(range): \(silence)")
                index = last
            } else {
                text += line.changes.map { "  v\(line.version) (\(line.date)): \(change($0))" }
            }
            index += 1
        }
        return text
    }

    private func change(
        _ change: (kind: ChangeKind, term: String?, old: String?, new: String?, cause: String)
    ) -> String {
        let cause = change.cause.isEmpty ? "" : "; cause: \(words.cause(change.cause, decisions))"
        let term = change.term.map { " \($0)" } ?? ""
        guard change.kind == .changed else { return "\(change.kind.rawValue)\(term)\(cause)" }
        return "changed\(term): \(change.old.quoted()) → \(change.new.quoted())\(cause)"
    }

    /// Whether a version has a record; reads its observations.
    func holds(_ record: RecordID, version: Int) throws -> Bool {
        try holds(["\(record)"], version: version) { $0.hasPrefix("observations") }
    }

    /// Whether a version has a subject; reads its consensus.
    func holds(subject: [String], version: Int) throws -> Bool {
        try holds(subject, version: version) { $0 == "consensus.csv" }
    }

    private func holds(_ values: [String], version: Int, in isWanted: (String) -> Bool) throws -> Bool {
        guard try folder.state(of: version) == .published else { return false }
        let package = try folder.package(of: version)
        let wanted = values.map { Array($0.utf8) }
        for resource in package.resources where isWanted(resource.path) && resource.path.hasSuffix(".csv") {
            var rows = try PublishedRows([package.folder + "/" + resource.path], disk: disk)
            while let piece = try rows.nextPiece() {
                let columns = piece.columns.prefix(wanted.count)
                for row in 0..<piece.columns[0].count
                where zip(columns, wanted).allSatisfy({ $0.bytes[$0.range(row)].elementsEqual($1) }) {
                    return true
                }
            }
        }
        return false
    }
}
