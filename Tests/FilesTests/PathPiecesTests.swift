import Files
import Observations
import Testing

@Suite struct PathPiecesTests {
    /// A name that begins with an accent, which a character of a text takes together with the slash before it.
    private let accented = "\u{301}x.csv"

    private func scalars(_ texts: [String]) -> [[Unicode.Scalar]] { texts.map { Array($0.unicodeScalars) } }

    @Test("A path is taken apart at every slash, whatever the next name begins with")
    func pieces() {
        #expect(scalars("maria/sub/\(accented)".pathPieces) == scalars(["maria", "sub", accented]))
        #expect("//a//b/".pathPieces == ["a", "b"] && "".pathPieces.isEmpty)
    }

    @Test("Two dots before an accented name lead out of a folder as they do before any other")
    func below() {
        #expect("a/\(accented)".staysBelowItsFolder && "a/..b".staysBelowItsFolder)
        for path in ["../\(accented)", "a/../\(accented)", "/\(accented)", "", "a//b", "./a", "a/"] {
            #expect(!path.staysBelowItsFolder, "\(path)")
        }
    }

    @Test("A plain path has no empty names, no dots that lead nowhere and no slash at its end")
    func plain() {
        for (path, plain) in [
            ("./snapshots", "snapshots"), ("snapshots/", "snapshots"), ("a/./b//../c", "a/c"), ("/a/../b/", "/b"),
            ("../a", "../a"), ("a/../..", ".."), (".", ""), ("/", "/"),
        ] { #expect(path.plainPath == plain, "\(path)") }
        #expect(scalars(["/\(accented)/".plainPath]) == scalars(["/\(accented)"]))
    }

    @Test("What lies in a folder begins with the folder's whole name")
    func inside() {
        #expect("/p/store".lies(in: "/p/store") && "/p/store/\(accented)".lies(in: "/p/store"))
        #expect(!"/p/store-old".lies(in: "/p/store") && !"/p".lies(in: "/p/store"))
    }

    @Test("A folder whose name begins with an accent is opened and made below its root like any other")
    func opened() throws {
        let folder = TemporaryFolder()
        let disk = Disk(faults: FaultPlan())
        let place = try OpenFolder("maria/\u{301}sub", beneath: folder / "receipts", disk: disk)
        try place.put([1], as: accented)
        #expect(try scalars(disk.list(folder / "receipts/maria")) == scalars(["\u{301}sub"]))
        #expect(try disk.read(folder / "receipts/maria/\u{301}sub/\(accented)") == [1])
    }
}
