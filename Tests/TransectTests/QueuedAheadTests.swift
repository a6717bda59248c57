import Testing
import Transect

@Suite("Taking ahead")
struct QueuedAheadTests {
    private struct Broken: Error {}

    @Test("Items come in their order with any number of threads, and nothing behind the last", arguments: [1, 2])
    func order(threads: Int) throws {
        let ahead = QueuedAhead(0, threads: threads) { (next: inout Int) -> Int? in
            guard next < 5 else { return nil }
            next += 1
            return next
        }
        var items: [Int] = []
        while let item = try ahead.next() { items.append(item) }
        #expect(items == [1, 2, 3, 4, 5])
        #expect(ahead.source == 5)
    }

    @Test("What goes wrong is thrown in its turn", arguments: [1, 2])
    func failure(threads: Int) throws {
        let ahead = QueuedAhead(0, threads: threads) { (next: inout Int) -> Int? in
            next += 1
            if next == 2 { throw Broken() }
            return next
        }
        #expect(try ahead.next() == 1)
        #expect(throws: Broken.self) { try ahead.next() }
    }
}
