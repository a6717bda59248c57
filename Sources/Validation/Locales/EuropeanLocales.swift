extension LocaleConventions {
    static let german = LocaleConventions(
        tag: "de", decimalMark: ",", thousandsMarks: [".", " "], dateOrder: .dayMonthYear,
        monthNames: [
            ["januar", "jänner", "jan"], ["februar", "feber", "feb"], ["märz", "mär", "mrz"], ["april", "apr"],
            ["mai"], ["juni", "jun"], ["juli", "jul"], ["august", "aug"], ["september", "sept", "sep"],
            ["oktober", "okt"], ["november", "nov"], ["dezember", "dez"],
        ],
        trueWords: ["true", "wahr", "ja", "1"], falseWords: ["false", "falsch", "nein", "0"],
        encoding: "windows-1252",
        weekdayNames: ["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"],
        fillers: [], allowsMonthFirst: false, listSeparator: ";")

    static let spanish = LocaleConventions(
        tag: "es", decimalMark: ",", thousandsMarks: [".", " "], dateOrder: .dayMonthYear,
        monthNames: [
            ["enero", "ene"], ["febrero", "feb"], ["marzo", "mar"], ["abril", "abr"], ["mayo", "may"],
            ["junio", "jun"], ["julio", "jul"], ["agosto", "ago"], ["septiembre", "setiembre", "sept", "sep"],
            ["octubre", "oct"], ["noviembre", "nov"], ["diciembre", "dic"],
        ],
        trueWords: ["true", "verdadero", "si", "sí", "1"], falseWords: ["false", "falso", "no", "0"],
        encoding: "windows-1252",
        weekdayNames: ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"],
        fillers: ["de", "del", "º", "°"], allowsMonthFirst: false, listSeparator: ";")

    static let french = LocaleConventions(
        tag: "fr", decimalMark: ",", thousandsMarks: [" "], dateOrder: .dayMonthYear,
        monthNames: [
            ["janvier", "janv", "jan"], ["février", "févr", "fév"], ["mars"], ["avril", "avr"], ["mai"], ["juin"],
            ["juillet", "juil"], ["août"], ["septembre", "sept"], ["octobre", "oct"], ["novembre", "nov"],
            ["décembre", "déc"],
        ],
        trueWords: ["true", "vrai", "oui", "1"], falseWords: ["false", "faux", "non", "0"],
        encoding: "windows-1252",
        weekdayNames: ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
        fillers: ["er"], allowsMonthFirst: false, listSeparator: ";")

    static let italian = LocaleConventions(
        tag: "it", decimalMark: ",", thousandsMarks: [".", " "], dateOrder: .dayMonthYear,
        monthNames: [
            ["gennaio", "gen"], ["febbraio", "feb"], ["marzo", "mar"], ["aprile", "apr"], ["maggio", "mag"],
            ["giugno", "giu"], ["luglio", "lug"], ["agosto", "ago"], ["settembre", "set"], ["ottobre", "ott"],
            ["novembre", "nov"], ["dicembre", "dic"],
        ],
        trueWords: ["true", "vero", "si", "sì", "1"], falseWords: ["false", "falso", "no", "0"],
        encoding: "windows-1252",
        weekdayNames: ["lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"],
        fillers: ["º", "°"], allowsMonthFirst: false, listSeparator: ";")

    static let dutch = LocaleConventions(
        tag: "nl", decimalMark: ",", thousandsMarks: [".", " "], dateOrder: .dayMonthYear,
        monthNames: [
            ["januari", "jan"], ["februari", "feb"], ["maart", "mrt"], ["april", "apr"], ["mei"], ["juni", "jun"],
            ["juli", "jul"], ["augustus", "aug"], ["september", "sept", "sep"], ["oktober", "okt"],
            ["november", "nov"], ["december", "dec"],
        ],
        trueWords: ["true", "waar", "ja", "1"], falseWords: ["false", "onwaar", "nee", "0"],
        encoding: "windows-1252",
        weekdayNames: ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"],
        fillers: [], allowsMonthFirst: false, listSeparator: ";")

    /// Dates carry the month in the genitive (`1 maja 2026 r.`), tables often in the nominative.
    static let polish = LocaleConventions(
        tag: "pl", decimalMark: ",", thousandsMarks: [" "], dateOrder: .dayMonthYear,
        monthNames: [
            ["stycznia", "styczeń", "sty"], ["lutego", "luty", "lut"], ["marca", "marzec", "mar"],
            ["kwietnia", "kwiecień", "kwi"], ["maja", "maj"], ["czerwca", "czerwiec", "cze"],
            ["lipca", "lipiec", "lip"], ["sierpnia", "sierpień", "sie"], ["września", "wrzesień", "wrz"],
            ["października", "październik", "paź"], ["listopada", "listopad", "lis"], ["grudnia", "grudzień", "gru"],
        ],
        trueWords: ["true", "prawda", "tak", "1"], falseWords: ["false", "fałsz", "nie", "0"],
        encoding: "windows-1250",
        weekdayNames: ["poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela"],
        fillers: ["r", "roku"], allowsMonthFirst: false, listSeparator: ";", yearWords: ["r", "r.", "roku"])

    static func english(_ tag: String, _ order: DateOrder?) -> LocaleConventions {
        LocaleConventions(
            tag: tag, decimalMark: ".", thousandsMarks: [","], dateOrder: order,
            monthNames: [
                ["january", "jan"], ["february", "feb"], ["march", "mar"], ["april", "apr"], ["may"], ["june", "jun"],
                ["july", "jul"], ["august", "aug"], ["september", "sept", "sep"], ["october", "oct"],
                ["november", "nov"], ["december", "dec"],
            ],
            trueWords: ["true", "yes", "1"], falseWords: ["false", "no", "0"],
            encoding: "windows-1252",
            weekdayNames: ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
            fillers: ["st", "nd", "rd", "th", "of"], allowsMonthFirst: true, listSeparator: ",")
    }
}
