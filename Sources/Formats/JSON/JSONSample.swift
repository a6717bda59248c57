/// What the first bytes of a JSON text tell about it. Looks at the top level of the first value, as far as it is there.
struct JSONSample {
    /// Whether the first value is an array.
    private(set) var isArray = false
    /// The value of `type` in an object.
    private(set) var type: String?
    /// Whether an object has the key `features`.
    private(set) var hasFeatures = false
    /// The pointer to the first key or nested key whose value is an array of objects.
    private(set) var arrayOfObjects: String?
    /// Whether an object stands on the first line alone and another begins on a later one.
    private(set) var secondLineIsObject = false

    /// Looks at a text that ends before the byte 0 at `end`.
    init(_ start: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>) {
        let first = JSONScan.skipSpace(start)
        isArray = first.pointee == UInt8(ascii: "[")
        guard first.pointee == UInt8(ascii: "{") else { return }
        var skipper = JSONSkipper(depthLimit: 1 << 12)
        lookAtMembers(of: first, &skipper, prefix: "")
        lookBehind(first, end: end, &skipper)
    }

    /// The keys of an object, as far as it is there; for `FormatDescription.fields`.
    static func keys(of object: UnsafePointer<UInt8>, kind: JSONFields.Kind) -> [String] {
        var skipper = JSONSkipper(depthLimit: 1 << 12)
        var keys: [String] = []
        forEachMember(of: object, &skipper) { key, value in
            if kind == .object { return keys.append(JSONPointer.fieldName(ofKey: Array(key.utf8))) }
            switch key {
            case "id": keys.append("id")
            case "properties":
                var inner = JSONSkipper(depthLimit: 1 << 12)
                forEachMember(of: value, &inner) { key, _ in keys.append(key) }
            case "geometry": keys.append("/geometry")
            default: break
            }
        }
        return keys
    }

    private mutating func lookAtMembers(
        of object: UnsafePointer<UInt8>, _ skipper: inout JSONSkipper, prefix: String
    ) {
        var inner: (key: String, value: UnsafePointer<UInt8>)?
        var found = self
        Self.forEachMember(of: object, &skipper) { key, value in
            if prefix.isEmpty {
                if key == "features" { found.hasFeatures = true }
                if key == "type" { found.type = Self.text(value) }
            }
            let pointer = prefix + "/" + JSONPointer.escaped(key)
            if found.arrayOfObjects == nil, value.pointee == UInt8(ascii: "["),
                JSONScan.skipSpace(value + 1).pointee == UInt8(ascii: "{")
            {
                found.arrayOfObjects = pointer
            }
            if inner == nil, value.pointee == UInt8(ascii: "{") { inner = (pointer, value) }
            if found.type == nil, key == "features", Self.beginsWithFeature(value) { found.type = "FeatureCollection" }
        }
        self = found
        if prefix.isEmpty, arrayOfObjects == nil, let inner {
            lookAtMembers(of: inner.value, &skipper, prefix: inner.key)
        }
    }

    /// Whether a value is an array whose first element calls itself a Feature.
    private static func beginsWithFeature(_ array: UnsafePointer<UInt8>) -> Bool {
        guard array.pointee == UInt8(ascii: "[") else { return false }
        var skipper = JSONSkipper(depthLimit: 1 << 12)
        var isFeature = false
        forEachMember(of: JSONScan.skipSpace(array + 1), &skipper) { key, value in
            if key == "type", text(value) == "Feature" { isFeature = true }
        }
        return isFeature
    }

    private mutating func lookBehind(
        _ first: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>, _ skipper: inout JSONSkipper
    ) {
        guard var next = skipper.skip(first, outerDepth: 0) else { return }
        var place = first
        while place < next {
            if place.pointee == 0x0A { return }
            place += 1
        }
        while next < end, next.pointee == 0x20 || next.pointee == 0x09 || next.pointee == 0x0D { next += 1 }
        guard next < end, next.pointee == 0x0A else { return }
        secondLineIsObject = JSONScan.skipSpace(next).pointee == UInt8(ascii: "{")
    }

    /// Calls `body` with the key and the value's place of every member of an object, until the text ends or is
    /// malformed.
    private static func forEachMember(
        of object: UnsafePointer<UInt8>, _ skipper: inout JSONSkipper,
        _ body: (_ key: String, _ value: UnsafePointer<UInt8>) -> Void
    ) {
        guard object.pointee == UInt8(ascii: "{") else { return }
        var next = JSONScan.skipSpace(object + 1)
        while next.pointee == UInt8(ascii: "\"") {
            guard let end = skipper.skipString(next + 1), let key = text(next) else { return }
            next = JSONScan.skipSpace(end)
            guard next.pointee == UInt8(ascii: ":") else { return }
            next = JSONScan.skipSpace(next + 1)
            body(key, next)
            guard let behind = skipper.skip(next, outerDepth: 0) else { return }
            next = JSONScan.skipSpace(behind)
            guard next.pointee == UInt8(ascii: ",") else { return }
            next = JSONScan.skipSpace(next + 1)
        }
    }

    /// The text of a whole string value.
    private static func text(_ value: UnsafePointer<UInt8>) -> String? {
        var skipper = JSONSkipper(depthLimit: 1)
        guard value.pointee == UInt8(ascii: "\""), let end = skipper.skipString(value + 1) else { return nil }
        let source = UnsafeBufferPointer(start: value + 1, count: end - value - 2)
        return String(unsafeUninitializedCapacity: source.count) { buffer in
            buffer.baseAddress.map { JSONString.decode(source, into: $0).count } ?? 0
        }
    }
}
