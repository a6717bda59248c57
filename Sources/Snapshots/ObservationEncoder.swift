import Formats
import Observations

/// Turns current observations into what is published of them. Pure, so that several threads can each have one.
package struct ObservationEncoder: Sendable {
    /// What of an observation is published.
    package let view: PublicView
    private var pseudonyms: Pseudonyms
    private var knownTerms: [Term] = []
    private var sources: [PublicView.Source?] = []

    /// An encoder for a view, with the pseudonyms that it needs.
    package init(view: PublicView, pseudonyms: Pseudonyms) {
        self.view = view
        self.pseudonyms = pseudonyms
    }

    /// The published columns of some observations: `recordID` first, raw values, no formula guard yet.
    package mutating func publish(_ observations: PlacedObservations) -> TablePiece {
        if observations.terms != knownTerms { learn(observations.terms) }
        var columns = [Self.names(observations.ids)]
        columns.reserveCapacity(sources.count + 1)
        for source in sources {
            switch source {
            case .column(let index): columns.append(observations.batch[index])
            case .pseudonym(let index): columns.append(pseudonyms.pseudonyms(of: observations.batch[index]))
            case nil: columns.append(TextColumn(missingRows: observations.count))
            }
        }
        return TablePiece(columns, rows: view.publishedRows(of: observations))
    }

    /// The published rows of some observations as they stand in `observations.csv`.
    package mutating func encode(_ observations: PlacedObservations) -> EncodedObservations {
        let piece = publish(observations)
        let size = piece.columns.reduce(0) { $0 + $1.bytes.count + $1.count }
        var csv: [UInt8] = []
        csv.reserveCapacity(size + size / 16)
        CSVOutput.append(columns: piece.columns, rows: piece.rows, to: &csv)
        return EncodedObservations(csv: csv, piece: piece, ordinals: Self.range(observations.ordinals))
    }

    /// Finds the view's columns among the terms of a batch.
    private mutating func learn(_ terms: [Term]) {
        knownTerms = terms
        sources = view.sources.map { source in
            switch source {
            case .column(let index): terms.firstIndex(of: view.terms[index]).map(PublicView.Source.column)
            case .pseudonym(let index): terms.firstIndex(of: view.terms[index]).map(PublicView.Source.pseudonym)
            }
        }
    }

    private static func range(_ ordinals: [UInt32]) -> ClosedRange<UInt32>? {
        guard let first = ordinals.first, let last = ordinals.last, first <= last else { return nil }
        return first...last
    }

    /// The names of the records as text.
    private static func names(_ ids: [RecordID]) -> TextColumn {
        var ends = [UInt32](repeating: 0, count: ids.count)
        // Two numbers of at most ten digits and a hyphen.
        let bytes = [UInt8](unsafeUninitializedCapacity: ids.count * 21) { buffer, count in
            for (row, id) in ids.enumerated() {
                count += write(id.submission, to: buffer, at: count)
                buffer[count] = UInt8(ascii: "-")
                count += 1
                count += write(id.record, to: buffer, at: count)
                ends[row] = UInt32(count)
            }
        }
        return TextColumn(bytes: bytes, ends: ends, missing: Bitmap(repeating: false, count: ids.count))
    }

    /// Writes a number in decimal and says how many digits it has.
    @inline(__always)
    private static func write(_ number: UInt32, to buffer: UnsafeMutableBufferPointer<UInt8>, at start: Int) -> Int {
        var count = 1
        var rest = number / 10
        while rest > 0 {
            count += 1
            rest /= 10
        }
        rest = number
        for place in stride(from: start + count - 1, through: start, by: -1) {
            buffer[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        return count
    }
}

/// Observations that are ready to be written.
package struct EncodedObservations: Sendable {
    /// The rows as they stand in the CSV file.
    package let csv: [UInt8]
    /// The same rows in columns, for Parquet.
    package let piece: TablePiece
    /// The first and the last place in the dataset; `nil` where there is no row.
    package let ordinals: ClosedRange<UInt32>?
}
