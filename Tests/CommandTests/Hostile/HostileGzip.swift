import CZlib

/// Compressed bytes for the hostile list.
enum HostileGzip {
    /// A gzip file, or a bare stream of deflate as ZIP archives hold it.
    static func pack(_ bytes: [UInt8], isBare: Bool = false) -> [UInt8] {
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        defer { stream.deallocate() }
        deflateInit2_(
            stream, 6, Z_DEFLATED, isBare ? -15 : 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        var input = bytes
        var output = [UInt8](repeating: 0, count: bytes.count + bytes.count / 100 + 100)
        let count = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output -> Int in
                stream.pointee.next_in = input.baseAddress
                stream.pointee.avail_in = uInt(input.count)
                stream.pointee.next_out = output.baseAddress
                stream.pointee.avail_out = uInt(output.count)
                deflate(stream, Z_FINISH)
                return output.count - Int(stream.pointee.avail_out)
            }
        }
        deflateEnd(stream)
        return Array(output[..<count])
    }

    static func pack(_ text: String) -> [UInt8] { pack(Array(text.utf8)) }

    /// A gzip file of many equal members: as large as one likes, and quickly made.
    static func repeated(_ bytes: [UInt8], times: Int) -> [UInt8] {
        let member = pack(bytes)
        return (0..<times).flatMap { _ in member }
    }

    /// Dull text, which packs well enough to be small and too badly to be a bomb.
    static func dull(_ count: Int) -> [UInt8] {
        var state: UInt32 = 1
        var bytes = [UInt8](repeating: UInt8(ascii: "x"), count: count)
        for place in stride(from: 0, to: count, by: 100) {
            state = state &* 1_664_525 &+ 1_013_904_223
            bytes[place] = UInt8(ascii: "a") + UInt8(state >> 28)
        }
        return bytes
    }

    static func checksum(_ bytes: [UInt8]) -> Int {
        Int(bytes.withUnsafeBufferPointer { crc32(0, $0.baseAddress, uInt($0.count)) })
    }
}
