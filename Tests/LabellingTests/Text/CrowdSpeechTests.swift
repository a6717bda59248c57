import Foundation
import Labelling
import Observations
import Testing

@Suite("Transcriptions of recordings", .enabled(if: SharedData.isPresent, "the shared data folder is absent"))
struct CrowdSpeechTests {
    @Test("Weighted ROVER makes fewer word errors than ROVER, and that fewer than the medoid")
    func wordErrorRate() throws {
        let truth = try Self.cells("truth.csv")
        let rows = try Self.cells("answers.csv").filter { $0[0].hasSuffix(".mp3") && !$0[1].isEmpty }
        let votes = Votes(rows.map { Answer($0[0], $0[1], $0[2]) }, repeats: .latest)
        let texts = Transcriptions(AnswersBySubject(votes) { $0 })
        var rates: [(overall: Double, mean: Double)] = []
        for consensus in [
            Medoid.consensus(of: texts), Rover(rounds: 0).consensus(of: texts), Rover().consensus(of: texts),
        ] {
            var rate = WordErrorRate()
            for row in truth {
                let subject = try #require(votes.subject(named: [row[0]]))
                rate.add(consensus.subjects[subject].text ?? "", truth: row[1])
            }
            #expect(rate.texts == 2703)
            rates.append((try #require(rate.overall), try #require(rate.meanOfTexts)))
        }
        // The mean of the recordings' rates is what others give: .069 for the medoid, .068 for ROVER.
        #expect(abs(rates[0].mean - 0.069) < 0.0005)
        #expect(rates[1].mean < rates[0].mean && rates[1].overall < rates[0].overall)
        #expect(rates[2].mean < 0.0615 && rates[2].overall < 0.054)
    }

    /// The rows of a CSV file with quotes, the header left out.
    private static func cells(_ file: String) throws -> [[String]] {
        guard let folder = SharedData.consensus else { return [] }
        let bytes = [UInt8](try Data(contentsOf: folder.appendingPathComponent("crowdspeech_dev_clean/\(file)")))
        var rows: [[String]] = []
        var row: [String] = []
        var cell: [UInt8] = []
        var quoted = false
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") {
                let doubled = quoted && index + 1 < bytes.count && bytes[index + 1] == byte
                if doubled {
                    cell.append(byte)
                    index += 1
                } else {
                    quoted.toggle()
                }
            } else if !quoted, byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") {
                row.append(String(decoding: cell, as: UTF8.self))
                cell.removeAll()
                if byte == UInt8(ascii: "\n") {
                    rows.append(row)
                    row.removeAll()
                }
            } else if quoted || byte != UInt8(ascii: "\r") {
                cell.append(byte)
            }
            index += 1
        }
        return rows.dropFirst().filter { $0.count >= 2 }
    }
}
