/// The licence of a dataset, known by its SPDX identifier.
package struct Licence: Sendable, Equatable {
    /// The SPDX identifier, `CC-BY-4.0`.
    package let identifier: String
    /// The licence's full name; `nil` where the table below does not have it.
    package let title: String?
    /// Where its text stands; `nil` where the table below does not have it.
    package let address: String?

    /// The licence of an SPDX identifier, with name and address for those that datasets usually have.
    package init(_ identifier: String) {
        let known = Self.known.first { $0.identifier == identifier }
        self.identifier = identifier
        title = known?.title
        address = known?.address
    }

    /// Whether name and address are known. Only such licences are written into `CITATION.cff`, whose schema refuses
    /// identifiers that are not on its own list.
    package var isKnown: Bool { title != nil }

    /// The name with the identifier, for people: `Creative Commons Attribution 4.0 International (CC-BY-4.0)`.
    package var spoken: String { title.map { "\($0) (\(identifier))" } ?? identifier }

    private typealias Entry = (identifier: String, title: String, address: String)

    private static let known: [Entry] =
        creativeCommons + [
            ("CC0-1.0", "Creative Commons Zero 1.0 Universal", "https://creativecommons.org/publicdomain/zero/1.0/"),
            (
                "ODbL-1.0", "Open Data Commons Open Database License 1.0",
                "https://opendatacommons.org/licenses/odbl/1-0/"
            ),
            ("ODC-By-1.0", "Open Data Commons Attribution License 1.0", "https://opendatacommons.org/licenses/by/1-0/"),
            (
                "PDDL-1.0", "Open Data Commons Public Domain Dedication and License 1.0",
                "https://opendatacommons.org/licenses/pddl/1-0/"
            ),
            (
                "OGL-UK-3.0", "Open Government Licence 3.0 (United Kingdom)",
                "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
            ),
            ("etalab-2.0", "Licence Ouverte 2.0 (Etalab)", "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"),
        ]

    private static let creativeCommons: [Entry] = ["4.0", "3.0"].flatMap { version in
        [
            ("BY", "Attribution"), ("BY-SA", "Attribution-ShareAlike"), ("BY-ND", "Attribution-NoDerivatives"),
            ("BY-NC", "Attribution-NonCommercial"), ("BY-NC-SA", "Attribution-NonCommercial-ShareAlike"),
            ("BY-NC-ND", "Attribution-NonCommercial-NoDerivatives"),
        ].map { code, name in
            (
                "CC-\(code)-\(version)",
                "Creative Commons \(name) \(version) \(version == "4.0" ? "International" : "Unported")",
                "https://creativecommons.org/licenses/\(code.lowercased())/\(version)/"
            )
        }
    }
}
