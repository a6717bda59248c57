import CZlib

/// Compresses bytes for tests.
package enum Compression {
    /// A gzip file.
    package static func gzip(_ bytes: [UInt8], level: Int32 = 6) -> [UInt8] {
        deflate(bytes, level: level, windowBits: 15 + 16)
    }

    /// Bare deflate, as ZIP holds it.
    package static func bare(_ bytes: [UInt8]) -> [UInt8] { deflate(bytes, level: 9, windowBits: -15) }

    /// The checksum that both formats keep (CRC-32).
    package static func checksum(_ bytes: [UInt8]) -> UInt {
        bytes.withUnsafeBufferPointer { crc32(0, $0.baseAddress, uInt($0.count)) }
    }

    private static func deflate(_ bytes: [UInt8], level: Int32, windowBits: Int32) -> [UInt8] {
        // zlib's state must stay at one address.
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        defer { stream.deallocate() }
        deflateInit2_(
            stream, level, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        var input = bytes
        var output = [UInt8](repeating: 0, count: bytes.count + bytes.count / 100 + 100)
        let count = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output -> Int in
                stream.pointee.next_in = input.baseAddress
                stream.pointee.avail_in = uInt(input.count)
                stream.pointee.next_out = output.baseAddress
                stream.pointee.avail_out = uInt(output.count)
                CZlib.deflate(stream, Z_FINISH)
                return output.count - Int(stream.pointee.avail_out)
            }
        }
        deflateEnd(stream)
        return Array(output[..<count])
    }
}
