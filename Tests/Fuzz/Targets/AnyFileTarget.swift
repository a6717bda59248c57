import Formats

extension FuzzTarget {
    /// Any file as it lies in the drop folder: nothing declared, told by its first bytes and its name.
    static let anyFile = FuzzTarget(
        name: "any-file",
        seeds: {
            let table = Array("date,species\n2026-05-01,Pica pica\n".utf8)
            return [[0x30] + StoredGzip.bytes(table), [0x30] + FuzzWorkbook().bytes(), [0x31] + ParquetSeed.bytes()]
        },
        run: { input in
            var input = input
            let name = input.pick(["file", "a.csv", "b.json", "c.xml", "d.ndjson", "e.csv.gz", "f.geojson"])
            var options = FormatOptions()
            options.localeEncoding = "windows-1252"
            options.limits = .small
            let bytes = input.rest
            // The same bytes as a file on a disk, which can be read from any place, and as a stream, which cannot.
            let file = ReadFile.inPieces(bytes) { source throws(ReadError) in
                try openRecords(source, name: name, options: options, submission: 1)
            }
            ReadFile { () throws(ReadError) in
                try openRecords(Stream(source: ArraySource(bytes)), name: name, options: options, submission: 1)
            }.demandSame(as: file, "as a stream")
        })

    /// Bytes that can only be read from the beginning to the end.
    private struct Stream: ByteSource {
        var source: ArraySource

        mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadError) -> Int {
            source.read(into: buffer)
        }
    }
}

extension ReadLimits {
    /// Limits that small inputs reach.
    static var small: ReadLimits {
        var limits = ReadLimits()
        limits.depth = 40
        limits.columns = 1000
        limits.expandedBytes = 1 << 20
        limits.sharedTextBytes = 1 << 16
        return limits
    }
}
