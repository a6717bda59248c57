import Storage

/// What has been told of a row of a file, so that nothing is told of it twice: a cell that many records share, as where
/// columns are unpivoted, is wrong once, however many records it spoils.
///
/// It remembers one row. The findings about a row follow one another.
struct ToldProblems {
    private var row: (submission: UInt32, number: UInt32) = (0, 0)
    private var told: Set<[UInt8]> = []

    /// Whether a finding says something new about its row: of another column, another value or another rule, or of a record
    /// with another fate, since what was taken and what was not are told in different places.
    mutating func isNew(_ findings: FindingRows, _ finding: Int, isRefused: Bool) -> Bool {
        let row = (findings.submission(finding), findings.fileRow(finding))
        if row != self.row {
            self.row = row
            told = []
        }
        let namesColumn = RuleCatalogue.namesColumn(findings.code(finding))
        return told.insert([isRefused ? 1 : 0] + findings.problem(finding, namesColumn: namesColumn)).inserted
    }
}
