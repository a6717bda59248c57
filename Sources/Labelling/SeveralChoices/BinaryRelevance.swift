/// One yes-or-no question per label: is it there?
///
/// Whoever answered and did not tick a label has said no to it. A label that nobody ticked on a subject is not there;
/// these noes still count for everybody's specificity. Each label is a `BinaryModel` of its own.
package struct BinaryRelevance: Sendable {
    /// The probability above which a label is published.
    package var threshold: Double

    /// The method with a threshold.
    package init(threshold: Double = 0.5) { self.threshold = threshold }

    /// A label that somebody ticked on a subject.
    package struct Presence: Sendable, Equatable {
        /// The label's number in `ChoiceLists.labels`.
        package var label: Int
        /// The probability that it is there.
        package var probability: Double
        /// How many ticked it.
        package var ticks: Int
    }

    /// What is known about one subject.
    package struct Subject: Sendable, Equatable {
        /// The number of answers, empty ones included.
        package var votes: Int
        /// Every label that somebody ticked, in the order of their numbers.
        package var labels: [Presence]
        /// The numbers of the labels above the threshold.
        package var present: [Int]
        /// Of labels exactly at the threshold, which are not published, the numbers.
        package var tied: [Int]
    }

    /// How a contributor answers about one label.
    package struct Skill: Sendable, Equatable {
        /// How often she ticks it where it is there.
        package var sensitivity: Double
        /// How often she leaves it where it is not.
        package var specificity: Double
    }

    /// Subjects and skills.
    package struct Result: Sendable {
        /// One entry per subject.
        package let subjects: [Subject]
        /// For every label, one entry per contributor.
        package let skills: [[Skill]]
    }

    /// Learns skills and truths, label by label.
    package func estimate(from lists: ChoiceLists) -> Result {
        let answers = lists.answers
        var subjects = (0..<answers.subjectCount).map {
            Subject(votes: answers.range(ofSubject: $0).count, labels: [], present: [], tied: [])
        }
        // For every label the subjects on which somebody ticked it, and for every contributor all answers.
        var ticked = [[Int]](repeating: [], count: lists.labels.count)
        var answered = [Double](repeating: 0, count: answers.contributorCount)
        for subject in 0..<answers.subjectCount {
            for answer in answers.range(ofSubject: subject) {
                answered[Int(answers.contributors[answer])] += 1
                for label in answers.values[answer] where ticked[Int(label)].last != subject {
                    ticked[Int(label)].append(subject)
                }
            }
        }
        let answeredSubjects = subjects.count { $0.votes > 0 }
        var skills: [[Skill]] = []
        for label in lists.labels.indices {
            var question = BinaryModel.Answers(contributorCount: answers.contributorCount)
            question.certainNos = answered
            question.certainSubjects = answeredSubjects - ticked[label].count
            for subject in ticked[label] {
                for answer in answers.range(ofSubject: subject) {
                    let contributor = answers.contributors[answer]
                    question.contributors.append(contributor)
                    question.yes.append(answers.values[answer].contains(UInt32(label)))
                    question.certainNos[Int(contributor)] -= 1
                }
                question.offsets.append(question.yes.count)
            }
            let result = BinaryModel().estimate(question)
            for (index, subject) in ticked[label].enumerated() {
                let range = question.offsets[index]..<question.offsets[index + 1]
                let probability = result.probabilities[index]
                subjects[subject].labels.append(
                    Presence(label: label, probability: probability, ticks: range.count { question.yes[$0] }))
                if abs(probability - threshold) < Scores.tieWidth {
                    subjects[subject].tied.append(label)
                } else if probability > threshold {
                    subjects[subject].present.append(label)
                }
            }
            skills.append(
                zip(result.sensitivity, result.specificity).map { Skill(sensitivity: $0, specificity: $1) })
        }
        return Result(subjects: subjects, skills: skills)
    }

    static let description = AnswerMethodDescription(
        method: .binaryRelevance, kind: .severalChoices,
        title: "one yes-or-no question per label",
        documentation: """
            For lists such as the species in a photo. Each label is a question of its own: whoever gave a list without \
            it has said no. Learns for every contributor and label how often she sees it where it is and how often \
            she leaves it where it is not, both drawn towards everybody's rates, as most contributors have met most \
            labels a few times only. So two of five who saw a shy species can be enough, as overlooking is common \
            and inventing is rare. A label that nobody ticked is not there. Labels are taken to be independent of \
            one another; where the number of species matters, see `species-plurality`.
            """,
        source: """
            A. P. Dawid and A. M. Skene, Maximum likelihood estimation of observer error-rates using the EM \
            algorithm, Applied Statistics 28 (1979) 20-28, for two classes; one question per label as in M.-L. Zhang \
            and Z.-H. Zhou, A review on multi-label learning algorithms, IEEE Transactions on Knowledge and Data \
            Engineering 26 (2014) 1819-1837.
            """,
        cost: """
            For each label linear in the answers on those subjects on which somebody ticked it, for each iteration; \
            at most 100 iterations, usually 5 to 20.
            """,
        example: AnswerExample(
            story: """
                Cleo often overlooks the hare, and nobody invents one: one of two who saw it on `photo-4` is enough. \
                Nobody ticked anything on `photo-5`.
                """,
            answers: [
                ["photo-1", "ana", "deer|hare"], ["photo-1", "ben", "deer|hare"], ["photo-1", "cleo", "deer"],
                ["photo-2", "ana", "hare"], ["photo-2", "ben", "hare"], ["photo-2", "cleo", "none"],
                ["photo-3", "ana", "deer"], ["photo-3", "ben", "deer"], ["photo-3", "cleo", "deer"],
                ["photo-4", "ana", "hare"], ["photo-4", "cleo", "none"],
                ["photo-5", "ana", "none"], ["photo-5", "ben", "none"], ["photo-5", "cleo", "none"],
            ],
            columns: ["subject", "labels", "probabilities", "votes"],
            results: [
                ["photo-1", "deer|hare", "deer 0.999617|hare 0.963000", "3"],
                ["photo-2", "hare", "hare 0.963000", "3"],
                ["photo-3", "deer", "deer 0.999617", "3"],
                ["photo-4", "hare", "hare 0.782108", "2"],
                ["photo-5", "", "", "3"],
            ],
            compute: { example in
                let (answers, subjects) = example.read { ChoiceLists.labels(in: $0) }
                let lists = ChoiceLists(answers)
                return zip(subjects, BinaryRelevance().estimate(from: lists).subjects).map { name, subject in
                    let all = subject.labels.map {
                        lists.labels[$0.label] + " " + AnswerExample.cell($0.probability)
                    }
                    return [
                        name, subject.present.map { lists.labels[$0] }.joined(separator: "|"),
                        all.joined(separator: "|"), String(subject.votes),
                    ]
                }
            }))
}
