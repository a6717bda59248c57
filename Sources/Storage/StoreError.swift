import Files
import GRDB

/// The store cannot be used as it is.
package struct StoreError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What kind of problem it is.
    package enum Kind: String, Sendable {
        /// The ledger was written by a newer program.
        case newerLedger
        /// The ledger's file is damaged.
        case damagedLedger
        /// Another process keeps the ledger busy.
        case busy
        /// A file that the ledger names is not there.
        case missingFile
        /// A file of the store does not hold what it should.
        case damagedFile
        /// The key that makes pseudonyms is missing or another one.
        case key
        /// The ledger refused a change that contradicts it.
        case contradiction
        /// A decision cannot be taken as things are.
        case decision
        /// A backup cannot be made there, or cannot be restored.
        case backup
    }

    /// What kind of problem it is.
    package let kind: Kind
    /// One sentence without a full stop: what is wrong, and where.
    package let problem: String
    /// One sentence: what to do.
    package let remedy: String

    /// An error of those parts.
    package init(_ kind: Kind, _ problem: String, remedy: String) {
        self.kind = kind
        self.problem = problem
        self.remedy = remedy
    }

    package var description: String { "\(problem). \(remedy)" }

    static func missing(_ path: String) -> StoreError {
        StoreError(
            .missingFile, "The ledger names \(path), but it is not there",
            remedy: "Restore the store from a backup.")
    }

    static func damaged(_ path: String, _ detail: String) -> StoreError {
        StoreError(
            .damagedFile, "\(path) is damaged: \(detail)",
            remedy: "Restore the store from a backup, and check the disk.")
    }

    /// What cannot be: the store would contradict itself.
    package static func contradiction(_ problem: String) -> StoreError {
        StoreError(.contradiction, problem, remedy: "Nothing was changed; please report this as an error in Transect.")
    }
}

/// Says in our words what SQLite said about the ledger at `path`.
func ledgerFailure(_ error: DatabaseError, path: String) -> any Error {
    let detail = error.message ?? "\(error.resultCode)"
    switch error.resultCode {
    case .SQLITE_FULL: return DiskError(.commit, path, errno: 28)
    case .SQLITE_IOERR: return DiskError(.commit, path, errno: 5)
    case .SQLITE_READONLY: return DiskError(.commit, path, errno: 30)
    case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH: return DiskError(.open, path, errno: 13)
    case .SQLITE_BUSY, .SQLITE_LOCKED:
        return StoreError(
            .busy, "Another program keeps the ledger \(path) busy", remedy: "Close it and run again.")
    case .SQLITE_CORRUPT, .SQLITE_NOTADB:
        return StoreError(
            .damagedLedger, "The ledger \(path) is damaged (\(detail))",
            remedy: "Restore the store from a backup; the archive of all files beside it is not affected.")
    default: return StoreError.contradiction("The ledger \(path) refused a change: \(detail)")
    }
}
