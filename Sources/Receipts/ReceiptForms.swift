extension Receipt {
    /// The receipt in its three forms, page, text and JSON, each with the ending of its file.
    package func forms(in language: Language) -> [(ending: String, text: String)] {
        [("html", html(in: language)), ("txt", text(in: language)), ("json", json(in: language))]
    }
}
