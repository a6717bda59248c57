import Observations

/// `licence-known`
enum LicenceKnown {
    static let description = CheckDescription(
        rule: Rule(
            code: "licence-known", severity: .warning, title: "a licence that is not one of the known ones",
            wording: "“{value}” in column {0} is not in {1}[ (nearest entry: {2})]. Use one of its entries.",
            documentation: """
                `license` is one of GBIF's three licences (CC0 1.0, CC BY 4.0, CC BY-NC 4.0), as an SPDX name or as \
                the address of its text, unless the pipeline declares others. A blank licence means all rights \
                reserved and is not judged here.
                """),
        tdwgTests: ["VALIDATION_LICENSE_STANDARD"], terms: ["license"],
        parameters: [
            CheckParameter(
                "licences", .vocabulary, default: Self.defaults.joined(separator: ", "),
                "The licences that are accepted.")
        ],
        example: CheckExample(
            terms: ["license"],
            [
                (["CC-BY-4.0"], .compliant),
                (["https://creativecommons.org/licenses/by/4.0/legalcode"], .compliant),
                (["CC BY"], .notCompliant),
                ([nil], .prerequisitesNotMet),
            ]),
        make: { arguments throws(PlanProblem) in
            let vocabulary = try arguments.vocabulary("licences")
            return VocabularyCheck(
                column: try arguments.column("license"),
                vocabulary: Vocabulary(vocabulary.values, name: vocabulary.name ?? "the known licences"))
        })

    private static let defaults: [String] =
        ["CC0-1.0", "CC-BY-4.0", "CC-BY-NC-4.0"]
        + ["publicdomain/zero/1.0", "licenses/by/4.0", "licenses/by-nc/4.0"].flatMap { path in
            ["http", "https"].flatMap { scheme in
                ["/", "/legalcode"].map { "\(scheme)://creativecommons.org/\(path)\($0)" }
            }
        }
}
