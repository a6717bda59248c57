import CLibXML2
import Observations

/// What libxml2 says about a file that is not well formed, in plain words.
enum XMLProblem {
    /// The error for a problem that ended the parse.
    static func error(code: Int, line: UInt64, message: String, isAtEnd: Bool) -> ReadError {
        let place = line > 0 ? line : nil
        if message.hasPrefix("Input is not proper UTF-8") { return encoding(place) }
        switch code {
        case number(XML_ERR_UNSUPPORTED_ENCODING), number(XML_ERR_UNKNOWN_ENCODING):
            return ReadError(
                .encoding, "the file declares an encoding that is not known: \(message)", line: place,
                remedy: "Save the file as UTF-8, with encoding=\"UTF-8\" in its first line.")
        case number(XML_ERR_INVALID_ENCODING), number(XML_I18N_CONV_FAILED), number(XML_IO_ENCODER), 0:
            return encoding(place)
        default:
            // At the end of the file, whatever the parser misses is what has been cut off.
            let isCut = code == number(XML_ERR_DOCUMENT_END) || code == number(XML_ERR_ENTITYREF_SEMICOL_MISSING)
            if isAtEnd, isCut || words(code) == nil {
                return ReadError(
                    .truncated, "the XML ends too early: not every element is closed", line: place,
                    remedy: "The file is cut off: export or send it again.")
            }
            return ReadError(
                .syntax, "the XML is not well formed: \(words(code) ?? Wording(verbatim: message))", line: place,
                remedy: "Export the file again, or correct it there with a text editor.")
        }
    }

    private static func encoding(_ line: UInt64?) -> ReadError {
        ReadError(
            .encoding, "the bytes are not text in the encoding that the file declares, or in UTF-8 if it declares none",
            line: line, remedy: "Save the file as UTF-8, with encoding=\"UTF-8\" in its first line.")
    }

    private static func number(_ error: xmlParserErrors) -> Int { Int(error.rawValue) }

    /// The commonest problems, in words that need no knowledge of the parser.
    private static func words(_ code: Int) -> Wording? {
        switch code {
        case number(XML_ERR_DOCUMENT_EMPTY): "the file does not begin with an element"
        case number(XML_ERR_DOCUMENT_END): "there is something behind the end of the document"
        case number(XML_ERR_LT_IN_ATTRIBUTE): "an attribute's value holds <, which must be written &lt;"
        case number(XML_ERR_UNDECLARED_ENTITY):
            "a name between & and ; is not known; XML itself knows only &amp; &lt; &gt; &quot; and &apos;"
        case number(XML_ERR_ENTITYREF_SEMICOL_MISSING), number(XML_ERR_NAME_REQUIRED):
            "after & a name and ; are expected, or after < a name; write &amp; for & and &lt; for <"
        case number(XML_ERR_ATTRIBUTE_REDEFINED): "an element has the same attribute twice"
        case number(XML_ERR_ATTRIBUTE_WITHOUT_VALUE), number(XML_ERR_ATTRIBUTE_NOT_STARTED):
            "an attribute has no value in quotes"
        case number(XML_ERR_INVALID_CHAR), number(XML_ERR_INVALID_CHARREF):
            "there is a character that XML does not allow (a control character)"
        case number(XML_ERR_MISPLACED_CDATA_END): "text holds ]]>, which must be written ]]&gt;"
        case number(XML_ERR_RESERVED_XML_NAME): "the declaration <?xml … ?> is allowed only at the very beginning"
        default: nil
        }
    }
}
