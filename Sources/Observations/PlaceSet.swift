/// Places of the dataset, as ranges: what comes in one piece, as most files do, takes next to no room.
package struct PlaceSet: Sendable, Equatable {
    /// The places, as ranges that are ascending and apart from one another.
    package private(set) var ranges: [Range<UInt32>] = []

    /// No places.
    package init() {}

    /// Some places, in any order, of which some may be there twice.
    package init(_ places: [UInt32]) {
        for place in places.sorted() {
            if let last = ranges.last, place <= last.upperBound {
                if place == last.upperBound { ranges[ranges.count - 1] = last.lowerBound..<place + 1 }
            } else {
                ranges.append(place..<place + 1)
            }
        }
    }

    /// The places of some ranges, in any order, which may overlap.
    package init(ranges: [Range<UInt32>]) {
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
            if let last = self.ranges.last, range.lowerBound <= last.upperBound {
                self.ranges[self.ranges.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                self.ranges.append(range)
            }
        }
    }

    /// Whether there is no place.
    package var isEmpty: Bool { ranges.isEmpty }

    /// Whether a place is among them.
    package func contains(_ place: UInt32) -> Bool {
        var (low, high) = (0, ranges.count)
        while low < high {
            let middle = low + (high - low) / 2
            if ranges[middle].upperBound <= place { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].lowerBound <= place
    }

    /// Adds the places of another set.
    package mutating func formUnion(_ other: PlaceSet) {
        if !other.isEmpty { self = PlaceSet(ranges: ranges + other.ranges) }
    }

    /// Takes the places of another set out.
    package mutating func subtract(_ other: PlaceSet) {
        var rest: [Range<UInt32>] = []
        var next = 0
        for range in ranges {
            var start = range.lowerBound
            while next < other.ranges.count, other.ranges[next].upperBound <= start { next += 1 }
            var index = next
            while index < other.ranges.count, other.ranges[index].lowerBound < range.upperBound {
                if other.ranges[index].lowerBound > start { rest.append(start..<other.ranges[index].lowerBound) }
                start = max(start, other.ranges[index].upperBound)
                index += 1
            }
            if start < range.upperBound { rest.append(start..<range.upperBound) }
        }
        ranges = rest
    }
}
