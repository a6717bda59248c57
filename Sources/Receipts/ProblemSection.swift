import Observations

/// A part of what a receipt tells about single records.
struct ProblemSection {
    /// What stands above it.
    let heading: Phrase
    /// What is said first; `nil` where nothing is.
    let introduction: Phrase?
    /// What the remarks are, where they stand under one another.
    let remarks: Phrase
    /// What there is to tell, in the order of the file; never empty.
    let problems: [Receipt.Problem]

    /// Whether it tells what is to be mended.
    var isToMend: Bool { heading == .mend }
}

extension Receipt {
    /// What there is to tell about single records, the weightiest first.
    ///
    /// Whatever was found about a record that was not taken stands with the reason for that: who mends the record mends it
    /// all, and nobody reads of the same record that it was taken. The other sections are about records without errors.
    var problemSections: [ProblemSection] {
        let taken = problems.filter { !$0.isRefused }
        return [
            ProblemSection(
                heading: .mend, introduction: mend == nil ? .mendHere : nil, remarks: .message,
                problems: problems.filter(\.isRefused)),
            ProblemSection(
                heading: .look, introduction: outcome.isTaken ? .lookIntroduction : nil, remarks: .remark,
                problems: taken.filter { $0.severity == .warning }),
            ProblemSection(
                heading: .good, introduction: nil, remarks: .remark, problems: taken.filter { $0.severity == .info }),
        ].filter { !$0.problems.isEmpty }
    }
}
