import Foundation

extension Hostile {
    /// JSON. A document that is not well formed ends there, with its place; in a file of lines only that line is lost.
    static let json = listing { list in
        list.add("deep.json", "arrays 100,000 deep", .refused("deep"), String(repeating: "[", count: 100_000))
        list.add(
            "deep-objects.json", "objects 100,000 deep", .refused("deep"),
            String(repeating: #"{"a":"#, count: 100_000) + "1" + String(repeating: "}", count: 100_000))
        list.add(
            "deep-unread.json", "depth in a field that nobody reads", .refused("deep"),
            "[\(object("J1", ", \"x\": \(String(repeating: "[", count: 100_000))"))]")
        list.add("open.json", "an array that is never closed", .refused("ends", accepted: 1), "[\(object("J2")),")
        list.add(
            "number.json", "a number of a million digits", .taken(0, quarantined: 1),
            "[\(object("J3", ", \"individualCount\": \(String(repeating: "9", count: 1_000_000))"))]")
        list.add(
            "exponent.json", "a number beyond every type", .taken(0, quarantined: 1),
            "[\(object("J4", ", \"individualCount\": 1e999999999"))]")
        list.add("nan.json", "NaN", .refused("not well formed"), "[\(object("J5", ", \"individualCount\": NaN"))]")
        list.add("halves.json", "half of a character", .taken(1), "[\(object("J6", #", "remarks": "\ud83d""#))]")
        list.add(
            "twice.json", "a key that stands there twice", .taken(0, quarantined: 1),
            "[\(object("J7", #", "occurrenceID": "J8""#))]")
        list.add(
            "keys.json", "200,000 keys that nobody asked for", .taken(0, quarantined: 1),
            "[{" + (1...200_000).map { "\"k\($0)\": 1" }.joined(separator: ",") + "}]")
        list.add(
            "proto.json", "keys that some languages treat as their own", .taken(1),
            "[\(object("J9", #", "__proto__": {"x": 1}, "constructor": 1"#))]")
        list.add(
            "zero.json", "a zero byte in a text", .refused("not well formed"),
            "[\(object("J10", ", \"remarks\": \"a\u{0}b\""))]")
        list.add(
            "two-roots.json", "two documents in one", .refused("not well formed", accepted: 1), "[\(object("J11"))] [1]"
        )
        list.add("scalars.json", "records that are no objects", .taken(0, quarantined: 4), "[1, null, \"x\", [2]]")
        list.add(
            "lines.ndjson", "a broken line among whole ones", .taken(2, quarantined: 1),
            "\(object("J12"))\n{\"a\": \n\(object("J13"))\n")
        list.add(
            "wrong-lines.ndjson", "300,000 lines that are no JSON", .taken(0, quarantined: 300_000),
            String(repeating: "{\n", count: 300_000))
        list.add(
            "markup.json", "values that a browser would run", .taken(1),
            "[\(object("J14", #", "remarks": "</script><svg/onload=alert(1)>""#))]")
        list.add(
            "wide.json", "JSON in UTF-16 that ends in the middle of a character", .refused("UTF-8", accepted: 1),
            bytes: cut(wide("[\(object("J15"))]"), by: 1))
    }

    /// XML. A document type declaration is never read, so that there are no entities.
    static let xml = listing { list in
        list.add(
            "laughs.xml", "a billion laughs: entities that multiply", .refused("DOCTYPE"),
            "<!DOCTYPE r [<!ENTITY a0 \"ha\">\((1...9).map { entity($0) }.joined())]><r>&a9;</r>")
        list.add(
            "quadratic.xml", "one long entity, often", .refused("DOCTYPE"),
            "<!DOCTYPE r [<!ENTITY a \"\(String(repeating: "x", count: 50_000))\">]><r>\(String(repeating: "&a;", count: 50_000))</r>"
        )
        list.add(
            "file.xml", "an entity that reads a file", .refused("DOCTYPE"),
            "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><r>&x;</r>")
        list.add(
            "network.xml", "an entity that opens a connection", .refused("DOCTYPE"),
            "<!DOCTYPE r SYSTEM \"http://127.0.0.1:9/x.dtd\"><r/>")
        list.add(
            "parameter.xml", "a parameter entity", .refused("DOCTYPE"),
            "<!DOCTYPE r [<!ENTITY % p SYSTEM \"http://127.0.0.1:9/x\"> %p;]><r/>")
        list.add(
            "undeclared.xml", "an entity that nobody declares", .refused("not well formed"),
            "<r>\(element("X1", "<remarks>&x;</remarks>"))</r>")
        list.add(
            "include.xml", "XInclude", .taken(2),
            "<r xmlns:i=\"http://www.w3.org/2001/XInclude\">"
                + element("X2", "<remarks><i:include href=\"file:///etc/hostname\" parse=\"text\"/></remarks>")
                + element("X3") + "</r>")
        list.add(
            "style.xml", "a style sheet from the network", .taken(2),
            "<?xml-stylesheet href=\"http://127.0.0.1:9/x\"?><r>\(element("X4"))\(element("X5"))</r>")
        list.add(
            "attributes.xml", "200,000 attributes", .refused("attributes"),
            "<r><o " + (1...200_000).map { "a\($0)=\"\"" }.joined(separator: " ") + "/></r>")
        list.add("deep.xml", "elements 100,000 deep", .refused("deep"), String(repeating: "<a>", count: 100_000))
        list.add(
            "unclosed.xml", "a root that is never closed", .refused("", accepted: 2),
            "<r>\(element("X6"))\(element("X7"))")
        list.add(
            "crossed.xml", "tags that cross one another", .refused("", accepted: 1),
            "<r>\(element("X8"))<o><a></o></a></r>")
        list.add(
            "name.xml", "a name of a million letters", .refused(""),
            "<r><\(String(repeating: "n", count: 1_000_000))/></r>")
        list.add(
            "encoding.xml", "an encoding that hides what stands there", .refused(""),
            "<?xml version=\"1.0\" encoding=\"UTF-7\"?><r>+ADw-</r>")
        list.add(
            "markup.xml", "values that a browser would run", .taken(2),
            "<r>\(element("X9", "<remarks><![CDATA[<script>alert(1)</script>]]></remarks>"))\(element("X10"))</r>")
    }

    /// An entity that stands for ten of the one before.
    private static func entity(_ number: Int) -> String {
        "<!ENTITY a\(number) \"\(String(repeating: "&a\(number - 1);", count: 10))\">"
    }
}
