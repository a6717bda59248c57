/// Texts aligned word by word: one slot per place, and in each slot every text's word or nothing.
///
/// Built as in ROVER (J. G. Fiscus, 1997): the first text is the network; each further text is aligned with it at the
/// least cost and joins it. A word costs 1 − s in a slot where the share s of the weight so far has that word, a
/// skipped slot 1 − s where s is the share that has nothing there, and a new slot 1.
struct WordNetwork {
    /// "No word here", as a word.
    static let nothing = UInt32.max

    /// One place of the alignment.
    struct Slot {
        /// The different words here, in the order in which they came.
        var words: [UInt32]
        /// Their weights, which add up to the network's.
        var weights: [Double]
        /// For every text so far the place of its word within it, or −1.
        var places: [Int32]

        /// Adds a text's word, or nothing at place −1.
        mutating func add(_ word: UInt32, weight: Double, place: Int32) {
            places.append(place)
            for index in words.indices where words[index] == word {
                weights[index] += weight
                return
            }
            words.append(word)
            weights.append(weight)
        }
    }

    private(set) var slots: [Slot] = []
    private(set) var texts = 0
    private(set) var weight = 0.0

    /// Aligns a text with the network and adds it.
    ///
    /// - Parameters:
    ///   - text: Its words.
    ///   - weight: How much each of its words counts; positive.
    ///   - shares: Scratch with a 0 for every word of the vocabulary, and all 0 again afterwards.
    mutating func add(_ text: ArraySlice<UInt32>, weight added: Double, shares: inout [Double]) {
        let text = Array(text)
        let steps = texts == 0 ? [UInt8](repeating: Step.newSlot, count: text.count) : path(of: text, &shares)
        var aligned: [Slot] = []
        aligned.reserveCapacity(slots.count + 4)
        var slot = 0
        var place = 0
        for step in steps {
            switch step {
            case Step.match:
                slots[slot].add(text[place], weight: added, place: Int32(place))
                aligned.append(slots[slot])
                slot += 1
                place += 1
            case Step.skip:
                slots[slot].add(Self.nothing, weight: added, place: -1)
                aligned.append(slots[slot])
                slot += 1
            default:
                var new = Slot(words: [], weights: [], places: [Int32](repeating: -1, count: texts))
                if texts > 0 {
                    new.words.append(Self.nothing)
                    new.weights.append(weight)
                }
                new.add(text[place], weight: added, place: Int32(place))
                aligned.append(new)
                place += 1
            }
        }
        slots = aligned
        texts += 1
        weight += added
    }

    private enum Step {
        static let match: UInt8 = 0
        static let skip: UInt8 = 1
        static let newSlot: UInt8 = 2
    }

    /// The steps of a best alignment, in order; of equal ones a match is taken before a skipped and a new slot.
    private func path(of text: [UInt32], _ shares: inout [Double]) -> [UInt8] {
        let width = text.count + 1
        var row = (0..<width).map(Double.init)
        var steps = [UInt8](repeating: Step.newSlot, count: (slots.count + 1) * width)
        for (index, slot) in slots.enumerated() {
            var skip = 1.0
            for entry in slot.words.indices {
                if slot.words[entry] == Self.nothing {
                    skip = 1 - slot.weights[entry] / weight
                } else {
                    shares[Int(slot.words[entry])] = slot.weights[entry] / weight
                }
            }
            var diagonal = row[0]
            row[0] += skip
            steps[(index + 1) * width] = Step.skip
            row.withUnsafeMutableBufferPointer { row in
                steps.withUnsafeMutableBufferPointer { steps in
                    for place in 0..<text.count {
                        var best = diagonal + (1 - shares[Int(text[place])])
                        var step = Step.match
                        let skipped = row[place + 1] + skip
                        // Sums of shares differ in their last bits; a difference that small is none.
                        if skipped < best - 1e-12 { (best, step) = (skipped, Step.skip) }
                        let inserted = row[place] + 1
                        if inserted < best - 1e-12 { (best, step) = (inserted, Step.newSlot) }
                        diagonal = row[place + 1]
                        row[place + 1] = best
                        steps[(index + 1) * width + place + 1] = step
                    }
                }
            }
            for word in slot.words where word != Self.nothing { shares[Int(word)] = 0 }
        }
        var back: [UInt8] = []
        var slot = slots.count
        var place = text.count
        while slot > 0 || place > 0 {
            let step = steps[slot * width + place]
            back.append(step)
            if step != Step.newSlot { slot -= 1 }
            if step != Step.skip { place -= 1 }
        }
        return back.reversed()
    }
}
