import Crypto
import Observations

/// SHA-256 over pieces (FIPS 180-4).
package struct SHA256Hasher: Sendable {
    private var state = SHA256()

    /// A hasher that has seen nothing.
    package init() {}

    /// Takes in the next bytes.
    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        state.update(bufferPointer: bytes)
    }

    /// The digest of all bytes so far.
    package func finish() -> Observations.Digest {
        Observations.Digest(bytes: Array(state.finalize()))
    }
}

extension Observations.Digest {
    /// The digest of some bytes.
    package static func sha256(_ bytes: [UInt8]) -> Observations.Digest {
        var hasher = SHA256Hasher()
        bytes.withUnsafeBytes { hasher.update($0) }
        return hasher.finish()
    }
}

/// HMAC-SHA256 (RFC 2104): 32 bytes that only the holder of `key` can make from `message`.
package func hmacSHA256(key: [UInt8], message: [UInt8]) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: key)))
}

/// `count` bytes that nobody can guess, from the kernel.
package func secureRandomBytes(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
}
