import Glibc

/// Runs one target under libFuzzer: `transect-fuzz TARGET [libFuzzer's options] [CORPUS…]`.
///
/// Without arguments it lists the targets. `--seeds FOLDER` writes the seeds that are made by code, a folder for each
/// target. `make fuzz` does all of it.
@main
struct FuzzDriver {
    static func main() {
        var arguments = CommandLine.arguments
        guard arguments.count > 1 else {
            for target in FuzzTarget.all { print(target.name) }
            return
        }
        let name = arguments.remove(at: 1)
        if name == "--seeds", arguments.count == 2 { return writeSeeds(into: arguments[1]) }
        guard let target = FuzzTarget.all.first(where: { $0.name == name }) else {
            print("There is no target `\(name)`. There are: \(FuzzTarget.all.map(\.name).joined(separator: ", ")).")
            exit(2)
        }
        chosen = target
        var pointers = arguments.map { strdup($0) } + [nil]
        var count = Int32(arguments.count)
        let code = pointers.withUnsafeMutableBufferPointer { buffer -> Int32 in
            var start = buffer.baseAddress
            return runLibFuzzer(&count, &start, testOneInput)
        }
        exit(code)
    }

    private static func writeSeeds(into folder: String) {
        for target in FuzzTarget.all {
            for (number, seed) in target.seeds().enumerated() {
                let path = "\(folder)/\(target.name)"
                mkdir(path, 0o755)
                guard let file = fopen("\(path)/made-\(number)", "wb") else {
                    print("Could not write seeds into \(path).")
                    exit(1)
                }
                _ = seed.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) }
                fclose(file)
            }
        }
    }
}

/// What libFuzzer's callback runs; set once, before libFuzzer begins.
nonisolated(unsafe) private var chosen: FuzzTarget?

/// LLVM's entry for programs with a `main` of their own (llvm.org/docs/LibFuzzer.html, "Using libFuzzer as a library").
@_silgen_name("LLVMFuzzerRunDriver")
private func runLibFuzzer(
    _ count: UnsafeMutablePointer<Int32>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

private func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    chosen?.run(FuzzInput(Array(UnsafeBufferPointer(start: bytes, count: count))))
    return 0
}
