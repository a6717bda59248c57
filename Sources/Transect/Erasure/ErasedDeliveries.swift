import Observations
import Storage

extension Run {
    /// The deliveries that were not claimed before, in the same order. Files of people on the list of erased names were
    /// claimed under paths that no longer name them, and still lie in the drop folder under those that do.
    func unknown(among deliveries: [Delivery], _ store: Store, _ ledger: Ledger) throws -> [Delivery] {
        let new = try ledger.unknown(among: deliveries)
        let suppression = try Suppression(store, ledger)
        guard !suppression.isEmpty, !new.isEmpty else { return new }
        let scrubbed = new.map { delivery in
            var delivery = delivery
            delivery.path = suppression.scrubbed(path: delivery.path, submitter: delivery.submitter)
            return delivery
        }
        let unknown = Set(try ledger.unknown(among: scrubbed).map { ExactName($0.path) })
        return zip(new, scrubbed).filter { unknown.contains(ExactName($1.path)) }.map(\.0)
    }
}
