import Observations

/// `depth-order`
enum DepthOrder {
    static let description = NumberOrderCheck.description(
        code: "depth-order", title: "the least depth is above the greatest", low: "minimumDepthInMeters",
        high: "maximumDepthInMeters", tdwgTest: "VALIDATION_MINDEPTH_LESSTHAN_MAXDEPTH")
}
