import CLibXML2

/// A name of elements or attributes as the file writes it, and what libxml2 made of it.
struct XMLWrittenName {
    /// The name, with a `>` behind it, which is not counted.
    var bytes: UnsafeMutablePointer<UInt8>
    var count: Int
    var local: UnsafePointer<xmlChar>?
    var prefix: UnsafePointer<xmlChar>?
    var uri: UnsafePointer<xmlChar>?
    /// The first name with the same local part in the same namespace.
    var twin: Int
    /// The name that came after this one the last time, probably the next time too.
    var next = 0
    /// The number of the tag in which it, or a twin, was met last.
    var lastTag: UInt64 = 0
}

/// The names that libxml2 has accepted in the namespaces that are in force, found by their bytes.
struct XMLWrittenNames: ~Copyable {
    /// The names. Valid until the next call of `add`.
    private(set) var entries: UnsafeMutablePointer<XMLWrittenName>
    /// How many there are.
    private(set) var count = 0
    private let slots: UnsafeMutablePointer<Int32>

    private static let capacity = 2048
    private static let slotCount = 4 * capacity
    /// Longer names are not kept; the window's margin is longer.
    private static let longest = 255
    /// A name that would be harder to find is not kept, so that no file can make the search slow.
    private static let longestSearch = 8

    init() {
        entries = .allocate(capacity: Self.capacity)
        slots = .allocate(capacity: Self.slotCount)
        slots.initialize(repeating: -1, count: Self.slotCount)
    }

    deinit {
        for index in 0..<count { entries[index].bytes.deallocate() }
        entries.deallocate()
        slots.deallocate()
    }

    /// Forgets all names: other namespaces are in force.
    mutating func forget() {
        guard count > 0 else { return }
        for index in 0..<count { entries[index].bytes.deallocate() }
        slots.update(repeating: -1, count: Self.slotCount)
        count = 0
    }

    /// The name that begins at `place`, or -1. `last` is the one that was met before it.
    @inline(__always)
    func find(at place: UnsafePointer<UInt8>, after last: Int) -> Int {
        guard count > 0 else { return -1 }
        let guess = entries[last].next
        if isEqual(place, entries[guess].bytes, count: entries[guess].count),
            Self.ends(place[entries[guess].count])
        {
            return guess
        }
        let found = search(place)
        if found >= 0 { entries[last].next = found }
        return found
    }

    @inline(never)
    private func search(_ place: UnsafePointer<UInt8>) -> Int {
        var length = 0
        while !Self.ends(place[length]) {
            length += 1
            if length > Self.longest { return -1 }
        }
        return search(place, count: length)
    }

    private func search(_ bytes: UnsafePointer<UInt8>, count: Int) -> Int {
        var slot = Self.slot(bytes, count: count)
        for _ in 0..<Self.longestSearch {
            let index = Int(slots[slot])
            guard index >= 0 else { return -1 }
            if entries[index].count == count, isEqual(bytes, entries[index].bytes, count: count) { return index }
            slot = (slot + 1) & (Self.slotCount - 1)
        }
        return -1
    }

    /// Keeps a name that libxml2 has accepted. Names that begin with `xml` are not kept: they have a meaning of their
    /// own.
    mutating func add(
        _ local: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?, _ uri: UnsafePointer<xmlChar>?
    ) {
        var name = Array(XMLNames.text(local, prefix).utf8)
        let count = name.count
        guard self.count < Self.capacity, count > 0, count <= Self.longest, !name.starts(with: "xml".utf8) else {
            return
        }
        name.append(UInt8(ascii: ">"))
        name.withUnsafeBufferPointer { name in
            guard let base = name.baseAddress, search(base, count: count) < 0 else { return }
            var slot = Self.slot(base, count: count)
            var steps = 0
            while slots[slot] >= 0 {
                slot = (slot + 1) & (Self.slotCount - 1)
                steps += 1
                if steps == Self.longestSearch { return }
            }
            let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: count + 1)
            bytes.initialize(from: base, count: count + 1)
            let twin = (0..<self.count).first { entries[$0].local == local && entries[$0].uri == uri } ?? self.count
            (entries + self.count).initialize(
                to: XMLWrittenName(bytes: bytes, count: count, local: local, prefix: prefix, uri: uri, twin: twin))
            slots[slot] = Int32(self.count)
            self.count += 1
        }
    }

    private static func slot(_ bytes: UnsafePointer<UInt8>, count: Int) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for index in 0..<count { hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01B3 }
        return Int(truncatingIfNeeded: hash ^ hash >> 32) & (slotCount - 1)
    }

    /// Whether a name ends before this byte. What else is no part of a name is in no name that is known.
    @inline(__always)
    static func ends(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "=")
    }
}

/// Whether `count` bytes are the same. Reads nothing outside them.
@inline(__always)
func isEqual(_ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, count: Int) -> Bool {
    let left = UnsafeRawPointer(left)
    let right = UnsafeRawPointer(right)
    if count >= 8 {
        let last = count &- 8
        var offset = 0
        while offset < last {
            let isSame =
                left.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                == right.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            if !isSame { return false }
            offset &+= 8
        }
        return left.loadUnaligned(fromByteOffset: last, as: UInt64.self)
            == right.loadUnaligned(fromByteOffset: last, as: UInt64.self)
    }
    if count >= 4 {
        let last = count &- 4
        return left.loadUnaligned(as: UInt32.self) == right.loadUnaligned(as: UInt32.self)
            && left.loadUnaligned(fromByteOffset: last, as: UInt32.self)
                == right.loadUnaligned(fromByteOffset: last, as: UInt32.self)
    }
    for offset in 0..<count {
        let isSame =
            left.load(fromByteOffset: offset, as: UInt8.self) == right.load(fromByteOffset: offset, as: UInt8.self)
        if !isSame { return false }
    }
    return true
}
