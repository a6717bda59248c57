/// A school class or a machine that delivers files: where its gardens are, and how it writes.
struct Garden {
    /// How the files are made.
    enum Habit { case excel, unicodeText, wideExcel, commaCSV, fieldForm, app }

    /// The drop folder: a language, a kind of group and its code. Nobody in particular.
    let folder: String
    /// The beginning of its visits' numbers.
    let code: String
    let language: Language
    let habit: Habit
    let encoding: TextEncoding
    /// The school's place in thousandths of a degree.
    let latitude: Int
    let longitude: Int

    static let all = [
        Garden(
            folder: "app-garden-11", code: "AP11", language: .english, habit: .app, encoding: .utf8,
            latitude: 51_752, longitude: -1_258),
        Garden(
            folder: "de-klasse-6a", code: "DE6A", language: .german, habit: .wideExcel, encoding: .windows1252,
            latitude: 48_137, longitude: 11_575),
        Garden(
            folder: "en-class-5h", code: "EN5H", language: .english, habit: .commaCSV, encoding: .utf8,
            latitude: 53_480, longitude: -2_242),
        Garden(
            folder: "es-clase-5c", code: "ES5C", language: .spanish, habit: .excel, encoding: .utf8WithMark,
            latitude: 40_417, longitude: -3_704),
        Garden(
            folder: "form-reserve-02", code: "FR02", language: .english, habit: .fieldForm, encoding: .utf8,
            latitude: 52_208, longitude: 4_581),
        Garden(
            folder: "fr-classe-cm2", code: "FRCM", language: .french, habit: .excel, encoding: .windows1252,
            latitude: 45_764, longitude: 4_836),
        Garden(
            folder: "it-classe-3a", code: "IT3A", language: .italian, habit: .excel, encoding: .windows1252,
            latitude: 45_070, longitude: 7_687),
        Garden(
            folder: "nl-groep-7", code: "NLG7", language: .dutch, habit: .excel, encoding: .windows1252,
            latitude: 52_373, longitude: 4_892),
        Garden(
            folder: "pl-klasa-4b", code: "PL4B", language: .polish, habit: .excel, encoding: .windows1250,
            latitude: 50_062, longitude: 19_937),
        Garden(
            folder: "pl-klasa-6a", code: "PL6A", language: .polish, habit: .unicodeText, encoding: .utf16LittleEndian,
            latitude: 52_230, longitude: 21_012),
    ]
}
