import Foundation
import Labelling
import Testing

@Suite("exp and log of our own")
struct StableMathTests {
    /// The distance of two numbers of one sign in units in the last place.
    private func ulps(_ left: Double, _ right: Double) -> UInt64 {
        (Int64(bitPattern: left.bitPattern) - Int64(bitPattern: right.bitPattern)).magnitude
    }

    @Test("exp is at most 2 units in the last place from the C library's, from -708 to 709")
    func exponential() {
        var random = SplitMix64(seed: 1)
        var worst: UInt64 = 0
        for round in 0..<400_000 {
            let x =
                switch round % 4 {
                case 0: -708 * random.fraction()
                case 1: 709 * random.fraction()
                case 2: 2 * random.fraction() - 1
                default: (random.fraction() - 0.5) * 1e-6
                }
            worst = max(worst, ulps(StableMath.exp(x), Foundation.exp(x)))
        }
        #expect(worst <= 2, "measured: 1")
    }

    @Test("exp has its exact values and its limits")
    func exponentialLimits() {
        #expect(StableMath.exp(0) == 1)
        #expect(StableMath.exp(-0.0) == 1)
        #expect(StableMath.exp(-708.5) == 0)
        #expect(StableMath.exp(-1e9) == 0)
        #expect(StableMath.exp(-.infinity) == 0)
        #expect(StableMath.exp(709.5) == .infinity)
        #expect(StableMath.exp(.infinity) == .infinity)
        #expect(StableMath.exp(.nan).isNaN)
    }

    @Test("log is at most 2 units in the last place from the C library's on all normal numbers")
    func logarithm() {
        var random = SplitMix64(seed: 2)
        var worst: UInt64 = 0
        for round in 0..<400_000 {
            let x: Double =
                switch round % 4 {
                case 0: Double(bitPattern: 0x0010_0000_0000_0000 + random.next() % 0x7FE0_0000_0000_0000)
                case 1: 0.5 + random.fraction()
                case 2: 1 + (random.fraction() - 0.5) * 1e-6
                default: 1e6 * random.fraction() + 0.01
                }
            worst = max(worst, ulps(StableMath.log(x), Foundation.log(x)))
        }
        #expect(worst <= 2, "measured: 1")
    }

    @Test("log has its exact values and knows what has no logarithm")
    func logarithmLimits() {
        #expect(StableMath.log(1) == 0)
        #expect(StableMath.log(2) == Foundation.log(2))
        #expect(StableMath.log(.leastNormalMagnitude) == Foundation.log(.leastNormalMagnitude))
        #expect(StableMath.log(.greatestFiniteMagnitude) == Foundation.log(.greatestFiniteMagnitude))
        for x in [0, -0.0, -1, .infinity, .nan, .leastNonzeroMagnitude] { #expect(StableMath.log(x).isNaN) }
    }

    @Test("The bits are those that every machine must have")
    func goldenBits() {
        var random = SplitMix64(seed: 3)
        var sum: UInt64 = 0
        for _ in 0..<100_000 {
            let x = random.fraction()
            sum =
                (sum << 1 | sum >> 63) ^ StableMath.exp(-700 * x).bitPattern ^ StableMath.log(1e6 * x + 0.01).bitPattern
        }
        #expect(sum == 5_887_804_248_460_967_607)
    }
}
