import Observations
import Testing

@Suite struct PlaceSetTests {
    @Test("Places in any order become ranges that are apart")
    func ranges() {
        #expect(PlaceSet([5, 1, 2, 3, 3, 9]).ranges == [1..<4, 5..<6, 9..<10])
        #expect(PlaceSet(ranges: [4..<6, 0..<2, 1..<4, 8..<8, 9..<12]).ranges == [0..<6, 9..<12])
        #expect(PlaceSet([]).isEmpty && PlaceSet([0]).ranges == [0..<1])
    }

    @Test("Union, difference and membership are those of sets")
    func sets() {
        var dice = SplitMix64(seed: 7)
        for _ in 0..<500 {
            func some() -> Set<UInt32> { Set((0..<Int(dice.next() % 12)).map { _ in UInt32(dice.next() % 24) }) }
            let (first, second) = (some(), some())
            var (union, difference) = (PlaceSet(Array(first)), PlaceSet(Array(first)))
            union.formUnion(PlaceSet(Array(second)))
            difference.subtract(PlaceSet(Array(second)))
            #expect(union == PlaceSet(Array(first.union(second))))
            #expect(difference == PlaceSet(Array(first.subtracting(second))), "\(first) \(second)")
            #expect((0..<24).allSatisfy { union.contains($0) == first.union(second).contains($0) })
        }
    }
}
