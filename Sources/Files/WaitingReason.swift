/// Why a file in the drop folder is not taken yet. Every run looks at it again.
///
/// It names neither files nor people, so that the ledger may keep it.
package struct WaitingReason: Sendable, Hashable {
    /// What it waits for.
    package enum Kind: String, Sendable, CaseIterable {
        /// Some process has it open for writing.
        case writing
        /// It changed while it was copied.
        case changing
        /// It changed a short while ago.
        case quiet
        /// It is young, and its end is not there.
        case ending
        /// Its bytes are not those that its sender says.
        case checksum
        /// What its sender says about its bytes cannot be read.
        case unreadableChecksum
        /// Its done marker is not there.
        case marker
        /// Its submitter's files of this night are enough.
        case files
        /// Its submitter's bytes of this night are enough.
        case bytes
        /// It alone has more bytes than its submitter may send in one night.
        case tooLarge
        /// It has more bytes than any file may have.
        case largest
    }

    /// What it waits for.
    package let kind: Kind
    /// What belongs to it: seconds, a limit with its unit, the marker's pattern (`{name}.done`), what is missing at the end.
    package let detail: String

    /// A reason with what belongs to it.
    package init(_ kind: Kind, _ detail: String = "") {
        self.kind = kind
        self.detail = detail
    }

    /// One sentence without a full stop: why the file at a path waits, and until when or what to do.
    package func text(for path: String) -> String {
        switch kind {
        case .writing: "another program is still writing it; it is taken next time"
        case .changing: "it changed while it was being read; it is taken next time if it stays as it is"
        case .quiet: "it changed less than \(detail) seconds ago; it is taken when it has stayed as it is for so long"
        case .ending:
            "it may still be on its way, \(detail); it is taken when the rest has come, or else as it is after a while"
        case .checksum:
            """
            its bytes are not those that its checksum stands for; it is taken when they are, or when the checksum is \
            gone
            """
        case .unreadableChecksum:
            "the checksum beside it cannot be read; write it as `sha256sum` does, or remove it"
        case .marker:
            """
            its marker \(detail.replacing("{name}", with: Disk.name(of: path))) is not there yet; it is taken when it is
            """
        case .files:
            """
            its submitter has sent \(detail) files this night, the most that `limits` allows; it is taken another night
            """
        case .bytes:
            """
            with it its submitter would have sent more than \(detail) this night, the most that `limits` allows; \
            it is taken another night
            """
        case .tooLarge:
            """
            it has more than the \(detail) that `limits` allows a submitter in a night; raise `bytes` there, or \
            have it sent in pieces
            """
        case .largest:
            """
            it has more than \(detail), the most that a file may have; raise `largest` under `arrival`, or have \
            it sent in pieces
            """
        }
    }
}
