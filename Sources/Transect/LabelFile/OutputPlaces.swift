import Files
import Observations

/// The files that a command writes: never over one that it reads, and over none that exists unless it was told to.
struct OutputPlaces {
    private let request: LabelRequest
    private let disk: Disk
    private let outputs: [(option: String, path: String)]

    /// The places that a request names.
    init(_ request: LabelRequest, disk: Disk) throws {
        self.request = request
        self.disk = disk
        var outputs: [(String, String)] = []
        if let output = request.output, output != "-" { outputs.append(("--output", output)) }
        if let skills = request.skills { outputs.append(("--skills", skills)) }
        if outputs.count == 2, outputs[0].1 == outputs[1].1 {
            throw UsageError("--output and --skills are the same file, \(outputs[0].1).")
        }
        self.outputs = outputs
    }

    /// - Throws: `UsageError` where a file must not be written. Asked before any work is done.
    func refuseWhatExists() throws {
        let inputs = [request.answers, request.truth, request.gold].compactMap { $0 }
        for (option, path) in outputs {
            guard let status = try disk.status(path) else { continue }
            guard status.kind == .regular else {
                throw UsageError("\(path) is a \(status.kind.rawValue). Name a plain file with \(option).")
            }
            for input in inputs {
                guard let read = try disk.status(input), read.inode == status.inode, read.device == status.device else {
                    continue
                }
                throw UsageError("\(path) is one of the files that are read. Name another with \(option).")
            }
            guard request.replacing else {
                throw UsageError("\(path) exists. Name another file with \(option), or replace it with --force.")
            }
        }
    }

    /// Writes a file whole: under another name first, so that nobody ever sees half of it.
    func write(_ path: String, _ body: (inout FileWriter) throws -> Void) throws {
        let cut = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
        let temporary = "\(path[..<cut])\(Disk.temporaryPrefix)label-\(path[cut...]).tmp"
        if try disk.status(temporary) != nil { try disk.remove(temporary) }
        var writer = try disk.create(temporary)
        do {
            try body(&writer)
            try writer.sync()
            try writer.close()
            try disk.rename(temporary, to: path, replacing: request.replacing)
        } catch {
            try? disk.remove(temporary)
            throw error
        }
    }
}
