import Observations

/// `elevation-order`
enum ElevationOrder {
    static let description = NumberOrderCheck.description(
        code: "elevation-order", title: "the least elevation is above the greatest", low: "minimumElevationInMeters",
        high: "maximumElevationInMeters", tdwgTest: "VALIDATION_MINELEVATION_LESSTHAN_MAXELEVATION")
}
