import Formats
import Observations
import Testing

/// Real files of apps and portals. What is expected here was counted with other programs.
@Suite(.enabled(if: TreeTesting.isShared, "shared data folder is absent"))
struct JSONInputsTests {
    private func read(
        _ path: String, records: String? = nil, geojson: Bool = false, fields: [String]? = nil
    ) -> TreeTesting.File {
        TreeTesting.json(TreeTesting.bytes("inputs/\(path)"), chunk: 1 << 12) {
            $0.records = records
            if geojson { $0.format = .geojson }
            if let fields { $0.fields = .only(fields) }
        }
    }

    @Test("Every JSON file is read to its end, and nothing in it is wrong")
    func everything() {
        var count = 0
        for folder in TreeTesting.names("inputs") {
            for name in TreeTesting.names("inputs/\(folder)") where name.hasSuffix("json") {
                let file = read("\(folder)/\(name)", geojson: name.hasSuffix("geojson"))
                #expect(file.error == nil && file.findings.isEmpty && file.count > 0, "\(name)")
                count += 1
            }
        }
        #expect(count == 11)
    }

    @Test("iNaturalist: observations with their taxon, place and photo")
    func iNaturalist() {
        let path = "inaturalist/api_v1_observations_fixture.json"
        let whole = read(path)
        #expect(whole.count == 1)
        #expect(whole.description.details[0].reason.description.contains("declare `records: /results`"))
        let fields = [
            "id", "observed_on", "/taxon/name", "/geojson/coordinates/1", "/photos/0/license_code", "/photos/1/url",
        ]
        let file = read(path, records: "/results", fields: fields)
        #expect(file.count == 10)
        #expect(file["/taxon/name"].prefix(3) == ["Lithobates sylvaticus", "Etheostoma olmstedi", "Libellula vibrans"])
        #expect(file["id"].first == "7276418")
        #expect(file["/geojson/coordinates/1"].first == "38.803349")
        #expect(file["/photos/0/license_code"].first == "cc-by-nc")
        #expect(file["/photos/1/url"] == [String?](repeating: nil, count: 10))
    }

    @Test("ODK Central, Epicollect5 and CyberTracker")
    func forms() {
        let odk = read(
            "kobo-odk/odk_central_submissions.json", records: "/value",
            fields: [
                "/__system/submitterName", "/location/coordinates/0", "community_other",
            ])
        #expect(odk["/__system/submitterName"] == ["Collector", "Collector", "Collector"])
        #expect(odk["/location/coordinates/0"][1] == "-73.856824")
        #expect(odk["community_other"][0] == nil)
        let epicollect = read("epicollect5/ec5_shape_handmade.json", records: "/data/entries")
        #expect(epicollect["1_Name"] == ["Ann"])
        let tracker = read("cybertracker/0.json", fields: ["/db/x", "/records/0/uid", "username"])
        #expect(tracker["/db/x"] == ["0", "-77", "-77", "-77"])
        #expect(tracker["username"][0] == "CMI")
    }

    @Test("CoMapeo and a base map: features with properties and geometry")
    func geoJSON() {
        let comapeo = read("comapeo/comapeo_observations.geojson", geojson: true)
        #expect(comapeo.count == 8)
        #expect(comapeo["notes"][3] == "Beautiful place")
        #expect(comapeo["/geometry/coordinates/0"][0] == "-77.22264524549246")
        #expect(comapeo["/geometry/coordinates/2"][0] == "399.15636759994356")
        let mapeo = read("comapeo/mapeo_observations.geojson", geojson: true)
        #expect(mapeo["id"] == ["a1b2c3d4e5f67890", "f6e7d8c9b0a12345", "1234567890abcdef"])
        let countries = TreeTesting.json(TreeTesting.bytes("basemap/ne_110m_countries.geojson"))
        #expect(countries.count == 177)
        #expect(countries.fields == ["iso_a3", "name", "continent", "/geometry/type", "/geometry"])
        #expect(countries["name"][0] == "Fiji")
    }
}
