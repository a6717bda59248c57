/// How much one submitter may send in one night, so that nobody's flood stops the others. A night is a day of UTC, however
/// many runs there are in it.
package struct NightLimits: Sendable, Equatable {
    /// How many files; what is beyond waits for another night. `nil` for no limit.
    package var files: Int? = 10_000
    /// How many bytes; what is beyond waits for another night. `nil` for no limit.
    package var bytes: Int64?
    /// How many records; a file that passes it is held. `nil` for no limit.
    package var records: Int?

    /// The limits unless others are declared: 10,000 files.
    package init() {}
}
