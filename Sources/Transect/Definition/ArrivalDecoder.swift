import Intake

extension ArrivalRules {
    /// `arrival: {marker: "{name}.done", quiet: 60, patience: 300, largest: 8GB, hardLinks: own, originals: move}`
    init(_ object: YAMLObject, _ problems: ProblemList) {
        self.init()
        object.refuseOthers(than: ["marker", "quiet", "patience", "largest", "hardLinks", "originals", "done"])
        if let marker = object.located("marker") { self.marker = Self.marker(marker, problems) }
        quiet = object.integer("quiet").map(Int64.init) ?? quiet
        patience = object.integer("patience").map(Int64.init) ?? patience
        largest = object.byteCount("largest") ?? largest
        hardLinks =
            object.choice("hardLinks", among: HardLinks.allCases.map(\.rawValue))
            .flatMap { HardLinks(rawValue: $0.value) } ?? hardLinks
        originals =
            object.choice("originals", among: Originals.allCases.map(\.rawValue))
            .flatMap { Originals(rawValue: $0.value) } ?? originals
        done = object.text("done") ?? done
        if let place = object.located("done")?.place, originals != .move {
            problems.add(
                "`done` is the folder to which originals are moved; declare `originals: move` beside it.", at: place)
        }
        if done.isEmpty, let place = object.located("done")?.place {
            problems.add("`done` needs the name of a folder, such as done.", at: place)
        }
    }

    private static func marker(_ marker: Located<String>, _ problems: ProblemList) -> String? {
        let name = marker.value.replacing("{name}", with: "x")
        if name.isEmpty || marker.value == "{name}" || name.contains("/") || name.contains("{") {
            problems.add(
                """
                `marker` must be the name of a file: with {name}, one for each file, such as "{name}.done", or without it, \
                one for all files of a folder, such as _SUCCESS.
                """, at: marker.place)
            return nil
        }
        if FileNames.areIgnored(name) || FileNames.isSidecar(name) {
            problems.add(
                "`\(marker.value)` is never looked at: such names stand for unfinished or hidden files, or checksums.",
                at: marker.place)
            return nil
        }
        return marker.value
    }
}

extension NightLimits {
    /// `limits: {files: 1000, records: 1000000, bytes: 2GB}`
    ///
    /// - Parameter byDefault: whether limits hold that are not declared.
    init(_ object: YAMLObject?, byDefault: Bool) {
        self.init()
        if !byDefault { files = nil }
        guard let object else { return }
        object.refuseOthers(than: ["files", "records", "bytes"])
        files = object.count("files", present: files)
        records = object.count("records", present: records)
        bytes = object.text("bytes") == "none" ? nil : object.byteCount("bytes") ?? bytes
    }
}

extension Definition.SubmitterRule {
    /// `folder`, `none`, or `{name: "{submitter}-*.csv"}`.
    init?(_ contributors: YAMLObject, _ problems: ProblemList) {
        guard let node = contributors.node("submitter") else { return nil }
        if node.mapping == nil {
            switch contributors.choice("submitter", among: ["folder", "none"])?.value {
            case "folder": self = .folder
            case "none": self = .none
            default: return nil
            }
            return
        }
        guard let rule = contributors.object("submitter", as: "`submitter`") else { return nil }
        rule.refuseOthers(than: ["name"])
        guard let name = rule.located("name", required: true) else { return nil }
        guard let pattern = SubmitterPattern(name.value) else {
            problems.add(
                """
                `name` must have {submitter} once, where the file's name says who sent it, such as "{submitter}-*.csv".
                """, at: name.place)
            return nil
        }
        self = .name(pattern)
    }
}

extension YAMLObject {
    /// A whole number from 1, or `none`; `present` where nothing is declared.
    fileprivate func count(_ key: String, present: Int?) -> Int? {
        guard let text = located(key) else { return present }
        if text.value == "none" { return nil }
        guard let value = Int(text.value), value >= 1 else {
            refuse("`\(key)` must be a whole number from 1, or none, not `\(text.value)`.", at: text.place)
            return present
        }
        return value
    }

    /// A number of bytes from 1, on wish with kB, MB, GB or TB (powers of 1,000).
    fileprivate func byteCount(_ key: String) -> Int64? {
        guard let text = located(key) else { return nil }
        let units: [(name: String, size: Int64)] = [
            ("kB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000),
        ]
        let unit = units.first { text.value.hasSuffix($0.name) }
        var digits = Substring(text.value).dropLast(unit?.name.count ?? 0)
        while digits.last == " " { digits.removeLast() }
        if let number = Int64(digits), number >= 1 {
            let (value, isTooLarge) = number.multipliedReportingOverflow(by: unit?.size ?? 1)
            if !isTooLarge { return value }
        }
        refuse("`\(key)` must be a number of bytes, such as 2000000 or 2 MB, not `\(text.value)`.", at: text.place)
        return nil
    }
}
