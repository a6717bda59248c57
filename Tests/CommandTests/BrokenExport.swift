import Foundation

extension Garden {
    /// An export of 24 records in which 16 counts went wrong: more than half, so that it is held.
    static func brokenExport(of person: String = "Dora") -> String {
        var text = header
        for number in 1...24 {
            let count = number <= 8 ? number : -number
            text += "D\(number),V7,2026-05-07,Pica pica,\(count),\(person),\n"
        }
        return text
    }

    /// A project with a published version 1 and a held submission 7.
    static func projectWithHold() throws -> ScratchProject {
        let project = try project()
        try project.night()
        try project.write(brokenExport(), to: "drop/dora/export.csv")
        _ = try project.transect("run", environment: ["TRANSECT_NOW": secondEvening])
        return project
    }
}

/// Who decides and why, as arguments.
let author = ["--by", "Eva", "--why", "she has asked"]

extension ScratchProject {
    /// Runs with an author.
    @discardableResult
    func decide(_ arguments: String..., at now: String = Garden.thirdEvening) throws -> Program.Result {
        try Program.run(arguments + author + ["--project", root], environment: ["TRANSECT_NOW": now])
    }
}
