import Bytes

/// What an operator decided about templates, as a layer over what the miner finds: the miner goes on as without it, and says of a message
/// what the layer makes of the template found.
///
/// A *joined* template is told under the name of another one, its head. A *split* one is told apart by the word at one position: each word
/// makes a *part*, a template that no message reaches but through the one that was split, so that nothing can merge it again.
struct TemplateControl: Sendable, Hashable {
    /// Templates that may be joined to others.
    static let maximumJoined = 2048
    /// Templates that may be split.
    static let maximumSplits = 128
    /// Parts of one template; the words beyond are told as the template that was split.
    static let maximumParts = 128
    /// Version of what is stored: since the second, places may be single values of a token, and what was taken back is kept.
    static let version: UInt32 = 2

    /// A template of its own for one word of a template that was split.
    struct Part: Sendable, Hashable {
        var trunk: Int32
        var index: Int32
    }
    /// A joined template and the one it is told as: never a chain.
    var heads: [Int32: Int32] = [:]
    /// The place at which a template is split.
    var splits: [Int32: VariablePlace] = [:]
    /// By template and word.
    var parts: [UInt64: Part] = [:]
    /// Of each part the places that are its own although their token holds other values too.
    var values: [Int32: [VariablePlace]] = [:]
    /// Templates of merges that were taken back: they are seen apart again, which is no news.
    var apart: Set<Int32> = []
    /// The template that a part is of. Derived.
    var trunks: [Int32: Int32] = [:]
    /// Parts of each template. Derived.
    var counts: [Int32: Int] = [:]
    /// The operator's words so far; each moves the miner's revision on.
    var edits: UInt64 = 0
    /// The revision at the last change.
    var stamp: UInt64 = 0

    var isEmpty: Bool { heads.isEmpty && splits.isEmpty && apart.isEmpty }

    static func key(_ trunk: Int32, _ word: UInt64) -> UInt64 {
        StableHash.combine(UInt64(UInt32(bitPattern: trunk)), word)
    }

    mutating func derive() {
        trunks = [:]
        counts = [:]
        for part in parts.values {
            trunks[part.index] = part.trunk
            counts[part.trunk, default: 0] += 1
        }
    }

    func bytes(fixed: (Int32) -> UInt64) -> [UInt8] {
        func write(_ place: VariablePlace, to writer: inout SnapshotWriter) {
            writer.write(UInt8(truncatingIfNeeded: place.position))
            writer.write(UInt8(truncatingIfNeeded: place.value))
        }
        var writer = SnapshotWriter(version: Self.version)
        writer.write(edits)
        writer.write(heads.sorted { $0.key < $1.key }) {
            $0.write($1.key)
            $0.write($1.value)
        }
        writer.write(splits.sorted { $0.key < $1.key }) {
            $0.write($1.key)
            write($1.value, to: &$0)
        }
        writer.write(parts.sorted { $0.key < $1.key }) { writer, entry in
            writer.write(entry.key)
            writer.write(entry.value.trunk)
            writer.write(entry.value.index)
            writer.write(fixed(entry.value.index))
            writer.write(values[entry.value.index] ?? []) { write($1, to: &$0) }
        }
        writer.write(apart.sorted()) { $0.write($1) }
        return writer.bytes
    }

    /// Reads what `bytes(fixed:)` wrote, and hands over the fixed positions of each part.
    init(
        from reader: inout SnapshotReader, version: UInt32, slots: Int, fixed: (Int32, UInt64) -> Void
    ) throws(SnapshotError) {
        edits = try reader.read()
        func slot(_ reader: inout SnapshotReader) throws(SnapshotError) -> Int32 {
            let slot: Int32 = try reader.read()
            guard (0..<Int32(slots)).contains(slot) else { throw .invalid("an operator's word on no template") }
            return slot
        }
        let joined = try reader.readArray { (reader) throws(SnapshotError) in (try slot(&reader), try slot(&reader)) }
        for (from, to) in joined where from != to { heads[from] = to }
        guard heads.values.allSatisfy({ heads[$0] == nil }) else { throw .invalid("joined templates in a chain") }
        func place(_ reader: inout SnapshotReader) throws(SnapshotError) -> VariablePlace {
            let position = Int(try reader.read(UInt8.self))
            let value = version < 2 ? 0 : Int(try reader.read(UInt8.self))
            guard position < 64 else { throw .invalid("a split beyond the last position") }
            return VariablePlace(position, value: value)
        }
        let split = try reader.readArray { (reader) throws(SnapshotError) in (try slot(&reader), try place(&reader)) }
        for (at, place) in split { splits[at] = place }
        let stored = try reader.readArray { (reader) throws(SnapshotError) in
            (
                try reader.read(UInt64.self), try slot(&reader), try slot(&reader), try reader.read(UInt64.self),
                version < 2
                    ? [] : try reader.readArray { (reader) throws(SnapshotError) in try place(&reader) }
            )
        }
        for (key, trunk, index, positions, places) in stored {
            // A part is younger than what it is of, so that no circle can be read.
            guard trunk != index, positions != 0 || !places.isEmpty else { throw .invalid("a part of a template") }
            parts[key] = Part(trunk: trunk, index: index)
            if !places.isEmpty { values[index] = places }
            fixed(index, positions)
        }
        if version >= 2 {
            apart = Set(try reader.readArray { (reader) throws(SnapshotError) in try slot(&reader) })
        }
        derive()
        for start in trunks.keys {
            var at = start
            var steps = 0
            while let next = trunks[at] {
                at = next
                steps += 1
                guard steps <= trunks.count else { throw .invalid("parts in a circle") }
            }
        }
    }

    init() {}
}

/// Why an operator's word on a template cannot be taken.
package enum TemplateControlError: Error, Sendable, Hashable, CustomStringConvertible {
    case unknown
    case same
    case catchAll
    case tooManyJoined(Int)
    case tooManySplits(Int)
    case alreadySplit(position: VariablePlace)
    case notSplit
    case notJoined
    case noVariable(position: VariablePlace, variables: [VariablePlace])

    package var description: String {
        switch self {
        case .unknown: "there is no such template any more"
        case .same: "both are the same template already"
        case .catchAll: "it stands for all templates that were given up for want of room, and cannot be changed"
        case .tooManyJoined(let most): "\(most) templates are merged by hand already"
        case .tooManySplits(let most): "\(most) templates are split already"
        case .alreadySplit(let position):
            "it is split at position \(position) already; split one of its parts, by the part's own id, or take the split back with `templates unsplit`"
        case .notSplit: "it is not split; `haetae templates list --edited` shows what is"
        case .notJoined: "it is merged with none by hand; `haetae templates list --edited` shows what is"
        case .noVariable(let position, let variables):
            "position \(position) is no variable of it"
                + (variables.isEmpty
                    ? "; it has none"
                    : "; its variables are at \(variables.map(\.description).joined(separator: ", "))")
        }
    }
}
