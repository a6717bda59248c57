/// How large the pieces are in which an XML file is read. Tests make them small.
package struct XMLPieces: Sendable {
    /// So many bytes of the file are in memory. The first of them are looked at to find out what a record is.
    package var window = XMLSample.size
    /// libxml2 gets at most so many bytes at once.
    package var piece = 64 << 10
    /// Whether plain records are read without libxml2.
    package var isPlainTried = true
    /// So many bytes are left to libxml2 at first where trying did not pay.
    package var patience = 1024

    /// The usual sizes.
    package init() {}
}
