import Files
import Observations
import Testing

@Suite("Digests beside")
struct DigestBesideTests {
    @Test("The digest is that of all pieces in their order, however many may wait", arguments: [1, 2, 6])
    func pieces(waiting: Int) {
        let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) }
        let beside = DigestBeside(pieces: waiting)
        for start in stride(from: 0, to: bytes.count, by: 997) {
            beside.add(Array(bytes[start..<min(start + 997, bytes.count)]))
        }
        #expect(beside.finish() == Digest.sha256(bytes))
    }

    @Test("Memory is free again once there is room for as many pieces as may wait")
    func memory() {
        let buffers = UnsafeMutableRawBufferPointer.allocate(byteCount: 3 * 4096, alignment: 16)
        defer { buffers.deallocate() }
        let beside = DigestBeside(pieces: 3)
        var all: [UInt8] = []
        for round in 0..<50 {
            beside.makeRoom()
            let piece = UnsafeMutableRawBufferPointer(rebasing: buffers[round % 3 * 4096..<(round % 3 + 1) * 4096])
            piece.initializeMemory(as: UInt8.self, repeating: UInt8(round))
            beside.add(UnsafeRawBufferPointer(piece))
            all += [UInt8](repeating: UInt8(round), count: 4096)
        }
        #expect(beside.finish() == Digest.sha256(all))
    }
}
