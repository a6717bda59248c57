import Foundation
import Observations
import Testing
import Transect

@Suite struct InstantTests {
    @Test("Instants are written and read as RFC 3339 in UTC, leap years and all")
    func roundTrip() throws {
        let formatter = ISO8601DateFormatter()
        for seconds in stride(from: Int64(-2_000_000_000), through: 8_000_000_000, by: 86_399 * 37) {
            let instant = Instant(seconds: seconds)
            #expect(instant.description == formatter.string(from: Date(timeIntervalSince1970: TimeInterval(seconds))))
            #expect(Instant(instant.description) == instant)
        }
    }

    @Test("Today is the latest day that it can be anywhere on earth")
    func latestDay() throws {
        #expect(try #require(Instant("2026-05-01T09:59:59Z")).latestDay == 20_574)
        #expect(try #require(Instant("2026-05-01T10:00:00Z")).latestDay == 20_575)
    }

    @Test(
        "What is no instant is refused",
        arguments: ["", "yesterday", "2026-13-01T00:00:00Z", "2026-05-01", "2026-02-30T00:00:00Z", "9999999999999999"])
    func refused(text: String) {
        #expect(Instant(text) == nil)
    }
}
