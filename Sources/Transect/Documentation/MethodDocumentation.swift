import Labelling

/// The user documentation of the methods, written from the catalogue itself so that it cannot grow stale.
package enum MethodDocumentation {
    /// `docs/methods.md`.
    package static func markdown() -> String {
        var text = """
            # Methods

            <!-- Printed by `transect methods --markdown`; a test compares. -->

            How the answers to one question become a consensus. A pipeline names the method of a question
            (`method: auto`), `transect label` takes it as `--method`. How they compare on public data stands in
            [methods-compared.md](methods-compared.md).

            | method | answers | what it is |
            |---|---|---|

            """
        for method in LabellingMethod.allCases {
            let title = method.description.title
            text += "| [`\(method.rawValue)`](#\(anchor(method.rawValue, title))) | one label | \(title) |\n"
        }
        for method in AnswerMethod.allCases {
            let (kind, title) = (method.description.kind.rawValue, method.description.title)
            text += "| [`\(method.rawValue)`](#\(anchor(method.rawValue, title))) | \(kind) | \(title) |\n"
        }
        text += """

            Whatever the method: a contributor has one vote on a subject; ties are reported and never broken at random; the
            same votes give the same bytes on every machine.

            **Unsure.** Answers that a question lists under `unsure` (`--unsure`) are votes from which the models learn, but
            no subject is published with one.

            **Known answers** (`--gold` of `transect label`) are held fixed while a method learns about contributors; each
            description below says how. What `transect label` writes about such a subject is the known label, with status
            `expert`; all other columns are what its votes say under what was learnt, so that the crowd can be compared. Its own
            votes took part in learning, so that this is a little flattered. In a project it is otherwise: known answers (`gold`
            under `consensus`) are never published, and neither is which subjects have one.

            **Confidence** is the method's own and not calibrated: among subjects with 0.9, less than nine of ten may be
            right. `transect label --truth` measures it.


            """
        text += "## One label\n\n"
        text += LabellingMethod.allCases.map { $0.description.markdown }.joined(separator: "\n")
        text += "\n## Answers that are not one label\n\n" + answerColumns + "\n"
        text += AnswerMethod.allCases.map { $0.description.markdown }.joined(separator: "\n")
        return text + "\n" + label
    }

    /// One method for the terminal; `nil` if there is none of that name.
    package static func text(named name: String) -> String? {
        LabellingMethod(rawValue: name)?.description.markdown ?? AnswerMethod(rawValue: name)?.description.markdown
    }

    /// The anchor that a heading gets on the usual sites: lower case, hyphens for spaces, no punctuation.
    private static func anchor(_ name: String, _ title: String) -> String {
        String(
            "\(name): \(title)".lowercased().compactMap { character in
                character == " " ? "-" : character.isLetter || character.isNumber || character == "-" ? character : nil
            })
    }

    /// What the columns of such questions have in common.
    private static let answerColumns = """
        Numbers, texts, taxa, levels and lists have methods of their own. In `consensus.csv` such a question Q has the
        columns `Q`, `Q_status`, `Q_votes`, `Q_leading` and `Q_crowd` as a question for one label has, `Q_confidence`
        where the method has a probability, `Q_votes_for` and `Q_agreement` where its consensus is somebody's answer,
        `Q_tied` where it knows ties, and columns of its own. `datapackage.json` says of every column what it means.

        Lists may stand in one cell (`deer|hare`), or in rows of their own: several rows of one contributor on one
        subject in one file are one list. `none` says that nothing applies; `none:` (`--none`) names other words for it.

        An answer that is none of those that a method takes, such as a word for a number, counts for nothing and is
        told.

        """

    /// The columns of skills where answers are votes for one label.
    private static var skillFields: [ConsensusField] {
        var table = VoteTable(subjectTerms: ["subject"], repeats: .error)
        let votes = table.seal()
        return SkillReport(votes, Estimate(emptySubjects: 0)).columns(names: votes.contributors).fields
    }

    /// The files of `transect label`.
    private static var label: String {
        var text = """
            ## One file without a project: `transect label`

            ```sh
            transect label answers.csv --subject task --contributor worker --question label --method auto \\
              --output consensus.csv --skills skills.csv --truth truth.csv --gold gold.csv
            ```

            The answers are a file with a row for each answer: CSV of any dialect, JSON, NDJSON or XML, also with gzip. The
            columns are called `task`, `worker` and `label` unless options say otherwise; `--subject` may be given several
            times. Rows whose subject, contributor or answer is blank are no votes. Of several answers of one contributor
            on one subject the last counts; with `--repeats error` none does. Malformed rows are passed over and told, and
            the exit code is then 1.

            Nothing that exists is replaced without `--force`. `--output -` writes to standard output.

            `consensus.csv`, one row per subject in byte order; LABEL is the column that `--question` names:

            | column | meaning |
            |---|---|
            | the subject's | as the answers name it |
            | LABEL | the label, where the status is `agreed` or `expert`; else empty |
            | LABEL`_status` | `agreed`: the leading label meets `--votes`, `--confidence` and `--agreement`; `contested`: it does not, or labels are tied; `insufficient`: fewer votes than asked for; `expert`: known from `--gold` |
            | LABEL`_confidence` | the method's score of the leading label, 0 to 1 |
            | LABEL`_votes_for` | votes for the leading label |
            | LABEL`_votes` | votes in all |
            | LABEL`_agreement` | votes for the leading label ÷ votes in all |
            | LABEL`_leading` | the front runner, published or not; empty if labels are tied |
            | LABEL`_tied` | the labels that are tied for the first place, separated by \\| |
            | LABEL`_runner_up` | the label behind the front runner; several are separated by \\| |
            | LABEL`_crowd` | where the status is `expert`, what would have been published without it |

            `skills.csv`, one row per contributor in byte order:

            | column | meaning |
            |---|---|

            """
        text += "| `contributor` | whose row it is, as the answers name them |\n"
        for field in skillFields {
            text += "| `\(field.suffix.dropFirst())` | \(field.meaning.replacing("|", with: "\\|")) |\n"
        }
        text += """

            Cells that a spreadsheet would take for a formula begin with `'`, as in published versions.

            The figures go to standard output, as JSON with `--json`: numbers of subjects, contributors, labels and votes;
            how much contributors agree beyond chance (Krippendorff's alpha, unsure answers included; Fleiss' kappa where
            all subjects have equally many votes). With `--truth`, for the method and for the plain majority of the same
            votes:

            | figure | meaning |
            |---|---|
            | accuracy | share of subjects whose front runner is right, published or not; of n tied labels the right one earns 1/n |
            | macro F1 | the mean over labels of the harmonic mean of precision and recall |
            | calibration error | the distance of confidence and accuracy, in ten intervals of confidence weighted by their subjects |
            | scored | subjects with a known answer and votes, without those of `--gold` |
            | published, right among published | the same of labels with status `agreed` |

            Right answers (`--truth`, `--gold`) are a file with the subject's columns and one for the label, called as in the
            answers, or `label`, `truth`, `gold`, `gt`.

            """
        return text
    }
}
