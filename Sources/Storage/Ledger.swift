import Files
import GRDB

/// The one source of truth: an ordered list of events, and what follows from them, in SQLite.
///
/// Write-ahead log with `synchronous=FULL`: a transaction that was reported as done survives a power cut. All values
/// are bound, never written into SQL.
package final class Ledger: Sendable {
    /// The database file.
    package let path: String
    private let queue: DatabaseQueue
    private let disk: Disk

    /// Opens the ledger of a store, which is made if it is not there and brought to the current schema if it is older.
    ///
    /// - Throws: `StoreError` where it is newer than the program, damaged or busy; `DiskError` where the disk fails.
    package init(_ store: Store) throws {
        path = store.ledgerPath
        disk = store.disk
        var configuration = Configuration()
        configuration.label = "ledger"
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { database in
            // Set here, since GRDB's own set-up of the write-ahead log would lower `synchronous` to NORMAL, which may
            // lose the last transactions in a power cut.
            _ = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL")
            try database.execute(sql: "PRAGMA synchronous = FULL")
            // What is deleted is overwritten: an erased person's name does not stay in a free page.
            _ = try Bool.fetchOne(database, sql: "PRAGMA secure_delete = ON")
        }
        try disk.pass(.open, path)
        let path = path
        queue = try Ledger.translating(path) { try DatabaseQueue(path: path, configuration: configuration) }
        let migrator = LedgerSchema.migrator
        if try read({ try migrator.hasBeenSuperseded($0) }) {
            throw StoreError(
                .newerLedger, "The ledger \(path) was written by a newer version of Transect",
                remedy: "Use that version or a later one.")
        }
        if try read({ try !migrator.hasCompletedMigrations($0) }) {
            try disk.pass(.commit, path)
            try Ledger.translating(path) { try migrator.migrate(queue) }
        }
    }

    /// Reads in one transaction.
    func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try Ledger.translating(path) { try queue.read(body) }
    }

    /// Changes in one transaction: all or nothing, and durable on return.
    func write<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try disk.pass(.commit, path)
        return try Ledger.translating(path) { try queue.write(body) }
    }

    /// Does what a change would do, and takes it back.
    func rehearse<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try Ledger.translating(path) {
            try queue.writeWithoutTransaction { database in
                var result: Result?
                try database.inTransaction {
                    result = try body(database)
                    return .rollback
                }
                guard let result else { throw StoreError.contradiction("A rehearsed change gave nothing") }
                return result
            }
        }
    }

    /// Copies the ledger as it is now to a new file, consistently, whoever else reads it. Not durable before a sync.
    package func copy(to copy: String) throws {
        try disk.pass(.create, copy)
        try Ledger.translating(path) {
            try queue.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [copy]) }
        }
    }

    /// Brings all that was written ahead into the database itself and empties the log, so that no older state of a row
    /// stays in it.
    func emptyLog() throws {
        try disk.pass(.commit, path)
        try Ledger.translating(path) {
            try queue.writeWithoutTransaction { _ = try Row.fetchOne($0, sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
        }
    }

    /// Writes the whole database anew, so that no page keeps what was there before.
    func vacuum() throws {
        try disk.pass(.commit, path)
        try Ledger.translating(path) { try queue.vacuum() }
    }

    private static func translating<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw ledgerFailure(error, path: path)
        }
    }

    /// The content of all tables as text, one line a row, in a fixed order. Times and numbers of the file system
    /// (inode, modification time) are left out on wish, so that two machines can be compared.
    package func dump(withIdentities: Bool = true) throws -> String {
        try read { database in
            let tables = try String.fetchAll(
                database,
                sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name")
            var text = ""
            for table in tables {
                text += "# \(table)\n"
                // The name comes from SQLite's own catalogue, and names cannot be bound.
                for row in try Row.fetchAll(database, sql: "SELECT * FROM \"\(table)\" ORDER BY 1") {
                    let cells = row.compactMap { name, value -> String? in
                        let isIdentity = ["modified_ns", "inode", "device"].contains(name)
                        return isIdentity && !withIdentities ? nil : "\(name)=\(value)"
                    }
                    text += cells.joined(separator: " ") + "\n"
                }
            }
            return text
        }
    }
}

extension Ledger {
    /// A setting of the ledger's connection, such as `synchronous`, or the answer of `integrity_check`.
    ///
    /// - Precondition: `name` is a word; names of settings cannot be bound.
    package func setting(_ name: String) throws -> String {
        precondition(
            name.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == UInt8(ascii: "_") })
        return try read { try String.fetchOne($0, sql: "PRAGMA \(name)") } ?? ""
    }
}
