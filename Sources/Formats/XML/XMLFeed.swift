/// Hands the bytes of a file either to libxml2 or, where plain records are to be expected, to the reader of these.
struct XMLFeed {
    private let pieces: XMLPieces
    /// Whether a record seems to begin at the window's first byte.
    private var isAtRecord = false
    /// From this place of the file on, plain records are tried.
    private var nextTrial = 0
    /// So many bytes were left to libxml2 the last time that trying did not pay.
    private var stretch = 0
    /// The most names that were known when one was missing.
    private var knownNames = -1

    private static let longestStretch = 256 << 10
    /// Nearer to the window's end, a record that is not plain may be one that is cut off.
    private static let cutMargin = 512
    /// A piece becomes at most so many bytes shorter so that it ends at a good place.
    private static let longestCut = 64

    /// The sizes of the pieces.
    init(_ pieces: XMLPieces) { self.pieces = pieces }

    /// Reads the bytes of the window, all or up to a record that goes on behind it.
    mutating func read(
        _ window: XMLWindow, _ push: XMLPush, _ records: UnsafeMutablePointer<XMLRecords>
    ) throws(ReadError) {
        while !window.isEmpty {
            if isAtRecord {
                isAtRecord = readPlain(window, records)
                if isAtRecord { return }
            }
            let count = piece(window, records)
            if count == 0 { return }
            try push.feed(UnsafeRawBufferPointer(rebasing: window.bytes[..<count]), isLast: false)
            window.drop(count)
        }
    }

    /// Reads plain records. Returns whether more of them can be expected when the window has been filled again.
    private mutating func readPlain(_ window: XMLWindow, _ records: UnsafeMutablePointer<XMLRecords>) -> Bool {
        guard records.pointee.isBetweenRecords(),
            let start = window.bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
        else {
            note(gained: 0, wasted: 0, at: window.offset)
            return false
        }
        let end = records.pointee.readPlain(from: start)
        let stop = records.pointee.plain.stop ?? end
        window.drop(end - start)
        let rest = window.bytes.count - (stop - end)
        if rest <= 0 || rest < Self.cutMargin && window.canGrow { return window.isEmpty || window.canGrow }
        if records.pointee.plain.stopsAtUnknownName {
            // Once libxml2 has read this record, there is one name less that can be missing.
            let known = records.pointee.plain.elements.count + records.pointee.plain.attributes.count
            if known > knownNames {
                knownNames = known
                return false
            }
        }
        note(gained: end - start, wasted: stop - end, at: window.offset)
        return false
    }

    /// A record that turns out not to be plain is read twice. Where that happens often (a comment in every record),
    /// longer and longer stretches are left to libxml2 at once.
    private mutating func note(gained: Int, wasted: Int, at offset: Int) {
        stretch = gained > wasted + 128 ? 0 : min(max(2 * stretch, pieces.patience), Self.longestStretch)
        nextTrial = offset + stretch
    }

    /// How many bytes libxml2 gets: up to the next place where a record seems to begin. That it really does, and does
    /// not stand in a comment, say, is looked at when libxml2 has got there. None where the window has to be filled.
    private mutating func piece(_ window: XMLWindow, _ records: UnsafeMutablePointer<XMLRecords>) -> Int {
        let bytes = window.bytes
        let limit = min(bytes.count, max(pieces.piece, 1))
        if pieces.isPlainTried, records.pointee.readsUTF8,
            let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
        {
            var first = max(1, nextTrial - window.offset)
            while first < limit,
                let place = records.pointee.plain.recordTag(in: start + first, count: limit - first)
            {
                isAtRecord = Self.canEnd(bytes, at: place - start)
                if isAtRecord { return place - start }
                first = place - start + 1
            }
        }
        if limit == bytes.count {
            if window.isAtEnd { return limit }
            if window.canGrow, limit <= Self.longestCut, !Self.canEnd(bytes, at: limit) { return 0 }
        }
        return (max(1, limit - Self.longestCut)...limit).last { Self.canEnd(bytes, at: $0) } ?? limit
    }

    /// Whether a piece can end here. Within the last three bytes, libxml2 takes bytes that are no UTF-8 for a character
    /// that is cut off, and then says something else about them.
    private static func canEnd(_ bytes: UnsafeRawBufferPointer, at end: Int) -> Bool {
        bytes[max(0, end - 3)..<end].allSatisfy { $0 < 0x80 }
    }
}
