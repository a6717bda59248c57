import Files
import Snapshots
import Storage

/// The names of people whose data were erased, as keyed codes: enough to know a name again when it comes, and nothing
/// that could be read.
package struct Suppression: Sendable {
    /// What a code is made of.
    private enum Kind: String {
        /// A name in its canonical form.
        case name
        /// Words of a path in lower case with single spaces.
        case path
    }

    private let hash: KeyedHash
    /// By code; only ever looked up.
    private var entries: [String: SuppressedName] = [:]

    /// The list of a project.
    ///
    /// - Parameter key: the project's secret.
    package init(key: [UInt8], names: [SuppressedName]) {
        hash = KeyedHash(key: key)
        for name in names { entries[name.code] = name }
    }

    /// The list as the ledger has it.
    package init(_ store: Store, _ ledger: Ledger) throws {
        let names = try ledger.suppressedNames()
        // The key is not asked for where nothing needs it.
        self.init(key: names.isEmpty ? [] : try store.pseudonymKey(ledger: ledger), names: names)
    }

    /// Whether nobody is on it.
    package var isEmpty: Bool { entries.isEmpty }

    /// What is known about a name; `nil` for names that are not on the list, and for blank ones.
    package func entry(_ name: String) -> SuppressedName? {
        if entries.isEmpty { return nil }
        let canonical = PersonName.canonical(name)
        return canonical.isEmpty ? nil : entries[code(.name, canonical)]
    }

    /// What is known about words of a path, in lower case and with single spaces.
    func entry(words: String) -> SuppressedName? { entries[code(.path, words)] }

    /// What stands in for a name: `erased-` and 60 bits of its keyed code. The same name always has the same token.
    package func token(of name: String) -> String {
        let code = hash.code(of: Array("token\0\(PersonName.canonical(name))".utf8))
        return "erased-" + String(decoding: Pseudonyms.base32(code[..<10]).prefix(12), as: UTF8.self)
    }

    /// A keyed code of a name that stands in the proof of its erasure.
    package func proof(of name: String) -> String { code(.name, PersonName.canonical(name)) }

    /// Adds all names of one person, and gives what is new or other than before.
    ///
    /// Where the person is on the list already, all that the list knows about the person is raised to `mode`, so that
    /// the names need not be known again.
    package mutating func add(_ names: [String], mode: ErasureMode) -> [SuppressedName] {
        let known = names.compactMap { entry($0) }.first
        let person = known?.person ?? token(of: names.first ?? "")
        var wanted = entries.values.filter { $0.person == person }
        for name in names {
            let token = token(of: name)
            let codes = [
                code(.name, PersonName.canonical(name)), code(.name, token),
                code(.path, Suppression.words(name)),
            ]
            wanted += codes.map { SuppressedName(code: $0, token: token, person: person, mode: mode) }
        }
        var added: [SuppressedName] = []
        for var name in wanted.sorted(by: { $0.code < $1.code }) {
            // What was erased as data does not come back as data without a name.
            name.mode = mode == .data || entries[name.code]?.mode == .data ? .data : .identity
            if entries[name.code] == name { continue }
            entries[name.code] = name
            added.append(name)
        }
        return added
    }

    private func code(_ kind: Kind, _ text: String) -> String {
        hash.code(of: Array("\(kind.rawValue)\0\(text)".utf8)).prefix(16).hexadecimal
    }
}
