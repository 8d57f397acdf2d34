/// Messages to mine: seeded, of seven kinds, no line twice.
///
/// Each template has five to nine constant words of its own and two to five values, in the dress of one of seven kinds of log: sentence,
/// logfmt, JSON, access log, Java, SQL, brackets. The frequent templates are far more frequent than the rare (Zipf). Each line holds a serial
/// number. The same arguments give the same bytes on every host.
struct MessageMix {
    /// Where the lines come from.
    private struct Random {
        var state: UInt64
        /// 0 ..< bound (a linear congruential generator's high bits).
        mutating func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
    }
    /// A message's constant text, cut where its values go.
    private struct Template {
        var parts: [[UInt8]]
        var kinds: [Int]
    }

    /// The lines, each ended by a newline.
    private(set) var arena: [UInt8] = []
    private(set) var lines = 0

    init(templates count: Int, bytes: Int, seed: UInt64 = 1) {
        var random = Random(state: seed)
        let templates = (0..<count).map { Self.template($0, &random) }
        arena.reserveCapacity(bytes + 1024)
        let bounds = Self.zipf(count)
        while arena.count < bytes {
            let template = templates[Self.place(Double(random.next(1 << 30)) / Double(1 << 30), in: bounds)]
            for (part, kind) in zip(template.parts, template.kinds) {
                arena += part
                append(kind, &random)
            }
            arena += template.parts[template.parts.count - 1]
            arena.append(0x0A)
            lines += 1
        }
    }

    /// Up to where each place reaches of 0...1 under Zipf's law with weights 1 / (place + 10).
    private static func zipf(_ count: Int) -> [Double] {
        var sum = 0.0
        let sums = (0..<count).map { place in
            sum += 1 / Double(place + 10)
            return sum
        }
        return sums.map { $0 / sum }
    }

    /// The first place that reaches beyond `share`. O(log places).
    private static func place(_ share: Double, in bounds: [Double]) -> Int {
        var low = 0
        var high = bounds.count - 1
        while low < high {
            let middle = (low + high) / 2
            if bounds[middle] > share { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private static let syllables = "ba ce di fo gu ka le mi no pu ra se ti vo wu ya".split(separator: " ").map {
        Array($0.utf8)
    }

    private static func word(_ random: inout Random) -> [UInt8] {
        (0..<2 + random.next(3)).flatMap { _ in syllables[random.next(syllables.count)] }
    }

    private static func template(_ number: Int, _ random: inout Random) -> Template {
        let words = (0..<5 + random.next(5)).map { _ in word(&random) }
        let values = 2 + random.next(4)
        var template = Template(parts: [[]], kinds: [])
        func text(_ bytes: some Sequence<UInt8>) { template.parts[template.parts.count - 1] += bytes }
        func value(_ kind: Int) {
            template.kinds.append(kind)
            template.parts.append([])
        }
        let form = number % 7
        let (open, between, close): (String, String, String) =
            switch form {
            case 0: ("", " ", "")
            case 1: ("level=info ", "=", " ")
            case 2: ("{\"", "\":\"", "\",\"")
            case 3: ("\"GET /", "/", " HTTP/1.1\" ")
            case 4: ("com.example.", " ", ": ")
            case 5: ("SELECT ", " FROM ", " WHERE ")
            default: ("[", "] ", " (")
            }
        text(open.utf8)
        for (index, word) in words.enumerated() {
            text(word)
            text((index < values ? between : " ").utf8)
            if index == 0 { value(0) } else if index < values { value(1 + random.next(6)) }
            if index < values { text(close.isEmpty ? " ".utf8 : close.utf8) }
        }
        text("end".utf8)
        return template
    }

    private mutating func append(_ kind: Int, _ random: inout Random) {
        switch kind {
        case 0: arena += String(100_000 + lines).utf8
        case 1: arena += String(random.next(1_000_000)).utf8
        case 2: arena += "10.\(random.next(8)).\(random.next(255)).\(random.next(255))".utf8
        case 3: arena += "/srv/data/\(random.next(1000))/\(random.next(100_000)).dat".utf8
        case 4:
            arena += String(UInt64(random.next(1 << 30)) << 18 | 1 << 47 | UInt64(random.next(1 << 18)), radix: 16).utf8
        case 5: arena += "\(random.next(10_000)).\(100 + random.next(900))".utf8
        default: arena += "\(random.next(60))ms".utf8
        }
    }
}
