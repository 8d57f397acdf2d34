/// Korean words without their particles and endings: `디스크가` and `디스크를` are `디스크`, `차단하려면` is `차단`.
/// A list of suffixes, not a morphological analysis: it needs no dictionary, and what it leaves is found by prefix.
enum KoreanWord {
    /// The stem of one run of Hangul syllables. O(length x suffixes).
    static func stem(_ word: [Unicode.Scalar]) -> [Unicode.Scalar] {
        var syllables = word[...]
        // At most twice: an ending (`되었습니다`), then the particle under it (`알림이`).
        for _ in 0..<2 {
            guard let cut = endings(of: syllables) else { break }
            syllables = syllables.dropLast(cut)
        }
        return Array(syllables)
    }

    /// The word with the last syllable's tense or ending taken off: `지웠` is `지워`, `밀립` is `밀리`, `줄인` is `줄이`. Nil without one.
    static func opened(_ word: String) -> String? {
        var syllables = Array(word.unicodeScalars)
        guard syllables.count > 1, let last = syllables.last, (0xAC00...0xD7A3).contains(last.value) else { return nil }
        let final = (last.value - 0xAC00) % 28
        // ㄴ, ㄹ, ㅁ, ㅂ, ㅆ
        guard [4, 8, 16, 17, 20].contains(final), let open = Unicode.Scalar(last.value - final) else { return nil }
        syllables[syllables.count - 1] = open
        var text = ""
        text.unicodeScalars.append(contentsOf: syllables)
        return text
    }

    /// The stems that a verb may have whose ending is grown into a syllable inside it: `느린데`, `느립니다` and `느렸는데` are not `느리` and an
    /// ending, letter by letter. Longest first. O(length).
    static func inflected(_ word: String) -> [String] {
        let syllables = Array(word.unicodeScalars)
        guard syllables.count > 2 else { return [] }
        var stems: [String] = []
        for cut in stride(from: syllables.count - 1, to: 1, by: -1) {
            var head = ""
            var rest = ""
            head.unicodeScalars.append(contentsOf: syllables[..<cut])
            rest.unicodeScalars.append(contentsOf: syllables[cut...])
            if grown.contains(rest), let stem = opened(head) { stems.append(stem) }
        }
        return stems
    }
    /// What follows such a syllable.
    private static let grown: Set<String> = Set(
        "데 데요 가 가요 지 지요 까 까요 니다 니까 다 다고 다면 다는 때 라 습니다 습니까 어 어요 는데 는데요 는지 던 던데 네 네요 고 고요 으면 으니 을 을까 을까요 을때 죠 으나 나요"
            .split(separator: " ").map(String.init))

    /// Whether the word ends as verbs and adjectives do in questions and reports (`찍힙니다`, `빼려면`, `해요`).
    static func isPredicate(_ word: String) -> Bool {
        let text = Array(word.unicodeScalars)
        return predicates.contains { text.count >= $0.count && text.suffix($0.count).elementsEqual($0) }
    }
    private static let predicates: [[Unicode.Scalar]] =
        "니다 니까 세요 해요 예요 에요 어요 아요 여요 와요 워요 려요 네요 나요 까요 지요 죠 려면 려고 면서 지만 는데 은데 다가 거나 어도 아도 켜도 려도 여도 워도 와도 꺼도 꺼야 어야 아야 해야 돼야 았어 었어 겠어 는지 을지 던데 더니 답니 래요 대요 은가 는가 인가 한가"
        .split(separator: " ").map { Array($0.unicodeScalars) }

    private static func endings(of word: ArraySlice<Unicode.Scalar>) -> Int? {
        guard let last = word.last, let candidates = byLast[last] else { return nil }
        for suffix in candidates where word.count - suffix.scalars.count >= suffix.keep {
            if word.suffix(suffix.scalars.count).elementsEqual(suffix.scalars) { return suffix.scalars.count }
        }
        return nil
    }

    private struct Suffix {
        var scalars: [Unicode.Scalar]
        var keep: Int
    }

    /// Longest first, by last syllable.
    private static let byLast: [Unicode.Scalar: [Suffix]] = {
        var table: [Unicode.Scalar: [Suffix]] = [:]
        func add(_ words: String, keep: Int) {
            for word in words.split(separator: " ") {
                let scalars = Array(word.unicodeScalars)
                guard let last = scalars.last else { continue }
                table[last, default: []].append(Suffix(scalars: scalars, keep: keep))
            }
        }
        // Particles: two syllables must remain (`가` of `휴가` is no particle).
        add("은 는 이 가 을 를 의 에 로 와 과 도 만 나 랑 들 께 요", keep: 2)
        add("에서 에게 한테 으로 부터 까지 처럼 보다 마다 조차 이나 이란 이라 라는 하고 에는 에도 과는 와는 이랑 로는 들이 들을 들의 들은 인데 이면", keep: 2)
        add("에서는 에서도 에서의 에게서 으로는 으로의 로부터 까지는 이라는 에서만 으로도 이라고 라고 입니다 인가요 인가 이에요 예요 이란", keep: 2)
        // Endings of verbs made of a noun: the noun remains.
        add(
            "하다 하는 하고 하면 하지 하기 하여 해서 해도 해야 하려면 하려고 하려 합니다 합니까 하나요 하세요 했다 했는데 했습니다 했어요 해요 하네요 해 한 할 함 하던 했던 하라 하자 하지만 하므로 하면서 할까요 할지 한다 한다면 해줘 해주세요",
            keep: 2)
        add(
            "되다 되는 되고 되면 되지 되기 되어 돼서 돼도 되려면 됩니다 됩니까 되나요 되었다 되었습니다 되었어요 됐습니다 됐어요 됐다 됐는데 돼요 되네요 된 될 됨 되던 됐던 되지만 된다 되며 되면서 될까요 된다면 되어서 되었는데",
            keep: 2)
        add("시킨다 시킵니다 시키는 시키려면 시켜 시키고 당했습니다 당한 당하는 스러운", keep: 2)
        // Endings of other verbs: one syllable may remain (`찼습니다`).
        add("습니다 습니까 었습니다 았습니다 였습니다 는데 은데 어요 아요 여요 네요 나요 려면 으려면 으면 어서 아서 지요 거든요 더라도 었다 았다 는다 는지 을까요 까요 을까 군요", keep: 1)
        add("있습니다 있어요 없습니다 없어요 않습니다 않아요 않는 못합니다 못해요", keep: 2)
        for key in table.keys { table[key]?.sort { $0.scalars.count > $1.scalars.count } }
        return table
    }()
}
