import Files
import GRDB

extension LedgerSchema {
    /// Files that wait in the drop folder, known by what the kernel says about them. No path: people's names stand in
    /// paths, and what is not claimed is not ours to keep.
    static let arrival = """
        CREATE TABLE waiting (
            device INTEGER NOT NULL,                -- unsigned, stored with the same bits
            inode INTEGER NOT NULL,                 -- unsigned, stored with the same bits
            bytes INTEGER NOT NULL,
            modified_ns INTEGER NOT NULL,
            since INTEGER NOT NULL,                 -- seconds since 1970, UTC: the first look that saw it as it is
            kind TEXT NOT NULL,                     -- `WaitingReason`
            detail TEXT NOT NULL,
            PRIMARY KEY (device, inode, bytes, modified_ns)
        ) STRICT, WITHOUT ROWID;
        """
}

/// A file that waits in the drop folder.
package struct WaitingFile: Sendable, Equatable {
    /// When it was first seen as it is, in seconds since 1970 (UTC).
    package var since: Int64
    /// What it waits for.
    package var reason: WaitingReason

    /// A waiting file.
    package init(since: Int64, reason: WaitingReason) {
        self.since = since
        self.reason = reason
    }
}

extension Ledger {
    /// The files that waited when the last run ended.
    package func waitingFiles() throws -> [FileIdentity: WaitingFile] {
        try read { database in
            let rows = try Row.fetchCursor(
                database, sql: "SELECT bytes, modified_ns, inode, device, since, kind, detail FROM waiting")
            var files: [FileIdentity: WaitingFile] = [:]
            while let row = try rows.next() {
                let identity = FileIdentity(
                    size: row[0], modifiedNanoseconds: row[1], inode: UInt64(bitPattern: row[2]),
                    device: UInt64(bitPattern: row[3]))
                // A kind of a later program says nothing to this one.
                guard let kind = WaitingReason.Kind(rawValue: row[5]) else { continue }
                files[identity] = WaitingFile(since: row[4], reason: WaitingReason(kind, row[6]))
            }
            return files
        }
    }

    /// Keeps which files wait now, instead of those before. Nothing is written where nothing has changed.
    package func setWaitingFiles(_ files: [FileIdentity: WaitingFile]) throws {
        guard try waitingFiles() != files else { return }
        try write { database in
            try database.execute(sql: "DELETE FROM waiting")
            let statement = try database.cachedStatement(
                sql: """
                    INSERT INTO waiting (device, inode, bytes, modified_ns, since, kind, detail)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """)
            for (identity, file) in files {
                try statement.execute(
                    arguments: [
                        Int64(bitPattern: identity.device), Int64(bitPattern: identity.inode), identity.size,
                        identity.modifiedNanoseconds, file.since, file.reason.kind.rawValue, file.reason.detail,
                    ])
            }
        }
    }
}
