/// A project whose files have a column for each species.
enum WideProject {
    /// The pipeline; its only source unpivots every CSV file.
    ///
    /// - Parameters:
    ///   - fields: the fields, `eventDate`, `sp` and `n` among them, as YAML between braces.
    ///   - more: further lines of YAML.
    static func pipeline(fields: String, more: String = "") -> String {
        """
        name: counts
        title: Counts
        creators: [{name: River Club}]
        licence: CC0-1.0
        sources: [{files: "**/*.csv", unpivot: {except: [eventDate], name: sp, value: n}}]
        fields: {\(fields)}
        \(more)

        """
    }
}
