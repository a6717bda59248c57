/// Holds the headers before the members' bytes against the archive's list, and the members' places against each other.
enum ZipLocalHeaders {
    private static let fixedSize = 30
    /// The least that follows the bytes of a member whose sizes stand behind them.
    private static let descriptorSize = 12

    /// Where the bytes of every member begin.
    ///
    /// - Parameter end: Where the archive's list begins, and the members have ended.
    /// - Throws: `ReadError` of kind `.archive` where header and list disagree or members overlap.
    static func check(
        _ entries: [ZipEntry], _ source: any RandomAccessSource, end: Int
    ) throws(ReadError) -> [Int] {
        var starts: [Int] = []
        starts.reserveCapacity(entries.count)
        for entry in entries { starts.append(try dataStart(entry, source, end: end)) }
        let order = entries.indices.sorted { entries[$0].headerOffset < entries[$1].headerOffset }
        var free = 0
        for index in order {
            let entry = entries[index]
            guard entry.headerOffset >= free else {
                throw ReadError(
                    .archive, "members of the ZIP archive overlap, as in a decompression bomb",
                    remedy: "Make the archive anew, and send it again.")
            }
            let (dataEnd, overflows) = starts[index].addingReportingOverflow(entry.compressedSize)
            let reach = entry.hasDescriptor ? descriptorSize : 0
            guard !overflows, dataEnd <= end - reach else {
                throw ZipProblem.ambiguous("“\(ArchiveName.shown(entry.name))” reaches behind the members")
            }
            free = dataEnd + reach
        }
        // Bytes before the first member: another file in front of the archive, a program that unpacks it, or a picture.
        if let first = order.first.map({ entries[$0].headerOffset }) ?? (end > 0 ? end : nil), first > 0 {
            throw ZipProblem.ambiguous("\(first) bytes of it stand before its first member")
        }
        return starts
    }

    /// Compares one header, and says where the bytes behind it begin.
    private static func dataStart(
        _ entry: ZipEntry, _ source: any RandomAccessSource, end: Int
    ) throws(ReadError) -> Int {
        let shown = ArchiveName.shown(entry.name)
        // The list may say any number, the largest too: nothing is added to it before it is known to lie in the file.
        guard entry.headerOffset <= end - fixedSize - entry.writtenName.count else {
            throw ZipProblem.damaged("“\(shown)” is not where the list says")
        }
        let nameStart = entry.headerOffset + fixedSize
        let header = try source.bytes(at: entry.headerOffset, count: fixedSize + entry.writtenName.count)
        guard header.little32(at: 0) == ZipSignature.localHeader else {
            throw ZipProblem.damaged("“\(shown)” is not where the list says", at: entry.headerOffset)
        }
        let flags = header.little16(at: 6)
        guard header.little16(at: 26) == entry.writtenName.count, header[fixedSize...].elementsEqual(entry.writtenName),
            header.little16(at: 8) == entry.method, (flags ^ entry.flags) & 0x2049 == 0
        else { throw ZipProblem.ambiguous("the list and the header of “\(shown)” differ") }
        let dataStart = nameStart + entry.writtenName.count + header.little16(at: 28)
        guard dataStart <= end else { throw ZipProblem.damaged("“\(shown)” is cut off") }

        var sizes = (size: header.little32(at: 22), compressed: header.little32(at: 18))
        if sizes.size == ZipSignature.wide32 || sizes.compressed == ZipSignature.wide32 {
            let extra = try source.bytes(
                at: nameStart + entry.writtenName.count, count: header.little16(at: 28))
            var wide = ZipWideNumbers(ZipExtraFields(extra[...]))
            // Without a ZIP64 field the number may be what it is.
            sizes.size = (try? wide.number(sizes.size)) ?? sizes.size
            sizes.compressed = (try? wide.number(sizes.compressed)) ?? sizes.compressed
        }
        // Members with a descriptor are written before their sizes are known.
        func agrees(_ local: Int, _ listed: Int) -> Bool {
            local == listed || entry.hasDescriptor && (local == 0 || local == ZipSignature.wide32)
        }
        guard agrees(sizes.size, entry.size), agrees(sizes.compressed, entry.compressedSize),
            agrees(header.little32(at: 14), Int(entry.checksum))
        else { throw ZipProblem.ambiguous("the list and the header of “\(shown)” differ") }
        return dataStart
    }
}
