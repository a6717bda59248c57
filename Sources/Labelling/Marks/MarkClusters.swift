/// Objects from the marks of several people, as a problem of facility location.
///
/// In turns: cluster all marks as the contributors' skills say (`MarkOpening`), average each cluster with weights
/// 1 ÷ σ_j², tell the odds that it is an object, and learn the skills anew. The odds are
///
/// κ Π_marked (1 − m_j) ÷ q_j · Π_silent m_j ÷ (1 − q_j), with q_j = κ p_j a_j, κ = 0.1,
///
/// over all who answered. They say: there are ten times as many places that may be taken for an object as there are
/// objects; who makes a_j times as many marks as usual, of which the share p_j is false, has a false one at a given
/// place with the chance q_j. With one mark by one contributor the odds are (1 − m) ÷ (p a); a second false mark at the
/// same place is rare, but not as rare as if false marks fell anywhere: people take the same stones for seals.
package struct MarkClusters: Sendable {
    /// How far apart marks of one object may be, in pixels; for points and lines.
    package var distance: Double
    /// The least overlap (IoU) of marks of one object; for boxes and circles.
    package var overlap: Double
    /// How many marks, objects and distances of everybody's skill each contributor starts with.
    package var priorCount = 5.0
    /// The chance that a place that may be taken for an object is one: κ.
    package var chance = 0.1
    /// The iterations end here at the latest.
    package var iterationLimit = 10

    /// The method as pipelines use it.
    ///
    /// - Parameters:
    ///   - distance: In pixels of the image as it was shown. About half the size of what is marked is right; more than
    ///     the distance between neighbours is not.
    ///   - overlap: From 0.01 to 0.99.
    package init(distance: Double = 20, overlap: Double = 0.5) {
        self.distance = distance
        self.overlap = overlap
    }

    /// How near marks of one object must be.
    var reach: MarkReach { MarkReach(distance: distance, overlap: overlap) }

    /// The consensus on all subjects, and everybody's skill.
    ///
    /// - Parameter answers: Lists of marks; an empty one is an answer: there is nothing.
    package func estimate(from answers: AnswersBySubject<[Mark]>) -> MarkEstimate {
        let table = MarkTable(answers, reach: reach)
        var skills = MarkSkills(answers, table, priorCount: max(priorCount, 0.001), chance: chance)
        var iterations = 0
        while iterations < iterationLimit, !table.entries.isEmpty {
            iterations += 1
            var tallies = MarkTallies(contributorCount: answers.contributorCount)
            for subject in 0..<answers.subjectCount {
                let clusters = clusters(on: subject, answers, table, skills)
                count(clusters, on: subject, answers, table, &tallies)
            }
            if skills.learn(tallies) < 1e-6 { break }
        }
        let subjects = (0..<answers.subjectCount).map { subject in
            MarkEstimate.Subject(
                votes: answers.range(ofSubject: subject).count, repeats: table.repeats[subject],
                objects: clusters(on: subject, answers, table, skills).map(\.object)
                    .sorted { $0.mark < $1.mark })
        }
        let contributors = (0..<answers.contributorCount).map {
            MarkEstimate.Contributor(
                falsePositiveRate: skills.falseShares[$0], missRate: skills.missRates[$0],
                spread: skills.variances[$0].squareRoot())
        }
        return MarkEstimate(subjects: subjects, contributors: contributors, iterations: iterations)
    }

    /// Marks of one object.
    private struct Cluster {
        /// Places in the table.
        var members: [Int]
        var object: MarkedObject
        /// The members' squared distances from the object, in parts of the reach.
        var squares: [Double]
    }

    private func clusters(
        on subject: Int, _ answers: AnswersBySubject<[Mark]>, _ table: MarkTable, _ skills: MarkSkills
    ) -> [Cluster] {
        let range = table.range(ofSubject: subject)
        guard !range.isEmpty else { return [] }
        var openingCost = 0.0
        var silence = skills.priorGain
        for answer in answers.range(ofSubject: subject) {
            openingCost += skills.missCosts[Int(answers.contributors[answer])]
            silence += skills.silenceGains[Int(answers.contributors[answer])]
        }
        let opening = MarkOpening(table, subject: subject, skills: skills, openingCost: openingCost)
        return zip(opening.founders, opening.members).map { founder, members in
            cluster(range.lowerBound + founder, members.map { range.lowerBound + $0 }, silence, table, skills)
        }
    }

    private func cluster(
        _ founder: Int, _ members: [Int], _ silence: Double, _ table: MarkTable, _ skills: MarkSkills
    ) -> Cluster {
        let first = table.entries[founder].mark
        var odds = silence
        // Relative to the candidate, so that equal marks have exactly themselves as their mean.
        var sum = SIMD4<Double>.zero
        var weights = 0.0
        for member in members {
            let contributor = table.entries[member].contributor
            odds += skills.markGains[contributor] - skills.silenceGains[contributor]
            let weight = 1 / skills.variances[contributor]
            let values = table.reach.aligned(first.kind, table.entries[member].mark.values, to: first.values)
            sum += weight * (values - first.values)
            weights += weight
        }
        let mean = first.values + sum / weights
        let mark = Mark(first.kind, (0..<first.kind.figureCount).map { mean[$0] }, label: first.label) ?? first
        let distances = members.map { table.reach.between(mark.kind, table.entries[$0].mark.values, mark.values) }
        let squares = distances.map { $0 * $0 }
        var total = 0.0
        for square in squares { total += square }
        let spread =
            members.count > 1
            ? (total / Double(members.count - 1)).squareRoot() * table.reach.unit(mark.kind) : nil
        return Cluster(
            members: members,
            object: MarkedObject(
                mark: mark, contributors: members.count, probability: 1 / (1 + StableMath.exp(-odds)), spread: spread),
            squares: squares)
    }

    private func count(
        _ clusters: [Cluster], on subject: Int, _ answers: AnswersBySubject<[Mark]>, _ table: MarkTable,
        _ tallies: inout MarkTallies
    ) {
        var objects = 0.0
        for cluster in clusters { objects += cluster.object.probability }
        for answer in answers.range(ofSubject: subject) {
            tallies.objects[Int(answers.contributors[answer])] += objects
            tallies.missed[Int(answers.contributors[answer])] += objects
        }
        for cluster in clusters {
            let probability = cluster.object.probability
            let size = Double(cluster.members.count)
            for (member, square) in zip(cluster.members, cluster.squares) {
                let contributor = table.entries[member].contributor
                tallies.marks[contributor] += 1
                tallies.falseMarks[contributor] += 1 - probability
                tallies.missed[contributor] -= probability
                guard size > 1 else { continue }
                tallies.distances[contributor] += probability
                // The mean has been drawn towards the mark itself, hence n ÷ (n − 1).
                tallies.squares[contributor] += probability * square * (size / (size - 1))
            }
        }
    }
}
