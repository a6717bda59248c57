import Foundation

/// Something hostile, or merely odd, that somebody puts into the drop folder, and what must become of it.
struct Hostile: Sendable {
    /// What must become of it.
    enum Fate: Sendable, Equatable {
        /// Taken and read to its end: so many records accepted, so many quarantined.
        case taken(Int, quarantined: Int = 0)
        /// Taken, and not read, or not to its end: the reason has these words. So many records stood before that; `nil`
        /// where that depends on the compression.
        case refused(String, accepted: Int? = 0, quarantined: Int = 0)
        /// An archive that was unpacked: so many records of its members were accepted.
        case unpacked(Int)
        /// Left where it is, and the reason has these words.
        case left(String)
        /// Passed over without a word.
        case ignored
    }

    /// Its path below the folder of whoever sends it, as bytes: some names are no text.
    let name: [UInt8]
    /// What it is.
    let what: String
    /// What must become of it.
    let fate: Fate
    /// Puts it there.
    let make: @Sendable (HostilePlace) throws -> Void

    /// The whole list.
    static let all = things + names + tables + json + xml + packed + archives + workbooks + foreign

    /// A part of the list.
    static func listing(_ fill: (inout HostileList) -> Void) -> [Hostile] {
        var list = HostileList()
        fill(&list)
        return list.entries
    }

    /// The header of the tables of this list.
    static let header = "occurrenceID,eventDate,scientificName,individualCount,recordedBy,remarks\n"

    /// A whole record with an identifier of its own.
    static func row(_ id: String, remarks: String = "") -> String { "\(id),2026-05-01,Pica pica,1,Eve,\(remarks)\n" }

    /// A table of one whole record.
    static func table(_ id: String, remarks: String = "") -> String { header + row(id, remarks: remarks) }

    /// A table of many whole records.
    static func rows(_ id: String, _ count: Int) -> String {
        header + (0..<count).map { row("\(id)-\($0)") }.joined()
    }

    /// Text in UTF-16, little-endian, with its mark.
    static func wide(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = [0xFF, 0xFE]
        for unit in text.utf16 { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        return bytes
    }

    /// Bytes without the last ones.
    static func cut(_ bytes: [UInt8], by count: Int) -> [UInt8] { Array(bytes.dropLast(count)) }

    /// Texts and bytes one behind the other.
    static func joined(_ parts: any HostilePart...) -> [UInt8] { parts.flatMap(\.hostileBytes) }

    /// The same record in JSON.
    static func object(_ id: String, _ more: String = "") -> String {
        #"{"occurrenceID": "\#(id)", "eventDate": "2026-05-01", "scientificName": "Pica pica"\#(more)}"#
    }

    /// The same record in XML.
    static func element(_ id: String, _ more: String = "") -> String {
        "<o><occurrenceID>\(id)</occurrenceID><eventDate>2026-05-01</eventDate>"
            + "<scientificName>Pica pica</scientificName>\(more)</o>"
    }
}

/// Collects entries of the list, one statement each.
struct HostileList {
    fileprivate var entries: [Hostile] = []

    /// Anything.
    mutating func add(
        _ name: String, _ what: String, _ fate: Hostile.Fate,
        make: @escaping @Sendable (HostilePlace) throws -> Void
    ) {
        add(bytes: Array(name.utf8), what, fate, make: make)
    }

    /// Anything, with a name that may be no text.
    mutating func add(
        bytes name: [UInt8], _ what: String, _ fate: Hostile.Fate,
        make: @escaping @Sendable (HostilePlace) throws -> Void
    ) {
        entries.append(Hostile(name: name, what: what, fate: fate, make: make))
    }

    /// A file with these bytes, made when they are needed.
    mutating func add(
        _ name: String, _ what: String, _ fate: Hostile.Fate,
        bytes: @autoclosure @escaping @Sendable () -> [UInt8]
    ) {
        add(name, what, fate) { place in try place.write(bytes()) }
    }

    /// A file with this text.
    mutating func add(
        _ name: String, _ what: String, _ fate: Hostile.Fate, _ text: @autoclosure @escaping @Sendable () -> String
    ) {
        add(name, what, fate) { place in try place.write(Array(text().utf8)) }
    }
}

/// Where a hostile thing goes.
struct HostilePlace {
    /// Its path, as bytes.
    let path: [UInt8]
    /// A folder outside of the project, which nothing may touch. It holds `secret.csv`.
    let outside: String

    /// The path as C wants it.
    var terminated: [CChar] { path.map { CChar(bitPattern: $0) } + [0] }

    /// Writes a file there.
    func write(_ bytes: [UInt8]) throws {
        let descriptor = open(terminated, O_CREAT | O_WRONLY | O_TRUNC, 0o644)
        guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        defer { close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
            rest = rest.dropFirst(count)
        }
    }

    /// Throws where a call has failed.
    func demand(_ code: Int32) throws {
        guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    }
}

/// What can be a part of a hostile file.
protocol HostilePart {
    var hostileBytes: [UInt8] { get }
}

extension String: HostilePart {
    var hostileBytes: [UInt8] { Array(utf8) }
}

extension [UInt8]: HostilePart {
    var hostileBytes: [UInt8] { self }
}
