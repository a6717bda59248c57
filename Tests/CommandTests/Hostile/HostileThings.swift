import Foundation

extension Hostile {
    /// What is no plain file, or only looks like one.
    static let things = listing { list in
        list.add("link.csv", "a link to a file outside", .left("symbolic link")) {
            try $0.demand(symlink($0.outside + "/secret.csv", $0.terminated))
        }
        list.add("passwd.csv", "a link to a file of the system", .left("symbolic link")) {
            try $0.demand(symlink("/etc/passwd", $0.terminated))
        }
        list.add("root", "a link to the root folder", .left("symbolic link")) {
            try $0.demand(symlink("/", $0.terminated))
        }
        list.add("up", "a link to its own parent: a loop", .left("symbolic link")) {
            try $0.demand(symlink("..", $0.terminated))
        }
        list.add("self.csv", "a link to itself", .left("symbolic link")) {
            try $0.demand(symlink("self.csv", $0.terminated))
        }
        list.add("dangling.csv", "a link to nothing", .left("symbolic link")) {
            try $0.demand(symlink("/nonexistent/file", $0.terminated))
        }
        list.add("process.csv", "a link to a process' own memory", .left("symbolic link")) {
            try $0.demand(symlink("/proc/self/mem", $0.terminated))
        }
        list.add("pipe.csv", "a pipe that nobody writes", .left("pipe, socket or device")) {
            try $0.demand(mkfifo($0.terminated, 0o644))
        }
        list.add("socket.csv", "a socket", .left("pipe, socket or device")) { place in
            let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            defer { close(descriptor) }
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: place.path.prefix($0.count - 1)) }
            try withUnsafePointer(to: &address) { pointer in
                try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    try place.demand(bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)))
                }
            }
        }
        list.add("terabyte.csv", "a file of 1 TB in which nothing was ever written", .left("larger than")) {
            try $0.write([])
            try $0.demand(truncate($0.terminated, 1 << 40))
        }
        list.add("holes.csv", "a download that broke off: 1 GB, of which a few bytes are there", .left("holes")) {
            try $0.write(Array(header.utf8))
            try $0.demand(truncate($0.terminated, 1 << 30))
        }
        list.add("folder.csv", "a folder named like a file", .ignored) { try $0.demand(mkdir($0.terminated, 0o755)) }
        list.add("deep", "folders nested 40 deep with a table at the bottom", .left("folders deep")) { place in
            var path = place.path
            for _ in 0..<40 {
                try place.demand(mkdir(path.map { CChar(bitPattern: $0) } + [0], 0o755))
                path += Array("/deep".utf8)
            }
            try HostilePlace(path: path + Array(".csv".utf8), outside: "").write(Array(table("DEEP").utf8))
        }
        list.add(".hidden.csv", "a hidden file", .ignored, table("HIDDEN"))
        list.add("..%2f..%2fpwned.csv", "a hidden file whose name leads out", .ignored, table("HIDDEN-OUT"))
        list.add("half.csv.part", "a download that has not ended", .ignored, table("HALF"))
        list.add("~$book.xlsx", "what Excel leaves while a workbook is open", .ignored, "\u{5}Eve")
        list.add("empty.csv", "a file without a byte", .taken(0), "")
    }

    /// Names that some program would take for something else.
    static let names: [Hostile] = listing { list in
        for (number, entry) in plainNames.enumerated() {
            list.add(entry.name, entry.what, .taken(1), table("N\(number)"))
        }
        list.add(bytes: [0xFF, 0xFE, 0x2E, 0x63, 0x73, 0x76], "a name that is no text", .taken(1)) {
            try $0.write(Array(table("N-FF").utf8))
        }
        list.add(bytes: [0xC0, 0xAF, 0x2E, 0x63, 0x73, 0x76], "a slash in a wrong encoding", .taken(1)) {
            try $0.write(Array(table("N-C0").utf8))
        }
        let long = Array(repeating: "long", count: 25).joined(separator: "/")
        list.add(long + "/path.csv", "a path of more than 100 characters", .taken(1)) { place in
            for (offset, byte) in place.path.enumerated() where byte == 0x2F && offset > 0 {
                mkdir(place.path[..<offset].map { CChar(bitPattern: $0) } + [0], 0o755)
            }
            try place.write(Array(table("N-LONG").utf8))
        }
    }

    private static let plainNames: [(name: String, what: String)] = [
        ("a%2f..%2f..%2foutside%2fpwned.csv", "a name that leads out where somebody decodes it"),
        ("a\\..\\..\\outside\\pwned.csv", "a name that leads out on Windows"),
        ("$(touch pwned).csv", "a command"), ("; rm -rf x;.csv", "another command"), ("-rf.csv", "an option"),
        ("--help.csv", "another option"), ("line\nbreak.csv", "two lines"), ("tab\t.csv", "a tab"),
        ("\u{1B}[2J\u{1B}]0;owned\u{7}.csv", "sequences that clear a terminal and name its window"),
        ("\u{202E}vsc.gnp.csv", "a name that is read from right to left"),
        ("\u{628}\u{64A}\u{627}\u{646}.csv", "a name in Arabic"),
        ("<img src=x onerror=alert(1)>.csv", "markup with a script"),
        ("'; DROP TABLE submission;--.csv", "SQL"), ("=cmd|' &C'!A0.csv", "a formula"), ("%s%n%p.csv", "a format"),
        ("CON.csv", "a device on Windows"), ("trailing. .csv", "dots and spaces"),
        ("{{7*7}}${7*7}.csv", "a template"), (String(repeating: "\u{142}", count: 125) + ".csv", "254 bytes"),
        ("Same.csv", "a name that differs in case alone"), ("same.csv", "the other of the two"),
        ("caf\u{E9}.csv", "a composed letter"), ("cafe\u{301}.csv", "the same letter, decomposed"),
        ("%00.csv", "an encoded zero byte"), ("__proto__.csv", "a name that some languages treat as their own"),
    ]
}
