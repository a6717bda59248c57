/// The closest falling sequence to some numbers.
package enum IsotonicFit {
    /// Numbers that nowhere rise, with the least sum of squared differences from the given ones: neighbours that rise
    /// are replaced by their mean until none are left.
    ///
    /// M. Ayer and others, An empirical distribution function for sampling with incomplete information, Annals of
    /// Mathematical Statistics 26 (1955) 641-647. Cost: linear.
    package static func falling(_ numbers: [Double]) -> [Double] {
        var blocks: [(sum: Double, count: Int)] = []
        for number in numbers {
            var block = (sum: number, count: 1)
            while let last = blocks.last, last.sum / Double(last.count) < block.sum / Double(block.count) {
                block = (last.sum + block.sum, last.count + block.count)
                blocks.removeLast()
            }
            blocks.append(block)
        }
        return blocks.flatMap { [Double](repeating: $0.sum / Double($0.count), count: $0.count) }
    }
}
