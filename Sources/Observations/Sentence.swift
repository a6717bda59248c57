/// A sentence with its facts in their places: what the program says, and what comes from files, kept apart.
///
/// Facts may come from strangers. Whoever writes the sentence somewhere (a page, a terminal, a file) makes each of them
/// harmless in its own way.
package struct Sentence: Sendable, Equatable, CustomStringConvertible {
    /// A stretch of a sentence.
    package enum Piece: Sendable, Equatable {
        /// Words of the program, in the reader's language.
        case words(String)
        /// Something that stands in the sentence as a fact: only ever data.
        case fact(String)
    }

    /// The stretches in order.
    package private(set) var pieces: [Piece] = []

    /// An empty sentence.
    package init() {}

    /// A sentence without facts.
    package init(words: String) { pieces = [.words(words)] }

    /// The whole sentence, facts as they are.
    package var description: String {
        pieces.reduce(into: "") { text, piece in
            switch piece {
            case .words(let part), .fact(let part): text += part
            }
        }
    }

    /// Whether the last thing in it is a full stop.
    var endsInFullStop: Bool {
        switch pieces.last {
        case .words(let part), .fact(let part): part.utf8.last == UInt8(ascii: ".")
        case nil: false
        }
    }

    /// Adds words of the program.
    package mutating func append(words: String) {
        if !words.isEmpty { pieces.append(.words(words)) }
    }

    /// Adds a fact.
    package mutating func append(fact: String) { pieces.append(.fact(fact)) }

    /// Adds what another sentence says.
    package mutating func append(_ other: Sentence) { pieces += other.pieces }
}
