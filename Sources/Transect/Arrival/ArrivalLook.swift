import Files
import Intake
import Observations
import Storage

/// Looks at the new files of a drop folder: which are complete, as far as that can be told without copying them, and
/// which wait.
struct ArrivalLook {
    let rules: ArrivalRules
    /// When this run looks, in seconds since 1970 (UTC).
    let now: Int64
    /// The files that waited before, with the first look that saw them as they are.
    let earlier: [FileIdentity: WaitingFile]
    var evidence: ArrivalEvidence

    /// A time of change that lies further ahead than this is that of a wrong clock and says nothing, in seconds.
    private static let mostAhead: Int64 = 86_400

    /// For how many seconds a file has been as it is: since it changed, or since it was first seen so.
    func age(of identity: FileIdentity) -> Int64 {
        let modified = identity.modifiedNanoseconds / 1_000_000_000
        let byClock = now - modified < -Self.mostAhead ? Int64.max : now - modified
        return max(byClock, earlier[identity].map { now - $0.since } ?? 0)
    }

    /// Puts into a delivery what must hold when it is copied; or says why it waits.
    mutating func examine(_ delivery: inout Delivery) throws -> WaitingReason? {
        let ending = delivery.condition.ending
        delivery.condition = ClaimCondition()
        if delivery.identity.size > rules.largest {
            return WaitingReason(.largest, ByteCount(rules.largest).description)
        }
        switch try evidence.evidence(for: delivery.path) {
        case .digest(let digest): delivery.condition.digest = digest
        case .marked: break
        case .missing(let reason): return reason
        case .nothing:
            let age = age(of: delivery.identity)
            if let quiet = rules.quiet, age < quiet { return WaitingReason(.quiet, "\(quiet)") }
            if age < ArrivalRules.usualQuiet {
                delivery.condition.unlessTold = WaitingReason(.quiet, "\(ArrivalRules.usualQuiet)")
            }
            if age < rules.patience { delivery.condition.ending = ending }
        }
        return nil
    }

    /// When it is worth trying again to take a file that waits, though nobody touches it; `nil` for never.
    func nextTry(_ identity: FileIdentity, _ reason: WaitingReason) -> Int64? {
        let age = min(age(of: identity), Self.mostAhead)
        return switch reason.kind {
        case .writing, .changing: now + 2
        case .quiet: now + max(1, (Int64(reason.detail) ?? ArrivalRules.usualQuiet) - age)
        case .ending: now + max(1, rules.patience - age)
        case .files, .bytes: NightAllowance.nightStart(now) + 86_400
        case .checksum, .unreadableChecksum, .marker, .tooLarge, .largest: nil
        }
    }
}

/// What every submitter may still send this night.
struct NightAllowance {
    private let limits: NightLimits
    private var delivered: [ExactName: NightDelivery]
    /// Submitters of whom something waits already: what follows in the order of paths waits too.
    private var stopped: [ExactName: WaitingReason] = [:]

    /// The beginning of the night that an instant lies in.
    static func nightStart(_ seconds: Int64) -> Int64 {
        let (day, rest) = seconds.quotientAndRemainder(dividingBy: 86_400)
        return (rest < 0 ? day - 1 : day) * 86_400
    }

    /// What is left of the limits after what was delivered in this night before.
    init(_ limits: NightLimits, delivered: [ExactName: NightDelivery]) {
        self.limits = limits
        self.delivered = delivered
    }

    /// Takes a file into account; or says why it waits.
    mutating func admit(_ delivery: Delivery) -> WaitingReason? {
        let size = delivery.identity.size
        if let most = limits.bytes, size > most { return WaitingReason(.tooLarge, ByteCount(most).description) }
        let submitter = ExactName(delivery.submitter)
        if let reason = stopped[submitter] { return reason }
        var night = delivered[submitter] ?? NightDelivery()
        night.files += 1
        night.bytes += size
        if let most = limits.files, night.files > most {
            stopped[submitter] = WaitingReason(.files, "\(most)")
        } else if let most = limits.bytes, night.bytes > most {
            stopped[submitter] = WaitingReason(.bytes, ByteCount(most).description)
        } else {
            delivered[submitter] = night
        }
        return stopped[submitter]
    }
}

/// A number of bytes for people, as they write it in the pipeline file.
struct ByteCount: CustomStringConvertible {
    private let count: Int64

    init(_ count: Int64) { self.count = count }

    var description: String {
        for (unit, size) in [("TB", 1_000_000_000_000), ("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)]
            as [(String, Int64)] where count >= size && count % size == 0
        {
            return "\(count / size) \(unit)"
        }
        return "\(count) bytes"
    }
}
