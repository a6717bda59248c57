/// One mark of a drawing as text: `point(x y)`, `box(x y width height)`, `circle(x y radius)` or `line(x1 y1 x2 y2)`,
/// in pixels, and behind a blank the label of its tool.
///
/// Exports do not always name the tool's type, so the shape is told from the numbers that a mark has. A shape that is
/// none of the four becomes the box or circle around it and counts as rough.
struct ZooniverseMark {
    /// The mark.
    private(set) var text: [UInt8] = []
    /// Whether it was drawn as something else.
    private(set) var isRough = false
    /// The frame of a subject with several images, from 0.
    private(set) var frame: String?
    /// The number of its tool, from 0.
    private(set) var tool: String?
    /// The answers about it.
    private(set) var details: [JSONPiece] = []
    /// What of its label is no text.
    private(set) var flaws = JSONFlaws()

    private var numbers: [String: JSONPiece] = [:]
    private var label: JSONPiece?
    private var type: String?
    private var xs: [Double] = []
    private var ys: [Double] = []

    /// Reads a mark; `nil` where its numbers make no shape.
    init?(_ mark: JSONPiece) {
        for (key, value) in mark.members where value.kind != .null {
            switch key {
            case "tool", "toolIndex": tool = value.text
            case "tool_label": label = value
            case "toolType": type = value.text
            case "frame": frame = value.text
            case "details": details = value.elements
            case "points":
                for point in value.elements {
                    for (key, value) in point.members where value.kind == .number {
                        if key == "x", let x = Double(value.text) { xs.append(x) }
                        if key == "y", let y = Double(value.text) { ys.append(y) }
                    }
                }
            case "pathX": xs += value.elements.compactMap { Double($0.text) }
            case "pathY": ys += value.elements.compactMap { Double($0.text) }
            default: if value.kind == .number, numbers[key] == nil { numbers[key] = value }
            }
        }
        guard writeShape() else { return nil }
        if numbers["displayTime"] != nil { isRough = true }
        if let label, label.kind == .string {
            let before = text.count
            text.append(UInt8(ascii: " "))
            flaws = label.appendText(to: &text)
            if text.count == before + 1 { text.removeLast() }
        } else if let tool {
            text += " \(tool)".utf8
        }
    }

    private mutating func writeShape() -> Bool {
        if !xs.isEmpty, !ys.isEmpty { return writeBoxAround() }
        if let ends = written("x1", "y1", "x2", "y2") { return write("line", ends) }
        let isCentred = numbers["x_center"] != nil
        guard let x = numbers[isCentred ? "x_center" : "x"], let y = numbers[isCentred ? "y_center" : "y"] else {
            return false
        }
        let centre = [x.text, y.text]
        if let size = written("width", "height") {
            if let angle = value("angle"), angle != 0 { isRough = true }
            if !isCentred { return write("box", centre + size) }
            guard let x = Double(centre[0]), let y = Double(centre[1]), let width = Double(size[0]),
                let height = Double(size[1])
            else { return false }
            return write("box", [Self.plain(x - width / 2), Self.plain(y - height / 2)] + size)
        }
        if let rx = value("rx"), let ry = value("ry"), let x = Double(centre[0]), let y = Double(centre[1]) {
            isRough = true
            return write("box", [x - rx, y - ry, 2 * rx, 2 * ry].map(Self.plain))
        }
        if let radius = written("r") {
            isRough = type == "triangle"
            return write("circle", centre + radius)
        }
        // A width alone, a radius with a spread: shapes that are not known.
        let others = ["width", "height", "rx", "ry", "radius", "spread"]
        return others.allSatisfy { numbers[$0] == nil } && write("point", centre)
    }

    private mutating func writeBoxAround() -> Bool {
        guard let left = xs.min(), let right = xs.max(), let top = ys.min(), let bottom = ys.max() else { return false }
        isRough = true
        return write("box", [left, top, right - left, bottom - top].map(Self.plain))
    }

    private mutating func write(_ shape: String, _ numbers: [String]) -> Bool {
        text = Array("\(shape)(\(numbers.joined(separator: " ")))".utf8)
        return true
    }

    /// Numbers as they are written, or `nil` if one is not there.
    private func written(_ keys: String...) -> [String]? {
        let found = keys.compactMap { numbers[$0]?.text }
        return found.count == keys.count ? found : nil
    }

    private func value(_ key: String) -> Double? { numbers[key].flatMap { Double($0.text) } }

    /// A computed number with at most six decimals, which is far below a pixel.
    private static func plain(_ number: Double) -> String {
        guard number.magnitude < 1e9 else { return "\(number)" }
        let rounded = (number * 1_000_000).rounded() / 1_000_000
        if rounded == rounded.rounded() { return "\(Int(rounded))" }
        return rounded.magnitude < 1e-4 ? "0" : "\(rounded)"
    }
}
