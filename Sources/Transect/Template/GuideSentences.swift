/// Every sentence that a guide can have. Guides address their readers as receipts do: du, tú, vous, tu, je, ty.
package enum GuideSentences {
    static let title = GuideSentence(
        english: "How to fill in the table: {0}", german: "So wird die Tabelle ausgefüllt: {0}",
        spanish: "Cómo rellenar la tabla: {0}", french: "Comment remplir le tableau : {0}",
        italian: "Come compilare la tabella: {0}", dutch: "Zo vul je de tabel in: {0}",
        polish: "Jak wypełnić tabelę: {0}")
    static let open = GuideSentence(
        english:
            "Open {0} with Excel, LibreOffice or another spreadsheet program, and write each observation into a row of its own.",
        german:
            "Öffne {0} mit Excel, LibreOffice oder einem anderen Tabellenprogramm und schreibe jede Beobachtung in eine eigene Zeile.",
        spanish:
            "Abre {0} con Excel, LibreOffice u otro programa de hojas de cálculo y escribe cada observación en una fila propia.",
        french:
            "Ouvrez {0} avec Excel, LibreOffice ou un autre tableur, et écrivez chaque observation sur sa propre ligne.",
        italian:
            "Apri {0} con Excel, LibreOffice o un altro foglio di calcolo e scrivi ogni osservazione in una riga propria.",
        dutch:
            "Open {0} met Excel, LibreOffice of een ander rekenbladprogramma en zet elke waarneming op een eigen rij.",
        polish:
            "Otwórz {0} w Excelu, LibreOffice lub innym arkuszu kalkulacyjnym i wpisz każdą obserwację w osobnym wierszu."
    )
    static let keepHeader = GuideSentence(
        english: "Leave the first row as it is: the columns are known by it. The order of the columns does not matter.",
        german:
            "Lass die erste Zeile, wie sie ist: An ihr werden die Spalten erkannt. Ihre Reihenfolge ist beliebig.",
        spanish: "Deja la primera fila como está: por ella se reconocen las columnas. Su orden no importa.",
        french:
            "Laissez la première ligne telle quelle : elle permet de reconnaître les colonnes. Leur ordre est libre.",
        italian: "Lascia la prima riga così com'è: da essa si riconoscono le colonne. Il loro ordine non importa.",
        dutch: "Laat de eerste rij zoals ze is: daaraan worden de kolommen herkend. Hun volgorde maakt niet uit.",
        polish: "Pierwszy wiersz zostaw bez zmian: po nim rozpoznawane są kolumny. Ich kolejność jest dowolna.")
    static let save = GuideSentence(
        english: "Save the table as CSV (in Excel: “CSV UTF-8”) and hand it in.",
        german: "Speichere die Tabelle als CSV (in Excel: „CSV UTF-8“) und gib sie ab.",
        spanish: "Guarda la tabla como CSV (en Excel: «CSV UTF-8») y entrégala.",
        french: "Enregistrez le tableau en CSV (dans Excel : « CSV UTF-8 ») et remettez-le.",
        italian: "Salva la tabella come CSV (in Excel: «CSV UTF-8») e consegnala.",
        dutch: "Sla de tabel op als CSV (in Excel: ‘CSV UTF-8’) en lever haar in.",
        polish: "Zapisz tabelę jako CSV (w Excelu: „CSV UTF-8”) i oddaj ją.")
    static let saveAsWorkbook = GuideSentence(
        english: "Save the table as CSV (in Excel: “CSV UTF-8”) or as an Excel workbook (.xlsx) and hand it in.",
        german:
            "Speichere die Tabelle als CSV (in Excel: „CSV UTF-8“) oder als Excel-Arbeitsmappe (.xlsx) und gib sie ab.",
        spanish: "Guarda la tabla como CSV (en Excel: «CSV UTF-8») o como libro de Excel (.xlsx) y entrégala.",
        french:
            "Enregistrez le tableau en CSV (dans Excel : « CSV UTF-8 ») ou en classeur Excel (.xlsx) et remettez-le.",
        italian:
            "Salva la tabella come CSV (in Excel: «CSV UTF-8») o come cartella di lavoro di Excel (.xlsx) e consegnala.",
        dutch: "Sla de tabel op als CSV (in Excel: ‘CSV UTF-8’) of als Excel-werkmap (.xlsx) en lever haar in.",
        polish: "Zapisz tabelę jako CSV (w Excelu: „CSV UTF-8”) lub jako skoroszyt Excela (.xlsx) i oddaj ją.")
    static let likeThis = GuideSentence(
        english: "Write dates and numbers as in the examples on this page.",
        german: "Schreibe Daten und Zahlen wie in den Beispielen auf dieser Seite.",
        spanish: "Escribe las fechas y los números como en los ejemplos de esta página.",
        french: "Écrivez les dates et les nombres comme dans les exemples de cette page.",
        italian: "Scrivi date e numeri come negli esempi di questa pagina.",
        dutch: "Schrijf datums en getallen zoals in de voorbeelden op deze pagina.",
        polish: "Daty i liczby zapisuj tak, jak w przykładach na tej stronie.")

    static let column = GuideSentence(
        english: "Column", german: "Spalte", spanish: "Columna", french: "Colonne", italian: "Colonna",
        dutch: "Kolom", polish: "Kolumna")
    static let expected = GuideSentence(
        english: "What is expected", german: "Was erwartet wird", spanish: "Qué se espera",
        french: "Ce qui est attendu", italian: "Che cosa ci si aspetta", dutch: "Wat er wordt verwacht",
        polish: "Czego oczekujemy")
    static let example = GuideSentence(
        english: "Example", german: "Beispiel", spanish: "Ejemplo", french: "Exemple", italian: "Esempio",
        dutch: "Voorbeeld", polish: "Przykład")
    static let required = GuideSentence(
        english: "Required", german: "Pflichtfeld", spanish: "Obligatorio", french: "Obligatoire",
        italian: "Obbligatorio", dutch: "Verplicht", polish: "Wymagane")
    static let yes = GuideSentence(
        english: "yes", german: "ja", spanish: "sí", french: "oui", italian: "sì", dutch: "ja", polish: "tak")
    static let mayBeBlank = GuideSentence(
        english: "may stay blank", german: "darf leer bleiben", spanish: "puede quedar vacío",
        french: "peut rester vide", italian: "può restare vuoto", dutch: "mag leeg blijven",
        polish: "może pozostać puste")
    static let list = GuideSentence(
        english: "Allowed values of {0}", german: "Erlaubte Werte für {0}", spanish: "Valores permitidos de {0}",
        french: "Valeurs autorisées pour {0}", italian: "Valori ammessi per {0}",
        dutch: "Toegestane waarden van {0}", polish: "Dozwolone wartości w kolumnie {0}")

    /// All of them, those about the kinds of values too.
    package static let all =
        [
            title, open, keepHeader, save, saveAsWorkbook, likeThis, column, expected, example, required, yes,
            mayBeBlank, list,
        ] + aboutValues
}
