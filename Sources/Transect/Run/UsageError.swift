/// Something that the person who gave the command can mend: a wrong argument, a missing file. Exit code 2.
package struct UsageError: Error, Sendable, CustomStringConvertible {
    /// What is wrong and what to do.
    package let description: String
    /// An error with those words.
    package init(_ description: String) { self.description = description }
}
