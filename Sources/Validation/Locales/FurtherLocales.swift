extension LocaleConventions {
    /// Switzerland and Liechtenstein: `1’234.5`, and semicolons between cells all the same.
    static let swissGerman = changed(german) { locale in
        locale.tag = "de-CH"
        (locale.decimalMark, locale.thousandsMarks) = (".", ["’", " "])
    }

    static let swissItalian = changed(italian) { locale in
        locale.tag = "it-CH"
        (locale.decimalMark, locale.thousandsMarks) = (".", ["’", " "])
    }

    /// Mexico, and the countries of Central America and Peru that write numbers like it.
    static let mexican = changed(spanish) { locale in
        locale.tag = "es-MX"
        (locale.decimalMark, locale.thousandsMarks) = (".", [",", " "])
        locale.listSeparator = ","
    }

    /// Canada writes dates as 2026-05-01. Of others in digits nobody there knows the order: they are findings.
    static let canadianFrench = changed(french) { locale in
        locale.tag = "fr-CA"
        locale.dateOrder = nil
    }

    /// Portugal and Brazil.
    static let portuguese = LocaleConventions(
        tag: "pt", decimalMark: ",", thousandsMarks: [".", " "], dateOrder: .dayMonthYear,
        monthNames: [
            ["janeiro", "jan"], ["fevereiro", "fev"], ["março", "mar"], ["abril", "abr"], ["maio", "mai"],
            ["junho", "jun"], ["julho", "jul"], ["agosto", "ago"], ["setembro", "set"], ["outubro", "out"],
            ["novembro", "nov"], ["dezembro", "dez"],
        ],
        trueWords: ["true", "verdadeiro", "sim", "1"], falseWords: ["false", "falso", "nao", "não", "0"],
        encoding: "windows-1252",
        weekdayNames: ["segunda", "terça", "quarta", "quinta", "sexta", "sábado", "domingo"],
        fillers: ["de", "feira", "º", "°"], allowsMonthFirst: false, listSeparator: ";")

    private static func changed(_ locale: LocaleConventions, _ change: (inout Self) -> Void) -> LocaleConventions {
        var copy = locale
        change(&copy)
        return copy
    }
}
