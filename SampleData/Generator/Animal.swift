/// The animals that pass the river cameras, in the order of the species list.
enum Animal: Int, CaseIterable {
    case otter, mink, beaver, coypu, muskrat, fox, raccoonDog, heron

    var scientificName: String {
        switch self {
        case .otter: "Lutra lutra"
        case .mink: "Neogale vison"
        case .beaver: "Castor fiber"
        case .coypu: "Myocastor coypus"
        case .muskrat: "Ondatra zibethicus"
        case .fox: "Vulpes vulpes"
        case .raccoonDog: "Nyctereutes procyonoides"
        case .heron: "Ardea cinerea"
        }
    }

    var englishName: String {
        switch self {
        case .otter: "Eurasian otter"
        case .mink: "American mink"
        case .beaver: "Eurasian beaver"
        case .coypu: "Coypu"
        case .muskrat: "Muskrat"
        case .fox: "Red fox"
        case .raccoonDog: "Raccoon dog"
        case .heron: "Grey heron"
        }
    }

    /// How often it passes, in relation to the others.
    var frequency: Double {
        switch self {
        case .otter: 14
        case .mink: 13
        case .beaver: 18
        case .coypu: 12
        case .muskrat: 9
        case .fox: 14
        case .raccoonDog: 11
        case .heron: 9
        }
    }

    /// What it is most easily taken for, at night and half under water.
    var lookalike: Animal {
        switch self {
        case .otter: .mink
        case .mink: .otter
        case .beaver: .coypu
        case .coypu: .beaver
        case .muskrat: .coypu
        case .fox: .raccoonDog
        case .raccoonDog: .fox
        case .heron: .otter
        }
    }
}
