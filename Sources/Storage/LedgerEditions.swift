import GRDB
import Observations

/// One of the files that make up a pipeline definition.
package struct EditionFile: Sendable, Equatable, Codable {
    /// Its path, relative to the pipeline file.
    package var name: String
    /// Its digest, as hexadecimal digits.
    package var digest: String
    /// Its size.
    package var bytes: Int64

    /// A file of those parts.
    package init(name: String, digest: Digest, bytes: Int64) {
        self.name = name
        self.digest = digest.description
        self.bytes = bytes
    }
}

/// A pipeline definition with every file that it refers to.
package struct Edition: Sendable, Equatable {
    /// Its number, from 1.
    package var number: Int
    /// The digest of all of it.
    package var digest: Digest
    /// The event that brought it.
    package var event: Int64
    /// Its files.
    package var files: [EditionFile]
}

/// The payload of an edition's event.
struct EditionPayload: Codable {
    var digest: String
    var files: [EditionFile]
    var number: Int
}

extension Ledger {
    /// Records that this edition holds from now on, and gives it. Nothing changes where it already does.
    package func useEdition(digest: Digest, files: [EditionFile], at: Int64) throws -> Edition {
        if let latest = try latestEdition(), latest.digest == digest { return latest }
        return try write { database in
            let number = (try Int.fetchOne(database, sql: "SELECT max(number) FROM edition") ?? 0) + 1
            let payload = EditionPayload(digest: digest.description, files: files, number: number)
            let event = try Ledger.append(.edition, at: at, payload: json(payload), database)
            try database.execute(
                sql: "INSERT INTO edition (number, digest, event, files) VALUES (?, ?, ?, ?)",
                arguments: [number, digest.description, event, try json(files)])
            return Edition(number: number, digest: digest, event: event, files: files)
        }
    }

    /// The edition that holds, `nil` before the first.
    package func latestEdition() throws -> Edition? {
        try editions().last
    }

    /// All editions, oldest first.
    package func editions() throws -> [Edition] {
        try read { database in
            try Row.fetchAll(database, sql: "SELECT number, digest, event, files FROM edition ORDER BY number").map {
                row in
                guard let digest = Digest(hex: row[1] as String) else {
                    throw StoreError.damaged(path, "edition \(row[0] as Int) cannot be read")
                }
                return Edition(
                    number: row[0], digest: digest, event: row[2], files: try fromJSON([EditionFile].self, row[3]))
            }
        }
    }
}
