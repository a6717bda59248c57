import Seeded

/// Someone who looks at camera images: a number, a skill and a habit of writing files. Nobody in particular.
struct Volunteer {
    enum Skill {
        /// Knows the animals.
        case expert
        /// Mostly right; when wrong, usually with the lookalike.
        case average
        /// Calls the invasive lookalike by its better-known neighbour's name nearly every time, and knows the rest.
        case biased
        /// Clicks on anything.
        case random
    }

    enum Habit: CaseIterable {
        case commaCSV, excelFrench, excelPolish, excelWithMark, unicodeText, tabs, jsonArray, ndjson, xml, gzippedCSV
        case gzippedJSON
    }

    let number: Int
    let skill: Skill
    let habit: Habit
    /// How much of the work this volunteer does, in relation to the others.
    let activity: Double

    /// The drop folder: `volunteer-07`.
    var folder: String { "volunteer-\(twoDigits(number))" }

    static let all: [Volunteer] = (1...40).map { number in
        let skill: Skill =
            switch number % 10 {
            case 3: number % 20 == 3 ? .expert : .average
            case 7: .expert
            case 1, 5, 9: .biased
            case 4: .random
            case 8: number > 20 ? .random : .biased
            default: .average
            }
        let habits: [Habit] = [.commaCSV, .commaCSV] + Habit.allCases + [.commaCSV, .excelWithMark]
        let activity: Double =
            switch skill {
            case .expert: 5
            case .average: 3
            case .biased: 5
            case .random: 4
            }
        return Volunteer(number: number, skill: skill, habit: habits[number * 7 % habits.count], activity: activity)
    }

    /// What this volunteer says an image shows.
    func answer(to truth: Animal, _ random: inout SplitMix64) -> Animal {
        let chance = random.below(100)
        let anything = random.pick(Animal.allCases)
        switch skill {
        case .expert: return chance < 96 ? truth : truth.lookalike
        case .average: return chance < 68 ? truth : chance < 88 ? truth.lookalike : anything
        case .biased:
            let isMisnamed = [.mink, .coypu, .muskrat, .raccoonDog].contains(truth)
            if isMisnamed { return chance < 88 ? truth.lookalike : truth }
            return chance < 88 ? truth : anything
        case .random: return chance < 10 ? truth : anything
        }
    }
}

/// A number with a leading zero: 07.
func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
