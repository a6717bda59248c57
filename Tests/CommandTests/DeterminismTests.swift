import Foundation
import Testing

/// A version is a function of what happened: neither threads nor time zone nor language nor the number of nights matter.
@Suite struct DeterminismTests {
    /// Two nights of the garden under an environment.
    private func twoNights(threads: Int, _ environment: [String: String]) throws -> FileTree {
        let project = try Garden.project()
        for (index, evening) in [Program.evening, Garden.secondEvening].enumerated() {
            if index == 1 { try Garden.fillSecondNight(project) }
            var complete = environment
            complete["TRANSECT_NOW"] = evening
            let result = try project.transect("run", "--threads", "\(threads)", environment: complete)
            #expect(result.code == 0, "\(result.talk)")
        }
        return try project.tree("snapshots")
    }

    @Test("With 1, 2 or 8 threads, in any time zone and language, every published byte is the same")
    func surroundings() throws {
        let plain = try twoNights(threads: 1, [:])
        #expect(plain.files.count == 32, "\(plain.files)")
        for threads in [1, 2, 8] {
            for zone in ["Asia/Tokyo", "America/New_York", "UTC"] {
                for language in ["C", "pl_PL.UTF-8", "tr_TR.UTF-8"] {
                    let other = try twoNights(threads: threads, ["TZ": zone, "LC_ALL": language, "LANG": language])
                    let differences = other.differences(from: plain)
                    #expect(differences.isEmpty, "\(threads) threads, \(zone), \(language): \(differences)")
                }
            }
        }
    }

    @Test("With many records and files, threads do not matter either", arguments: [2, 3, 8])
    func manyRecords(threads: Int) throws {
        func snapshot(_ threads: Int) throws -> FileTree {
            let project = try Garden.project()
            for file in 0..<12 {
                var text = Garden.header
                for row in 0..<3_000 {
                    // Some keys come again, corrected; some counts are negative; subjects are shared between people.
                    let key = row % 50 == 0 ? "K\(row)" : "K\(file)-\(row)"
                    let count = row % 97 == 0 ? -1 : (row * 7 + file) % 5
                    text += "\(key),V\(row % 400),2026-05-0\(1 + row % 9),Pica pica,\(count),P\(file % 5),note \(row)\n"
                }
                try project.write(text, to: "drop/p\(file % 5)/file-\(10 + file).csv")
            }
            let result = try project.transect("run", "--threads", "\(threads)")
            #expect(result.code == 0, "\(result.talk)")
            return try project.tree("snapshots")
        }
        let differences = try snapshot(threads).differences(from: try snapshot(1))
        #expect(differences.isEmpty, "\(differences)")
    }

    @Test("Spread over five nights instead of one, the content is the same to the byte")
    func nights() throws {
        let files: [(path: String, text: String)] = [
            ("ana/1.csv", Garden.anasList),
            ("ana/2.csv", Garden.anasCorrection),
            ("ana/3.csv", Garden.header + "A9,V3,2026-05-03,Parus major,1,Ana,\n"),
            ("ben/4.json", Garden.bensApp),
            ("cleo/5.xml", Garden.cleosForm),
            (
                "dora/6.csv",
                Garden.header + "A9,V3,2026-05-03,Parus major,2,Dora,\nD1,V1,2026-05-01,Pica pica,2,Dora,\n"
            ),
            (
                "dora/7.csv",
                Garden.header + "D1,V1,2026-05-01,Pica pica,3,Dora,\nD2,V3,1700-01-01,Parus major,1,Dora,\n"
            ),
        ]
        func project() throws -> ScratchProject {
            let project = try ScratchProject(pipeline: Garden.pipeline)
            try project.useCommonKey()
            return project
        }
        let once = try project()
        for file in files { try once.write(file.text, to: "drop/" + file.path) }
        try once.night()

        let often = try project()
        for night in [files[0..<1], files[1..<3], files[3..<4], files[4..<5], files[5..<7]] {
            for file in night { try often.write(file.text, to: "drop/" + file.path) }
            try often.night()
        }
        #expect(often.exists("snapshots/v5"))
        for file in ["observations", "consensus", "votes", "contributors", "findings"] {
            for format in ["csv", "parquet"] {
                let path = "snapshots/latest/\(file).\(format)"
                let (one, five) = (try Data(contentsOf: once.url(path)), try Data(contentsOf: often.url(path)))
                #expect(one == five, "\(file).\(format) differs:\n\(String(decoding: five, as: UTF8.self))")
            }
        }
        #expect(try often.published("observations.csv").count == 9)
    }
}

extension ScratchProject {
    func url(_ path: String) -> URL { URL(fileURLWithPath: "\(root)/\(path)") }
}
