/// What is believed of a share: its mean and the interval that holds it with 95 % probability.
package struct CredibleInterval: Sendable, Equatable {
    /// The mean.
    package let mean: Double
    /// With probability 2.5 % the share is below this.
    package let low: Double
    /// With probability 2.5 % the share is above this.
    package let high: Double

    /// The interval of a Beta distribution, which is also that of a cell of a Dirichlet distribution: `inside` answers
    /// of the kind and `outside` others, prior answers included; both more than 0.
    package init(inside: Double, outside: Double) {
        mean = inside / (inside + outside)
        low = Self.quantile(0.025, inside, outside)
        high = Self.quantile(0.975, inside, outside)
    }

    /// The share below which a Beta distribution has that much of its mass, to 2⁻⁴⁰: by halving.
    static func quantile(_ mass: Double, _ inside: Double, _ outside: Double) -> Double {
        var low = 0.0
        var high = 1.0
        for _ in 0..<40 {
            let middle = (low + high) / 2
            if cumulative(middle, inside, outside) < mass { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }

    /// The mass of a Beta distribution below x: the regularised incomplete beta function I_x(a, b), by its continued
    /// fraction (NIST Digital Library of Mathematical Functions, 8.17.22) evaluated with Lentz's method.
    package static func cumulative(_ x: Double, _ a: Double, _ b: Double) -> Double {
        guard x > 0 else { return 0 }
        guard x < 1 else { return 1 }
        // The fraction converges fast on this side of the mean.
        if x > (a + 1) / (a + b + 2) { return 1 - cumulative(1 - x, b, a) }
        let front = StableMath.exp(
            StableMath.logGamma(a + b) - StableMath.logGamma(a) - StableMath.logGamma(b)
                + a * StableMath.log(x) + b * StableMath.log(1 - x))
        let tiny = 1e-300
        var c = 1.0
        var d = 1 - (a + b) * x / (a + 1)
        if abs(d) < tiny { d = tiny }
        d = 1 / d
        var fraction = d
        for step in 1...10_000 {
            let m = Double(step)
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            d = 1 + even * d
            if abs(d) < tiny { d = tiny }
            c = 1 + even / c
            if abs(c) < tiny { c = tiny }
            d = 1 / d
            fraction *= d * c
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1 + odd * d
            if abs(d) < tiny { d = tiny }
            c = 1 + odd / c
            if abs(c) < tiny { c = tiny }
            d = 1 / d
            let change = d * c
            fraction *= change
            if abs(change - 1) < 1e-14 { break }
        }
        return front * fraction / a
    }
}
