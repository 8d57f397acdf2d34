import Bytes
import Model

/// Templates as text, and the variables of a message.
extension TemplateMiner {
    /// A template's text: the constant words and delimiters as they stand in its first message, variables as `<*>`.
    package func text(_ index: Int32) -> String { ownText(resolve(index)) }

    /// The text of a slot, whatever it is told as.
    func ownText(_ index: Int32) -> String {
        guard index >= 0, Int(index) < bodies.count else { return "" }
        if index == overflow { return "<*>" }
        let body = bodies[Int(index)]
        var list = TokenList()
        let bytes = body.sample.span.bytes
        cut(index, into: &list)
        var text: [UInt8] = []
        var end = 0
        while end < list.end, bytes.byte(end).isSpace { end += 1 }
        var afterVariable = false
        for position in 0..<list.count {
            let token = list[position]
            let isVariable = body.isVariable(token, at: position)
            let gap = end..<Int(token.start)
            if isVariable, afterVariable, gap.allSatisfy({ bytes.byte($0).isSpace }) {
                end = Int(token.end)
                continue
            }
            if isVariable, afterVariable, body.isJoined(list[position - 1], token, at: position, bytes) {
                end = Int(token.end)
                continue
            }
            Self.append(gap: gap, bytes, to: &text)
            if isVariable, let row = row(index, position, list) {
                for (number, value) in row.enumerated() {
                    if number > 0 { text.append(32) }
                    if value.isOwn {
                        text += body.sample[value.range]
                    } else {
                        Self.append(value: value.range, bytes, to: &text)
                    }
                }
                afterVariable = row.last?.isOwn == false
                end = Int(token.end)
                continue
            }
            if isVariable {
                Self.append(variable: token, bytes, to: &text)
            } else {
                for at in token.range { text.append(bytes.byte(at)) }
            }
            end = Int(token.end)
            afterVariable = isVariable
        }
        if end < list.end { Self.append(gap: end..<list.end, bytes, to: &text) }
        return String(decoding: text, as: UTF8.self)
    }

    /// Delimiters as they stand, without a number with its unit in brackets that is passed over.
    private static func append(gap: Range<Int>, _ bytes: RawSpan, to text: inout [UInt8]) {
        var at = gap.lowerBound
        while at < gap.upperBound {
            if bytes.byte(at) == UInt8(ascii: "("), at + 1 < gap.upperBound, bytes.byte(at + 1).isDigit {
                while at < gap.upperBound, bytes.byte(at) != UInt8(ascii: ")") { at += 1 }
                at += 1
                if text.last == 32, at < gap.upperBound, bytes.byte(at) == 32 { at += 1 }
                continue
            }
            text.append(bytes.byte(at))
            at += 1
        }
    }

    /// A variable: `<*>`, or `<*>:<*>:<*>` where it is or holds a time; a list with its separators.
    private static func append(variable token: Token, _ bytes: RawSpan, to text: inout [UInt8]) {
        guard token.isList else { return append(value: token.range, bytes, to: &text) }
        var start = Int(token.start)
        for at in token.range {
            let byte = bytes.byte(at)
            guard
                byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") || byte == UInt8(ascii: "#")
                    || byte == UInt8(ascii: "|")
            else { continue }
            if at > start { append(value: start..<at, bytes, to: &text) }
            text.append(byte)
            start = at + 1
            if start < Int(token.end), bytes.byte(start) == 32 {
                text.append(32)
                start += 1
            }
        }
        if start < Int(token.end) { append(value: start..<Int(token.end), bytes, to: &text) }
    }

    private static func append(value variable: Range<Int>, _ bytes: RawSpan, to text: inout [UInt8]) {
        text += "<*>".utf8
        var at = variable.lowerBound
        while at < variable.upperBound {
            let start = at
            while at < variable.upperBound, !bytes.byte(at).isSpace { at += 1 }
            for _ in 1..<max(1, Times.parts(bytes, start..<at)) { text += ":<*>".utf8 }
            while at < variable.upperBound, bytes.byte(at).isSpace { at += 1 }
        }
    }

    /// The ranges of a message's variable parts under the template that it matched, in order. O(bytes); allocates only
    /// where `ranges` has to grow.
    package func variables(of index: Int32, message: ByteRange, in bytes: RawSpan, into ranges: inout [ByteRange]) {
        ranges.removeAll(keepingCapacity: true)
        let index = resolve(index)
        guard index >= 0, Int(index) < bodies.count, index != overflow else { return }
        let body = bodies[Int(index)]
        guard body.affixes.isEmpty else {
            var list = TokenList()
            cut(message, in: bytes, as: index, into: &list)
            for position in 0..<list.count where body.isVariable(list[position], at: position) {
                ranges.append(ByteRange(list[position].range.lowerBound, list[position].range.upperBound))
            }
            return
        }
        tokenizer.variables(of: message, in: bytes, mask: body.mask, fixed: body.fixed, into: &ranges)
    }

    /// The token positions of a template's variables, in the order of `variables` and `kinds`. A position stays the same
    /// when the template generalises, so it can serve as a key.
    package func positions(of index: Int32) -> [Int] {
        let index = resolve(index)
        guard index >= 0, Int(index) < bodies.count, index != overflow else { return [] }
        let body = bodies[Int(index)]
        var list = TokenList()
        cut(index, into: &list)
        return (0..<list.count).filter { body.isVariable(list[$0], at: $0) }
    }

    /// The kinds of a template's variables, in order, as far as seen.
    package func kinds(of index: Int32) -> [VariableKind] {
        let index = resolve(index)
        guard index >= 0, Int(index) < bodies.count else { return [] }
        return bodies[Int(index)].kinds.map { VariableKind(rawValue: $0) ?? .mixed }
    }

    /// Joins the kinds of the sample's variables to those known.
    mutating func widenKindsBySample(_ slot: Int) {
        tokens(of: Int32(slot))
        let sample = bodies[slot].sample
        widenKinds(slot, sample.span.bytes)
    }

    /// Joins the kinds of the variables of a message, whose tokens are in `other`, to those known.
    mutating func widenKinds(_ slot: Int, _ bytes: RawSpan) {
        let (mask, fixed) = (bodies[slot].mask, bodies[slot].fixed)
        var at = 0
        for position in 0..<other.count {
            let token = other[position]
            guard isVariable(position, mask, fixed) else { continue }
            let kind = VariableKind(bytes, ByteRange(Int(token.start), Int(token.end)))
            if at < bodies[slot].kinds.count {
                let known = VariableKind(rawValue: bodies[slot].kinds[at]) ?? .mixed
                let joined = known.joined(kind)
                if joined != known {
                    bodies[slot].kinds[at] = joined.rawValue
                    bodyStamps[slot] = counters.lines
                }
            } else {
                bodies[slot].kinds.append(kind.rawValue)
                bodyStamps[slot] = counters.lines
            }
            at += 1
        }
    }
}
