import Files
import Observations
import Snapshots

/// Looks for somebody's data in published versions.
struct OlderVersions {
    let folder: SnapshotFolder
    let disk: Disk

    /// The versions in which a pseudonym stands, or in whose observations a record.
    func holding(_ pseudonyms: Set<String>, _ records: Set<RecordID>) throws -> [Int] {
        let search = NameSearch(pseudonyms.sorted())
        return try folder.versions().filter { version in
            for name in try disk.list(folder.folder(of: version)) where name.hasSuffix(".csv") {
                let bytes = try disk.read(folder.folder(of: version) + "/" + name)
                if bytes.withUnsafeBytes({ search.mayBeIn($0) }) { return true }
                if name.hasPrefix("observations"), OlderVersions.names(bytes, any: records) { return true }
            }
            return false
        }
    }

    /// Whether a line begins with the name of one of the records.
    private static func names(_ bytes: [UInt8], any records: Set<RecordID>) -> Bool {
        guard !records.isEmpty else { return false }
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let name = line.prefix(22).prefix { $0 != UInt8(ascii: ",") }
            if let id = RecordID(String(decoding: name, as: UTF8.self)), records.contains(id) { return true }
        }
        return false
    }
}
