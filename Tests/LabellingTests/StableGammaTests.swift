import Foundation
import Labelling
import Testing

@Suite("Gamma functions of our own")
struct StableGammaTests {
    @Test("ln Γ has the values of factorials, and obeys recurrence and duplication formula")
    func logGamma() {
        var factorial = 0.0
        for n in 1...170 {
            #expect(abs(StableMath.logGamma(Double(n)) - factorial) <= 1e-13 * max(1, factorial))
            factorial += Foundation.log(Double(n))
        }
        #expect(abs(StableMath.logGamma(0.5) - Foundation.log(Double.pi) / 2) < 1e-14)
        var random = SplitMix64(seed: 4)
        for round in 0..<20_000 {
            let x = round % 2 == 0 ? 20 * random.fraction() + 1e-3 : 1e5 * random.fraction() + 1e-3
            let own = StableMath.logGamma(x)
            let next = StableMath.logGamma(x + 1)
            #expect(abs(next - own - Foundation.log(x)) <= 1e-13 * max(10, abs(own)))
            let half = StableMath.logGamma(x + 0.5)
            let double = StableMath.logGamma(2 * x)
            let duplication = (1 - 2 * x) * Foundation.log(2) + Foundation.log(Double.pi) / 2 + double
            #expect(abs(own + half - duplication) <= 1e-13 * max(10, abs(double)))
        }
    }

    @Test("ψ has its known values, obeys its recurrence, and is the slope of ln Γ")
    func digamma() {
        let euler = 0.577215664901532860606512
        #expect(abs(StableMath.digamma(1) + euler) < 1e-14)
        #expect(abs(StableMath.digamma(0.5) + euler + 2 * Foundation.log(2)) < 1e-14)
        #expect(abs(StableMath.digamma(0.25) + euler + .pi / 2 + 3 * Foundation.log(2)) < 1e-13)
        #expect(abs(StableMath.digamma(10) - 2.251752589066721) < 1e-14)
        var random = SplitMix64(seed: 5)
        for _ in 0..<10_000 {
            let x = 30 * random.fraction() + 0.01
            #expect(abs(StableMath.digamma(x + 1) - StableMath.digamma(x) - 1 / x) < 1e-12 * max(1, 1 / x))
        }
        for x in [0, -1, -0.5, .nan, .infinity] { #expect(StableMath.digamma(x).isNaN) }
        for x in [0, -1, -0.5, .nan, .infinity] { #expect(StableMath.logGamma(x).isNaN) }
    }

    @Test("The bits are those that every machine must have")
    func goldenBits() {
        var random = SplitMix64(seed: 6)
        var sum: UInt64 = 0
        for _ in 0..<20_000 {
            let x = 1000 * random.fraction() + 0.01
            sum =
                (sum << 1 | sum >> 63) ^ StableMath.digamma(x).bitPattern ^ StableMath.logGamma(x).bitPattern
        }
        #expect(sum == 13_853_429_314_374_975_355)
    }

    @Test("Credible intervals are the quantiles of the Beta distribution")
    func betaQuantiles() {
        // Uniform; and quantiles with closed forms: x² has the distribution Beta(2, 1).
        let uniform = CredibleInterval(inside: 1, outside: 1)
        #expect(uniform.mean == 0.5 && abs(uniform.low - 0.025) < 1e-9 && abs(uniform.high - 0.975) < 1e-9)
        let square = CredibleInterval(inside: 2, outside: 1)
        #expect(abs(square.low - 0.025.squareRoot()) < 1e-9 && abs(square.high - 0.975.squareRoot()) < 1e-9)
        // Arcsine: I_x(½, ½) = 2 ÷ π · arcsin √x.
        for x in [0.001, 0.2, 0.5, 0.9, 0.999] {
            #expect(abs(CredibleInterval.cumulative(x, 0.5, 0.5) - 2 / .pi * asin(x.squareRoot())) < 1e-12)
        }
        // Binomial tails: I_x(3, 5) = Σ C(7, m) xᵐ (1 − x)^(7−m) for m ≥ 3.
        let x = 0.3
        var tail = 0.0
        for (m, ways) in [(3, 35.0), (4, 35), (5, 21), (6, 7), (7, 1)] {
            tail += ways * pow(x, Double(m)) * pow(1 - x, Double(7 - m))
        }
        #expect(abs(CredibleInterval.cumulative(x, 3, 5) - tail) < 1e-12)
        let many = CredibleInterval(inside: 9_000, outside: 1_000)
        #expect(abs(many.low - 0.8940) < 2e-4 && abs(many.high - 0.9058) < 2e-4)
    }
}
