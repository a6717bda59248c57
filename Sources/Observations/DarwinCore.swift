/// The IRIs of Darwin Core and Dublin Core terms, so that a published column says what it means in every language.
///
/// The terms are those of the classes Occurrence, Organism, Event, Location, Identification, Taxon and
/// MeasurementOrFact, with the record-level terms (Darwin Core, TDWG standard 450, and the Dublin Core terms that it
/// borrows).
package enum DarwinCore {
    /// The IRI of a term, or `nil` where it is none of theirs.
    ///
    /// Understands plain names (`eventDate`, `license`) and names with a prefix (`dwc:eventDate`, `dcterms:license`,
    /// `dc:type`). Plain Dublin Core names mean what Darwin Core means by them: `type` and `language` are elements
    /// (`dc:`), the others are terms (`dcterms:`). Names are case-sensitive, as in the standard.
    package static func iri(of term: Term) -> String? {
        let parts = term.name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return iri(ofPlainName: term.name) }
        let name = String(parts[1])
        return switch parts[0] {
        case "dwc" where darwinCoreNames.contains(name): darwinCore + name
        case "dcterms" where dublinCoreNames.contains(name): dublinCoreTerms + name
        case "dc" where dublinCoreElements.contains(name): dublinCore + name
        default: nil
        }
    }

    private static func iri(ofPlainName name: String) -> String? {
        if darwinCoreNames.contains(name) { return darwinCore + name }
        if name == "type" || name == "language" { return dublinCore + name }
        if borrowedNames.contains(name) { return dublinCoreTerms + name }
        return nil
    }

    private static let darwinCore = "http://rs.tdwg.org/dwc/terms/"
    private static let dublinCoreTerms = "http://purl.org/dc/terms/"
    private static let dublinCore = "http://purl.org/dc/elements/1.1/"

    /// The Dublin Core terms that Darwin Core data carries without a prefix.
    private static let borrowedNames = names(
        "accessRights bibliographicCitation license modified references rightsHolder")

    /// The Dublin Core terms (DCMI Metadata Terms, namespace `/terms/`) that may be named with `dcterms:`.
    private static let dublinCoreNames = names(
        """
        abstract accessRights alternative available bibliographicCitation contributor coverage created creator date
        description extent format hasPart hasVersion identifier isPartOf isReferencedBy isVersionOf issued language
        license medium modified provenance publisher references relation rights rightsHolder source spatial subject
        temporal title type valid
        """)

    /// The fifteen Dublin Core elements (namespace `/elements/1.1/`), named with `dc:`.
    private static let dublinCoreElements = names(
        """
        contributor coverage creator date description format identifier language publisher relation rights source
        subject title type
        """)

    private static let darwinCoreNames = names(
        // record level
        """
        basisOfRecord collectionCode collectionID dataGeneralizations datasetID datasetName dynamicProperties
        informationWithheld institutionCode institutionID ownerInstitutionCode
        """,
        // Occurrence, Organism, MaterialEntity
        """
        associatedMedia associatedOccurrences associatedOrganisms associatedReferences associatedSequences
        associatedTaxa behavior caste catalogNumber degreeOfEstablishment disposition establishmentMeans
        georeferenceVerificationStatus individualCount lifeStage materialEntityID materialEntityRemarks
        materialSampleID occurrenceID occurrenceRemarks occurrenceStatus organismID organismName organismQuantity
        organismQuantityType organismRemarks organismScope otherCatalogNumbers pathway preparations
        previousIdentifications recordNumber recordedBy recordedByID reproductiveCondition sex verbatimLabel vitality
        """,
        // Event
        """
        day endDayOfYear eventDate eventID eventRemarks eventTime eventType fieldNotes fieldNumber habitat month
        parentEventID sampleSizeUnit sampleSizeValue samplingEffort samplingProtocol startDayOfYear verbatimEventDate
        year
        """,
        // Location
        """
        continent coordinatePrecision coordinateUncertaintyInMeters country countryCode county decimalLatitude
        decimalLongitude footprintSRS footprintSpatialFit footprintWKT geodeticDatum georeferenceProtocol
        georeferenceRemarks georeferenceSources georeferencedBy georeferencedDate higherGeography higherGeographyID
        island islandGroup locality locationAccordingTo locationID locationRemarks maximumDepthInMeters
        maximumDistanceAboveSurfaceInMeters maximumElevationInMeters minimumDepthInMeters
        minimumDistanceAboveSurfaceInMeters minimumElevationInMeters municipality pointRadiusSpatialFit stateProvince
        verbatimCoordinateSystem verbatimCoordinates verbatimDepth verbatimElevation verbatimLatitude verbatimLocality
        verbatimLongitude verbatimSRS verticalDatum waterBody
        """,
        // Identification
        """
        dateIdentified identificationID identificationQualifier identificationReferences identificationRemarks
        identificationVerificationStatus identifiedBy identifiedByID typeStatus typifiedName verbatimIdentification
        """,
        // Taxon
        """
        acceptedNameUsage acceptedNameUsageID class cultivarEpithet family genericName genus higherClassification
        infragenericEpithet infraspecificEpithet kingdom nameAccordingTo nameAccordingToID namePublishedIn
        namePublishedInID namePublishedInYear nomenclaturalCode nomenclaturalStatus order originalNameUsage
        originalNameUsageID parentNameUsage parentNameUsageID phylum scientificName scientificNameAuthorship
        scientificNameID specificEpithet subfamily subgenus subtribe superfamily taxonConceptID taxonID taxonRank
        taxonRemarks taxonomicStatus tribe verbatimTaxonRank vernacularName
        """,
        // MeasurementOrFact
        """
        measurementAccuracy measurementDeterminedBy measurementDeterminedDate measurementID measurementMethod
        measurementRemarks measurementType measurementUnit measurementValue parentMeasurementID
        """)

    private static func names(_ lists: String...) -> Set<String> {
        Set(lists.flatMap { $0.split(whereSeparator: \.isWhitespace).map(String.init) })
    }
}
