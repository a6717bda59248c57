import Foundation
import Testing

/// The real binary, run as a user would.
struct Program {
    /// What it did.
    struct Result: Sendable {
        /// The exit code; 128 and the signal's number where a signal ended it.
        var code: Int32
        /// Standard output: data.
        var output: String
        /// Standard error: talk.
        var talk: String

        /// The lines of standard output.
        var rows: [String] { output.split(separator: "\n").map(String.init) }
    }

    /// The binary that lies beside the tests: one build makes both.
    static let path: String = {
        var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        for _ in 0..<6 {
            let candidate = folder.appendingPathComponent("transect").path
            if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
            folder.deleteLastPathComponent()
        }
        return "transect"
    }()

    /// The instant at which files arrive if a test does not say otherwise.
    static let evening = "2026-05-20T12:00:00Z"

    /// Runs it with nothing but the given environment and a fixed instant.
    static func run(
        _ arguments: [String], environment: [String: String] = [:], folder: String? = nil
    ) throws -> Result {
        try run(tool: path, arguments, environment: environment, folder: folder)
    }

    /// Runs any program and waits for its end, without `Foundation.Process`, whose waiting is coarse: these tests start
    /// some thousand processes.
    static func run(
        tool: String, _ arguments: [String], environment: [String: String] = [:], folder: String? = nil
    ) throws -> Result {
        // Files, not pipes: a full pipe would stop the program.
        let (output, talk) = (try Capture(), try Capture())
        let child = try start(
            tool: tool, arguments, environment: environment, folder: folder, output: output.descriptor,
            talk: talk.descriptor)
        return Result(code: wait(for: child), output: output.text, talk: talk.text)
    }

    /// Starts a program; `wait(for:)` must follow.
    static func start(
        tool: String, _ arguments: [String], environment: [String: String] = [:], folder: String? = nil,
        output: Int32 = 2, talk: Int32 = 2
    ) throws -> pid_t {
        var complete = ["TRANSECT_NOW": evening, "PATH": "/usr/bin:/bin", "SWIFT_BACKTRACE": "enable=no"]
        // What a sanitizer is told holds for the program too.
        for (name, value) in ProcessInfo.processInfo.environment where name.hasSuffix("SAN_OPTIONS") {
            complete[name] = value
        }
        complete.merge(environment) { _, new in new }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, talk, 2)
        let command = folder.map { ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", $0, tool] } ?? [tool]
        let argv = (command + arguments).map { strdup($0) } + [nil]
        let environ = complete.map { strdup("\($0)=\($1)") } + [nil]
        defer { for pointer in argv + environ { free(pointer) } }
        var child: pid_t = 0
        let status = posix_spawnp(&child, command[0], &actions, nil, argv, environ)
        guard status == 0 else { throw POSIXError(POSIXErrorCode(rawValue: status) ?? .EIO) }
        return child
    }

    /// Waits for the end of a program; its exit code.
    static func wait(for child: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 && errno == EINTR {}
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
    }

    /// A shell command; its standard output.
    @discardableResult
    static func shell(_ command: String) throws -> String { try run(tool: "/bin/sh", ["-c", command]).output }

    /// Whether a tool is there.
    static func has(_ tool: String) -> Bool {
        ["/usr/bin", "/bin", "/usr/local/bin"].contains {
            FileManager.default.isExecutableFile(atPath: "\($0)/\(tool)")
        }
    }

    /// The package's folder.
    static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    /// Real public data for tests, or `nil` where the folder is absent.
    static let shared: String? = {
        if let path = ProcessInfo.processInfo.environment["TRANSECT_SHARED"] { return path }
        var folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        while folder.path != "/" {
            let candidate = folder.appendingPathComponent("shared/data").path
            if FileManager.default.fileExists(atPath: candidate) { return folder.appendingPathComponent("shared").path }
            folder.deleteLastPathComponent()
        }
        return nil
    }()
}

/// What a program writes, in a file without a name.
private final class Capture {
    let descriptor: Int32

    init() throws {
        var template = Array("\(Scratch.base)/capture-XXXXXX".utf8CString)
        descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        unlink(template)
    }

    deinit { close(descriptor) }

    /// All that was written so far.
    var text: String {
        let length = Int(lseek(descriptor, 0, SEEK_END))
        var bytes = [UInt8](repeating: 0, count: length)
        let count = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, length, 0) }
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }
}
