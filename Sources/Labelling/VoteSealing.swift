import Observations

extension VoteTable {
    /// The votes in canonical order, each contributor's repeated answers resolved.
    package consuming func sealed() -> Votes { seal() }

    /// The same; the table is empty afterwards. Frees what it no longer needs on the way, which `sealed()` cannot
    /// where the caller keeps the table.
    ///
    /// A counting sort by subject, then each subject's few answers by contributor: linear in the answers, apart from
    /// sorting the names.
    package mutating func seal() -> Votes {
        defer {
            self = VoteTable(
                subjectTerms: subjectTerms, repeats: repeats, joinsRows: joinsRows, answersPerChunk: answers.size,
                isInOrder: answers.isInOrder)
        }
        subjects.closeForNewNames()
        contributors.closeForNewNames()
        let subjectOrder = ByteOrder.sorted(subjects)
        let contributorOrder = ByteOrder.sorted(contributors)
        var groups = answersBySubject(
            subjectRanks: ByteOrder.ranks(of: subjectOrder), contributorRanks: ByteOrder.ranks(of: contributorOrder))
        answers.dropNames()
        var answerLabels = answers.takeLabels()
        if joinsRows { joinRows(offsets: groups.offsets, keys: groups.keys, &answerLabels) }
        labels.closeForNewNames()
        let labelOrder = ByteOrder.sorted(labels)
        let labelRanks = ByteOrder.ranks(of: labelOrder)

        var resolver = RepeatResolver(rule: joinsRows ? .latest : repeats, subjects: subjectOrder.count)
        groups.keys.withUnsafeMutableBufferPointer { keys in
            for subject in 0..<subjectOrder.count {
                let range = Int(groups.offsets[subject])..<Int(groups.offsets[subject + 1])
                Self.sortSmall(UnsafeMutableBufferPointer(rebasing: keys[range]))
                resolver.resolve(range, of: keys, subject, labelRanks, answerLabels, answers)
            }
        }
        answers = AnswerChunks(size: answers.size, isInOrder: answers.isInOrder)
        answerLabels = []
        let count = Int(resolver.offsets.last ?? 0)
        var voteContributors = groups.keys[..<count].map { UInt32($0 >> 32) }
        var voteLabels = groups.keys[..<count].map { UInt32(truncatingIfNeeded: $0) }
        groups.keys = []

        let contributorNames = contributors.column(contributorOrder)
        let labelNames = labels.column(labelOrder)
        let repeated = resolver.repeated.map { group in
            RepeatedAnswers(
                subject: group.subject, contributor: contributorNames[group.contributor] ?? "",
                submission: group.submission, ordinals: group.ordinals,
                labels: group.labels.map { labelNames[Int($0)] ?? "" })
        }
        var subjectColumns = [TextColumn](repeating: TextColumn(), count: subjectTerms.count)
        if subjectColumns.count == 1 {
            subjectColumns[0] = subjects.column(subjectOrder)
        } else {
            for number in subjectOrder {
                SubjectKey.split(subjects.bytes[subjects.range(Int(number))], into: &subjectColumns)
            }
        }
        return Votes(
            subjectTerms: subjectTerms, subjects: subjectColumns,
            contributors: contributorNames.keepingUsed(&voteContributors),
            labels: labelNames.keepingUsed(&voteLabels),
            offsets: resolver.offsets, voteContributors: voteContributors, voteLabels: voteLabels,
            repeated: repeated, withoutContributor: withoutContributor)
    }

    /// For every answer its contributor's rank (upper half) and its own number (lower half), grouped by subject.
    private func answersBySubject(
        subjectRanks: [UInt32], contributorRanks: [UInt32]
    ) -> (offsets: [UInt32], keys: [UInt64]) {
        var offsets = [UInt32](repeating: 0, count: subjectRanks.count + 1)
        answers.forEachChunk { chunk, _ in
            for subject in chunk.subjects { offsets[Int(subjectRanks[Int(subject)]) + 1] += 1 }
        }
        for index in 1..<max(offsets.count, 1) { offsets[index] += offsets[index - 1] }
        var next = offsets
        let keys = [UInt64](unsafeUninitializedCapacity: answers.count) { keys, count in
            answers.forEachChunk { chunk, first in
                for index in 0..<chunk.subjects.count {
                    let rank = Int(subjectRanks[Int(chunk.subjects[index])])
                    let contributor = contributorRanks[Int(chunk.contributors[index])]
                    let key = UInt64(contributor) << 32 | UInt64(first + index)
                    keys.initializeElement(at: Int(next[rank]), to: key)
                    next[rank] += 1
                }
            }
            count = answers.count
        }
        return (offsets, keys)
    }

    /// Sorts by insertion while the group is small, as nearly all are.
    private static func sortSmall(_ keys: UnsafeMutableBufferPointer<UInt64>) {
        var keys = keys
        guard keys.count <= 32 else { return keys.sort() }
        for index in 1..<max(keys.count, 1) {
            let key = keys[index]
            var place = index
            while place > 0, keys[place - 1] > key {
                keys[place] = keys[place - 1]
                place -= 1
            }
            keys[place] = key
        }
    }
}

extension NameTable {
    /// The names in a given order as a column.
    fileprivate func column(_ order: [UInt32]) -> TextColumn {
        TextColumn(bytes: bytes, ends: ends, missing: Bitmap(repeating: false, count: count)).gathered(order)
    }
}

extension TextColumn {
    /// The cells whose numbers occur among `numbers`, which are renumbered to fit.
    ///
    /// Only what counts may leave a trace: a label that is named in replaced answers alone must not become a class.
    func keepingUsed(_ numbers: inout [UInt32]) -> TextColumn {
        var isUsed = [Bool](repeating: false, count: count)
        for number in numbers { isUsed[Int(number)] = true }
        let used = (0..<UInt32(count)).filter { isUsed[Int($0)] }
        guard used.count < count else { return self }
        var renumbered = [UInt32](repeating: 0, count: count)
        for (new, old) in used.enumerated() { renumbered[Int(old)] = UInt32(new) }
        for index in numbers.indices { numbers[index] = renumbered[Int(numbers[index])] }
        return gathered(used)
    }
}
