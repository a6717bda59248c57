/// Ranges of places in the dataset: ascending, apart from each other.
struct PlaceRanges: Sendable {
    private let ranges: [Range<Int64>]

    /// Every place.
    static let all = PlaceRanges(ascending: [0..<Int64(UInt32.max) + 1])

    /// The places in any of those ranges, which may overlap.
    init(_ ranges: [Range<UInt32>]) {
        let sorted = ranges.filter { !$0.isEmpty }.map { Int64($0.lowerBound)..<Int64($0.upperBound) }
            .sorted { $0.lowerBound < $1.lowerBound }
        var merged: [Range<Int64>] = []
        for range in sorted {
            if let last = merged.last, range.lowerBound <= last.upperBound {
                merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        self.init(ascending: merged)
    }

    private init(ascending: [Range<Int64>]) { ranges = ascending }

    /// Whether a place is in one of them.
    func contains(_ place: Int64) -> Bool {
        let index = first(endingAfter: place)
        return index < ranges.count && ranges[index].lowerBound <= place
    }

    /// Whether any of some places is in one of them.
    func overlap(_ places: ClosedRange<Int64>) -> Bool {
        let index = first(endingAfter: places.lowerBound)
        return index < ranges.count && ranges[index].lowerBound <= places.upperBound
    }

    /// What they have in common with a range.
    func pieces(of places: Range<Int64>) -> [Range<Int64>] {
        var pieces: [Range<Int64>] = []
        for range in ranges[first(endingAfter: places.lowerBound)...] {
            guard range.lowerBound < places.upperBound else { break }
            pieces.append(range.clamped(to: places))
        }
        return pieces
    }

    /// The first range that ends behind a place.
    private func first(endingAfter place: Int64) -> Int {
        // Nearly always there is one range.
        if ranges.count == 1 { return ranges[0].upperBound > place ? 0 : 1 }
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = low + (high - low) / 2
            if ranges[middle].upperBound > place { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
