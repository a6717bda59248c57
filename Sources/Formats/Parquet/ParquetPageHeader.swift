/// `PageHeader`: what stands before every page.
struct ParquetPageHeader {
    var type: ParquetPageType
    /// The bytes of the page before and after compression, this header left out.
    var uncompressedSize: Int
    var compressedSize: Int
    /// Cells, missing ones included; in a dictionary page its entries.
    var valueCount: Int
    var encoding: ParquetEncoding

    /// The header in Thrift's compact protocol.
    var encoded: [UInt8] {
        var writer = CompactWriter()
        writer.structureElement { header in
            header.int32(1, type.rawValue)
            header.int32(2, Int32(uncompressedSize))
            header.int32(3, Int32(compressedSize))
            header.structure(type == .data ? 5 : 7) { page in
                page.int32(1, Int32(valueCount))
                page.int32(2, encoding.rawValue)
                if type == .data {
                    page.int32(3, ParquetEncoding.rle.rawValue)
                    page.int32(4, ParquetEncoding.rle.rawValue)
                }
            }
        }
        return writer.bytes
    }

    /// Reads the header that `reader` has reached.
    ///
    /// - Parameter hasLevels: Whether the column's pages begin with levels, so that their encoding matters.
    init(_ reader: inout CompactReader, hasLevels: Bool) throws(ReadError) {
        var type: Int32?
        var sizes: (uncompressed: Int?, compressed: Int?)
        var details: (number: Int16, values: Int?, encoding: Int32?, levels: Int32?)?
        var last: Int16 = 0
        while let field = try reader.field(after: &last) {
            switch (field.number, field.kind) {
            case (1, .int32): type = try reader.int32()
            case (2, .int32): sizes.uncompressed = try reader.count32()
            case (3, .int32): sizes.compressed = try reader.count32()
            case (5, .structure), (7, .structure):
                var page: (number: Int16, values: Int?, encoding: Int32?, levels: Int32?) = (
                    field.number, nil, nil, nil
                )
                var last: Int16 = 0
                while let field = try reader.field(after: &last) {
                    switch (field.number, field.kind) {
                    case (1, .int32): page.values = try reader.count32()
                    case (2, .int32): page.encoding = try reader.int32()
                    case (3, .int32): page.levels = try reader.int32()
                    default: try reader.skip(field.kind)
                    }
                }
                details = page
            default: try reader.skip(field.kind)
            }
        }
        guard let type = type.flatMap(ParquetPageType.init(rawValue:)) else {
            throw reader.damaged("a page is of no known type")
        }
        if type == .dataV2 || type == .index { throw .foreignParquet("pages of type \(String(describing: type))") }
        guard let uncompressed = sizes.uncompressed, let compressed = sizes.compressed, let details,
            details.number == (type == .data ? 5 : 7), let values = details.values
        else { throw reader.damaged("a page header is incomplete") }
        guard let encoding = details.encoding.flatMap(ParquetEncoding.init(rawValue:)) else {
            throw reader.damaged("a page has no known encoding")
        }
        if type == .data, hasLevels, details.levels != ParquetEncoding.rle.rawValue {
            throw .foreignParquet("levels that are not run-length encoded")
        }
        self.init(
            type: type, uncompressedSize: uncompressed, compressedSize: compressed, valueCount: values,
            encoding: encoding)
    }

    /// A header of those parts.
    init(
        type: ParquetPageType, uncompressedSize: Int, compressedSize: Int, valueCount: Int, encoding: ParquetEncoding
    ) {
        self.type = type
        self.uncompressedSize = uncompressedSize
        self.compressedSize = compressedSize
        self.valueCount = valueCount
        self.encoding = encoding
    }
}
