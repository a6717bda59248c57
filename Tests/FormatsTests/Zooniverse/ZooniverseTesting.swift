import Formats
import Observations

/// What the tests of Zooniverse's exports share.
enum ZooniverseTesting {
    static let header =
        "classification_id,user_name,user_id,user_ip,workflow_id,workflow_name,workflow_version,created_at,"
        + "gold_standard,expert,metadata,annotations,subject_data,subject_ids\n"

    /// One row of an export.
    static func row(
        _ id: Int, _ annotations: String, user: String = "ana", metadata: String = "{}",
        subjects: String = #"{"9":{"retired":null}}"#
    ) -> String {
        func quoted(_ cell: String) -> String {
            "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
        }
        return "\(id),\(user),1,abc,10,Cats,1.2,2025-01-21 16:08:41 UTC,,,"
            + [metadata, annotations, subjects].map(quoted).joined(separator: ",") + ",9\n"
    }

    /// A whole file as the reader gives it.
    static func read(
        _ text: some Sequence<UInt8>, chunk: Int = .max, _ configure: (inout FormatOptions) -> Void = { _ in }
    ) -> TreeTesting.File {
        var options = FormatOptions()
        options.format = .zooniverse
        configure(&options)
        do {
            var reader = try ZooniverseReader(ArraySource(Array(text), chunk: chunk), options: options, submission: 7)
            return TreeTesting.collect(&reader)
        } catch {
            return TreeTesting.File(error: error)
        }
    }

    /// An export of rows with these annotations.
    static func read(_ annotations: String..., only fields: [String]? = nil) -> TreeTesting.File {
        let rows = annotations.enumerated().map { row($0.offset + 1, $0.element) }
        return read((header + rows.joined()).utf8) { if let fields { $0.fields = .only(fields) } }
    }

    /// What the annotations of one task with this value become.
    static func answer(_ value: String) -> String?? {
        read(#"[{"task":"T0","task_label":"What?","value":\#(value)}]"#)["T0"].first
    }
}
