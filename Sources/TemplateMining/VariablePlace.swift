import Bytes

/// Where a variable of a template stands: the number of its token and, where several values in a row make one token
/// (`200 5120`), which of them. Written `4`, or `4.2` for the second value of token 4.
package struct VariablePlace: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
    /// The number of the token.
    package var position: Int
    /// 1 for the first of several values in a row; 0 for the token as a whole.
    package var value: Int

    package init(_ position: Int, value: Int = 0) { (self.position, self.value) = (position, value) }

    /// Reads `4` or `4.2`; nil for anything else.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy({ $0.allSatisfy(\.isASCII) && $0.first != "+" }),
            let position = Int(parts[0]), position >= 0
        else { return nil }
        guard parts.count == 2 else {
            self.init(position)
            return
        }
        guard let value = Int(parts[1]), value > 0 else { return nil }
        self.init(position, value: value)
    }

    package var description: String { value == 0 ? "\(position)" : "\(position).\(value)" }

    package static func < (a: VariablePlace, b: VariablePlace) -> Bool {
        (a.position, a.value) < (b.position, b.value)
    }
}

extension VariablePlace: ExpressibleByIntegerLiteral {
    package init(integerLiteral position: Int) { self.init(position) }
}

/// Where one value of a token ends and the next one of the same token begins.
struct ValueSeam: Sendable, Hashable {
    var token: UInt16
    var end: UInt32
    var next: UInt32
}

extension TokenList {
    /// How many values in a row the token at a position holds: 1 but for adjacent variables.
    func valueCount(of position: Int) -> Int {
        var count = 1
        for seam in seams where Int(seam.token) == position { count += 1 }
        return count
    }

    /// The `number`th value, from 0, of the token at a position; nil where it has fewer. O(seams), no allocation.
    func value(_ number: Int, of position: Int) -> Range<Int>? {
        var start = Int(tokens[position].start)
        var left = number
        for seam in seams where Int(seam.token) == position {
            if left == 0 { return start..<Int(seam.end) }
            left -= 1
            start = Int(seam.next)
        }
        return left == 0 ? start..<max(start, Int(tokens[position].end)) : nil
    }

    /// What stands at a place: a token, or one of its values; nil where there is none.
    func range(at place: VariablePlace) -> Range<Int>? {
        guard place.position >= 0, place.position < tokens.count else { return nil }
        return place.value == 0 ? tokens[place.position].range : value(place.value - 1, of: place.position)
    }
}

extension TemplateMiner {
    /// The places of a template's variables, in order: each value by itself where several in a row make one token.
    /// O(length of the template).
    package func places(of index: Int32) -> [VariablePlace] {
        let index = resolve(index)
        guard index >= 0, Int(index) < bodies.count, index != overflow else { return [] }
        let body = bodies[Int(index)]
        var list = TokenList()
        cut(index, into: &list)
        var places: [VariablePlace] = []
        for position in 0..<list.count where body.isVariable(list[position], at: position) {
            let count = valueCount(index, list, position)
            if count == 1 {
                places.append(VariablePlace(position))
                continue
            }
            for value in 1...count where !isFixed(index, position, value - 1) {
                places.append(VariablePlace(position, value: value))
            }
        }
        return places
    }

    /// The most values that a token had, in the first message or in those sampled.
    func valueCount(_ index: Int32, _ list: TokenList, _ position: Int) -> Int {
        var count = list.valueCount(of: position)
        for sketch in sketches[Int(index)] where sketch.position == position { count = max(count, sketch.number + 1) }
        return count
    }

    /// The values in a row at a position of which some are a part's own words, in order; of variables beside each other the first stands
    /// for all. Nil where none is.
    func row(_ index: Int32, _ position: Int, _ list: TokenList) -> [(range: Range<Int>, isOwn: Bool)]? {
        guard let own = control.values[index]?.filter({ $0.position == position }), !own.isEmpty else { return nil }
        var row: [(range: Range<Int>, isOwn: Bool)] = []
        for number in 0..<list.valueCount(of: position) {
            guard let range = list.value(number, of: position) else { break }
            let isOwn = own.contains(VariablePlace(position, value: number + 1))
            if isOwn || row.last?.isOwn != false { row.append((range, isOwn)) }
        }
        return row
    }

    /// Whether an operator's split made this value of a token a part's own word.
    @inline(__always)
    func isFixed(_ index: Int32, _ position: Int, _ number: Int) -> Bool {
        if control.values.isEmpty { return false }
        return control.values[index]?.contains(VariablePlace(position, value: number + 1)) ?? false
    }

    /// A message's variables with their places, under the template that it matched. O(bytes); for lines asked about.
    package func placedVariables(
        of index: Int32, message: ByteRange, in bytes: RawSpan
    ) -> [(place: VariablePlace, range: ByteRange)] {
        let index = resolve(index)
        guard index >= 0, Int(index) < bodies.count, index != overflow else { return [] }
        let places = places(of: index)
        var list = TokenList()
        cut(message, in: bytes, as: index, into: &list)
        return places.compactMap { place in
            // Where this message has one value and others had more, the one is the first.
            list.range(at: place).map { (place, ByteRange($0.lowerBound, $0.upperBound)) }
        }
    }
}
