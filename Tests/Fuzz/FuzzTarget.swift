/// Something that strangers' bytes reach, with what must hold whatever the bytes are.
struct FuzzTarget: Sendable {
    /// Its name on the command line, and that of its folder below `Seeds`.
    let name: String
    /// Seeds that are no text, made by code.
    var seeds: @Sendable () -> [[UInt8]] = { [] }
    /// Reads the input and ends the process where a claim does not hold.
    let run: @Sendable (FuzzInput) -> Void

    /// All targets.
    static let all: [FuzzTarget] = [
        .csv, .writtenCSV, .json, .xml, .anyFile, .gzip, .zip, .tar, .workbook, .sheet, .parquet, .zooniverse, .dates,
        .numbers, .patterns, .pipeline, .translations,
    ]
}

/// Ends the process where a claim does not hold; libFuzzer then keeps the input.
@inline(__always)
func demand(_ claim: @autoclosure () -> Bool, _ message: @autoclosure () -> String) {
    guard !claim() else { return }
    fatalError("A claim does not hold: \(message())")
}
