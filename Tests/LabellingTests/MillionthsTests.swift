import Labelling
import Testing

@Suite("Printed probabilities")
struct MillionthsTests {
    @Test("Of two equally near millionths the even one is taken, decided on the exact binary value")
    func halfEven() {
        // 1/128 = 0.0078125 and 3/128 = 0.0234375 lie exactly between two millionths.
        #expect(Millionths.rounding(1.0 / 128) == 7812)
        #expect(Millionths.rounding(3.0 / 128) == 23438)
        #expect(Millionths.rounding(5.0 / 128) == 39062)
        #expect(Millionths.rounding((1.0 / 128).nextUp) == 7813)
        #expect(Millionths.rounding((3.0 / 128).nextDown) == 23437)
        // Halves only as they are written: the binary numbers lie below, above, above and below.
        #expect(Millionths.rounding(0.0000005) == 0)
        #expect(Millionths.rounding(0.0000015) == 2)
        #expect(Millionths.rounding(0.0000025) == 3)
        #expect(Millionths.rounding(0.0000035) == 3)
    }

    @Test("What is below 1 is printed as 0.999999 at most")
    func belowOne() {
        #expect(Millionths.rounding(1) == 1_000_000)
        #expect(Millionths.rounding(1.0.nextDown) == 999_999)
        #expect(Millionths.rounding(0.9999996) == 999_999)
        #expect(Millionths.rounding(0.9999994) == 999_999)
        #expect(Millionths.rounding(1.0.nextUp) == 1_000_000)
    }

    @Test("Nothing, next to nothing and what is no probability are 0")
    func zero() {
        for number in [0, -0.0, -0.5, 1e-7, .leastNonzeroMagnitude, .leastNormalMagnitude, 0x1p-30, 0x1p-40] {
            #expect(Millionths.rounding(number) == 0)
        }
        #expect(Millionths.rounding(0x1p-20) == 1)
    }

    @Test("Common fractions")
    func fractions() {
        #expect(Millionths.rounding(1.0 / 3) == 333_333)
        #expect(Millionths.rounding(2.0 / 3) == 666_667)
        #expect(Millionths.rounding(0.625) == 625_000)
        for whole in stride(from: 0, through: 1_000_000, by: 997) {
            #expect(Millionths.rounding(Double(whole) / 1_000_000) == UInt32(whole))
        }
    }
}
