import Observations

/// Every rule of this module: mapping, types, constraints, checks, and the interpretations told as notes.
package let validationRules: [Rule] =
    MappingRules.all + TypeRules.all + ConstraintRules.all + CheckCatalogue.all.map(\.rule) + NoteRules.all
