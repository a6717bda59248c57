import Observations

/// Reads the records of one sheet of an Excel workbook (Office Open XML, ECMA-376 and ISO/IEC 29500).
///
/// **Memory** is bounded: the sheet is streamed, and only the texts that its cells share are kept, up to
/// `ReadLimits.sharedTextBytes`.
///
/// **Which cells.** The sheet that `FormatOptions.sheet` names, else the first that is not hidden. The first row with
/// anything in it is the header, unless `headerRow` says otherwise or its cells are all numbers and dates; columns are
/// named as in CSV. Blank rows are passed over, and the others have the numbers that the program shows. Hidden rows and
/// columns are read.
///
/// **Values** are what the workbook holds, not what its formats show. Numbers have a decimal point, whatever the
/// locale, and the fewest digits that mean the same number. Numbers whose format is one of dates or times are ISO 8601:
/// `2026-05-01`, `14:30:00`, `2026-05-01T14:30:00`; spans of time are `27:30:00`. Truth values are `TRUE` and `FALSE`.
/// Formulas give the result that is stored beside them. A cell without a value is empty.
///
/// What is wrong with single cells becomes findings (`xlsxRules`). A damaged workbook ends with an error, after all
/// records before it were given out.
package struct XLSXReader: RecordReader {
    /// All state is in one object, so that a copy of the reader is the same reader.
    private let state: State

    /// A reader of the workbook that `source` holds. Reads up to the header.
    ///
    /// - Parameters:
    ///   - source: The bytes of the file, at any place.
    ///   - options: `sheet`, `headerRow`, `fields` and `limits` are looked at.
    ///   - submission: The submission's sequence number, for the origins.
    /// - Throws: `ReadError`: `.records` where there is no such sheet or header, `.unsupported` for other documents,
    ///   what `ZipArchive` throws, or `.syntax` where the workbook is damaged.
    package init(
        _ source: any RandomAccessSource, options: FormatOptions, submission: UInt32
    ) throws(ReadError) {
        var limits = ArchiveLimits()
        limits.expansionRatio = options.limits.expansionRatio
        limits.expandedBytes = options.limits.expandedBytes
        try self.init(ZipArchive(source, limits: limits), options: options, submission: submission)
    }

    /// A reader of a workbook that has been opened as an archive.
    init(_ archive: ZipArchive, options: FormatOptions, submission: UInt32) throws(ReadError) {
        guard let document = archive.document else {
            throw ReadError(
                .unsupported, "the file is a ZIP archive, not a workbook",
                remedy: "Unpack it and send its files one by one.")
        }
        if let refusal = document.refusal { throw refusal }
        state = State(try XLSXMachine(archive, options: options, submission: submission))
    }

    package mutating func next() throws(ReadError) -> RecordBatch? { try state.machine.next() }

    package var description: FormatDescription { state.machine.description }

    /// A reader is used by one task at a time, which is what `@unchecked` stands for.
    private final class State: @unchecked Sendable {
        let machine: XLSXMachine

        init(_ machine: XLSXMachine) { self.machine = machine }
    }
}

/// The sheet on its way through the parser.
private final class XLSXMachine {
    private var source: any ByteSource
    private let sheet: SheetPart
    private var details: [FormatDescription.Detail]
    private var piece = [UInt8](repeating: 0, count: 64 << 10)
    private var failure: ReadError?
    private var isDone = false

    init(_ archive: ZipArchive, options: FormatOptions, submission: UInt32) throws(ReadError) {
        let parts = WorkbookParts(archive, limits: options.limits)
        let workbook = try Workbook(parts)
        let (chosen, reason) = try workbook.choose(options.sheet)
        details = [.init("sheet", verbatim: chosen.name, because: reason)]
        if chosen.isHidden {
            details.append(.init("hidden sheet", verbatim: chosen.name, because: "hidden sheets are read too"))
        }
        if workbook.is1904 { details.append(.init("dates", "from 1904", because: "the workbook says so")) }
        let cells = CellReader(
            strings: try SharedStrings(parts, workbook.sharedStrings),
            styles: try CellStyles(parts, workbook.styles), dates: SerialDate(is1904: workbook.is1904),
            decimalMark: options.decimalMark)
        sheet = try SheetPart(
            chosen.part, cells: cells, records: SheetRecords(options: options, submission: submission),
            limits: options.limits)
        source = try parts.open(chosen.part)
        while !isDone, failure == nil, !sheet.records.hasHeader { try advanceOrKeep() }
    }

    var description: FormatDescription {
        var description = FormatDescription(
            format: .xlsx, details: details + sheet.records.details, fields: sheet.records.names)
        description.madeUpNames = sheet.records.madeUpNames
        return description
    }

    /// The next records, `nil` at the end.
    func next() throws(ReadError) -> RecordBatch? {
        while true {
            if !sheet.records.ready.isEmpty { return sheet.records.ready.removeFirst() }
            if let failure { throw failure }
            if isDone { return nil }
            try advanceOrKeep()
        }
    }

    /// Reads on. Once there is a header, a problem is told only after the records before it.
    private func advanceOrKeep() throws(ReadError) {
        do {
            try advance()
        } catch {
            guard sheet.records.hasHeader else { throw error }
            failure = error
            sheet.records.finishBatch()
        }
    }

    private func advance() throws(ReadError) {
        let count = try source.fill(&piece)
        try piece.withUnsafeBufferPointer { bytes throws(ReadError) in
            try sheet.feed(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[..<count])))
        }
        guard count == 0 else { return }
        isDone = true
        try sheet.records.finish()
    }
}
