import Foundation
import Testing

/// Somebody who may write into the drop folder exchanges a file for a link to a file of somebody else, again and again,
/// between the look and the reading.
@Suite struct SwapTests {
    private static let swaps = 10_000

    @Test("However often a file is exchanged for a link while runs go on, no byte from elsewhere is ever taken")
    func exchanged() async throws {
        let world = try ScratchProject(pipeline: Garden.pipeline)
        let foreign = try ScratchProject()
        try foreign.write(Garden.header + "FOREIGN,V1,2026-05-01,Pica pica,1,Eve,\n", to: "list.csv")
        try foreign.write(Garden.header + "FOREIGN,V1,2026-05-01,Pica pica,1,Eve,\n", to: "folder/list.csv")
        try world.write(Garden.header + "ANA,V1,2026-05-01,Pica pica,1,Ana,\n", to: "drop/ana/list.csv")
        try world.write("", to: "drop/eve/list.csv")
        let swapper = Swapper(drop: world.root + "/drop/eve", foreign: foreign.root)
        let swapping = Task.detached { try swapper.swap(times: Self.swaps) }
        var nights = 0
        while nights < 20 || !swapper.isDone {
            let run = try world.transect("run", "--no-publish")
            #expect(run.code == 0, "\(run)")
            nights += 1
            if nights > 2_000 { break }
        }
        try await swapping.value
        try world.night()
        let claimed = try Program.shell("cd '\(world.root)' && grep -ral FOREIGN store snapshots")
        #expect(claimed.isEmpty, "foreign bytes were taken into \(claimed)")
        #expect(try world.published("observations.csv").contains { $0.contains("ANA") })
    }
}

/// Exchanges files and folders for links, and back, each time in one step.
private final class Swapper: Sendable {
    private let drop: String
    private let foreign: String
    private let doneFile: String

    init(drop: String, foreign: String) {
        self.drop = drop
        self.foreign = foreign
        doneFile = foreign + "/done"
    }

    var isDone: Bool { FileManager.default.fileExists(atPath: doneFile) }

    func swap(times: Int) throws {
        defer { _ = FileManager.default.createFile(atPath: doneFile, contents: nil) }
        let (file, folder) = (drop + "/list.csv", drop + "/sub")
        for number in 0..<times {
            let beside = foreign + "/next"
            if number % 2 == 0 {
                try Data((Garden.header + "E\(number),V1,2026-05-01,Pica pica,1,Eve,\n").utf8).write(
                    to: URL(fileURLWithPath: beside))
                // It has lain there for weeks.
                var times = [
                    timespec(tv_sec: 1_777_000_000 + number, tv_nsec: 0),
                    timespec(tv_sec: 1_777_000_000 + number, tv_nsec: 0),
                ]
                utimensat(AT_FDCWD, beside, &times, 0)
            } else {
                symlink(foreign + "/list.csv", beside)
            }
            rename(beside, file)
            // A folder is exchanged in two steps; between them there is nothing.
            if number % 4 == 0 {
                unlink(folder)
                mkdir(folder, 0o755)
            } else if number % 4 == 2 {
                rmdir(folder)
                symlink(foreign + "/folder", folder)
            }
        }
    }
}
