/// Opens a file that holds others: a ZIP archive, a tar archive, or a tar archive compressed with gzip, told from its
/// first bytes. `nil` is any other file, Excel workbooks and other office documents among them: `openRecords` reads or
/// refuses these.
///
/// A ZIP archive is judged as a whole before this returns: names, sizes, overlaps. A tar archive is judged as it is
/// read.
///
/// - Parameter source: The bytes of the file from their beginning. The list of a ZIP archive is at its end: a source
///   that is no `RandomAccessSource` is first read into memory, up to `ReadLimits.bufferedBytes`.
/// - Throws: `ReadError` of kind `.archive`, `.limit`, `.truncated` or `.syntax` for an archive that is not read, `.disk`
///   where the disk does not give the bytes.
package func openArchive(
    _ source: any ByteSource, limits: ArchiveLimits = ArchiveLimits()
) throws(ReadError) -> (any ArchiveReader)? {
    let bytes = try PrefixedSource(lookingAt: NestedArchives.sampleSize, of: source)
    if ZipArchive.isZip(bytes.ahead) {
        let zip = try ZipArchive(
            randomAccess(to: source, from: bytes, upTo: ReadLimits().bufferedBytes), limits: limits)
        return zip.document == nil ? zip : nil
    }
    if TarArchive.isTar(bytes.ahead) { return TarArchive(bytes, limits: limits) }
    guard GzipSource.isGzip(bytes.ahead) else { return nil }
    var gzipLimits = ReadLimits()
    gzipLimits.expansionRatio = limits.expansionRatio
    // What is around the members: a header and padding for each, and the end.
    gzipLimits.expandedBytes = limits.expandedBytes + limits.members * TarHeader.largestOverhead
    let expanded: PrefixedSource
    do throws(ReadError) {
        expanded = try PrefixedSource(
            lookingAt: NestedArchives.sampleSize, of: GzipSource(bytes, limits: gzipLimits))
    } catch {
        // Whoever reads what is damaged or a bomb says so. A disk that fails says nothing about the file.
        guard error.kind == .disk else { return nil }
        throw error
    }
    return TarArchive.isTar(expanded.ahead) ? TarArchive(expanded, limits: limits) : nil
}

/// The bytes of a source at any place: the source itself where it can do that, else a copy in memory.
///
/// - Parameter source: The source that may know how.
/// - Parameter bytes: The same bytes from their beginning.
func randomAccess(
    to source: any ByteSource, from bytes: any ByteSource, upTo limit: Int
) throws(ReadError) -> any RandomAccessSource {
    if let source = source as? any RandomAccessSource { return source }
    var bytes = bytes
    var whole: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 256 << 10)
    while true {
        let count = try bytes.fill(&piece)
        whole.append(contentsOf: piece[..<count])
        if count < piece.count { return whole }
        guard whole.count <= limit else {
            throw ReadError(
                .limit, "the archive or workbook is itself compressed, and larger than \(limit) bytes",
                remedy: "Send it as it is, without compressing it once more.")
        }
    }
}
