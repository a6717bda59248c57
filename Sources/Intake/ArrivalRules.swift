/// When a file in the drop folder counts as complete, and what becomes of it afterwards: what a definition declares
/// under `arrival`.
package struct ArrivalRules: Sendable, Equatable {
    /// What becomes of a file in the drop folder once the night that took it is committed.
    package enum Originals: String, Sendable, CaseIterable {
        /// It stays.
        case keep
        /// It is removed.
        case remove
        /// It is moved to another folder.
        case move
    }

    /// Which files with several names are taken (hard links): with them somebody can make a file of his own out of one
    /// that is not his.
    package enum HardLinks: String, Sendable, CaseIterable {
        /// Those that belong to the owner of the folder that they lie in.
        case own
        /// All.
        case take
        /// None.
        case refuse
    }

    /// The file that says that another is complete, or `nil`. `{name}` in it is the other's name; without `{name}` it
    /// is one file for all in its folder.
    package var marker: String?
    /// For so many seconds a file must have stayed as it is; `nil` where that is only asked if the kernel cannot tell
    /// whether somebody is writing it.
    package var quiet: Int64?
    /// A file that has stayed as it is for so many seconds is taken even if it ends in the middle.
    package var patience: Int64 = 300
    /// Larger files are not taken, in bytes.
    package var largest: Int64 = 8_000_000_000
    /// Which files with several names are taken.
    package var hardLinks = HardLinks.own
    /// What becomes of files that were taken.
    package var originals = Originals.keep
    /// The folder that they are moved to, relative to the project.
    package var done = "done"

    /// What `quiet` is where it is not declared and the kernel cannot tell, in seconds.
    package static let usualQuiet: Int64 = 60

    /// What holds unless something is declared.
    package init() {}

    /// The name of the marker for a file of that name; `nil` where none is declared.
    package func marker(for name: String) -> String? { marker?.replacing("{name}", with: name) }

    /// Whether a file of that name only marks others.
    package func isMarker(_ name: String) -> Bool {
        guard let marker else { return false }
        guard let place = marker.firstRange(of: "{name}") else { return name == marker }
        let (before, behind) = (marker[..<place.lowerBound], marker[place.upperBound...])
        return name.utf8.count > before.utf8.count + behind.utf8.count && name.hasPrefix(before)
            && name.hasSuffix(behind)
    }
}
