/// A name that is the same as another only where all its bytes are.
///
/// To the file system and the ledger `José` with one sign for é and `José` with e and an accent are two names; texts
/// compare equal. What is counted or kept by names of files, folders and submitters has this as its key.
package struct ExactName: Hashable, Comparable, Sendable {
    /// The name.
    package let text: String

    /// A name.
    package init(_ text: String) { self.text = text }

    package static func == (left: ExactName, right: ExactName) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8)
    }

    /// By bytes.
    package static func < (left: ExactName, right: ExactName) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        var copy = text
        copy.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        // No text has this byte, so that two names one after the other are told apart from two others.
        hasher.combine(0xFF as UInt8)
    }
}
