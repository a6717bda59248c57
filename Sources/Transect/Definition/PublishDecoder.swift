import Yams

extension Definition.Publish {
    init(_ object: YAMLObject, _ problems: ProblemList) {
        self.init()
        object.refuseOthers(than: ["to", "formats", "hold", "keep", "skills"])
        folder = object.text("to") ?? folder
        formats = object.list("formats")
        skills = object.boolean("skills", default: false)
        for format in formats where !["csv", "parquet"].contains(format.value) {
            problems.add("`formats` can have csv and parquet, not `\(format.value)`.", at: format.place)
        }
        if let limits = object.object("hold", as: "`hold`") {
            limits.refuseOthers(than: ["dropped", "quarantined"])
            hold.dropped = limits.limit("dropped", present: hold.dropped)
            hold.quarantined = limits.limit("quarantined", present: hold.quarantined)
        }
        if let rule = object.object("keep", as: "`keep`") {
            rule.refuseOthers(than: ["nightly", "releases"])
            keep = KeepRule(rule, problems)
        }
    }
}

extension KeepRule {
    /// `{nightly: 30, releases: all}`
    init(_ object: YAMLObject, _ problems: ProblemList) {
        if let nightly = object.located("nightly"), nightly.value != "all" {
            if let count = Int(nightly.value), count >= 1 {
                self.nightly = count
            } else {
                problems.add(
                    """
                    `nightly` must be a whole number from 1, or all, not `\(nightly.value)`. The newest version is \
                    always kept.
                    """, at: nightly.place)
            }
        }
        if let releases = object.located("releases"), releases.value != "all" {
            problems.add(
                "`releases` can only be all: people have cited releases, so none is ever pruned.", at: releases.place)
        }
    }
}
