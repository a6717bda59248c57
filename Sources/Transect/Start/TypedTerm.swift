import Validation

/// A term that tells by itself what its cells are: their type, how far they go, and how they are read.
struct TypedTerm {
    /// The type of its field.
    let type: String
    /// What comments call its values.
    let values: String
    /// The constraints of its field as YAML; empty for none.
    let constraints: String
    /// How far from zero its numbers go.
    private let limit: Double

    private init(_ type: String, of values: String, constraints: String = "", limit: Double = .infinity) {
        self.type = type
        self.values = values
        self.constraints = constraints
        self.limit = limit
    }

    /// What a term tells, or `nil` where its values alone can.
    static func named(_ term: String) -> TypedTerm? {
        switch term {
        // That no date lies in the future says the check `event-date-plausible`.
        case "eventDate": TypedTerm("eventDate", of: "dates")
        case "individualCount": TypedTerm("integer", of: "whole numbers", constraints: "{minimum: 0}")
        case "decimalLatitude":
            TypedTerm("number", of: "decimal degrees", constraints: "{minimum: -90, maximum: 90}", limit: 90)
        case "decimalLongitude":
            TypedTerm("number", of: "decimal degrees", constraints: "{minimum: -180, maximum: 180}", limit: 180)
        case "coordinateUncertaintyInMeters": TypedTerm("number", of: "numbers")
        default: nil
        }
    }

    /// The value of a cell, or `nil` where it cannot be read as one of the term; of dates just that it is one. A comma
    /// between thousands makes no latitude.
    func read(_ cell: String, by reading: CellReading) -> Double? {
        switch type {
        case "eventDate": return reading.isEventDate(cell) ? 0 : nil
        case "integer": return reading.integer(cell)
        default: return reading.number(cell).flatMap { abs($0) <= limit ? $0 : nil }
        }
    }

    /// The first of the values that none of the readings can read, where these are more than half of them: then the
    /// column is not what its header says.
    func misfit(among values: [String], _ readings: [CellReading]) -> String? {
        let misfits = values.filter { value in readings.allSatisfy { read(value, by: $0) == nil } }
        return misfits.count * 2 > values.count ? misfits.first : nil
    }
}
