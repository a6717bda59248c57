/// Runs a pattern over values: a deterministic automaton whose states are made when they are first reached, and kept
/// within a bound. Every character of a value costs one step in a table, or once in a while the making of a state.
struct PatternMatcher: Sendable {
    private let program: PatternProgram
    /// For every state and class the next state; -1 where it has not been made yet. State 0 is the dead one.
    private var table: [Int32] = []
    private var accepts: [Bool] = []
    private var states: [[Int32]] = []
    private var places: [[Int32]: Int32] = [:]
    private var startState: Int32 = 0
    private var memberCount = 0

    /// So many entries of the table, and of the states' members, at most; when one is full, both are begun anew.
    private let greatestTable: Int
    private static let greatestMemberCount = 1 << 21

    init(_ program: PatternProgram, greatestTable: Int = 1 << 18) {
        self.program = program
        self.greatestTable = max(greatestTable, program.classCount * 4)
        begin()
    }

    private mutating func begin() {
        table.removeAll(keepingCapacity: true)
        accepts.removeAll(keepingCapacity: true)
        states.removeAll(keepingCapacity: true)
        places.removeAll(keepingCapacity: true)
        memberCount = 0
        _ = state([])
        startState = state(closure(of: [program.start]))
    }

    /// Makes states ahead, breadth first, so that copies of this matcher rarely need to.
    mutating func prepare(states limit: Int) {
        var next = 1
        while next < states.count, states.count < limit, memberCount < Self.greatestMemberCount / 2 {
            for characterClass in 0..<program.classCount where table[next * program.classCount + characterClass] < 0 {
                _ = step(Int32(next), characterClass)
            }
            next += 1
        }
    }

    private mutating func state(_ members: [Int32]) -> Int32 {
        if let place = places[members] { return place }
        let place = Int32(states.count)
        places[members] = place
        states.append(members)
        memberCount += members.count
        accepts.append(members.first == 0)
        table.append(contentsOf: repeatElement(members.isEmpty ? 0 : -1, count: program.classCount))
        return place
    }

    /// The instructions that can be reached without taking a character: `accept` (number 0) and `take`s, ascending.
    private func closure(of seeds: [Int]) -> [Int32] {
        var stack = seeds
        var seen = [Bool](repeating: false, count: program.instructions.count)
        var result: [Int32] = []
        while let place = stack.popLast() {
            if seen[place] { continue }
            seen[place] = true
            switch program.instructions[place] {
            case .fork(let left, let right):
                stack.append(left)
                stack.append(right)
            case .take, .accept: result.append(Int32(place))
            }
        }
        return result.sorted()
    }

    private mutating func step(_ from: Int32, _ characterClass: Int) -> Int32 {
        var seeds: [Int] = []
        for place in states[Int(from)] {
            if case .take(let set, let next) = program.instructions[Int(place)], program.members[set][characterClass] {
                seeds.append(next)
            }
        }
        let members = closure(of: seeds)
        let isFull =
            table.count + program.classCount > greatestTable
            || memberCount + members.count > Self.greatestMemberCount
        if isFull, places[members] == nil {
            begin()
            return state(members)
        }
        let target = state(members)
        table[Int(from) * program.classCount + characterClass] = target
        return target
    }

    /// Whether the whole value matches. Bytes that are no UTF-8 match nothing.
    mutating func matchesWhole(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var position = 0
        var current = startState
        while true {
            let missing = walk(bytes, &position, &current)
            if let missing {
                current = step(current, missing)
            } else {
                return position == bytes.count && accepts[Int(current)]
            }
        }
    }

    /// Walks as far as the table goes. Says for which class it has no entry, before that character is taken but with
    /// `position` behind it; `nil` at the end of the value, in the dead state, or at bytes that are no UTF-8.
    @inline(__always)
    private func walk(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int, _ current: inout Int32) -> Int? {
        table.withUnsafeBufferPointer { table in
            program.asciiClasses.withUnsafeBufferPointer { asciiClasses in
                let classCount = program.classCount
                var place = position
                var state = current
                defer {
                    position = place
                    current = state
                }
                while place < bytes.count, state != 0 {
                    let byte = bytes[place]
                    let characterClass: Int
                    if byte < 0x80 {
                        characterClass = Int(asciiClasses[Int(byte)])
                        place &+= 1
                    } else {
                        guard let (scalar, length) = Self.decode(bytes, place) else { return nil }
                        characterClass = program.classOf(scalar)
                        place &+= length
                    }
                    let next = table[Int(state) &* classCount &+ characterClass]
                    if next < 0 { return characterClass }
                    state = next
                }
                return nil
            }
        }
    }

    /// The scalar of two to four bytes at `place`.
    private static func decode(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> (UInt32, Int)? {
        let first = UInt32(bytes[place])
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
        guard first >= 0xC2, first <= 0xF4, place + length <= bytes.count else { return nil }
        var scalar = first & (0x7F >> UInt32(length))
        for offset in 1..<length {
            let byte = UInt32(bytes[place + offset])
            if byte & 0xC0 != 0x80 { return nil }
            scalar = scalar << 6 | (byte & 0x3F)
        }
        return (scalar, length)
    }
}
