import Observations

/// Turns what a complete list does not name into an explicit "no".
///
/// Somebody who lists every species of a visit has said of all others that they were not there. The subject's last term
/// is what may be absent (`scientificName`), those before it name the visit (`eventID`). For every contributor and visit
/// whose records all say that the list is complete, each species that anybody lists at that visit and she does not is
/// one answer: the declared one, such as 0. Where a single record does not say so, nothing is added.
package struct AbsentAnswers: Sendable {
    private struct List {
        var isComplete = true
        /// The numbers of the species, in the order of the records.
        var species: [UInt32] = []
        /// The newest record, which lends the answer its place.
        var submission: UInt32 = 0
        var ordinal: UInt32 = 0
    }

    private let subjectTerms: [Term]
    private let answer: [UInt8]
    private var visits = NameTable()
    private var species = NameTable()
    private var contributors = NameTable()
    /// By visit (upper half) and contributor (lower half): the number of the list. Only looked up in.
    private var numbers: [UInt64: Int] = [:]
    private var lists: [(visit: UInt32, contributor: UInt32, list: List)] = []
    /// By visit the species that anybody lists and the project asks about.
    private var seen: [[UInt32]] = []
    /// The same as visit (upper half) and species (lower half). Only looked up in.
    private var pairs: Set<UInt64> = []

    /// No lists yet.
    ///
    /// - Parameters:
    ///   - subjectTerms: At least two; the last is what may be absent.
    ///   - answer: What an absence is an answer of.
    package init(subjectTerms: [Term], answer: String) {
        precondition(subjectTerms.count > 1)
        self.subjectTerms = subjectTerms
        self.answer = Array(answer.utf8)
    }

    /// Adds a batch of records: their subjects, who made them, and whether each says that its list is complete.
    ///
    /// - Parameters:
    ///   - published: The records that may be published. A list with another one is not taken to be complete: what it
    ///     names besides is nobody's business, and must not become a no.
    ///   - asked: Those of them whose subject the project asks about; only such a species can be absent.
    package mutating func add(
        subjects: [TextColumn], contributors people: TextColumn, isComplete: Bitmap, submissions: [UInt32],
        ordinals: [UInt32], published: Bitmap? = nil, asked: Bitmap? = nil
    ) {
        let parts = Array(subjects.dropLast())
        let names = SubjectKey.joined(parts, rows: nil)
        for row in 0..<people.count {
            let visit = names.bytes[names.range(row)]
            let person = people.bytes[people.range(row)]
            let name = subjects[parts.count].bytes[subjects[parts.count].range(row)]
            guard !visit.isEmpty, !name.isEmpty else { continue }
            let place = Self.intern(visit, in: &visits)
            if Int(place) == seen.count { seen.append([]) }
            let number = Self.intern(name, in: &species)
            if asked?[row] ?? published?[row] ?? true, pairs.insert(UInt64(place) << 32 | UInt64(number)).inserted {
                seen[Int(place)].append(number)
            }
            guard !person.isEmpty else { continue }
            let contributor = Self.intern(person, in: &self.contributors)
            let key = UInt64(place) << 32 | UInt64(contributor)
            let index = numbers[key] ?? lists.count
            if index == lists.count {
                numbers[key] = index
                lists.append((place, contributor, List()))
            }
            lists[index].list.species.append(number)
            if !isComplete[row] || !(published?[row] ?? true) { lists[index].list.isComplete = false }
            let newest = (lists[index].list.submission, lists[index].list.ordinal)
            if (submissions[row], ordinals[row]) > newest {
                (lists[index].list.submission, lists[index].list.ordinal) = (submissions[row], ordinals[row])
            }
        }
    }

    private static func intern(_ name: ArraySlice<UInt8>, in table: inout NameTable) -> UInt32 {
        name.withUnsafeBufferPointer { table.intern($0, 0, $0.count) }
    }

    /// Adds the answers that follow to a question's table.
    package func answer(_ table: inout QuestionTable) {
        var subjects = [TextColumn](repeating: TextColumn(), count: subjectTerms.count)
        var people = TextColumn()
        var labels = TextColumn()
        var submissions: [UInt32] = []
        var ordinals: [UInt32] = []
        for (visit, contributor, list) in lists where list.isComplete {
            let own = Set(list.species)
            for number in seen[Int(visit)] where !own.contains(number) {
                SubjectKey.split(visits.bytes[visits.range(Int(visit))], into: &subjects)
                subjects[subjects.count - 1].append(species.bytes[species.range(Int(number))])
                people.append(contributors.bytes[contributors.range(Int(contributor))])
                labels.append(answer)
                submissions.append(list.submission)
                ordinals.append(list.ordinal)
            }
        }
        table.add(
            subjects: subjects, contributors: people, labels: labels, submissions: submissions, ordinals: ordinals)
    }
}
