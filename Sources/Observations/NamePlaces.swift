extension [String] {
    /// Where each of some names stands; of a name that is there several times, the first place. Names are the same as
    /// Unicode has them: `é` in one scalar or in two.
    package var places: [String: Int] { Dictionary(enumerated().map { ($1, $0) }) { first, _ in first } }
}

extension RecordBatch {
    /// Where the column of each field stands.
    package var places: [String: Int] { fields.places }
}
