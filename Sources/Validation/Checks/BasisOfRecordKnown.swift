import Observations

/// `basis-of-record-known`
enum BasisOfRecordKnown {
    static let description = CheckDescription(
        rule: Rule(
            code: "basis-of-record-known", severity: .warning,
            title: "a basis of record that Darwin Core does not know",
            wording: "“{value}” in column {0} is not one of {1}[ (nearest entry: {2})]. Use one of its entries.",
            documentation: """
                `basisOfRecord` is one of the class names of Darwin Core that GBIF accepts: HumanObservation, \
                MachineObservation, PreservedSpecimen, FossilSpecimen, LivingSpecimen, MaterialEntity, MaterialSample, \
                MaterialCitation, Occurrence, Observation.
                """),
        tdwgTests: ["VALIDATION_BASISOFRECORD_STANDARD"], terms: ["basisOfRecord"], parameters: [],
        example: CheckExample(
            terms: ["basisOfRecord"],
            [
                (["HumanObservation"], .compliant),
                (["human observation"], .notCompliant),
                ([nil], .prerequisitesNotMet),
            ]),
        make: { arguments throws(PlanProblem) in
            VocabularyCheck(
                column: try arguments.column("basisOfRecord"),
                vocabulary: Vocabulary(
                    [
                        "HumanObservation", "MachineObservation", "PreservedSpecimen", "FossilSpecimen",
                        "LivingSpecimen", "MaterialEntity", "MaterialSample", "MaterialCitation", "Occurrence",
                        "Observation",
                    ], name: "the Darwin Core bases of record"))
        })
}
