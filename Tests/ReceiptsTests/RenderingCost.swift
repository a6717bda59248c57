import Foundation
import Receipts
import Testing

/// What receipts cost, printed where somebody asks: `TRANSECT_MEASURE=1 swift test -c release --filter RenderingCost`.
@Suite("The cost of receipts")
struct RenderingCost {
    @Test(
        "The three forms of a receipt are written",
        .enabled(if: ProcessInfo.processInfo.environment["TRANSECT_MEASURE"] != nil))
    func cost() {
        let receipt = SampleReceipts.partly
        let clock = ContinuousClock()
        for language in Language.all {
            var bytes = 0
            let time = clock.measure {
                for _ in 0..<1_000 {
                    bytes += receipt.html(in: language).utf8.count
                    bytes += receipt.text(in: language).utf8.count
                    bytes += receipt.json(in: language).utf8.count
                }
            }
            print("\(language.tag): \(time / 1_000) for a receipt of \(bytes / 1_000) bytes in all")
        }
    }
}
