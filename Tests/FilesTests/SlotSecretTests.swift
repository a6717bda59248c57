import Observations
import Testing

@Suite struct SlotSecretTests {
    private let others: [SlotSecret] = [
        SlotSecret(0x243F_6A88_85A3_08D3), SlotSecret(0xA409_3822_299F_31D0), SlotSecret(0x4528_21E6_38D0_1377),
        SlotSecret(0xC0AC_29B7_C97C_50DD),
    ]

    /// How many taken slots are passed in all while a table with that many slots, a power of two, is filled.
    private func steps(_ places: [Int], slots count: Int) -> Int {
        var isTaken = [Bool](repeating: false, count: count)
        var steps = 0
        for place in places {
            var slot = place & (count - 1)
            while isTaken[slot] {
                slot = (slot + 1) & (count - 1)
                steps += 1
            }
            isTaken[slot] = true
        }
        return steps
    }

    @Test("Numbers that were chosen so that one secret looks for all of them in one place are spread by any other")
    func chosenNumbers() {
        let known = SlotSecret(0x9E37_79B9_7F4A_7C15)
        let chosen = (0..<100_000 as Range<UInt64>).filter { known.place(of: $0) & 0xFF == 7 }.prefix(128)
        // Each passes all that came before.
        #expect(steps(chosen.map { known.place(of: $0) }, slots: 256) == 127 * 128 / 2)
        for other in others { #expect(steps(chosen.map { other.place(of: $0) }, slots: 256) < 512) }
    }

    @Test("Records' keys that were chosen so that their ends are the same are spread like any others")
    func chosenKeys() {
        let keys = (0..<2_000 as Range<UInt64>).map { RecordKey(high: $0 << 32, low: $0 << 32) }
        for other in others { #expect(steps(keys.map { other.place(of: $0) }, slots: 4_096) < 4_000) }
    }
}
