import Observations

/// `coordinates-not-zero`
enum CoordinatesNotZero {
    static let description = CheckDescription(
        rule: Rule(
            code: "coordinates-not-zero", severity: .error, title: "latitude and longitude are both 0",
            wording:
                """
                The place is 0, 0, which devices write when they do not know where they are. Give the true place \
                or leave it empty.
                """,
            documentation: """
                Latitude 0 and longitude 0 lie in the Gulf of Guinea; almost every record with them comes from a \
                device without a position or from a form with defaults.
                """),
        tdwgTests: ["VALIDATION_COORDINATES_NOTZERO"],
        terms: ["decimalLatitude", "decimalLongitude"], parameters: [],
        example: CheckExample(
            terms: ["decimalLatitude", "decimalLongitude"],
            [
                (["0", "0"], .notCompliant),
                (["0.0", "-0.00"], .notCompliant),
                (["0", "21.0122"], .compliant),
                (["0", nil], .prerequisitesNotMet),
            ]),
        make: { arguments throws(PlanProblem) in
            try PlaceCheck(arguments) { $0 == 0 && $1 == 0 }
        })
}
