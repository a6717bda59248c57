import Dispatch
import Observations
import Synchronization

/// The expectation pass on several threads.
extension ExpectationPass {
    /// As many subjects are taken at a time as fit into the second-level cache.
    private static let subjectsAtATime = 2048

    /// Computes all probabilities, counts them, and gives the ln likelihood of the votes.
    ///
    /// The probabilities of different subjects are worked out at the same time. Their counts and the likelihood are sums,
    /// so the threads add to them one after the other, in the order of the subjects: the result is the same bits with any
    /// number of threads. Counting is a quarter of the work and goes on beside the other threads' exponentials.
    func expect(_ model: inout ConfusionModel, threads: Int) -> Double {
        let subjectCount = offsets.count - 1
        let size = max(1, Self.subjectsAtATime / blockSize) * blockSize
        guard threads > 1, subjectCount >= 4 * size else { return expect(&model) }
        let turns = Turns(count: (subjectCount + size - 1) / size)
        var likelihood = Likelihood()
        withUnsafeMutablePointer(to: &likelihood) { likelihood in
            withViews(&model) { views in
                // What is written is written by the thread whose turn it is, and what is read is not written.
                nonisolated(unsafe) let views = views
                nonisolated(unsafe) let likelihood = likelihood
                DispatchQueue.concurrentPerform(iterations: threads) { _ in
                    let memory = ChunkMemory(subjects: size, of: self)
                    while let chunk = turns.take() {
                        let subjects = chunk * size..<min((chunk + 1) * size, subjectCount)
                        for block in blocks(of: subjects) {
                            let views = memory.views(views, of: block, in: subjects)
                            views.addLogs(block)
                            views.hold(block)
                            views.normalise(block, holding: true)
                        }
                        turns.wait(for: chunk)
                        for block in blocks(of: subjects) {
                            let views = memory.views(views, of: block, in: subjects)
                            views.multiply(&likelihood.pointee, block)
                            views.count(block)
                        }
                        turns.end(chunk)
                    }
                }
            }
        }
        return likelihood.total
    }
}

/// A thread's own memory for the blocks of a chunk of subjects.
private final class ChunkMemory {
    private let memory: UnsafeMutableBufferPointer<Double>
    private let perSubject: Int

    init(subjects: Int, of pass: ExpectationPass) {
        perSubject = BlockViews.size(subjects: 1, lanes: pass.lanes)
        memory = .allocate(capacity: subjects * perSubject)
        memory.initialize(repeating: 0)
    }

    deinit { memory.deallocate() }

    /// The views with the memory of one of the blocks.
    func views(_ views: BlockViews, of block: Range<Int>, in subjects: Range<Int>) -> BlockViews {
        var views = views
        let start = (block.lowerBound - subjects.lowerBound) * perSubject
        views.block = UnsafeMutableBufferPointer(rebasing: memory[start..<start + block.count * perSubject])
        return views
    }
}

/// Hands out chunks of work to threads, and lets these finish them in their order.
private final class Turns: Sendable {
    private let count: Int
    private let taken = Atomic(0)
    private let finished = Atomic(0)

    init(count: Int) { self.count = count }

    /// A chunk that nobody has taken yet; `nil` behind the last.
    func take() -> Int? {
        let chunk = taken.add(1, ordering: .relaxed).oldValue
        return chunk < count ? chunk : nil
    }

    /// Waits until all chunks before this one have ended. They have been taken by threads that are at work on them.
    func wait(for chunk: Int) {
        while finished.load(ordering: .acquiring) != chunk { yieldProcessor() }
    }

    /// The next chunk's turn begins.
    func end(_ chunk: Int) { finished.store(chunk + 1, ordering: .releasing) }
}
