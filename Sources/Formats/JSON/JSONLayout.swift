import Observations

/// Where the records of a JSON text are.
enum JSONLayout: Equatable {
    /// One value on every line.
    case lines
    /// One value: a record if it is no array, else an array of records.
    case document
    /// Records at a pointer from the document's root.
    case pointer(JSONPointer)

    /// What was decided, and why.
    struct Choice {
        var layout: JSONLayout
        var format: FileFormat
        var details: [FormatDescription.Detail]
    }

    /// Decides by what is declared and by the first bytes.
    ///
    /// - Parameter sample: The beginning of the text in a window, which ends as `JSONScan` wants it.
    static func choose(_ options: FormatOptions, sample: JSONSample) throws(ReadError) -> Choice {
        if let records = options.records {
            return try declared(records, options)
        }
        switch options.format {
        case .ndjson:
            return Choice(
                layout: .lines, format: .ndjson,
                details: [.init("records", "one on every line", because: "the format is ndjson")])
        case .geojson:
            if sample.type == "Feature", !sample.hasFeatures {
                return Choice(
                    layout: .document, format: .geojson,
                    details: [.init("records", "the document", because: "its type is Feature")])
            }
            if sample.isArray {
                return Choice(
                    layout: .document, format: .geojson,
                    details: [.init("records", "the elements of the array", because: "the document is an array")])
            }
            return features(because: "the format is geojson")
        default:
            if sample.type == "FeatureCollection" {
                return features(because: "its type is FeatureCollection")
            }
            if options.format == nil, sample.secondLineIsObject {
                return Choice(
                    layout: .lines, format: .ndjson,
                    details: [
                        .init(
                            "records", "one on every line",
                            because: "after the first object another begins on a new line")
                    ])
            }
            let detail: FormatDescription.Detail =
                sample.isArray
                ? .init("records", "the elements of the array", because: "the document is an array")
                : .init("records", "the document", because: single(sample))
            return Choice(layout: .document, format: .json, details: [detail])
        }
    }

    private static func features(because reason: Wording) -> Choice {
        Choice(
            layout: .pointer(JSONPointer(field: "/features")), format: .geojson,
            details: [.init("records", verbatim: "/features", because: reason)])
    }

    private static func single(_ sample: JSONSample) -> Wording {
        guard let key = sample.arrayOfObjects else { return "it is one value, and no `records` are declared" }
        return "no `records` are declared; there are objects at \(key): declare `records: \(key)` to read them"
    }

    private static func declared(_ records: String, _ options: FormatOptions) throws(ReadError) -> Choice {
        guard options.format != .ndjson else {
            throw ReadError(
                .records, "`records` is declared for a file with one record on every line",
                remedy: "Leave out `records`, or declare `format: json`.")
        }
        guard let pointer = JSONPointer(records) else {
            throw ReadError(
                .records, "`records: \(records)` is no JSON Pointer",
                remedy: "Write it like /data/observations: every key with a slash in front, ~ as ~0 and / as ~1.")
        }
        return Choice(
            layout: .pointer(pointer), format: options.format == .geojson ? .geojson : .json,
            details: [.init("records", verbatim: records, because: "declared")])
    }
}
