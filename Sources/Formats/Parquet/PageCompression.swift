import CZlib

/// Packs and unpacks the pages of a Parquet file with gzip (RFC 1952).
enum PageCompression {
    /// The page as one gzip member without a name or a time, at level 6.
    static func deflate(_ page: [UInt8]) -> [UInt8] {
        // zlib keeps pointers to the stream, so that it must not move.
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        defer { stream.deallocate() }
        let begun = deflateInit2_(
            stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, zlibVersion(), Int32(MemoryLayout<z_stream>.size))
        precondition(begun == Z_OK, "zlib cannot begin to compress: out of memory")
        defer { deflateEnd(stream) }
        let bound = Int(deflateBound(stream, UInt(page.count)))
        return page.withUnsafeBufferPointer { page in
            [UInt8](unsafeUninitializedCapacity: bound) { output, count in
                // zlib does not write to its input.
                stream.pointee.next_in = UnsafeMutablePointer(mutating: page.baseAddress)
                stream.pointee.avail_in = UInt32(page.count)
                stream.pointee.next_out = output.baseAddress
                stream.pointee.avail_out = UInt32(bound)
                let ended = CZlib.deflate(stream, Z_FINISH)
                precondition(ended == Z_STREAM_END)
                count = bound - Int(stream.pointee.avail_out)
            }
        }
    }

    /// The `size` bytes that were packed into `page`.
    static func inflate(_ page: UnsafeBufferPointer<UInt8>, size: Int) throws(ReadError) -> [UInt8] {
        // Deflate packs at most 1,032 bytes into one (zlib, "Technical Details").
        guard size / 1_032 <= page.count, size <= Int32.max, page.count <= Int32.max else {
            throw .damagedParquet("a page says that it unpacks to more than it can hold")
        }
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        defer { stream.deallocate() }
        guard inflateInit2_(stream, 15 + 16, zlibVersion(), Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw ReadError(
                .compression, "A page of the Parquet file cannot be unpacked: out of memory",
                remedy: "Run again with more memory.")
        }
        defer { inflateEnd(stream) }
        var isWhole = false
        // One byte more than expected, so that a page with too many is told from one that fits.
        let output = [UInt8](unsafeUninitializedCapacity: size + 1) { output, count in
            stream.pointee.next_in = UnsafeMutablePointer(mutating: page.baseAddress)
            stream.pointee.avail_in = UInt32(page.count)
            stream.pointee.next_out = output.baseAddress
            stream.pointee.avail_out = UInt32(size + 1)
            let ended = CZlib.inflate(stream, Z_FINISH)
            count = size + 1 - Int(stream.pointee.avail_out)
            isWhole = ended == Z_STREAM_END && count == size
        }
        guard isWhole else {
            throw ReadError(
                .compression, "A compressed page of the Parquet file is damaged",
                remedy: "Put an undamaged copy of the file in its place.")
        }
        return output
    }
}
