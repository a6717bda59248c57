import Files
import Glibc
import Observations
import Storage
import Testing

/// SQLite's way of testing: break the first, second, … operation until a run completes, and look at what is left.
struct CrashTests {
    /// What two undisturbed nights leave.
    static let undisturbed: Result<String, any Error> = Result {
        let scenario = StoreScenario(TemporaryFolder())
        for night in 1...2 {
            try scenario.deliver(night: night)
            try scenario.run(Disk(faults: FaultPlan()), arrival: Int64(night) * 86_400)
        }
        return try scenario.state()
    }

    @Test(
        "Whatever operation breaks, running again leaves the very store that an undisturbed run leaves",
        arguments: [FaultPlan.Fault.crash, .fail(errno: ENOSPC), .fail(errno: EIO)])
    func everyOperation(fault: FaultPlan.Fault) throws {
        let expected = try Self.undisturbed.get()
        for night in 1...2 {
            var k = 1
            while true {
                let scenario = StoreScenario(TemporaryFolder())
                try scenario.deliver(night: 1)
                if night == 2 {
                    try scenario.run(Disk(faults: FaultPlan()), arrival: 86_400)
                    try scenario.deliver(night: 2)
                }
                let plan = FaultPlan(fault, at: k)
                var failed = false
                do {
                    try scenario.run(Disk(faults: plan), arrival: Int64(night) * 86_400)
                } catch {
                    failed = true
                }
                #expect(failed == plan.hasStruck, "operation \(k) broke and nobody noticed")
                try scenario.run(Disk(faults: FaultPlan()), arrival: Int64(night) * 86_400)
                if night == 1 {
                    try scenario.deliver(night: 2)
                    try scenario.run(Disk(faults: FaultPlan()), arrival: 2 * 86_400)
                }
                let state = try scenario.state()
                try #require(state == expected, "after operation \(k) of night \(night)")
                if !plan.hasStruck { break }
                k += 1
            }
            #expect(k > 40, "night \(night) has \(k) operations")
        }
    }

    @Test("A crash during recovery is recovered from as well")
    func crashTwice() throws {
        let expected = try Self.undisturbed.get()
        for k in stride(from: 5, through: 60, by: 4) {
            for second in stride(from: 1, through: 40, by: 3) {
                let scenario = StoreScenario(TemporaryFolder())
                try scenario.deliver(night: 1)
                try? scenario.run(Disk(faults: FaultPlan(.crash, at: k)), arrival: 86_400)
                try? scenario.run(Disk(faults: FaultPlan(.crash, at: second)), arrival: 86_400)
                try scenario.run(Disk(faults: FaultPlan()), arrival: 86_400)
                try scenario.deliver(night: 2)
                try scenario.run(Disk(faults: FaultPlan()), arrival: 2 * 86_400)
                try #require(try scenario.state() == expected, "after operations \(k) and \(second)")
            }
        }
    }
}
