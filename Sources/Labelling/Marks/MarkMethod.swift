extension MarkClusters {
    static let description = AnswerMethodDescription(
        method: .marks, kind: .marks,
        title: "objects from points, boxes, circles and lines",
        documentation: """
            Each answer is a list of marks such as `point(10 20) fox|box(5 5 20 30)`; `none` says that there is \
            nothing. Marks of one shape and label that are near each other become one object, with at most one mark \
            of each contributor, so that two seals side by side remain two if people marked both. A contributor's \
            second mark in the same place (a double click) counts once. The object is the mean of its marks, and \
            those who are usually precise weigh more.

            An object's probability weighs who marked it and who answered without marking it. How often everybody \
            overlooks objects and marks things that are none is learnt from all subjects together: with contributors \
            who overlook half of the animals two marks of five may be enough, and marks that nobody else ever makes \
            count for little. Unlikely objects are published too, with their probability; the count is the number \
            of those with at least ½. It takes contributors to err independently, and is uncalibrated.

            Near means: at most `distance` pixels for points and for the ends of lines (20 unless a pipeline says \
            otherwise; about half the size of what is marked is right), an intersection over union of at least \
            `overlap` for boxes and circles (0.5), and within three times the spread of both contributors. The 5 \
            pixels that other tools start with are the distance of neighbours in a chain; here it is the farthest \
            from the middle that a mark may be. Lines have no direction.
            """,
        source: """
            S. Branson, G. Van Horn and P. Perona, Lean crowdsourcing: combining humans and machines in an online \
            system, IEEE Conference on Computer Vision and Pattern Recognition 2017, for facility location and the \
            contributors' rates and priors; the odds of an object are those of A. P. Dawid and A. M. Skene, Maximum \
            likelihood estimation of observer error-rates using the EM algorithm, Applied Statistics 28 (1979) \
            20-28, with two classes.
            """,
        cost: """
            For each iteration linear in the marks times those that begin in the same columns of pixels, and for every \
            crowd of n marks that are linked by nearness, each near k others, at most n·k·k + n·(objects). At most 10 \
            iterations. Memory: that of the answers, and one subject's pairs of near marks. An answer with more than \
            1,000 marks cannot be read. A subject has at most 100 answers with 10,000 marks together and 250,000 pairs of \
            near marks: of more those with the fewest marks count, the others as answers that cannot be read.
            """,
        example: AnswerExample(
            story: """
                Seals on a beach. On the first photo Ben has clicked one twice and Dan has missed one; only Dan has \
                seen the third. On the second photo nobody but Dan sees anything.
                """,
            answers: [
                ["photo-1", "ana", "point(100 50) seal|point(180 52) seal"],
                ["photo-1", "ben", "point(104 52) seal|point(105 52) seal|point(184 52) seal"],
                ["photo-1", "cleo", "point(102 48) seal|point(182 55) seal"],
                ["photo-1", "dan", "point(98 50) seal|point(300 200) seal"],
                ["photo-2", "ana", "none"], ["photo-2", "ben", "none"], ["photo-2", "cleo", "none"],
                ["photo-2", "dan", "point(20 30) seal"],
            ],
            columns: ["subject", "count", "marks", "contributors", "probabilities", "votes"],
            results: [
                [
                    "photo-1", "2", "point(100.991 49.927) seal|point(181.874 53.031) seal|point(300 200) seal",
                    "4 3 1", "0.999999 0.999886 0.001114", "4",
                ],
                ["photo-2", "0", "point(20 30) seal", "1", "0.001114", "4"],
            ],
            compute: { example in
                let (answers, subjects) = example.read { MarkList.marks(in: $0) }
                return zip(subjects, MarkClusters().estimate(from: answers).subjects).map { name, subject in
                    [
                        name, subject.count.map(String.init) ?? "", MarkList.text(of: subject.objects.map(\.mark)),
                        subject.objects.map { String($0.contributors) }.joined(separator: " "),
                        subject.objects.map { AnswerExample.cell($0.probability) }.joined(separator: " "),
                        String(subject.votes),
                    ]
                }
            }))
}
