import CZlib

/// The expanded bytes of a file compressed with gzip (RFC 1952): any number of members, their checksums and lengths
/// verified, the expansion bounded.
///
/// Zero bytes behind the last member are padding; anything else there is an error. Copies share one stream: only one of
/// them may be read.
package struct GzipSource: ByteSource {
    private let stream: InflateStream

    /// The expanded bytes of `base`.
    ///
    /// - Parameter limits: `expansionRatio` and `expandedBytes` are the bounds; passing one is a `ReadError` of kind
    ///   `.limit`.
    package init(_ base: any ByteSource, limits: ReadLimits) {
        stream = InflateStream(base, limits: limits)
    }

    package mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadError) -> Int {
        try stream.read(into: buffer)
    }

    /// Whether a file with these first bytes is compressed with gzip.
    package static func isGzip(_ first: some Collection<UInt8>) -> Bool { first.starts(with: [0x1F, 0x8B]) }
}
