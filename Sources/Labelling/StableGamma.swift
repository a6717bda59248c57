/// The gamma function's logarithm and its derivative, with the same bits on every machine.
///
/// Both shift the argument up to 10 or more with the recurrence Γ(x + 1) = xΓ(x) and then use Stirling's series (NIST
/// Digital Library of Mathematical Functions, 5.11.1 and 5.11.2), whose first omitted terms are below 10⁻¹⁶ there.
extension StableMath {
    /// ψ(x) = d ln Γ(x) ÷ dx for x > 0; `nan` for everything else.
    package static func digamma(_ x: Double) -> Double {
        guard x > 0, x < .infinity else { return .nan }
        var shifted = x
        // 1 ÷ x + 1 ÷ (x + 1) + … as one fraction: divisions are slow.
        var over = 0.0
        var under = 1.0
        while shifted < 10 {
            over = over * shifted + under
            under *= shifted
            shifted += 1
        }
        let inverse = 1 / shifted
        let square = inverse * inverse
        var series = 1.0 / 12
        series = 691.0 / 32760 - square * series
        series = 1.0 / 132 - square * series
        series = 1.0 / 240 - square * series
        series = 1.0 / 252 - square * series
        series = 1.0 / 120 - square * series
        series = 1.0 / 12 - square * series
        return log(shifted) - 0.5 * inverse - square * series - over / under
    }

    /// ln Γ(x) for x > 0; `nan` for everything else.
    package static func logGamma(_ x: Double) -> Double {
        guard x > 0, x < .infinity else { return .nan }
        var shifted = x
        var product = 1.0
        while shifted < 10 {
            product *= shifted
            shifted += 1
        }
        let square = 1 / (shifted * shifted)
        var series = 1.0 / 156
        series = 691.0 / 360_360 - square * series
        series = 1.0 / 1188 - square * series
        series = 1.0 / 1680 - square * series
        series = 1.0 / 1260 - square * series
        series = 1.0 / 360 - square * series
        series = 1.0 / 12 - square * series
        let halfLogTwoPi = 0.918938533204672741780329736406
        return (shifted - 0.5) * log(shifted) - shifted + halfLogTwoPi + series / shifted - log(product)
    }
}
