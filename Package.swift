// swift-tools-version: 6.2
import PackageDescription

/// Every target of ours is compiled in Swift 6 language mode, and its warnings are errors.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
]

/// Fuzzing is a build of its own (`make fuzz`), which alone pays for it.
let isFuzzing = Context.environment["TRANSECT_FUZZ"] == "1"
let watched: [SwiftSetting] = isFuzzing ? [.unsafeFlags(["-sanitize=fuzzer,address"])] : []

/// The tests of one module, in the folder of the same name.
func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, path: "Tests/\(name)", swiftSettings: strict)
}

/// A library of ours. Modules import downwards only: the order of this list is the order of the layers.
func module(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict + watched)
}

/// The ready source definitions, each a file in `Pipelines/sources`.
let presets = [
    "camtrap-dp", "comapeo", "cybertracker", "darwin-core", "ebird", "epicollect-csv", "epicollect-json", "gbif",
    "geojson", "gpx", "inaturalist", "inaturalist-json", "kml", "kobo-csv", "kobo-json", "odk-csv", "odk-json",
    "odk-xml", "zooniverse",
]

let package = Package(
    name: "Transect",
    products: [.executable(name: "transect", targets: ["transect"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    ],
    targets: [
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "CPlatform"),
        module("Observations", []),
        module("Files", ["Observations", "CPlatform", .product(name: "Crypto", package: "swift-crypto")]),
        module("Formats", ["Observations", "CLibXML2", "CZlib"]),
        module("Validation", ["Observations"]),
        module("Deduplication", ["Observations"]),
        module("Labelling", ["Observations"]),
        module("Storage", ["Observations", "Files", "Formats", .product(name: "GRDB", package: "GRDB.swift")]),
        module("Intake", ["Observations", "Files"]),
        // The translations are part of the program, so that it stays one file.
        .target(
            name: "Receipts", dependencies: ["Observations"], resources: [.embedInCode("Languages")],
            swiftSettings: strict),
        // The YAML files are text of the program, so that a preset is there wherever the program is.
        .target(
            name: "Presets", path: "Pipelines/sources",
            resources: presets.map { .embedInCode("\($0).yaml") }, swiftSettings: strict),
        module("Snapshots", ["Observations", "Files", "Formats"]),
        module(
            "Transect",
            [
                "Observations", "Files", "Formats", "Validation", "Deduplication", "Labelling", "Storage", "Intake",
                "Receipts", "Snapshots", "Presets", "Yams",
            ]),
        .executableTarget(
            name: "transect",
            dependencies: [
                "Transect", "Presets", "CPlatform", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Sources/TransectCLI", swiftSettings: strict),
        .target(name: "Seeded", path: "Benchmarks/Seeded", swiftSettings: strict),
        .executableTarget(
            name: "transect-workload", dependencies: ["Seeded"], path: "Benchmarks/Workloads", swiftSettings: strict),
        .executableTarget(
            name: "transect-samples", dependencies: ["Seeded"], path: "SampleData/Generator", swiftSettings: strict),
        .target(name: "ArchiveWriters", dependencies: ["CZlib"], path: "Tests/ArchiveWriters", swiftSettings: strict),
        tests("DeduplicationTests", ["Deduplication"]),
        tests("FilesTests", ["Files"]),
        tests("FormatsTests", ["Formats", "ArchiveWriters"]),
        tests("ValidationTests", ["Validation"]),
        tests("LabellingTests", ["Labelling"]),
        tests("StorageTests", ["Storage", .product(name: "GRDB", package: "GRDB.swift")]),
        tests("IntakeTests", ["Intake"]),
        tests("ReceiptsTests", ["Receipts"]),
        tests("SnapshotsTests", ["Snapshots"]),
        tests("TransectTests", ["Transect", "Presets", "Yams"]),
        tests("CommandTests", ["transect", "ArchiveWriters"]),
        tests("RealDataTests", ["transect"]),
        tests("HonestyTests", ["Transect", "Presets"]),
        tests("SampleTests", ["transect", "transect-workload", "transect-samples"]),
    ]
)

if isFuzzing {
    package.targets.append(
        .executableTarget(
            name: "transect-fuzz",
            dependencies: ["Transect", "Receipts", "Formats", "Validation", "Observations", "CZlib"],
            path: "Tests/Fuzz", exclude: ["Seeds"],
            swiftSettings: strict + watched + [.unsafeFlags(["-parse-as-library"])],
            linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])]))
}
