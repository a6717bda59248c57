import Foundation

/// The real binary, watched while it runs: how much memory it takes, and whether it ends.
struct WatchedProgram {
    /// The exit code, `nil` where it had to be ended because it took too long.
    let code: Int32?
    /// Standard output.
    let output: String
    /// Standard error.
    let talk: String
    /// The most memory that it had at any time, in kB, by the kernel's own mark.
    let peak: Int

    /// Runs it; what it says goes into files in `folder`.
    init(_ arguments: [String], folder: String, limit seconds: Int) throws {
        let files = [folder + "/output.txt", folder + "/talk.txt"]
        let descriptors = files.map { open($0, O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0o644) }
        let child = try Program.start(
            tool: Program.path, arguments, output: descriptors[0], talk: descriptors[1])
        for descriptor in descriptors { close(descriptor) }
        // `ru_maxrss` would count the memory of the process that started it: the kernel keeps its mark across `exec`.
        var peak = 0
        var status: Int32 = 0
        var rounds = seconds * 500
        while waitpid(child, &status, WNOHANG) == 0 {
            peak = max(peak, Self.highWaterMark(of: child))
            rounds -= 1
            if rounds == 0 { kill(child, SIGKILL) }
            usleep(2_000)
        }
        code = rounds <= 0 ? nil : status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + status & 0x7F
        self.peak = peak
        output = try String(contentsOfFile: files[0], encoding: .utf8)
        talk = try String(contentsOfFile: files[1], encoding: .utf8)
    }

    /// The most memory that a process has had so far, in kB (proc(5), `VmHWM`).
    private static func highWaterMark(of process: pid_t) -> Int {
        guard let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8) else { return 0 }
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    }
}

/// What lies below a folder, without reading any of it: pipes would block, and a file may claim to be a terabyte.
struct FolderListing: Equatable {
    private(set) var entries: [String: String] = [:]

    init(_ folder: String) throws {
        let walk = try Program.run(
            tool: "/usr/bin/find", [folder, "-mindepth", "1", "-printf", "%P\\t%y %s %m %i %T@ %l\\0"])
        for line in walk.output.split(separator: "\0") {
            let parts = line.split(separator: "\t", maxSplits: 1)
            // `%T@` is the time of the content's last change; reading changes another one.
            entries[String(parts[0])] = parts.count > 1 ? String(parts[1]) : ""
        }
    }

    /// What is not the same.
    func differences(from other: FolderListing) -> [String] {
        Set(entries.keys).union(other.entries.keys).sorted().filter { entries[$0] != other.entries[$0] }
    }
}
