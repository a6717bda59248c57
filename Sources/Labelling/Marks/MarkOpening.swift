/// The opening of facilities: which marks on a subject are of one object.
///
/// Every mark is a candidate for an object. With p_j the false share, m_j the miss rate and σ_j the spread of a
/// contributor, an object costs Σ_j −ln m_j over all who answered; a mark at distance d from the candidate costs
/// −ln N(d; 0, σ_j² + σ_f²) − ln(1 − p_j) + ln m_j − ln(1 − m_j), where σ_f is the spread of who made the candidate.
/// The candidate with the least cost for each mark that it connects is opened first, takes from every contributor the
/// nearest mark that is free, and so on until no mark is free. (Objects that cost more than they save are opened too:
/// they are published with a small probability.) Who has a mark that is nearer to another opened candidate, at which
/// she has none, has it moved there.
struct MarkOpening {
    /// For every mark the place of its candidate in `founders`.
    private(set) var clusters: [Int]
    /// The opened candidates.
    private(set) var founders: [Int] = []

    private let table: MarkTable
    private let base: Int
    private let skills: MarkSkills
    private let graph: MarkGraph
    private let openingCost: Double
    /// The place of every mark in its component.
    private var places: [Int]

    /// Connects the marks of a subject.
    ///
    /// - Parameter openingCost: Σ_j −ln m_j over all contributors who answered, those without marks included.
    init(_ table: MarkTable, subject: Int, skills: MarkSkills, openingCost: Double) {
        let range = table.range(ofSubject: subject)
        self.table = table
        base = range.lowerBound
        self.skills = skills
        self.openingCost = openingCost
        graph = MarkGraph(table, subject: subject, variances: skills.variances)
        clusters = [Int](repeating: -1, count: range.count)
        places = clusters
        for component in graph.components { open(component) }
        moveToNearer()
    }

    /// The marks of every cluster, ascending.
    var members: [[Int]] {
        var members = [[Int]](repeating: [], count: founders.count)
        for mark in clusters.indices { members[clusters[mark]].append(mark) }
        return members
    }

    private func contributor(_ mark: Int) -> Int { table.entries[base + mark].contributor }

    private mutating func open(_ component: [Int]) {
        guard component.count > 1 else {
            for mark in component { open(mark, with: []) }
            return
        }
        // The cost ratio of every mark of the component.
        var ratios = component.map(ratio)
        for (index, mark) in component.enumerated() { places[mark] = index }
        var free = component.count
        while free > 0 {
            var best = -1
            for (index, mark) in component.enumerated()
            where clusters[mark] < 0 && (best < 0 || ratios[index] < ratios[best] - Scores.tieWidth) {
                best = index
            }
            let founder = component[best]
            let taken = star(of: founder).map(\.mark)
            open(founder, with: taken)
            free -= 1 + taken.count
            var isStale = [Bool](repeating: false, count: component.count)
            for mark in [founder] + taken {
                for link in graph.links(of: mark) where clusters[link.mark] < 0 {
                    isStale[places[link.mark]] = true
                }
            }
            for index in component.indices where isStale[index] { ratios[index] = ratio(component[index]) }
        }
    }

    private mutating func open(_ founder: Int, with others: [Int]) {
        clusters[founder] = founders.count
        for mark in others { clusters[mark] = founders.count }
        founders.append(founder)
    }

    /// The marks that a candidate would take: of every other contributor the nearest free one.
    private func star(of candidate: Int) -> [MarkGraph.Link] {
        var star: [MarkGraph.Link] = []
        var last = -1
        for link in graph.links(of: candidate) where clusters[link.mark] < 0 && contributor(link.mark) != last {
            last = contributor(link.mark)
            star.append(link)
        }
        return star
    }

    /// The cost of a candidate for each mark that it connects. Marks that cost less unconnected are not looked at: a
    /// spammer near an object must not make it look worse.
    private func ratio(_ candidate: Int) -> Double {
        let own = contributor(candidate)
        var cost = openingCost + skills.connectionCost(of: own, variance: 2 * skills.variances[own], square: 0)
        var count = 1.0
        for link in star(of: candidate) {
            let other = contributor(link.mark)
            let connected = skills.connectionCost(
                of: other, variance: skills.variances[own] + skills.variances[other],
                square: link.distance * link.distance)
            guard connected < skills.unconnectedCosts[other] else { continue }
            cost += connected
            count += 1
        }
        return cost / count
    }

    private mutating func moveToNearer() {
        guard founders.count > 1 else { return }
        var isFounder = [Bool](repeating: false, count: clusters.count)
        for founder in founders { isFounder[founder] = true }
        let members = self.members
        var present = members.map { Set($0.map(contributor)) }  // only asked for membership
        for mark in clusters.indices where !isFounder[mark] {
            let own = contributor(mark)
            var nearest = Double.infinity
            for link in graph.links(of: mark) where link.mark == founders[clusters[mark]] { nearest = link.distance }
            var target = clusters[mark]
            for link in graph.links(of: mark)
            where isFounder[link.mark] && link.distance < nearest - Scores.tieWidth
                && !present[clusters[link.mark]].contains(own)
            {
                (nearest, target) = (link.distance, clusters[link.mark])
            }
            guard target != clusters[mark] else { continue }
            present[clusters[mark]].remove(own)
            present[target].insert(own)
            clusters[mark] = target
        }
    }
}
