import Testing
import Transect

@Suite struct SubjectNameTests {
    @Test("Parts are joined with |; a | and a backslash before one are escaped, any other backslash is itself")
    func parts() {
        #expect(SubjectName.parts(of: "V2|Pica pica") == ["V2", "Pica pica"])
        #expect(SubjectName.parts(of: "a\\|b") == ["a|b"])
        #expect(SubjectName.parts(of: "a\\\\|b") == ["a\\", "b"])
        #expect(SubjectName.parts(of: "C:\\temp") == ["C:\\temp"])
        #expect(SubjectName.parts(of: "") == [""])
        #expect(SubjectName.parts(of: "|") == ["", ""])
        #expect(SubjectName.parts(of: "a\\") == ["a\\"])
    }

    @Test(
        "What is written is read again",
        arguments: [["V2", "Pica pica"], ["a|b", "\\"], ["\\|", "|\\", ""], ["\\\\", "x"], ["é|", "e\u{301}"]])
    func roundTrip(values: [String]) {
        #expect(SubjectName.parts(of: SubjectName.text(of: values)) == values)
    }

    @Test("A DOI may be written as a link; it is kept in its bare form")
    func dois() throws {
        for text in [
            "10.5281/zenodo.1", "https://doi.org/10.5281/zenodo.1", "doi:10.5281/zenodo.1", " DOI:10.5281/zenodo.1 ",
            "http://dx.doi.org/10.5281/zenodo.1",
        ] {
            #expect(try DOI.canonical(text) == "10.5281/zenodo.1")
        }
        for text in ["", "10.5281", "10./x", "11.5281/x", "10.5281/", "10.52x/a", "10.5281/a b", "zenodo.1"] {
            #expect(throws: UsageError.self) { try DOI.canonical(text) }
        }
    }
}
