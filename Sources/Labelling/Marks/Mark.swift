import Observations

/// Something that a contributor drew on an image, in pixels; x grows to the right and y downwards.
package struct Mark: Sendable {
    /// The shapes, in their canonical order.
    package enum Kind: Int, Sendable, CaseIterable {
        /// x, y.
        case point
        /// x and y of the upper left corner, width, height.
        case box
        /// x and y of the centre, radius.
        case circle
        /// x and y of one end, x and y of the other. It has no direction.
        case line

        /// How the shape is called in an answer.
        package var word: String {
            switch self {
            case .point: "point"
            case .box: "box"
            case .circle: "circle"
            case .line: "line"
            }
        }

        /// The number of its figures.
        package var figureCount: Int {
            switch self {
            case .point: 2
            case .circle: 3
            case .box, .line: 4
            }
        }
    }

    /// Beyond this many pixels a figure is no place on an image.
    package static let farthest = 1e9

    /// The shape.
    package let kind: Kind
    /// What it marks, or the tool that it was drawn with; `nil` for neither. Never blank.
    package let label: String?
    /// The figures in the order of `Kind`; 0 behind the last.
    let values: SIMD4<Double>

    /// The figures, in the order that `Kind` tells.
    package var figures: [Double] { (0..<kind.figureCount).map { values[$0] } }

    /// A mark, in its canonical form.
    ///
    /// A box that was drawn to the left or upwards has a negative width or height in some exports; it is the same box,
    /// given by its upper left corner. The left end of a line comes first, of two above each other the upper one.
    ///
    /// - Returns: `nil` for a wrong number of figures, figures that are not finite or beyond 10⁹, a negative radius.
    package init?(_ kind: Kind, _ figures: [Double], label: String? = nil) {
        guard figures.count == kind.figureCount else { return nil }
        var values = SIMD4<Double>.zero
        // Adding 0 makes −0 a plain 0.
        for (place, figure) in figures.enumerated() { values[place] = figure + 0 }
        switch kind {
        case .point: break
        case .circle:
            guard values[2] >= 0 else { return nil }
        case .box:
            for axis in 0..<2 where values[axis + 2] < 0 {
                values[axis] += values[axis + 2]
                values[axis + 2] = -values[axis + 2]
            }
        case .line:
            if (values[2], values[3]) < (values[0], values[1]) { values = Self.reversed(values) }
        }
        for place in 0..<4 where !(values[place].magnitude <= Self.farthest) { return nil }
        self.kind = kind
        self.values = values
        let trimmed = (label ?? "").trimmed
        self.label = trimmed.isEmpty ? nil : trimmed
    }

    /// The mark with its figures rounded to thousandths of a pixel.
    package var rounded: Mark {
        Mark(kind, figures.map { ($0 * 1000).rounded(.toNearestOrEven) / 1000 }, label: label) ?? self
    }

    /// The same line from its other end.
    static func reversed(_ line: SIMD4<Double>) -> SIMD4<Double> { SIMD4(line[2], line[3], line[0], line[1]) }
}

extension Mark: Comparable {
    /// Labels are the same if their bytes are.
    package static func == (left: Mark, right: Mark) -> Bool {
        left.values == right.values && left.isOfKind(of: right)
    }

    /// From left to right, then from top to bottom; in the same place by shape, label and size.
    package static func < (left: Mark, right: Mark) -> Bool {
        for place in 0..<2 where left.values[place] != right.values[place] {
            return left.values[place] < right.values[place]
        }
        guard left.isOfKind(of: right) else { return left.kindPrecedes(right) }
        for place in 2..<4 where left.values[place] != right.values[place] {
            return left.values[place] < right.values[place]
        }
        return false
    }

    /// Whether both have the same shape and the same label: only then they can mark the same thing.
    func isOfKind(of other: Mark) -> Bool {
        kind == other.kind && (label == nil) == (other.label == nil)
            && (label ?? "").utf8.elementsEqual((other.label ?? "").utf8)
    }

    /// The order of shapes, then of labels in byte order, those without first.
    func kindPrecedes(_ other: Mark) -> Bool {
        kind == other.kind
            ? ByteOrder.precedes((label ?? "").utf8, (other.label ?? "").utf8) : kind.rawValue < other.kind.rawValue
    }
}
