extension String {
    /// The text without white space at its ends: how names, reasons and labels are read that people type.
    ///
    /// White space is what Unicode calls so (White_Space), scalar by scalar. Cells of volunteers' files lose more:
    /// Validation's `Whitespace` knows what copying from web pages leaves behind.
    package var trimmed: String {
        var scalars = Substring(self).unicodeScalars
        while scalars.first?.properties.isWhitespace == true { scalars.removeFirst() }
        while scalars.last?.properties.isWhitespace == true { scalars.removeLast() }
        return String(scalars)
    }
}
