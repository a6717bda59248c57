import Observations

/// `coordinates-swapped`
enum CoordinatesSwapped {
    static let description = CheckDescription(
        rule: Rule(
            code: "coordinates-swapped", severity: .error, title: "latitude and longitude seem to be swapped",
            wording: """
                {value} in column {0} cannot be a latitude, but it could be a longitude, and {1} could be the \
                latitude. Are the two columns swapped?
                """,
            documentation: """
                The latitude is beyond ±90 but within ±180, and the longitude is within ±90: the two make sense the \
                other way round. GBIF flags the like as PRESUMED_SWAPPED_COORDINATE. Nothing is swapped for you.
                """),
        tdwgTests: [], terms: ["decimalLatitude", "decimalLongitude"], parameters: [],
        example: CheckExample(
            terms: ["decimalLatitude", "decimalLongitude"],
            [
                (["121.5", "25.03"], .notCompliant),
                (["-100", "-90"], .notCompliant),
                (["21.0122", "52.2297"], .compliant),
                (["121.5", "125.03"], .compliant),
                (["121.5", nil], .prerequisitesNotMet),
            ]),
        make: { arguments throws(PlanProblem) in
            try PlaceCheck(arguments, tellsLongitude: true) { latitude, longitude in
                abs(latitude) > 90 && abs(latitude) <= 180 && abs(longitude) <= 90
            }
        })
}
