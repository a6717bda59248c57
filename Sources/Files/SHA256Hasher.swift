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
package func hmacSHA256(key: [UInt8], message: [UInt8]) -> [UInt8] { KeyedHash(key: key).code(of: message) }

/// HMAC-SHA256 under one key, set up once for many messages.
package struct KeyedHash: Sendable {
    private let prepared: HMAC<SHA256>

    /// Codes under a key.
    package init(key: [UInt8]) { prepared = HMAC<SHA256>(key: SymmetricKey(data: key)) }

    /// The 32 bytes of a message's code.
    package func code(of message: [UInt8]) -> [UInt8] {
        var code = prepared
        code.update(data: message)
        return Array(code.finalize())
    }
}

/// `count` bytes that nobody can guess, from the kernel.
package func secureRandomBytes(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
}
