import Model

/// The reasons of a stored incident in Korean, from their English words: the sentences are made by `Reasons`, so they can be read back.
/// What is not of its making (an operator's note, a newer version's words) stays as it is.
package enum KoreanReasons {
    /// Reasons set apart by semicolons.
    package static func told(_ reasons: String) -> String {
        parts(reasons).map { part($0) }.joined(separator: "; ")
    }

    /// Broken at `; ` outside of quotes.
    private static func parts(_ text: String) -> [String] {
        var parts: [String] = []
        var part = ""
        var quoted = false
        var skipsBlank = false
        for character in text {
            if skipsBlank, character == " " {
                skipsBlank = false
                continue
            }
            skipsBlank = false
            if character == "\"" { quoted.toggle() }
            if character == ";", !quoted {
                parts.append(part)
                part = ""
                skipsBlank = true
            } else {
                part.append(character)
            }
        }
        return parts + [part]
    }

    private static func part(_ text: String) -> String {
        if let fixed = fixed[text] { return fixed }
        if let words = text.between("named in errors of ", "") { return "\(list(words))의 오류 메시지가 언급함" }
        if let quote = text.between("changed just before: \"", "\"") { return "직전에 변경됨: “\(quote)”" }
        for verb in ["shows", "show"] {
            if let who = text.between("needed by ", ", which also \(verb) trouble") {
                return "이상이 있는 \(list(who))이(가) 의존함".withParticles
            }
        }
        if let time = text.between("first to show trouble, ", " before the others").flatMap(duration) {
            return "다른 노드보다 \(time) 먼저 시작"
        }
        if let time = text.between("began ", " later").flatMap(duration) { return "\(time) 뒤에 시작" }
        if let time = text.between("began ", " earlier").flatMap(duration) { return "\(time) 먼저 시작" }
        if let node = text.between("same node ", "") { return "같은 노드 \(node)" }
        if text == "both began to fail at one moment" { return "같은 순간에 실패하기 시작" }
        if let node = text.between("the same message as on ", "") { return "\(node)과(와) 같은 메시지".withParticles }
        if let node = text.between("worded like the messages of ", "") { return "\(node)의 메시지와 비슷한 표현" }
        if let node = text.between("both depend on ", "") { return "둘 다 \(node)에 의존함" }
        if let node = text.between("both run on ", "") { return "둘 다 \(node)에서 실행됨" }
        if let node = text.between("both name ", "") { return "둘 다 \(node)을(를) 언급".withParticles }
        if let node = text.between("it names ", "") { return "메시지가 \(node)을(를) 언급".withParticles }
        if let node = text.between("", " depends on both") { return "\(node)이(가) 둘 다에 의존함".withParticles }
        return bond(text) ?? text
    }

    /// `a depends on b by way of c (declared)`, `a names b`.
    private static func bond(_ text: String) -> String? {
        for (word, korean) in provenances {
            guard let bare = text.between("", " (\(word))") else { continue }
            if let (low, rest) = bare.halves(" depends on ") {
                if let (high, via) = rest.halves(" by way of ") {
                    return "\(low)은(는) \(via)을(를) 거쳐 \(high)에 의존함 (\(korean))".withParticles
                }
                return "\(low)은(는) \(rest)에 의존함 (\(korean))".withParticles
            }
            if let (low, high) = bare.halves(" talks to ") {
                return "\(low)은(는) \(high)와(과) 통신함 (\(korean))".withParticles
            }
            if let (low, high) = bare.halves(" runs on ") { return "\(low)은(는) \(high)에서 실행됨".withParticles }
        }
        if let (speaker, name) = text.halves(" names "), !speaker.contains(" "), !name.contains(" ") {
            return "\(speaker)의 메시지가 \(name)을(를) 언급".withParticles
        }
        return nil
    }

    /// `a, b and c`; `a, b and 3 more`.
    private static func list(_ text: String) -> String {
        guard let (first, last) = text.halves(" and ") else { return text }
        if let count = last.between("", " more"), count.allSatisfy(\.isNumber) { return "\(first) 외 \(count)개" }
        return "\(first), \(last)"
    }

    private static func duration(_ text: String) -> String? {
        for (unit, korean) in [(" s", "초"), (" min", "분"), (" h", "시간"), (" days", "일")] {
            if let count = text.between("", unit), !count.isEmpty, count.allSatisfy(\.isNumber) {
                return count + korean
            }
        }
        return nil
    }

    private static let provenances = [
        ("declared", "선언됨"), ("observed", "관측됨"), ("mentioned in errors", "오류 메시지에서 언급됨"),
        ("named in logs", "로그에 이름이 나옴"),
        ("learned from past alerts", "과거 경보에서 학습됨"),
    ]
    private static let fixed = [
        "the first alert of this incident": "이 장애의 첫 경보", "put here by an operator": "운영자가 지정함",
        "its messages stopped": "이 노드의 메시지가 끊김", "among the first to show trouble": "가장 먼저 이상을 보인 노드 중 하나",
        "upstream of what shows trouble": "이상이 있는 노드들이 의존함", "both fell quiet": "함께 조용해짐",
        "began at the same time": "같은 시각에 시작", "fewer messages than usual": "메시지가 평소보다 적음",
        "more messages than usual": "메시지가 평소보다 많음", "messages stopped": "메시지 끊김", "never-seen messages": "처음 보는 메시지",
        "messages back after a long time": "오랜만에 다시 나온 메시지",
        "the first alert of what was joined to this incident": "이 장애에 합쳐진 묶음의 첫 경보",
        "a surge of errors": "오류 증가", "unusual values": "평소와 다른 값", "requests take another course": "요청 흐름 이상",
        "the learned picture is stale": "학습 모델이 현재 상황과 어긋남", "trouble collecting logs": "로그 수집 문제",
        "a flood of messages": "메시지 폭주", "an alert of another system": "다른 시스템의 경보",
    ]
}
