import Formats
import Observations
import Testing

@Suite struct GeoJSONTests {
    private let text = #"""
        {"type": "FeatureCollection", "bbox": [1, 2], "features": [
          {"type": "Feature", "properties": {"species": "Pica pica", "n": 2},
           "geometry": {"type": "Point", "coordinates": [21.01, 52.23]}, "id": "f1"},
          {"id": 7, "type": "Feature", "properties": {"note": "x", "id": "own"},
           "geometry": {"type": "LineString", "coordinates": [[1, 2], [3, 4]]}},
          {"type": "Feature", "properties": null, "geometry": null}
        ], "name": "n"}
        """#

    @Test("All fields: id, properties, a point's coordinates, other geometries as JSON")
    func allFields() {
        for chunk in [1, 7, 1000] {
            let file = TreeTesting.json(text, chunk: chunk)
            #expect(file.error == nil)
            #expect(file.description.format == .geojson)
            #expect(
                file.fields == [
                    "id", "/properties/id", "species", "n", "note", "/geometry/type", "/geometry/coordinates/0",
                    "/geometry/coordinates/1", "/geometry",
                ])
            #expect(file["id"] == ["f1", "7", nil])
            #expect(file["/properties/id"] == [nil, "own", nil])
            #expect(file["species"] == ["Pica pica", nil, nil])
            #expect(file["/geometry/type"] == ["Point", "LineString", nil])
            #expect(file["/geometry/coordinates/0"] == ["21.01", nil, nil])
            #expect(file["/geometry/coordinates/1"] == ["52.23", nil, nil])
            #expect(file["/geometry"] == [nil, #"{"type": "LineString", "coordinates": [[1, 2], [3, 4]]}"#, nil])
        }
    }

    @Test("Chosen fields: a plain name is a property or id, a pointer goes from the feature")
    func onlyFields() {
        let names = [
            "/geometry/coordinates/1", "species", "id", "/properties/note", "/geometry/coordinates/0/1", "/type",
        ]
        let file = TreeTesting.json(text) { $0.fields = .only(names) }
        #expect(file.batches[0].fields == names)
        #expect(file["/geometry/coordinates/1"] == ["52.23", "[3, 4]", nil])
        #expect(file["species"] == ["Pica pica", nil, nil])
        #expect(file["id"] == ["f1", "7", nil])
        #expect(file["/properties/note"] == [nil, "x", nil])
        #expect(file["/geometry/coordinates/0/1"] == [nil, "2", nil])
        #expect(file["/type"] == ["Feature", "Feature", "Feature"])
        #expect(file.description.fields == ["species", "n", "/geometry", "id", "note"])
    }

    @Test("A property called id is the id of a feature that has none")
    func propertyID() {
        let text = #"{"type": "FeatureCollection", "features": [{"properties": {"id": 5}}, {"properties": {"id": 6}}]}"#
        #expect(TreeTesting.json(text).fields == ["id"])
        #expect(TreeTesting.json(text)["id"] == ["5", "6"])
        #expect(TreeTesting.json(text) { $0.fields = .only(["id"]) }["id"] == ["5", "6"])
    }

    @Test("Features are recognised before the type is read, in arrays, and alone; anything else has no records")
    func shapes() {
        #expect(
            TreeTesting.json(
                #"{"features": [{"type": "Feature", "properties": {"a": 1}}], "type": "FeatureCollection"}"#)[
                    "a"] == ["1"])
        let one = TreeTesting.json(#"{"type": "Feature", "properties": {"a": 1}}"#) { $0.format = .geojson }
        #expect(one["a"] == ["1"])
        let some = TreeTesting.json(#"[{"type": "Feature", "properties": {"a": 1}}]"#) { $0.format = .geojson }
        #expect(some["a"] == ["1"])
        let none = TreeTesting.json(#"{"type": "Point", "coordinates": [1, 2]}"#) { $0.format = .geojson }
        #expect(none.error?.kind == .records)
        let empty = TreeTesting.json(#"{"type": "FeatureCollection", "features": []}"#)
        #expect(empty.error == nil && empty.count == 0)
    }
}
