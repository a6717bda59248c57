/// Which versions are kept. Releases and the newest version always are.
package struct KeepRule: Sendable, Equatable {
    /// How many of the newest versions that are no releases are kept, from 1; `nil` for all.
    package var nightly: Int?

    /// Everything is kept.
    package init() {}
}
