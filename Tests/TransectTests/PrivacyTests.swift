import Foundation
import Testing

@Suite struct PrivacyTests {
    @Test("Observers get pseudonyms also where somebody else votes, and records without a licence leave no votes")
    func votes() async throws {
        let project = try SmallProject(
            """
            sources: [{files: '**/*.csv'}]
            fields: {image: {}, login: {}, recordedBy: {}, label: {}, license: {}}
            consensus: {subject: image, contributor: login, questions: {label: {method: majority}}}
            """,
            files: [
                "a.csv": """
                image,login,recordedBy,label,license
                1,login-one,Jan Kowalski,kite,CC0
                2,login-two,Ola Lis,nest,

                """
            ])
        try await project.run()
        for name in ["observations.csv", "consensus.csv", "votes.csv", "contributors.csv"] {
            let text = try #require(project.published(name))
            for secret in ["Kowalski", "Lis", "login-one", "login-two", "nest"] {
                #expect(!text.contains(secret), "\(name)")
            }
            #expect(text.split(separator: "\n").count == 2, "\(name)")
        }
    }

    @Test("A list that leads to names, and what a check quotes of a withheld term, stay in the store")
    func quoted() async throws {
        let project = try SmallProject(
            """
            sources: [{files: '*.csv', map: {mail: {to: recordedBy, lookup: {file: people.csv, from: mail, to: name}}}}]
            fields: {recordedBy: {}, eventDate: {type: eventDate, publish: false}, year: {type: integer}}
            checks: [{date-terms-consistent: {severity: warning}}]
            """, files: ["a.csv": "mail,eventDate,year\nj@example.org,2026-05-03,2025\n"])
        try project.put("mail,name\nj@example.org,Jan Kowalski\n", at: "people.csv")
        try await project.run()
        #expect(project.published("people.csv") == nil)
        let findings = try #require(project.published("findings.csv"))
        #expect(findings.contains("1-1,date-terms-consistent,year,") && !findings.contains("2026-05-03"))
        let observations = try #require(project.published("observations.csv"))
        #expect(!observations.contains("Kowalski") && !observations.contains("2026"))
    }
}
