#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// `transect-samples --root DIR`: writes the sample projects below DIR, the root of the repository. The same bytes every
/// time, on every machine: a test makes them anew and compares.
@main
struct SampleCommand {
    static func main() {
        let arguments = CommandLine.arguments
        guard arguments.count == 3, arguments[1] == "--root" else {
            print("usage: transect-samples --root DIR")
            exit(2)
        }
        do {
            for project in [RiverCameras.make(), GardenBirds.make(), ZooniverseCameras.make()] {
                try project.save(root: arguments[2])
                print(project.name, project.tally.json, terminator: "")
            }
        } catch {
            print("error: \(error)")
            exit(1)
        }
    }
}
