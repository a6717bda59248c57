import Deduplication
import Observations
import Storage

/// The records that several series of one submitter have had, and which of the series have them at present. A record stays
/// in the dataset as long as one of them has it.
///
/// A record that only one series ever had is not spoken of here: who sent it last says it all.
struct SharedRecords: Sendable {
    /// What one series has.
    private struct Holder {
        var places = PlaceSet()
        /// The newest of its submissions of which it was said that they have any of them.
        var newest: UInt32 = 0
    }

    private var holders: [UInt32: Holder] = [:]
    /// All records that were ever spoken of.
    private var known = PlaceSet()

    /// No record was ever shared.
    init() {}

    /// What was said up to now, in its order.
    init(_ possessions: [Possession], series: SeriesNumbers) {
        for possession in possessions { apply(possession, series) }
    }

    /// The records that a series has, of those that were ever shared.
    func places(of series: UInt32) -> PlaceSet { holders[series]?.places ?? PlaceSet() }

    /// A submission of another series that has a record too; `nil` where no other has it. Of several the newest.
    func otherHolder(of place: UInt32, besides series: UInt32) -> UInt32? {
        guard known.contains(place) else { return nil }
        return holders.lazy.filter { $0.key != series && $0.value.places.contains(place) }.map(\.value.newest).max()
    }

    /// Takes note of what a submission has, and no longer has, and gives back what was not known yet.
    ///
    /// - Parameters:
    ///   - met: records of the file that another series sent last, or that were out of the dataset.
    ///   - gone: records that its series no longer has.
    mutating func note(
        _ met: [MetRecord], gone: [UInt32], by submission: UInt32, _ series: SeriesNumbers
    ) -> [Possession] {
        let own = series[submission]
        var has: [UInt32: [UInt32]] = [:]
        for record in met {
            let sender = series[record.sender]
            if record.wasOut {
                // Whoever had it before has lost it.
                if sender != own || known.contains(record.place) { has[submission, default: []].append(record.place) }
            } else if sender != own {
                has[submission, default: []].append(record.place)
                has[record.sender, default: []].append(record.place)
            }
        }
        var news: [Possession] = []
        for (holder, places) in has.sorted(by: { $0.key < $1.key }) {
            var new = PlaceSet(places)
            new.subtract(self.places(of: series[holder]))
            if !new.isEmpty { news.append(Possession(submission: holder, places: new, holds: true)) }
        }
        let lost = PlaceSet(gone.filter { known.contains($0) })
        if !lost.isEmpty { news.append(Possession(submission: submission, places: lost, holds: false)) }
        for possession in news { apply(possession, series) }
        return news
    }

    private mutating func apply(_ possession: Possession, _ series: SeriesNumbers) {
        known.formUnion(possession.places)
        var holder = holders[series[possession.submission]] ?? Holder()
        if possession.holds {
            holder.places.formUnion(possession.places)
            holder.newest = max(holder.newest, possession.submission)
        } else {
            holder.places.subtract(possession.places)
        }
        holders[series[possession.submission]] = holder
    }
}
