/// What interpretation may know of the world besides the records: nothing but the day of arrival.
package struct InterpretContext: Sendable, Equatable {
    /// The latest day that it can be anywhere on earth when the file arrives (arrival + 14 h, UTC), in days since
    /// 1970-01-01. What the word `today` means in a definition.
    package var latestDay: Int32

    /// A context of that day.
    package init(latestDay: Int32) { self.latestDay = latestDay }
}
