/// The languages that are translated in `Languages/*.po`; the files are part of the program.
extension Language {
    /// Polish.
    static let polish = Language(
        tag: "pl", name: "polski", plurals: .polish, catalogue: Catalogue(embedded: PackageResources.pl_po),
        numbers: NumberStyle(mark: "\u{A0}", leastLeadingDigits: 2),
        dates: DateStyle(months: [
            "stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia", "września",
            "października", "listopada", "grudnia",
        ]))

    /// Italian.
    static let italian = Language(
        tag: "it", name: "italiano", plurals: .oneManyOther, catalogue: Catalogue(embedded: PackageResources.it_po),
        numbers: NumberStyle(mark: ".", leastLeadingDigits: 2),
        dates: DateStyle(months: [
            "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre",
            "novembre", "dicembre",
        ]))

    /// Spanish.
    static let spanish = Language(
        tag: "es", name: "español", plurals: .oneManyOther, catalogue: Catalogue(embedded: PackageResources.es_po),
        numbers: NumberStyle(mark: ".", leastLeadingDigits: 2),
        dates: DateStyle(
            months: [
                "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
                "noviembre", "diciembre",
            ], pattern: "{0} de {1} de {2}"))

    /// Dutch.
    static let dutch = Language(
        tag: "nl", name: "Nederlands", plurals: .oneOther, catalogue: Catalogue(embedded: PackageResources.nl_po),
        numbers: NumberStyle(mark: "."),
        dates: DateStyle(months: [
            "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
            "november", "december",
        ]))

    /// German.
    static let german = Language(
        tag: "de", name: "Deutsch", plurals: .oneOther, catalogue: Catalogue(embedded: PackageResources.de_po),
        numbers: NumberStyle(mark: "."),
        dates: DateStyle(
            months: [
                "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
                "November", "Dezember",
            ], pattern: "{0}. {1} {2}"))

    /// French.
    static let french = Language(
        tag: "fr", name: "français", plurals: .french, catalogue: Catalogue(embedded: PackageResources.fr_po),
        numbers: NumberStyle(mark: "\u{202F}"),
        dates: DateStyle(
            months: [
                "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
                "novembre", "décembre",
            ], first: "1er"))
}

extension Catalogue {
    /// The translations of a file that is part of the program. A file that cannot be read would leave everything in
    /// English; a test reads each of them.
    fileprivate init(embedded bytes: [UInt8]) {
        if let file = try? POFile(bytes) { self.init(file) } else { self.init() }
    }
}
