import Formats
import Observations

extension FuzzTarget {
    /// Exports of Zooniverse: a whole file, or what stands in the cells of JSON, each behind a NUL byte.
    static let zooniverse = FuzzTarget(name: "zooniverse") { input in
        var input = input
        var options = FormatOptions()
        options.format = .zooniverse
        options.limits = .small
        var file = input.pick([nil, ""]).map { _ in input.rest } ?? []
        if file.isEmpty {
            let parts = input.parts(at: 0).map { quoted($0) }
            func part(_ number: Int) -> [UInt8] { number < parts.count ? parts[number] : Array("{}".utf8) }
            file = Array(
                "classification_id,user_name,workflow_id,workflow_version,metadata,annotations,subject_data\n".utf8)
            for row in 1...2 {
                file += Array("\(row),ana,10,1.2,".utf8) + part(1) + [0x2C] + part(0) + [0x2C] + part(2) + [0x0A]
            }
        }
        ReadFile.inPieces(file) { source throws(ReadError) in
            try ZooniverseReader(source, options: options, submission: 1)
        }
    }

    private static func quoted(_ cell: [UInt8]) -> [UInt8] {
        [0x22] + cell.flatMap { $0 == 0x22 ? [0x22, 0x22] : [$0] } + [0x22]
    }
}
