import Glibc
import Synchronization

/// Lets a test break the k-th operation on the file system, counted from 1, and counts them all.
///
/// Changes (create, write, sync, rename, …) are counted. Operations that only read are counted only where the plan is
/// an `EIO`, since nothing else befalls them; after a simulated crash they fail too, as everything does.
package final class FaultPlan: Sendable {
    /// What happens at the chosen operation.
    package enum Fault: Sendable, Equatable {
        /// Nothing: operations are only counted.
        case none
        /// The process ends at once, as by `kill -9`. A write gets as far as half of its bytes.
        case kill
        /// The operation fails with this errno. A write gets as far as half of its bytes. Later ones succeed again.
        case fail(errno: Int32)
        /// Like `kill`, but inside a test: this operation and all later ones throw, as if the machine had stopped.
        case crash
    }

    /// What the seam is to do with one operation.
    enum Verdict {
        case proceed
        /// Do half, then end the process.
        case kill
        /// Do half if `isFirst`, then throw.
        case fail(errno: Int32, isFirst: Bool)
    }

    private let fault: Fault
    private let position: Int
    private let counter = Atomic<Int>(0)

    /// A plan that breaks operation number `position`.
    package init(_ fault: Fault = .none, at position: Int = 0) {
        self.fault = fault
        self.position = position
    }

    /// The plan that the environment asks for: `TRANSECT_FAULT` = `kill:K`, `enospc:K` or `eio:K`.
    ///
    /// For tests of the real program. Anything else, or no variable, is no plan.
    package static let fromEnvironment: FaultPlan? = {
        guard let value = getenv("TRANSECT_FAULT") else { return nil }
        return FaultPlan(String(cString: value))
    }()

    /// Reads `kill:K`, `enospc:K` or `eio:K`; anything else is `nil`.
    package convenience init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let position = Int(parts[1]), position > 0 else { return nil }
        switch parts[0] {
        case "kill": self.init(.kill, at: position)
        case "enospc": self.init(.fail(errno: ENOSPC), at: position)
        case "eio": self.init(.fail(errno: EIO), at: position)
        default: return nil
        }
    }

    /// How many operations have passed.
    package var operations: Int { counter.load(ordering: .relaxed) }

    /// Whether the fault has happened.
    package var hasStruck: Bool { fault != .none && operations >= position }

    func verdict(on operation: DiskOperation) -> Verdict {
        guard operation.isChange || fault == .fail(errno: EIO) else {
            return fault == .crash && operations >= position
                ? .fail(errno: DiskError.deadMachine, isFirst: false) : .proceed
        }
        let number = counter.add(1, ordering: .relaxed).newValue
        switch fault {
        case .none: return .proceed
        case .kill: return number == position ? .kill : .proceed
        case .fail(let errno): return number == position ? .fail(errno: errno, isFirst: true) : .proceed
        case .crash:
            guard number >= position else { return .proceed }
            return .fail(errno: DiskError.deadMachine, isFirst: number == position)
        }
    }

    /// Ends this process as `kill -9` would.
    static func killProcess() -> Never {
        kill(getpid(), SIGKILL)
        while true { pause() }
    }
}
