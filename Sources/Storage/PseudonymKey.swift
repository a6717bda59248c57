import Files
import Observations

extension Store {
    /// The project's secret: 32 random bytes, made and stored durably on first use.
    ///
    /// The ledger keeps a check of it (not the key), so that a key that was lost or exchanged is noticed before all
    /// contributors get new pseudonyms.
    ///
    /// - Throws: `StoreError` of kind `key` where the key is not the one that the ledger knows.
    package func pseudonymKey(ledger: Ledger) throws -> [UInt8] {
        let known = try ledger.value(of: .keyCheck)
        guard try disk.status(keyPath) != nil else {
            guard known == nil else {
                throw StoreError(
                    .key, "The project's key \(keyPath) is not there",
                    remedy: "Put it back from your backup; without it every contributor would get a new pseudonym.")
            }
            let key = secureRandomBytes(32)
            try disk.writeDurably(key, to: keyPath, mode: 0o600)
            try ledger.set(.keyCheck, to: Store.check(of: key))
            return key
        }
        let key = try disk.read(keyPath, upTo: 33)
        guard key.count == 32, known == nil || known == Store.check(of: key) else {
            throw StoreError(
                .key, "The project's key \(keyPath) is not the one that this store was made with",
                remedy:
                    "Put the right one back from your backup; this one would give every contributor a new pseudonym."
            )
        }
        if known == nil { try ledger.set(.keyCheck, to: Store.check(of: key)) }
        return key
    }

    /// Tells keys apart without giving anything away about them.
    private static func check(of key: [UInt8]) -> String {
        let digest = Digest(bytes: hmacSHA256(key: key, message: Array("transect key check".utf8)))
        return String(digest.description.prefix(16))
    }
}
