import Glibc
import Observations

extension Instant {
    /// The present, or what `TRANSECT_NOW` says (`2026-05-01T00:00:00Z` or seconds since 1970), so that a run can be
    /// repeated to the byte. The only clock of the program is read here.
    ///
    /// - Throws: `UsageError` if `TRANSECT_NOW` cannot be read.
    package static func now() throws -> Instant {
        guard let fixed = getenv("TRANSECT_NOW").map({ String(cString: $0) }), !fixed.isEmpty else {
            return Instant(seconds: Int64(time(nil)))
        }
        if let instant = Instant(fixed) { return instant }
        throw UsageError("TRANSECT_NOW is \(fixed); write it as 2026-05-01T00:00:00Z or as seconds since 1970.")
    }
}
