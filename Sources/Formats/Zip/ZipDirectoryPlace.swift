/// Where an archive lists its members: what its last records say (APPNOTE.TXT §4.3.14 to §4.3.16).
struct ZipDirectoryPlace {
    /// How many members there are.
    var members: Int
    /// Where the list begins.
    var offset: Int
    /// How many bytes the list has.
    var size: Int

    private static let endSize = 22
    private static let locatorSize = 20
    private static let end64Size = 56

    /// Finds the list. The last record has to end with the file, and the list with that record: bytes before the
    /// archive, behind it, or between are refused, since programs disagree on what such a file holds.
    init(_ source: any RandomAccessSource) throws(ReadError) {
        let size = source.size
        guard size >= Self.endSize else { throw ZipProblem.truncated() }
        let tailSize = min(size, Self.endSize + ZipSignature.wide16)
        let tail = try source.bytes(at: size - tailSize, count: tailSize)
        let end = try Self.findEnd(tail)
        let endOffset = size - tailSize + end
        guard tail.little16(at: end + 4) == tail.little16(at: end + 6) || tail.little16(at: end + 4) == 0xFFFF,
            tail.little16(at: end + 8) == tail.little16(at: end + 10)
        else {
            throw ReadError(
                .archive, "the ZIP archive is one of several volumes",
                remedy: "Make a single archive, or send the files one by one.")
        }
        members = tail.little16(at: end + 10)
        self.size = tail.little32(at: end + 12)
        offset = tail.little32(at: end + 16)
        let listEnd = try readWide(source, endOffset: endOffset)
        let (stated, overflows) = offset.addingReportingOverflow(self.size)
        guard !overflows, stated <= listEnd else {
            throw ZipProblem.damaged("the list of its members is not where it should be", at: endOffset)
        }
        guard stated == listEnd else {
            throw ZipProblem.ambiguous("\(listEnd - stated) bytes of it belong to no member")
        }
    }

    /// The last record among the last bytes.
    private static func findEnd(_ tail: [UInt8]) throws(ReadError) -> Int {
        var found: [Int] = []
        var hasRecordBefore = false
        var place = tail.count - endSize
        while place >= 0 {
            if tail[place] == 0x50, tail.little32(at: place) == ZipSignature.directoryEnd {
                let reach = place + endSize + tail.little16(at: place + 20)
                if reach == tail.count { found.append(place) }
                hasRecordBefore = hasRecordBefore || reach < tail.count
            }
            place -= 1
        }
        if found.count == 1, let only = found.first { return only }
        if found.count > 1 { throw ZipProblem.ambiguous("it has two ends") }
        if hasRecordBefore { throw ZipProblem.ambiguous("it goes on behind its end") }
        throw ZipProblem.truncated()
    }

    /// Takes the numbers of the ZIP64 records, if there are any. Returns where the list has to end.
    private mutating func readWide(_ source: any RandomAccessSource, endOffset: Int) throws(ReadError) -> Int {
        let needsWide =
            members == ZipSignature.wide16 || size == ZipSignature.wide32 || offset == ZipSignature.wide32
        let locatorOffset = endOffset - Self.locatorSize
        let locator = locatorOffset >= 0 ? try source.bytes(at: locatorOffset, count: Self.locatorSize) : []
        guard locator.little32(at: 0) == ZipSignature.locator64 else {
            if needsWide { throw ZipProblem.damaged("its ZIP64 records are missing", at: endOffset) }
            return endOffset
        }
        guard let recordOffset = locator.little64(at: 8), recordOffset <= locatorOffset - Self.end64Size else {
            throw ZipProblem.damaged("its ZIP64 records are not where they should be", at: locatorOffset)
        }
        let record = try source.bytes(at: recordOffset, count: Self.end64Size)
        guard record.little32(at: 0) == ZipSignature.directoryEnd64, let length = record.little64(at: 4),
            length <= endOffset, recordOffset + 12 + length == locatorOffset,
            record.little32(at: 16) == record.little32(at: 20), let wideMembers = record.little64(at: 32),
            let wideSize = record.little64(at: 40), let wideOffset = record.little64(at: 48)
        else { throw ZipProblem.damaged("its ZIP64 records make no sense", at: recordOffset) }
        guard members == ZipSignature.wide16 || members == wideMembers,
            size == ZipSignature.wide32 || size == wideSize,
            offset == ZipSignature.wide32 || offset == wideOffset
        else { throw ZipProblem.ambiguous("its ZIP64 records give other numbers") }
        (members, size, offset) = (wideMembers, wideSize, wideOffset)
        return recordOffset
    }
}
