import Files
import Observations

/// What makes the operating system run a project every night and watch its drop folder: units for systemd, and a line for
/// cron.
package struct Schedule {
    private let name: String
    private let command: [String]
    private let options: [String]
    private let writable: [String]
    /// The number of the user who owns the project.
    private let owner: UInt32
    private let hour: Int
    private let minute: Int

    /// A schedule for a project.
    ///
    /// - Parameters:
    ///   - isOtherPipeline: whether the pipeline file is not the project's own `pipeline.yaml`.
    ///   - program: where the program lies.
    ///   - at: the time of day, as `03:00`.
    /// - Throws: `UsageError` where the time or a path cannot stand in such files; what is wrong with the definition.
    package init(project: Project, isOtherPipeline: Bool, program: String, at: String, disk: Disk) throws {
        let digits = Array(at.utf8)
        let isTime =
            digits.count == 5 && digits[2] == UInt8(ascii: ":") && digits.allSatisfy { (0x30...0x3A).contains($0) }
        guard isTime, let hour = Int(at.prefix(2)),
            let minute = Int(at.suffix(2)), (0...23).contains(hour), (0...59).contains(minute)
        else { throw UsageError("--at must be a time of day such as 03:00, not \(at).") }
        let plan = try Plan(project: project, disk: disk)
        let root = try disk.resolved(project.root)
        name = plan.definition.name
        (self.hour, self.minute) = (hour, minute)
        owner = try disk.status(root)?.owner ?? 0
        command = [program]
        options = ["--project", root] + (isOtherPipeline ? ["--pipeline", try disk.resolved(project.pipeline)] : [])
        let arrival = plan.definition.arrival
        var places = [plan.definition.drop, plan.definition.publish.folder]
        if arrival.originals == .move { places.append(arrival.done) }
        if let receipts = plan.definition.receipts.folder { places.append(receipts) }
        let paths = places.map { ($0.utf8.first == UInt8(ascii: "/") ? $0 : root + "/" + $0).plainPath }
        writable = [root] + paths.filter { !$0.lies(in: root) }
        for text in command + options + writable where text.unicodeScalars.contains(where: { $0.value < 0x20 }) {
            throw UsageError("The path \(text) has a control character, which no unit file can hold.")
        }
    }

    /// All of it, with where each part belongs.
    package var text: String {
        """
        # 1. With systemd: put these into /etc/systemd/system, then
        #    systemctl daemon-reload && systemctl enable --now transect-\(name).timer

        # /etc/systemd/system/transect-\(name).service
        [Unit]
        Description=Transect: nightly run of \(name)

        [Service]
        Type=oneshot
        ExecStart=\(unitLine(["run"]))
        # 1: done, but something was held and waits for a decision. 4: another run is at work; tried again.
        SuccessExitStatus=1
        Restart=on-failure
        RestartPreventExitStatus=2 3
        RestartSec=60
        \(hardening)

        # /etc/systemd/system/transect-\(name).timer
        [Unit]
        Description=Transect: every night for \(name)

        [Timer]
        OnCalendar=*-*-* \(two(hour)):\(two(minute)):00
        # A night on which the machine was off is made up for.
        Persistent=true

        [Install]
        WantedBy=timers.target

        # 2. To take files within seconds of their arrival as well:
        #    systemctl enable --now transect-\(name)-watch.service

        # /etc/systemd/system/transect-\(name)-watch.service
        [Unit]
        Description=Transect: taking files as they arrive for \(name)

        [Service]
        ExecStart=\(unitLine(["watch"]))
        Restart=on-failure
        RestartPreventExitStatus=2
        RestartSec=60
        \(hardening)

        [Install]
        WantedBy=multi-user.target

        # 3. Or with cron, in the crontab of the project's user (crontab -e). A night on which the machine was off is left
        #    out; where another run is at work (code 4), it is tried again for ten minutes.
        \(cronLine)

        """
    }

    /// What the services may do: work in the project's folders, and nothing else. A lease tells whether somebody is
    /// writing a file, also where it belongs to another user.
    private var hardening: String {
        let user =
            owner == 0
            ? "# The project belongs to root. Better: give it to a user of its own, and name that one here with User=."
            : "User=\(owner)\nAmbientCapabilities=CAP_LEASE\nCapabilityBoundingSet=CAP_LEASE"
        return """
            \(user)
            ProtectSystem=strict
            ReadWritePaths=\(writable.map { Self.unitQuoted($0) }.joined(separator: " "))
            ProtectHome=read-only
            PrivateTmp=yes
            PrivateDevices=yes
            PrivateNetwork=yes
            ProtectKernelTunables=yes
            ProtectKernelModules=yes
            ProtectControlGroups=yes
            RestrictNamespaces=yes
            RestrictSUIDSGID=yes
            LockPersonality=yes
            MemoryDenyWriteExecute=yes
            NoNewPrivileges=yes
            SystemCallArchitectures=native
            SystemCallFilter=@system-service
            Nice=10
            """
    }

    private func unitLine(_ words: [String]) -> String {
        (command + words + options).map { Self.unitQuoted($0, isCommand: true) }.joined(separator: " ")
    }

    private var cronLine: String {
        let line = (command + ["run"] + options).map(Self.shellQuoted).joined(separator: " ")
        let loop = "for n in 1 2 3 4 5 6 7 8 9 10; do \(line); [ $? -ne 4 ] && break; sleep 60; done"
        // In a crontab a plain % is the end of the line.
        return "\(minute) \(hour) * * * " + loop.replacing("%", with: "\\%")
    }

    private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// A word of a systemd unit: in quotes, with `%` (specifiers), quotes, backslashes and, in commands, `$` (variables)
    /// escaped (systemd.service(5), “Command lines”; systemd.syntax(7), “Quoting”).
    static func unitQuoted(_ word: String, isCommand: Bool = false) -> String {
        var quoted = ""
        for scalar in word.unicodeScalars {
            switch scalar {
            case "%": quoted += "%%"
            case "$" where isCommand: quoted += "$$"
            case "\"", "\\": quoted += "\\\(scalar)"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        let isPlain = !word.isEmpty && !word.unicodeScalars.contains { " \"\\'".unicodeScalars.contains($0) }
        return isPlain ? quoted : "\"\(quoted)\""
    }

    /// A word for the shell (POSIX.1-2017, Shell Command Language, 2.2.2).
    static func shellQuoted(_ word: String) -> String {
        let isPlain =
            !word.isEmpty
            && word.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte | 0x20) || (0x2B...0x3A).contains(byte) && byte != 0x2C || byte == 0x5F
                    || byte >= 0x80
            }
        return isPlain ? word : "'\(word.replacing("'", with: "'\\''"))'"
    }
}
