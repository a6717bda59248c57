/// The eleven columns, in order. Darwin Core terms where one exists.
let observationColumns = [
    "occurrenceID", "eventDate", "decimalLatitude", "decimalLongitude", "coordinateUncertaintyInMeters",
    "scientificName", "individualCount", "recordedBy", "basisOfRecord", "locality", "remarks",
]

/// One row as small numbers; texts are places in the vocabulary.
struct Observation {
    /// What a row is there to show.
    enum Kind { case regular, exactDuplicate, nearDuplicate, bad }

    var identifier: (high: UInt64, low: UInt64)
    var day: Int32  // since 2015-01-01
    var second: Int32  // of the day; -1 = the date alone
    var latitude: Int32  // 1/100000 degree
    var longitude: Int32
    var uncertainty: Int  // metres; 0 = blank
    var species: Int
    var count: Int  // 0 = blank
    var observer: Int
    var basis: Int
    var place: Int
    var remark: Int  // -1 = blank
    var flaw: Flaw?
}

/// What is wrong with a bad row: the cells that are replaced, by column.
enum Flaw: CaseIterable {
    case noIdentifier, unreadableDate, futureDate, latitude, longitude, zeroPlace, uncertainty, name, count, basis

    /// The text that stands in a column instead of the value, if this flaw touches it; `variant` is 0, 1 or 2.
    func replacement(column: Int, variant: Int) -> String? {
        switch (self, column) {
        case (.noIdentifier, 0): ""
        case (.unreadableDate, 1): ["2021-02-30", "2021-13-05T10:00:00Z", "unknown"][variant]
        case (.futureDate, 1): ["2031-05-01", "2205-04-01T12:00:00Z", "2025-12-31T00:00:00Z"][variant]
        case (.latitude, 2): ["91.20000", "-123.45678", "N/A"][variant]
        case (.longitude, 3): ["181.00001", "-400.5", "W12"][variant]
        case (.zeroPlace, 2), (.zeroPlace, 3): "0.00000"
        case (.uncertainty, 4): ["-5", "ca. 50", "999999"][variant]
        case (.name, 5): ["", "sp.", "unknown bird"][variant]
        case (.count, 6): ["many", "~12", "-3"][variant]
        case (.basis, 8): ["Unknown", "human", ""][variant]
        default: nil
        }
    }
}
