/// A model with a table for each contributor, at the end of its iterations.
struct FittedConfusions {
    /// The tables.
    var model: ConfusionModel
    /// How probabilities follow from them.
    let pass: ExpectationPass
    /// How many iterations were made.
    let iterations: Int
    /// What they maximised; `nil` for models that stop when the probabilities settle.
    var objective: Double?
    /// The prior subjects of every class, where the model has any of its own.
    var classPriors: [Double] = []
}
