/// How far apart two marks of one thing may be, and how far apart they are in parts of that.
///
/// - Points: the distance, limit `distance`.
/// - Lines: the root of the mean square of the two distances between ends, taken the better way round, same limit.
/// - Boxes: 1 − IoU, where IoU is the area that both cover divided by the area that one of them covers; limit
///   1 − `overlap`.
/// - Circles: √(Δx² + Δy² + 3 Δr²) ÷ the greater radius, limit 1 − `overlap`. The exact IoU of circles takes an arc
///   cosine, whose last bits differ between machines. This takes none, does not depend on the direction, and is .53 and
///   .51 for shifted and for concentric circles whose IoU is ½.
///
/// A box or circle without any size has nothing to overlap with: only the very same one is near it.
struct MarkReach: Sendable {
    /// In pixels, for points and lines.
    let distance: Double
    /// The least IoU, for boxes and circles.
    let overlap: Double

    init(distance: Double, overlap: Double) {
        self.distance = distance.isFinite ? max(distance, 0.001) : Mark.farthest
        self.overlap = min(max(overlap, 0.01), 0.99)
    }

    /// What a distance of 1 is for a shape: pixels for points and lines, a share for boxes and circles.
    func unit(_ kind: Mark.Kind) -> Double {
        switch kind {
        case .point, .line: distance
        case .box, .circle: 1 - overlap
        }
    }

    /// The distance of two marks of one shape in parts of the limit: 0 for equal ones, up to 1 for near ones.
    func between(_ kind: Mark.Kind, _ left: SIMD4<Double>, _ right: SIMD4<Double>) -> Double {
        if left == right { return 0 }
        let difference = left - right
        switch kind {
        case .point:
            return squareOfShift(difference).squareRoot() / distance
        case .line:
            let turned = left - Mark.reversed(right)
            let square = min(squareOfEnds(difference), squareOfEnds(turned))
            return (square / 2).squareRoot() / distance
        case .circle:
            let radius = max(left[2], right[2])
            guard radius > 0 else { return .infinity }
            let square = squareOfShift(difference) + 3 * (difference[2] * difference[2])
            return square.squareRoot() / radius / (1 - overlap)
        case .box:
            let common = shared(left, right, 0) * shared(left, right, 1)
            let all = left[2] * left[3] + right[2] * right[3] - common
            guard all > 0 else { return .infinity }
            return (1 - common / all) / (1 - overlap)
        }
    }

    /// The line seen from the end that fits another line better; every other shape as it is.
    func aligned(_ kind: Mark.Kind, _ values: SIMD4<Double>, to other: SIMD4<Double>) -> SIMD4<Double> {
        guard kind == .line else { return values }
        let turned = Mark.reversed(values)
        return squareOfEnds(turned - other) < squareOfEnds(values - other) ? turned : values
    }

    /// The x at which a mark begins.
    func left(_ mark: Mark) -> Double { mark.kind == .circle ? mark.values[0] - mark.values[2] : mark.values[0] }

    /// The x behind which no mark near this one begins, of those that do not begin left of it.
    func right(_ mark: Mark) -> Double {
        switch mark.kind {
        case .point: mark.values[0] + distance
        // √2 times the distance, rounded up: one end may be off by that if the other is not off at all.
        case .line: mark.values[0] + 1.5 * distance
        case .box, .circle: mark.values[0] + mark.values[2]
        }
    }

    private func squareOfShift(_ difference: SIMD4<Double>) -> Double {
        difference[0] * difference[0] + difference[1] * difference[1]
    }

    private func squareOfEnds(_ difference: SIMD4<Double>) -> Double {
        squareOfShift(difference) + (difference[2] * difference[2] + difference[3] * difference[3])
    }

    /// How much of an axis two boxes share.
    private func shared(_ left: SIMD4<Double>, _ right: SIMD4<Double>, _ axis: Int) -> Double {
        let end = min(left[axis] + left[axis + 2], right[axis] + right[axis + 2])
        return max(end - max(left[axis], right[axis]), 0)
    }
}
