extension String {
    /// The text without white space at its ends: how labels of lists and marks are read.
    var withoutBlankEnds: Substring {
        var rest = self[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return rest
    }
}
