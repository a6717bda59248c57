/// How much may be said about one subject where a method compares every answer with every other: what takes the square of
/// the answers must not be a stranger's choice.
struct SubjectLimit: Sendable {
    /// The most answers.
    let answers: Int
    /// The greatest size of all answers together, in whatever a method counts: words, marks.
    let size: Int
}

extension AnswersBySubject {
    /// The answers that are within a limit. Of a subject with more, the smallest count, of equal ones those that come
    /// first in the order of contributors: so that one huge answer takes no honest one's place.
    ///
    /// - Returns: The answers, and how many were left out.
    func within(_ limit: SubjectLimit, size: (Value) -> Int) -> (kept: AnswersBySubject, leftOut: Int) {
        var isKept = [Bool](repeating: true, count: count)
        var leftOut = 0
        for subject in 0..<subjectCount {
            let range = range(ofSubject: subject)
            let sizes = range.map { size(values[$0]) }
            guard range.count > limit.answers || sizes.reduce(0, +) > limit.size else { continue }
            var taken = (answers: 0, size: 0)
            for place in sizes.indices.sorted(by: { (sizes[$0], $0) < (sizes[$1], $1) }) {
                if taken.answers < limit.answers, taken.size + sizes[place] <= limit.size {
                    taken.answers += 1
                    taken.size += sizes[place]
                } else {
                    isKept[range.lowerBound + place] = false
                    leftOut += 1
                }
            }
        }
        return (leftOut == 0 ? self : keeping(isKept), leftOut)
    }
}
