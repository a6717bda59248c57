/// A JSON value that is written as it is made.
indirect enum JSONText {
    case text(String)
    /// A number as its digits.
    case number(String)
    /// `true`, `false` or `null`.
    case literal(String)
    case list([JSONText])
    case object([(String, JSONText)])

    /// The answer to a task, as Zooniverse exports it.
    static func answer(_ task: String, _ label: String?, _ value: JSONText) -> JSONText {
        .object([
            ("task", .text(task)), ("task_label", label.map { .text($0) } ?? .literal("null")), ("value", value),
        ])
    }

    /// The JSON. The texts of the samples have nothing to escape.
    var written: String {
        switch self {
        case .text(let text): "\"\(text)\""
        case .number(let text), .literal(let text): text
        case .list(let values): "[" + values.map(\.written).joined(separator: ",") + "]"
        case .object(let members):
            "{" + members.map { "\"\($0.0)\":\($0.1.written)" }.joined(separator: ",") + "}"
        }
    }
}

/// How Zooniverse writes its export of classifications.
enum ZooniverseExport {
    static let header = [
        "classification_id", "user_name", "user_id", "user_ip", "workflow_id", "workflow_name", "workflow_version",
        "created_at", "gold_standard", "expert", "metadata", "annotations", "subject_data", "subject_ids",
    ]

    /// One classification: what a row says.
    struct Classification {
        let id: Int
        let user: String
        let userID: String
        /// The day of April 2025.
        let day: Int
        let minute: Int
        let annotations: JSONText
        let subject: Int
        let camera: String

        /// The cells.
        var row: [String] {
            let time = "18:\(twoDigits(minute)):\(twoDigits(id % 60))"
            let date = "2025-04-\(twoDigits(day))"
            let metadata = JSONText.object([
                ("source", .text("api")), ("session", .text("made-up")),
                ("started_at", .text("\(date)T17:59:00.000Z")), ("finished_at", .text("\(date)T\(time).000Z")),
                ("user_agent", .text("a browser")), ("user_language", .text("en")),
            ])
            let subjects = JSONText.object([
                (
                    "\(subject)",
                    .object([
                        ("retired", .literal("null")), ("camera", .text(camera)),
                        ("image", .text("\(camera.lowercased())-\(subject).jpg")),
                    ])
                )
            ])
            return [
                "\(id)", user, userID, "5a3f9c1e07", "31", "River bank", "12.4", "\(date) \(time) UTC", "", "",
                metadata.written, annotations.written, subjects.written, "\(subject)",
            ]
        }
    }
}
