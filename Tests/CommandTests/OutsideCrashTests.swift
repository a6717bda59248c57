import Foundation
import Testing

/// The same as `CrashTests`, but nothing inside the program takes part: strace ends the process at the k-th system call
/// of a kind, SQLite's own writes included.
@Suite(.enabled(if: Strace.isUsable, "strace is absent, or may not trace here"))
struct OutsideCrashTests {
    /// All kinds of calls that change something. Some have several names, depending on libc and kernel.
    static let calls = [
        "write", "pwrite64", "fsync,fdatasync", "rename,renameat,renameat2", "link,linkat", "unlink,unlinkat,rmdir",
        "mkdir,mkdirat", "symlink,symlinkat", "ftruncate", "fchmod,chmod,fchmodat", "copy_file_range,syncfs",
    ]

    @Test(
        "Killed from outside at the k-th system call of a kind, the next run ends in the bytes of an undisturbed one",
        arguments: [BrokenNight.Kind.first, .second])
    func killed(kind: BrokenNight.Kind) throws {
        let night = try BrokenNight(kind)
        var kills = 0
        for (number, call) in Self.calls.enumerated() {
            // A few are passed over, different ones for every kind of call.
            var k = Strides.of(1 + number % 2)
            while true {
                let result = try night.disturbed { try trace($0, night, call, k) }
                #expect(result.differences.isEmpty, "killed at \(call) number \(k): \(result.differences)")
                guard result.first.code != 0 else { break }
                try #require(result.first.code == 128 + SIGKILL, "at \(call) number \(k): \(result.first)")
                kills += 1
                k += call.contains("rename") ? 1 : Strides.of(kind == .first ? 2 + k % 2 : 4 + k % 3)
            }
        }
        #expect(kills > 30, "only \(kills) runs were killed")
    }

    private func trace(
        _ project: ScratchProject, _ night: BrokenNight, _ call: String, _ k: Int
    ) throws -> Program.Result {
        try Program.run(
            tool: "strace",
            [
                "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(call)", "-e",
                "inject=\(call):signal=KILL:when=\(k)", Program.path, "run", "--threads", "1", "--project",
                project.root,
            ], environment: ["TRANSECT_NOW": night.evening])
    }
}

/// The tool that ends programs at a system call.
private enum Strace {
    /// Containers often forbid tracing, even where the tool is there.
    static let isUsable: Bool = {
        guard Program.has("strace") else { return false }
        return (try? Program.run(tool: "strace", ["-o", "/dev/null", "/bin/true"]).code) == 0
    }()
}
