import Observations

/// Which values of a record become which columns, and how the columns are called in a batch.
struct JSONFields {
    /// What a record is.
    enum Kind {
        /// A JSON object; a plain name is one of its keys.
        case object
        /// A GeoJSON feature; a plain name is one of its properties, or `id`.
        case feature
    }

    /// The columns of a feature that has all its fields, in the order in which `all` makes them.
    enum FeatureColumn: Int, CaseIterable {
        case id, propertyID, geometryType, longitude, latitude, height, geometry

        /// The pointer from the feature.
        var pointer: String {
            switch self {
            case .id: "/id"
            case .propertyID: "/properties/id"
            case .geometryType: "/geometry/type"
            case .longitude: "/geometry/coordinates/0"
            case .latitude: "/geometry/coordinates/1"
            case .height: "/geometry/coordinates/2"
            case .geometry: "/geometry"
            }
        }
    }

    /// A field of the batch: the column it is made of, and the column that fills its missing cells.
    private struct Output {
        var name: String
        var column: Int
        var fallback: Int?
    }

    /// What a record is.
    let kind: Kind
    /// Whether all fields are given out.
    let isAll: Bool
    /// The name of every column, for findings. Collected columns are added as they appear.
    var names: [String] = []
    private var outputs: [Output] = []

    /// The fields of `selection`: builds their tree and their columns.
    init(_ selection: FieldSelection, of kind: Kind, tree: inout JSONFieldTree, columns: inout TreeColumns) {
        self.kind = kind
        switch (selection, kind) {
        case (.all, .object):
            isAll = true
            tree.nodes[0].collects = true
        case (.all, .feature):
            isAll = true
            for field in FeatureColumn.allCases {
                _ = addColumn(JSONPointer(field: field.pointer), name: field.pointer, &tree, &columns)
            }
            names[FeatureColumn.id.rawValue] = "id"
            let properties = tree.node(at: JSONPointer(field: "/properties"))
            tree.nodes[properties].collects = true
        case (.only(let wanted), _):
            isAll = false
            for name in wanted {
                var pointer = JSONPointer(field: name)
                var fallback: Int?
                if kind == .feature, !name.isEmpty, !name.hasPrefix("/") {
                    let property = JSONPointer(steps: [Array("properties".utf8), Array(name.utf8)])
                    if name == "id" {
                        fallback = addColumn(property, name: name, &tree, &columns)
                    } else {
                        pointer = property
                    }
                }
                let column = addColumn(pointer, name: name, &tree, &columns)
                outputs.append(Output(name: name, column: column, fallback: fallback))
            }
        }
    }

    private mutating func addColumn(
        _ pointer: JSONPointer, name: String, _ tree: inout JSONFieldTree, _ columns: inout TreeColumns
    ) -> Int {
        let node = tree.node(at: pointer)
        if tree.nodes[node].column < 0 {
            tree.nodes[node].column = columns.add()
            names.append(name)
        }
        return tree.nodes[node].column
    }

    /// The fields of a batch made of its columns.
    func batch(_ columns: [TextColumn]) -> (fields: [String], columns: [TextColumn]) {
        guard isAll else {
            let chosen = outputs.map { output in
                output.fallback.map { Self.filled(columns[output.column], from: columns[$0]) } ?? columns[output.column]
            }
            return (outputs.map(\.name), chosen)
        }
        return kind == .feature ? featureBatch(columns) : (names, columns)
    }

    /// `id`, the properties in order of appearance, the geometry: a point by its coordinates, anything else as JSON.
    /// Columns without any value are left out.
    private func featureBatch(_ columns: [TextColumn]) -> (fields: [String], columns: [TextColumn]) {
        var result: (fields: [String], columns: [TextColumn]) = ([], [])
        func add(_ name: String, _ column: TextColumn) {
            guard column.missing.setCount < column.count else { return }
            result.fields.append(name)
            result.columns.append(column)
        }
        let own = columns[FeatureColumn.id.rawValue]
        let property = columns[FeatureColumn.propertyID.rawValue]
        add("id", Self.filled(own, from: property))
        let haveBoth = (0..<own.count).contains { !own.missing[$0] && !property.missing[$0] }
        if haveBoth { add(FeatureColumn.propertyID.pointer, property) }
        for index in FeatureColumn.allCases.count..<columns.count {
            result.fields.append(names[index])
            result.columns.append(columns[index])
        }
        let types = columns[FeatureColumn.geometryType.rawValue]
        let points = Bitmap(
            count: types.count,
            words: stride(from: 0, to: types.count, by: 64).map { start in
                (start..<min(start + 64, types.count)).reduce(into: UInt64(0)) { word, row in
                    if types.bytes[types.range(row)].elementsEqual("Point".utf8) { word |= 1 << UInt64(row - start) }
                }
            })
        add(FeatureColumn.geometryType.pointer, types)
        for field in [FeatureColumn.longitude, .latitude, .height] {
            add(field.pointer, Self.kept(columns[field.rawValue], where: points, is: true))
        }
        add(
            FeatureColumn.geometry.pointer,
            Self.kept(columns[FeatureColumn.geometry.rawValue], where: points, is: false))
        return result
    }

    private static func filled(_ column: TextColumn, from other: TextColumn) -> TextColumn {
        guard column.missing.isAnySet, other.missing.setCount < other.count else { return column }
        var result = TextColumn(reservingRows: column.count, bytes: column.bytes.count + other.bytes.count)
        for row in 0..<column.count { result.append(cell: row, of: column.missing[row] ? other : column) }
        return result
    }

    private static func kept(_ column: TextColumn, where rows: Bitmap, is value: Bool) -> TextColumn {
        var result = TextColumn(reservingRows: column.count, bytes: column.bytes.count)
        for row in 0..<column.count {
            if rows[row] == value { result.append(cell: row, of: column) } else { result.appendMissing() }
        }
        return result
    }
}
