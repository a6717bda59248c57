/// Which marks on one subject may be of one object: marks of different contributors, near each other.
struct MarkGraph {
    /// A near mark.
    struct Link {
        var mark: Int
        var distance: Double
    }

    /// A contributor's mark may be this many spreads from another's, both taken together.
    static let spreadLimit = 3.0

    /// Where the links of every mark begin, and behind the last their number.
    private var starts: [Int]
    private var all: [Link]

    /// The marks that are near a mark, by contributor, those of one contributor by distance.
    func links(of mark: Int) -> ArraySlice<Link> { all[starts[mark]..<starts[mark + 1]] }

    /// The graph of a subject, whose marks are numbered from 0.
    ///
    /// - Parameter variances: For every contributor the square of her spread, in parts of the reach.
    init(_ table: MarkTable, subject: Int, variances: [Double]) {
        let range = table.range(ofSubject: subject)
        let entries = table.entries
        let base = range.lowerBound
        var pairs: [(first: Int, second: Int, distance: Double)] = []
        starts = [Int](repeating: 0, count: range.count + 1)
        var counts = [Int](repeating: 0, count: range.count)
        table.forEachPair(in: range) { first, second, distance in
            let (one, other) = (entries[first].contributor, entries[second].contributor)
            let limit = Self.spreadLimit * Self.spreadLimit * (variances[one] + variances[other])
            guard one != other, distance * distance <= limit else { return }
            pairs.append((first - base, second - base, distance))
            counts[first - base] += 1
            counts[second - base] += 1
        }
        for mark in counts.indices { starts[mark + 1] = starts[mark] + counts[mark] }
        all = [Link](repeating: Link(mark: 0, distance: 0), count: starts[range.count])
        var next = starts
        for pair in pairs {
            all[next[pair.first]] = Link(mark: pair.second, distance: pair.distance)
            all[next[pair.second]] = Link(mark: pair.first, distance: pair.distance)
            next[pair.first] += 1
            next[pair.second] += 1
        }
        for mark in counts.indices where counts[mark] > 1 {
            all[starts[mark]..<starts[mark + 1]].sort {
                (entries[base + $0.mark].contributor, $0.distance, $0.mark)
                    < (entries[base + $1.mark].contributor, $1.distance, $1.mark)
            }
        }
    }

    /// The marks in groups that have no links between them, each ascending.
    var components: [[Int]] {
        var isSeen = [Bool](repeating: false, count: starts.count - 1)
        var components: [[Int]] = []
        for mark in isSeen.indices where !isSeen[mark] {
            isSeen[mark] = true
            var members = [mark]
            var next = 0
            while next < members.count {
                for link in links(of: members[next]) where !isSeen[link.mark] {
                    isSeen[link.mark] = true
                    members.append(link.mark)
                }
                next += 1
            }
            components.append(members.sorted())
        }
        return components
    }
}
