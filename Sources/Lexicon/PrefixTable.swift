/// Words and phrases by their first byte, each with its marks: one look at a place tells all that begin there.
struct PrefixTable: Sendable {
    private struct Entry: Sendable {
        var bytes: [UInt8]
        var marks: Marks
    }
    private var entries: [[Entry]] = .init(repeating: [], count: 256)

    /// A blank before a phrase is left out: it is looked for at the beginnings of words.
    init(_ groups: [(words: [String], marks: Marks)]) {
        for group in groups {
            for word in group.words {
                let bytes = Array(word.utf8.drop { $0 == 0x20 })
                if let first = bytes.first { entries[Int(first)].append(Entry(bytes: bytes, marks: group.marks)) }
            }
        }
    }

    /// The marks of all entries that `text` begins with. O(entries of its first byte).
    func marks(_ text: ArraySlice<UInt8>) -> Marks {
        guard let first = text.first else { return [] }
        return entries[Int(first)].reduce(into: []) { if text.starts(with: $1.bytes) { $0.formUnion($1.marks) } }
    }
}
