import Testing
import Validation

/// Every locale's numbers, dates and words, written out: what a table says nobody has to guess.
@Suite struct LocaleTests {
    @Test(
        "Numbers are read by the declared locale's marks and by no others",
        arguments: [
            ("es", "1.234", "1234"), ("es", "40,4168", "40.4168"), ("es", "-3,7038", "-3.7038"),
            ("es", "1.234.567,89", "1234567.89"), ("es", "1 234,5", "1234.5"), ("es", "40.4168", "[type-number]"),
            ("es", "1.23", "[type-number]"), ("es", "12.34.567", "[type-number]"), ("es", "1.234 567", "[type-number]"),
            ("pl", "52,2297", "52.2297"), ("pl", "1\u{A0}234,5", "1234.5"), ("pl", "1\u{202F}234", "1234"),
            ("pl", "1 234", "1234"), ("pl", "1.234", "[type-number]"), ("pl", "12,50", "12.50"),
            ("de", "1.234,50", "1234.50"), ("de", "1.234", "1234"), ("de", "0,5", "0.5"), ("de", ",5", "0.5"),
            ("it", "1.234,5", "1234.5"), ("it", "45,4642", "45.4642"),
            ("nl", "1.234,5", "1234.5"), ("nl", "52,3676", "52.3676"),
            ("fr", "1\u{202F}234,5", "1234.5"), ("fr", "48,8566", "48.8566"), ("fr", "1.234", "[type-number]"),
            ("en", "1,234.5", "1234.5"), ("en-GB", "1,234", "1234"), ("en-US", "12,345,678", "12345678"),
            ("en", "1,23", "[type-number]"), ("en-US", "40.4168", "40.4168"),
            ("de-CH", "1’234.5", "1234.5"), ("de-CH", "1'234", "1234"), ("de-CH", "1,5", "[type-number]"),
            ("it-CH", "1’234’567.5", "1234567.5"), ("es-MX", "1,234.5", "1234.5"), ("es-MX", "1,5", "[type-number]"),
            ("fr-CA", "1 234,5", "1234.5"), ("pt", "1.234,5", "1234.5"), ("de", "1’234", "[type-number]"),
            ("es", "1,5E-3", "1.5E-3"), ("es", "+12,5", "12.5"), ("es", "\u{2212}12,5", "-12.5"), ("es", "7", "7"),
        ])
    func numbers(_ locale: String, _ text: String, _ expected: String) throws {
        #expect(try canonical(text, .number, locale: locale) == expected)
    }

    @Test(
        "Without a locale a number has a decimal point and nothing else; what could be read in two ways is a finding",
        arguments: [
            ("1.234", "1.234"), ("1.50", "1.50"), ("-0.0", "-0.0"), ("+5", "5"), (".5", "0.5"), ("5.", "5"),
            ("1e-3", "1e-3"), ("1E+05", "1E+05"), ("007", "007"),
            ("123456789012345678901.5", "123456789012345678901.5"),
            ("1,234", "[ambiguous-number]"), ("-12,516", "[ambiguous-number]"),
            ("52,5163", "[number-marks-not-declared]"), ("0,516", "[number-marks-not-declared]"),
            ("1234,567", "[number-marks-not-declared]"), ("12,5", "[number-marks-not-declared]"),
            ("1 234", "[number-marks-not-declared]"),
            ("1.234.567", "[number-marks-not-declared]"), ("1.234,5", "[number-marks-not-declared]"),
            ("1'234", "[number-marks-not-declared]"),
            ("1\u{A0}234", "[number-marks-not-declared]"),
            ("nan", "[type-number]"), ("inf", "[type-number]"),
            ("0x1p3", "[type-number]"), ("12 m", "[type-number]"), ("1e999", "[type-number]"), ("-", "[type-number]"),
            ("1e", "[type-number]"), (".", "[type-number]"), ("--1", "[type-number]"), ("1-2", "[type-number]"),
            ("٣", "[type-number]"), ("X", "[type-number]"), ("1.2.", "[type-number]"), (",", "[type-number]"),
        ])
    func plainNumbers(_ text: String, _ expected: String) throws {
        #expect(try canonical(text, .number) == expected)
    }

    @Test(
        "A whole number may have a fraction of zeros",
        arguments: [
            ("3", nil, "3"), ("3.0", nil, "3"), ("3,0", "es", "3"), ("1.234", "es", "1234"),
            ("3.5", nil, "[type-integer]"),
            ("1e3", nil, "[type-integer]"), ("123456789012345678", nil, "123456789012345678"),
            ("1234567890123456789", nil, "1234567890123456789"), ("-5", nil, "-5"),
            ("9223372036854775807", nil, "9223372036854775807"), ("-9223372036854775808", nil, "-9223372036854775808"),
            ("9223372036854775808", nil, "[integer-too-great]"), ("-9223372036854775809", nil, "[integer-too-great]"),
            ("12345678901234567890", nil, "[integer-too-great]"),
            ("1000000000000000000.0", nil, "1000000000000000000"), ("1,234", nil, "[ambiguous-number]"),
            ("1.234", nil, "[ambiguous-number]"), ("1.2345", nil, "[type-integer]"), ("0.123", nil, "[type-integer]"),
            ("1.234", "pl", "[type-integer]"), ("12,5", nil, "[number-marks-not-declared]"),
        ] as [(String, String?, String)])
    func integers(_ text: String, _ locale: String?, _ expected: String) throws {
        #expect(try canonical(text, .integer, locale: locale) == expected)
    }

    @Test(
        "Dates are read in the declared locale's order and with its names of months",
        arguments: [
            ("es", "01/05/2026", "2026-05-01"), ("es", "1/5/2026", "2026-05-01"), ("es", "1-5-2026", "2026-05-01"),
            ("es", "1 de mayo de 2026", "2026-05-01"), ("es", "1º de mayo de 2026", "2026-05-01"),
            ("es", "01-sept.-2026", "2026-09-01"), ("es", "13 ENE 2026", "2026-01-13"),
            ("es", "05/13/2026", "[type-date]"),
            ("es", "1 de mayo del 2026", "2026-05-01"),
            ("pl", "1.05.2026", "2026-05-01"), ("pl", "1 maja 2026", "2026-05-01"),
            ("pl", "1 maja 2026 r.", "2026-05-01"),
            ("pl", "12 października 2026", "2026-10-12"), ("pl", "Wrzesień 2026", "[type-date]"),
            ("pl", "3 paź 2026", "2026-10-03"), ("pl", "3 PAŹDZIERNIKA 2026", "2026-10-03"),
            ("de", "1. Mai 2026", "2026-05-01"), ("de", "01.05.2026", "2026-05-01"),
            ("de", "3. März 2026", "2026-03-03"),
            ("de", "5. Jänner 2026", "2026-01-05"), ("de", "1. 5. 2026", "2026-05-01"),
            ("fr", "1er mai 2026", "2026-05-01"), ("fr", "14 juillet 2026", "2026-07-14"),
            ("fr", "3 août 2026", "2026-08-03"),
            ("fr", "5 févr. 2026", "2026-02-05"), ("fr", "01/05/2026", "2026-05-01"),
            ("it", "1 maggio 2026", "2026-05-01"), ("it", "1º maggio 2026", "2026-05-01"),
            ("it", "5 gen 2026", "2026-01-05"),
            ("it", "01/05/2026", "2026-05-01"),
            ("nl", "1 mei 2026", "2026-05-01"), ("nl", "5 mrt 2026", "2026-03-05"), ("nl", "1-5-2026", "2026-05-01"),
            ("en-GB", "01/05/2026", "2026-05-01"), ("en-US", "05/01/2026", "2026-05-01"),
            ("en-US", "May 1, 2026", "2026-05-01"),
            ("en-GB", "1st of May 2026", "2026-05-01"), ("en", "1 May 2026", "2026-05-01"),
            ("en", "May 1st, 2026", "2026-05-01"),
            ("en", "01/05/2026", "[ambiguous-date]"), ("en-US", "13/05/2026", "[type-date]"),
            ("pl", "2026-05-01", "2026-05-01"), ("es", "31/02/2026", "[type-date]"), ("es", "1/5/26", "[type-date]"),
            ("es", "mayo 1 2026", "[type-date]"), ("es", "0/5/2026", "[type-date]"),
            ("es", "1 de foo de 2026", "[type-date]"),
            ("de", "Freitag, 1. Mai 2026", "2026-05-01"), ("es", "viernes, 1 de mayo de 2026", "2026-05-01"),
            ("fr", "vendredi 1 mai 2026", "2026-05-01"), ("it", "venerdì 1 maggio 2026", "2026-05-01"),
            ("nl", "vrijdag 1 mei 2026", "2026-05-01"), ("pl", "piątek, 1 maja 2026", "2026-05-01"),
            ("en-US", "Friday, May 1, 2026", "2026-05-01"), ("pt", "sexta-feira, 1 de maio de 2026", "2026-05-01"),
            ("de", "Montag, 1. Mai 2026", "[type-date]"), ("de-CH", "01.05.2026", "2026-05-01"),
            ("es-MX", "01/05/2026", "2026-05-01"), ("fr-CA", "2026-05-01", "2026-05-01"),
            ("fr-CA", "01/05/2026", "[ambiguous-date]"), ("pt", "1 de maio de 2026", "2026-05-01"),
            ("es", "hoy", "[type-date]"), ("es", "1/5-2026", "[type-date]"),
        ])
    func dates(_ locale: String, _ text: String, _ expected: String) throws {
        #expect(try canonical(text, .date, locale: locale) == expected)
    }

    @Test("Every name of a month in every locale is read in small letters, capitalised and in capitals")
    func monthNames() throws {
        for tag in LocaleConventions.supported {
            let locale = try #require(LocaleConventions.named(tag))
            #expect(locale.monthNames.count == 12)
            for (month, names) in locale.monthNames.enumerated() {
                for name in names {
                    let expected = "2026-\(month < 9 ? "0" : "")\(month + 1)-07"
                    for form in [name, name.prefix(1).uppercased() + name.dropFirst(), name.uppercased()] {
                        #expect(try canonical("7 \(form) 2026", .date, locale: tag) == expected, "\(tag) \(form)")
                    }
                }
            }
        }
    }

    @Test(
        "Times of day are read behind a date",
        arguments: [
            ("es", "01/05/2026 10:30", "2026-05-01T10:30"), ("es", "1/5/2026, 9:05:07", "2026-05-01T09:05:07"),
            ("en-US", "5/1/2026 12:15 AM", "2026-05-01T00:15"), ("en-US", "5/1/2026 1:15 p.m.", "2026-05-01T13:15"),
            ("es", "1/5/2026 1:15 p. m.", "2026-05-01T13:15"), ("pl", "1 maja 2026 10:30", "2026-05-01T10:30"),
            ("es", "01/05/2026 25:30", "[type-event-date]"), ("es", "01/05/2026 10:3", "[type-event-date]"),
            ("fr", "01/05/2026 10h30", "2026-05-01T10:30"), ("de", "01.05.2026 10:30 Uhr", "2026-05-01T10:30"),
            ("es", "1/5/2026 10:30 h", "2026-05-01T10:30"), ("fr", "01/05/2026 10h", "[type-event-date]"),
            ("pl", "1.05.2026 r.", "2026-05-01"), ("pl", "1.05.2026r.", "2026-05-01"), ("pl", "05.2026", "2026-05"),
            ("es", "5/2026", "2026-05"), ("es", "13/2026", "[type-event-date]"), ("pl", "r.", "[type-event-date]"),
            ("pl", "2026-05-01 7:05 AM", "2026-05-01T07:05"), ("en", "2026-05-01 07:05 pm", "2026-05-01T19:05"),
            ("en", "2026-05-01 13:05 PM", "[type-event-date]"),
            ("en-US", "5/1/2026 13:15 PM", "[type-event-date]"), ("pl", "maj 2026", "2026-05"),
        ])
    func times(_ locale: String, _ text: String, _ expected: String) throws {
        #expect(try canonical(text, .eventDate, locale: locale) == expected)
    }

    @Test("Without a locale or a format, digits with the year at the end are never guessed")
    func ambiguousDates() throws {
        for text in ["01/05/2026", "5.1.2026", "1-5-2026 10:30"] {
            #expect(try canonical(text, .eventDate) == "[ambiguous-date]", "\(text)")
        }
        // Only one day can be meant, and the sentence must not say otherwise.
        for text in ["13/05/2026", "05/13/2026", "31.12.2025", "31.12.2025 10:30", "5/5/2026"] {
            #expect(try canonical(text, .eventDate) == "[date-order-not-declared]", "\(text)")
            #expect(try canonical(text, .date, locale: "en") == "[date-order-not-declared]", "\(text)")
        }
        #expect(try canonical("40/40/2026", .date, locale: "en") == "[type-date]")
        for text in ["40/40/2026", "01/05/26", "1 May 2026", "May"] {
            #expect(try canonical(text, .eventDate) == "[type-event-date]", "\(text)")
        }
    }

    @Test(
        "Words for yes and no are read in every locale",
        arguments: [
            ("pl", "tak", "true"), ("pl", "NIE", "false"), ("pl", "FAŁSZ", "false"), ("pl", "Prawda", "true"),
            ("de", "WAHR", "true"), ("de", "nein", "false"), ("es", "sí", "true"), ("es", "VERDADERO", "true"),
            ("es", "no", "false"), ("it", "sì", "true"), ("it", "Falso", "false"), ("nl", "ja", "true"),
            ("nl", "ONWAAR", "false"), ("fr", "oui", "true"), ("fr", "Non", "false"), ("en", "Yes", "true"),
            ("en-US", "FALSE", "false"), ("fr", "1", "true"), ("pl", "perhaps", "[type-boolean]"),
            ("pl", "yes", "[type-boolean]"), ("es", "si\u{301}", "true"),
        ])
    func booleans(_ locale: String, _ text: String, _ expected: String) throws {
        #expect(try canonical(text, .boolean, locale: locale) == expected)
    }

    @Test("Without a locale true and false are Frictionless Table Schema's")
    func plainBooleans() throws {
        for text in ["true", "True", "TRUE", "1"] { #expect(try canonical(text, .boolean) == "true") }
        for text in ["false", "False", "FALSE", "0"] { #expect(try canonical(text, .boolean) == "false") }
        #expect(try canonical("yes", .boolean) == "[type-boolean]")
    }

    @Test("A region that writes in another way than the language's own is not supported")
    func regions() {
        #expect(LocaleConventions.named("pl-PL")?.tag == "pl")
        #expect(LocaleConventions.named("de-AT")?.tag == "de" && LocaleConventions.named("es-AR")?.tag == "es")
        #expect(LocaleConventions.named("fr-CH") == nil)
        #expect(LocaleConventions.supported.allSatisfy { LocaleConventions.named($0)?.tag == $0 })
        #expect(LocaleConventions.named("pl")?.encoding == "windows-1250")
    }

    @Test(
        "A declared format reads dates that are written like it, and ISO 8601 besides",
        arguments: [
            ("dd.MM.yyyy", "01.05.2026", "2026-05-01"), ("dd.MM.yyyy", "1.5.2026", "[type-event-date]"),
            ("d.M.yyyy", "1.5.2026", "2026-05-01"), ("d.M.yyyy", "01.05.2026", "2026-05-01"),
            ("MM/dd/yyyy", "05/01/2026", "2026-05-01"), ("MM/dd/yyyy", "13/01/2026", "[type-event-date]"),
            ("yyyy-MM-dd HH:mm", "2026-05-01 10:30", "2026-05-01T10:30"), ("MM.yyyy", "05.2026", "2026-05"),
            ("d MMMM yyyy", "1 maja 2026", "2026-05-01"), ("d MMMM yyyy", "1\u{A0}maja  2026", "2026-05-01"),
            ("d MMM yyyy", "3 paź. 2026", "2026-10-03"), ("yyyyMMdd", "20260501", "2026-05-01"),
            ("M/d/yyyy hh:mm a", "5/1/2026 01:30 PM", "2026-05-01T13:30"),
            ("M/d/yyyy h:mm a", "5/1/2026 12:05 am", "2026-05-01T00:05"),
            ("dd.MM.yyyy", "2026-05-01", "2026-05-01"), ("dd.MM.yyyy", "2026-05", "2026-05"),
            ("yyyy-dd-MM", "2026-01-05", "2026-05-01"), ("yyyy-dd-MM", "2026-01-13", "[type-event-date]"),
            ("'am' dd.MM.yyyy", "am 01.05.2026", "2026-05-01"),
            ("yyyy-MM-dd'T'HH:mm", "2026-05-01T10:30", "2026-05-01T10:30"),
            ("MM/dd/yyyy", "13.05.2026", "[type-event-date]"),
        ])
    func formats(_ format: String, _ text: String, _ expected: String) throws {
        #expect(try canonical(text, .eventDate, locale: "pl", formats: [format]) == expected)
    }

    @Test("A datetime is written with seconds, and without an offset where none was given")
    func dateTimes() throws {
        let expected = [
            "2026-05-01T10:30:00Z": "2026-05-01T10:30:00Z", "2026-05-01t10:30:00.5z": "2026-05-01T10:30:00.5Z",
            "2026-05-01T10:30": "2026-05-01T10:30:00", "2026-05-01 10:30:15 +0200": "2026-05-01T10:30:15+02:00",
            "2026-05-01": "[type-datetime]", "2026-05-01T10": "[type-datetime]",
            "2026-05-01T10:30:00": "2026-05-01T10:30:00",
        ]
        for (text, result) in expected { #expect(try canonical(text, .datetime) == result) }
        #expect(try canonical("01/05/2026 10:30", .datetime, locale: "es") == "2026-05-01T10:30:00")
        #expect(try canonical("01.05.2026 10:30", .datetime, formats: ["dd.MM.yyyy HH:mm"]) == "2026-05-01T10:30:00")
    }
}
