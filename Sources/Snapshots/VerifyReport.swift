import Files
import Observations

/// Something in a published version that is not as it was published.
package enum VerifyProblem: Sendable, Equatable, CustomStringConvertible {
    /// There is no such version.
    case missingVersion(Int)
    /// Only a tombstone is left, where the ledger knows of no taking back.
    case takenBack(Int)
    /// The version's data are there, though the ledger says that they were pruned or taken back.
    case stillThere(Int)
    /// `datapackage.json` is absent, or is no data package; the reason says which.
    case badDescriptor(String)
    /// A listed file is absent.
    case missing(String)
    /// A file that is not listed.
    case unlisted(String)
    /// A link, pipe or device; the second value says which.
    case notAFile(String, String)
    /// A file cannot be read; the second value says why.
    case unreadable(String, String)
    /// A file has another length than listed.
    case otherSize(String, listed: Int, found: Int)
    /// A file has other bytes than listed.
    case otherBytes(String)
    /// The version as a whole is not the one that the ledger recorded.
    case otherDigest(recorded: Digest, found: Digest)

    /// What is wrong, in one sentence without a full stop.
    package var description: String {
        switch self {
        case .missingVersion(let version): "there is no version v\(version)"
        case .takenBack(let version): "of v\(version) only \(Tombstone.fileName) is left, which says why"
        case .stillThere(let version): "the data of v\(version) are there, but were to be removed"
        case .badDescriptor(let reason): reason
        case .missing(let path): "\(path) is missing"
        case .unlisted(let path): "\(path) is there, but datapackage.json does not list it"
        case .notAFile(let path, let kind): "\(path) is a \(kind), where only files belong"
        case .unreadable(let path, let reason): "\(path) cannot be read: \(reason)"
        case .otherSize(let path, let listed, let found): "\(path) has \(found) bytes instead of \(listed)"
        case .otherBytes(let path): "\(path) has other bytes than were published"
        case .otherDigest(let recorded, let found):
            "the version as a whole has the digest \(found), but the ledger recorded \(recorded)"
        }
    }
}

/// What the verification of a version came to.
package struct VerifyReport: Sendable, Equatable {
    /// What is wrong, the files in the byte order of their paths; empty where all is well.
    package let problems: [VerifyProblem]
    /// How many files were read.
    package let files: Int
    /// How many bytes were read.
    package let bytes: Int
    /// Whether a recorded digest vouched for `datapackage.json`. Without one, a change of that file alone, or of it
    /// together with the files that it lists, cannot be seen.
    package let isDescriptorProtected: Bool

    /// Whether all is well.
    package var isIntact: Bool { problems.isEmpty }

    init(problems: [VerifyProblem], files: Int, bytes: Int, isDescriptorProtected: Bool) {
        self.problems = problems
        self.files = files
        self.bytes = bytes
        self.isDescriptorProtected = isDescriptorProtected
    }

    /// Reads all files in a version's folder and compares them.
    ///
    /// - Parameter digest: The digest that a ledger recorded of the version, which alone vouches for its
    ///   `datapackage.json`; `nil` where there is no ledger.
    package init(of folder: String, against digest: Digest?, disk: Disk) throws {
        let content = try FolderContent(of: folder, disk: disk)
        var found: [(path: String, problem: VerifyProblem)] = []
        for (path, kind) in content.strangers { found.append((path, .notAFile(path, kind.rawValue))) }
        for (path, error) in content.unreadable { found.append((path, .unreadable(path, error.reason))) }
        do {
            let package = try PublishedPackage(reading: folder, disk: disk)
            found += Self.compare(content, with: package)
        } catch let error as SnapshotError {
            found.append((DataPackage.fileName, .badDescriptor(error.problem)))
        } catch let error as DiskError {
            found.append(
                (DataPackage.fileName, .badDescriptor("\(DataPackage.fileName) cannot be read: \(error.reason)")))
        }
        found.sort { SnapshotPath.precedes($0.path, $1.path) }
        var problems = found.map(\.problem)
        if let digest, content.digest != digest {
            problems.append(.otherDigest(recorded: digest, found: content.digest))
        }
        self.init(
            problems: problems, files: content.files.count, bytes: content.files.reduce(0) { $0 + $1.size },
            isDescriptorProtected: digest != nil)
    }

    private static func compare(
        _ content: FolderContent, with package: PublishedPackage
    ) -> [(path: String, problem: VerifyProblem)] {
        var problems: [(path: String, problem: VerifyProblem)] = []
        var listed: [String: PublishedResource] = [:]
        for resource in package.resources { listed[resource.path] = resource }
        var seen = Set(content.unreadable.map(\.path) + content.strangers.map(\.path))
        for file in content.files {
            seen.insert(file.path)
            guard let resource = listed[file.path] else {
                if file.path != DataPackage.fileName { problems.append((file.path, .unlisted(file.path))) }
                continue
            }
            if file.size != resource.size {
                problems.append((file.path, .otherSize(file.path, listed: resource.size, found: file.size)))
            } else if file.digest != resource.digest {
                problems.append((file.path, .otherBytes(file.path)))
            }
        }
        for resource in package.resources where !seen.contains(resource.path) {
            problems.append((resource.path, .missing(resource.path)))
        }
        return problems
    }
}
