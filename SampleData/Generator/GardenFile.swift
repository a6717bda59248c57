/// The files that classes, the field form and the app make of their sightings.
enum GardenFile {
    /// The file's ending and its bytes.
    static func write(_ entries: [GardenBirds.Entry], _ garden: Garden) -> (ending: String, bytes: [UInt8]) {
        let usesScientificNames = garden.habit == .fieldForm || garden.habit == .app
        var sheet = Sheet(header: garden.language.header)
        sheet.rows = entries.map { entry in
            var cells = WrittenSighting(
                entry.sighting, flaw: entry.flaw, language: garden.language, scientificNames: usesScientificNames
            ).cells
            if entry.sighting.latitude == 0 { (cells[4], cells[5]) = ("", "") }
            return cells
        }
        switch garden.habit {
        case .excel:
            return (".csv", garden.encoding.encode(sheet.csv(delimiter: ";", lineEnd: "\r\n")))
        case .unicodeText:
            return (".txt", garden.encoding.encode(sheet.csv(delimiter: "\t", lineEnd: "\r\n")))
        case .commaCSV:
            return (".csv", garden.encoding.encode(sheet.csv()))
        case .wideExcel:
            let wide = wideSheet(entries, garden)
            let text = wide.csv(delimiter: ";", lineEnd: "\r\n", firstLine: "sep=;")
            return (".csv", garden.encoding.encode(text))
        case .fieldForm:
            return (".xml", Array(fieldForm(sheet).utf8))
        case .app:
            return (".geojson", Array(geoJSON(sheet).utf8))
        }
    }

    /// One row for each visit, one column for each species; a species that was not seen has a blank cell. A bird that
    /// nobody counted is there once at least.
    private static func wideSheet(_ entries: [GardenBirds.Entry], _ garden: Garden) -> Sheet {
        let header = garden.language.header
        var sheet = Sheet(
            header: [header[0], header[1], header[4], header[5]] + Bird.all.map { $0.name(in: garden.language) })
        for entry in entries {
            var sighting = entry.sighting
            sighting.count = max(1, sighting.count)
            var cells = WrittenSighting(
                sighting, flaw: entry.flaw, language: garden.language, scientificNames: false
            ).cells
            if sighting.latitude == 0 { (cells[4], cells[5]) = ("", "") }
            if sheet.rows.last?.first != cells[0] {
                let blanks = [String](repeating: "", count: Bird.all.count)
                sheet.rows.append([cells[0], cells[1], cells[4], cells[5]] + blanks)
            }
            if let column = sheet.header.firstIndex(of: cells[2]) {
                sheet.rows[sheet.rows.count - 1][column] = cells[3]
            }
        }
        return sheet
    }

    /// Simple Darwin Core in XML, as field forms export it.
    private static func fieldForm(_ sheet: Sheet) -> String {
        var form = sheet
        form.header = [
            "dwc:eventID", "dwc:eventDate", "dwc:scientificName", "dwc:individualCount", "dwc:decimalLatitude",
            "dwc:decimalLongitude", "dwc:occurrenceRemarks",
        ]
        return form.xml(
            root: "dwr:SimpleDarwinRecordSet", record: "dwr:SimpleDarwinRecord",
            rootAttributes: """
                 xmlns:dwr="http://rs.tdwg.org/dwc/xsd/simpledarwincore/" xmlns:dwc="http://rs.tdwg.org/dwc/terms/"
                """)
    }

    /// A GeoJSON feature collection (RFC 7946: longitude first). A place that is not known is a null geometry.
    private static func geoJSON(_ sheet: Sheet) -> String {
        var properties = sheet
        properties.header = ["visit", "date", "species", "count", "note"]
        properties.rows = sheet.rows.map { [$0[0], $0[1], $0[2], $0[3], $0[6]] }
        let features = zip(sheet.rows, properties.jsonObjects(number: "count")).map { row, properties in
            let geometry =
                row[4].isEmpty
                ? "null" : "{\"type\": \"Point\", \"coordinates\": [\(row[5]), \(row[4])]}"
            return "{\"type\": \"Feature\", \"geometry\": \(geometry), \"properties\": \(properties)}"
        }
        return """
            {
              "type": "FeatureCollection",
              "features": [
                \(features.joined(separator: ",\n    "))
              ]
            }

            """
    }
}
