import Labelling
import Testing

@Suite("Public sets with known truth", .enabled(if: SharedData.isPresent, "the shared data folder is absent"))
struct PublicSetsTests {
    /// Majority with ties split fairly, in %: crowd-kit's figures differ where it takes the first of the tied labels.
    static let majority = [
        "bluebird": 75.926, "rte": 89.687, "temp": 93.615, "dog": 82.218, "face": 63.670, "web": 73.065,
        "cf_amt": 85.333,
    ]
    static let dawidSkene = [
        "bluebird": 89.815, "rte": 92.750, "temp": 94.156, "dog": 84.263, "face": 64.041, "web": 82.209,
        "cf_amt": 84.000,
    ]

    @Test("Majority and Dawid–Skene reach their known accuracy", arguments: SharedData.singleChoiceSets)
    func accuracy(set: String) throws {
        let consensus = try Votes(SharedData.answers(set)).chosen(by: rule(.dawidSkene))
        let both = try Accuracy.besideMajority(consensus, against: SharedData.truth(set))
        let majority = try #require(both.majority.share)
        let method = try #require(both.method.share)
        #expect(abs(100 * majority - (Self.majority[set] ?? 0)) < 0.001)
        #expect(abs(100 * method - (Self.dawidSkene[set] ?? 0)) < 0.001)
        if set == "bluebird" { #expect(method >= 0.895) }
        if set == "rte" { #expect(method >= 0.92) }
    }

    @Test("Dawid–Skene equals the plain reference to 1e-9", arguments: SharedData.singleChoiceSets)
    func reference(set: String) throws {
        try expectEqualToReference(Votes(SharedData.answers(set)))
    }
}
