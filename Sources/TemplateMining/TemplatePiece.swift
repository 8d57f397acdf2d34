import Bytes

/// A template piece by piece, for those that write it in a language of their own.
package enum TemplatePiece: Sendable, Hashable {
    /// Text as it stands in the template's first message; a run of white space counts as one blank.
    case text([UInt8])
    /// A value, with the kind that it had so far and a name by which it can be told from the template's others.
    case variable(name: String, kind: VariableKind)
    /// A number with its unit in brackets may stand here, which the tokenizer passes over: `(1.05 KB)`.
    case repeatedAmount
}

extension TemplateMiner {
    /// A template's pieces in order. O(length of the template).
    package func pieces(of index: Int32) -> [TemplatePiece] {
        let index = resolve(index)
        guard index >= 0, Int(index) < bodies.count, index != overflow else { return [] }
        let body = bodies[Int(index)]
        var list = TokenList()
        let bytes = body.sample.span.bytes
        cut(index, into: &list)
        let kinds = kinds(of: index)
        var pieces: [TemplatePiece] = []
        var names: Set<String> = []
        var end = 0
        while end < list.end, bytes.byte(end).isSpace { end += 1 }
        var variables = 0
        var before = (isVariable: false, beforeThat: false)
        for position in 0..<list.count {
            let token = list[position]
            let isVariable = body.isVariable(token, at: position)
            defer { end = Int(token.end) }
            defer { if isVariable { variables += 1 } }
            let gap = end..<Int(token.start)
            if isVariable, before.isVariable, gap.allSatisfy({ bytes.byte($0).isSpace }) { continue }
            Self.append(gap: gap, bytes, behindNumber: before.beforeThat, to: &pieces)
            if isVariable, let row = row(index, position, list) {
                for (number, value) in row.enumerated() {
                    if number > 0 { pieces.append(.text([32])) }
                    if value.isOwn {
                        pieces.append(.text(Array(body.sample[value.range])))
                    } else {
                        let kind = VariableKind(bytes, ByteRange(value.range.lowerBound, value.range.upperBound))
                        pieces.append(.variable(name: Self.unique(kind.name, &names), kind: kind))
                    }
                }
                before = (row.last?.isOwn == false, before.isVariable)
                continue
            }
            if isVariable {
                let kind = variables < kinds.count ? kinds[variables] : .mixed
                let key = position > 0 && !before.isVariable ? Self.key(list[position - 1].range, gap, bytes) : nil
                pieces.append(.variable(name: Self.unique(key ?? kind.name, &names), kind: kind))
            } else {
                pieces.append(.text(Array(body.sample[token.range])))
                if before.isVariable, ValueNumber.unit(bytes, token.range) != nil { pieces.append(.repeatedAmount) }
            }
            before = (isVariable, before.isVariable)
        }
        if end < list.end { Self.append(gap: end..<list.end, bytes, behindNumber: before.beforeThat, to: &pieces) }
        return pieces
    }

    /// What stands between two tokens, without an amount in brackets that is passed over.
    private static func append(gap: Range<Int>, _ bytes: RawSpan, behindNumber: Bool, to pieces: inout [TemplatePiece])
    {
        var text: [UInt8] = []
        var at = gap.lowerBound
        while at < gap.upperBound {
            if bytes.byte(at) == UInt8(ascii: "("), at + 1 < gap.upperBound, bytes.byte(at + 1).isDigit {
                while at < gap.upperBound, bytes.byte(at) != UInt8(ascii: ")") { at += 1 }
                at += 1
                if text.last == 32, at < gap.upperBound, bytes.byte(at) == 32 { at += 1 }
                if pieces.last != .repeatedAmount {
                    if text.last == 32 { text.removeLast() }
                    if !text.isEmpty { pieces.append(.text(text)) }
                    text = at < gap.upperBound || !text.isEmpty ? [32] : []
                    pieces.append(.repeatedAmount)
                }
                continue
            }
            text.append(bytes.byte(at))
            at += 1
        }
        if !text.isEmpty { pieces.append(.text(text)) }
    }

    /// The key of `key=value` as a name, where it can be one.
    private static func key(_ word: Range<Int>, _ gap: Range<Int>, _ bytes: RawSpan) -> String? {
        guard !gap.isEmpty, bytes.byte(gap.lowerBound) == UInt8(ascii: "="), gap.count <= 2, word.count <= 32 else {
            return nil
        }
        var name = ""
        for at in word {
            let byte = bytes.byte(at)
            // Java and ICU take letters and digits alone.
            if byte == UInt8(ascii: "_") { continue }
            guard byte.isLetter || !name.isEmpty && byte.isDigit else { return nil }
            name.unicodeScalars.append(UnicodeScalar(byte))
        }
        return name.isEmpty ? nil : name.lowercased()
    }

    private static func unique(_ name: String, _ names: inout Set<String>) -> String {
        var candidate = name
        var number = 2
        while !names.insert(candidate).inserted {
            // `x` and a key `x2` may meet.
            candidate = "\(name)\(number)"
            number += 1
        }
        return candidate
    }
}
