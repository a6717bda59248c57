/// `transect-workload`: makes the files that the benchmarks read. The same arguments give the same bytes.
@main
struct WorkloadCommand {
    static let usage = """
        transect-workload observations --rows N --output BASE [--formats csv,ndjson,xml] [--delta N]
        transect-workload votes --count N --output BASE

        BASE is a path without its ending; BASE.facts.json tells what the files hold.
        """

    static func main() {
        do {
            try run(Array(CommandLine.arguments.dropFirst()))
        } catch {
            print("error: \(error)")
            exit(code: 1)
        }
    }

    private static func run(_ arguments: [String]) throws {
        var options: [String: String] = [:]
        for index in stride(from: 1, to: arguments.count - 1, by: 2) {
            options[arguments[index]] = arguments[index + 1]
        }
        guard let what = arguments.first, arguments.count % 2 == 1, let base = options["--output"] else {
            return refuse()
        }
        switch what {
        case "observations":
            guard let rows = options["--rows"].flatMap(Int.init), rows > 0 else { return refuse() }
            let delta = options["--delta"].flatMap(Int.init) ?? 0
            var notations: [TextTable.Notation] = []
            for format in (options["--formats"] ?? "csv").split(separator: ",") {
                switch format {
                case "csv": notations.append(.csv)
                case "ndjson": notations.append(.json)
                case "xml": notations.append(.xml)
                default: return refuse()
                }
            }
            try writeObservations(rows: rows, delta: delta, base: base, notations: notations)
        case "votes":
            guard let count = options["--count"].flatMap(Int.init), count >= 5 else { return refuse() }
            try writeVotes(count: count, base: base)
        default:
            refuse()
        }
    }

    private static func refuse() {
        print(usage)
        exit(code: 2)
    }
}
