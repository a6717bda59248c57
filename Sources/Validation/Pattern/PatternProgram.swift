/// A pattern as a nondeterministic automaton over classes of characters.
///
/// All characters that no part of the pattern tells apart are one class, so that a step depends on a handful of classes
/// and not on a million scalars.
struct PatternProgram: Sendable {
    enum Instruction: Sendable {
        /// Takes one character of the set and goes on to `next`.
        case take(set: Int, next: Int)
        /// Goes on to both without taking anything.
        case fork(Int, Int)
        case accept
    }

    private(set) var instructions: [Instruction] = []
    private(set) var start = 0
    /// For every set, whether each class belongs to it.
    private(set) var members: [[Bool]] = []
    private(set) var classCount = 1
    /// The class of each ASCII character.
    private(set) var asciiClasses: [UInt16] = []
    /// Where the classes change, ascending; the first is 0.
    private(set) var boundaries: [UInt32] = []
    /// The class from each boundary on.
    private(set) var boundaryClasses: [UInt16] = []
    private var sets: [ScalarSet] = []
    private var setPlaces: [ScalarSet: Int] = [:]

    static let greatestSize = 20_000

    init(_ node: PatternNode) throws(PatternError) {
        instructions.append(.accept)
        start = try compile(node, then: 0)
        classify()
        setPlaces = [:]
        sets = []
    }

    /// The class of a scalar.
    func classOf(_ scalar: UInt32) -> Int {
        if scalar < 128 { return Int(asciiClasses[Int(scalar)]) }
        var low = 0
        var high = boundaries.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if boundaries[middle] <= scalar { low = middle } else { high = middle }
        }
        return Int(boundaryClasses[low])
    }

    private mutating func emit(_ instruction: Instruction) throws(PatternError) -> Int {
        if instructions.count >= Self.greatestSize {
            throw PatternError(position: 1, problem: "the pattern is too large; use smaller counts")
        }
        instructions.append(instruction)
        return instructions.count - 1
    }

    /// Compiles from the end to the beginning, so that every instruction knows what follows.
    private mutating func compile(_ node: PatternNode, then next: Int) throws(PatternError) -> Int {
        switch node {
        case .empty: return next
        case .set(let set):
            let place = setPlaces[set] ?? sets.count
            if place == sets.count {
                sets.append(set)
                setPlaces[set] = place
            }
            return try emit(.take(set: place, next: next))
        case .sequence(let items):
            var target = next
            for item in items.reversed() { target = try compile(item, then: target) }
            return target
        case .alternatives(let branches):
            var target = try compile(branches[branches.count - 1], then: next)
            for branch in branches.dropLast().reversed() {
                target = try emit(.fork(try compile(branch, then: next), target))
            }
            return target
        case .repetition(let inner, let minimum, let maximum):
            var target = next
            if let maximum {
                for _ in minimum..<maximum { target = try emit(.fork(try compile(inner, then: target), next)) }
            } else {
                let loop = try emit(.accept)
                instructions[loop] = .fork(try compile(inner, then: loop), next)
                target = loop
            }
            for _ in 0..<minimum { target = try compile(inner, then: target) }
            return target
        }
    }

    private mutating func classify() {
        var cuts: Set<UInt32> = [0]
        for set in sets {
            for range in set.ranges {
                cuts.insert(range.lowerBound)
                if range.upperBound < 0x10FFFF { cuts.insert(range.upperBound + 1) }
            }
        }
        boundaries = cuts.sorted()
        var inSets = [[Bool]](repeating: [], count: sets.count)
        for (index, set) in sets.enumerated() {
            var range = 0
            inSets[index] = boundaries.map { cut in
                while range < set.ranges.count, set.ranges[range].upperBound < cut { range += 1 }
                return range < set.ranges.count && set.ranges[range].lowerBound <= cut
            }
        }
        // Classes are numbered in the order in which they first appear.
        var known: [[Bool]: Int] = [:]
        var signatures: [[Bool]] = []
        for place in boundaries.indices {
            let signature = inSets.map { $0[place] }
            let number = known[signature] ?? signatures.count
            if number == signatures.count {
                known[signature] = number
                signatures.append(signature)
            }
            boundaryClasses.append(UInt16(number))
        }
        classCount = signatures.count
        members = sets.indices.map { set in signatures.map { $0[set] } }
        var place = 0
        for scalar in UInt32(0)..<128 {
            while place + 1 < boundaries.count, boundaries[place + 1] <= scalar { place += 1 }
            asciiClasses.append(boundaryClasses[place])
        }
    }
}
