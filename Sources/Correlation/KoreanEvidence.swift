import Model

/// The evidence of a stored alert in Korean, from its English words: the detectors make these sentences of figures by a few forms, so they can
/// be read back. What is of no known form (another system's text, a newer version's words) stays as it is.
package enum KoreanEvidence {
    package static func told(_ text: String) -> String {
        switch text {
        case "a change of state within a minute of failures elsewhere": return "다른 곳에서 장애가 난 지 1분 안에 상태가 바뀜"
        case "a new kind of message, harmless by its words": return "새 종류의 메시지이지만 내용은 해롭지 않음"
        default: break
        }
        for (form, words) in forms {
            guard let found = captured(text, by: form), let korean = words(found) else { continue }
            return korean
        }
        return text
    }

    private typealias Form = (form: [String], words: @Sendable ([String]) -> String?)

    /// The literal pieces of each sentence, and the Korean one of what stands between them; nil where it cannot stand there.
    private static let forms: [Form] = [
        (
            ["", "; heard from ", " elsewhere within the last hour"],
            { "\(told($0[0])), 최근 한 시간 안에 다른 \($0[1])곳에서도 나옴" }
        ),
        (["first message of a service not heard of before, ", ""], { "처음 듣는 서비스의 첫 메시지, \(times($0[0]))" }),
        (
            ["never seen before in ", ", now ", ""],
            { found in span(found[0]).map { "\($0) 동안 없던 메시지가 지금 \(times(found[1]))" } }
        ),
        (["again after ", " without it"], { found in span(found[0]).map { "\($0) 만에 다시 나옴" } }),
        (["the whole service is silent for ", ", usually every ", ""], { silent($0, "서비스 전체가") }),
        (["silent for ", ", usually every ", ""], { silent($0, "메시지가") }),
        (
            ["the whole service is silent for ", ", usually ", " a second"],
            { found in span(found[0]).map { "서비스 전체가 \($0) 동안 조용함, 평소 초당 \(found[1])건" } }
        ),
        (
            ["silent for ", ", usually ", " a second"],
            { found in span(found[0]).map { "메시지가 \($0) 동안 조용함, 평소 초당 \(found[1])건" } }
        ),
        (
            ["", " of ", " messages in ", " are failures, usually ", "; ", " in ", ", usually ", ""],
            { found in
                guard let bucket = span(found[2]), let window = span(found[5]) else { return nil }
                let usual = found[6] == "hardly any" ? "거의 없음" : "\(found[6])건"
                return
                    "\(bucket) 동안 메시지 \(found[1])건 중 \(found[0])가 실패, 평소 \(found[3]). \(window)에 \(found[4])건, 평소 \(usual)"
            }
        ),
        (
            ["", " of ", " messages in ", " are failures, usually ", ""],
            { found in span(found[2]).map { "\($0) 동안 메시지 \(found[1])건 중 \(found[0])가 실패, 평소 \(found[3])" } }
        ),
        (
            [
                "", " messages of ",
                " kinds that this service hardly ever had, in 60 s; a clump of such usually holds ", "",
            ],
            { "이 서비스에 거의 없던 \($0[1])종류의 메시지가 60초에 \($0[0])건, 그런 무리는 평소 \($0[2])건" }
        ),
        (
            ["", " messages of a kind that this service hardly ever had, in 60 s; a clump of such usually holds ", ""],
            { "이 서비스에 거의 없던 종류의 메시지가 60초에 \($0[0])건, 그런 무리는 평소 \($0[1])건" }
        ),
        (
            ["", " of a new message in 60 s make most of what the service says (", ", usually ", ")"],
            { "60초에 \($0[0])건 나온 새 메시지가 서비스 메시지의 대부분 (\($0[1])건, 평소 \($0[2])건)" }
        ),
        (
            ["", " new kinds of messages at once, harmless by their words"],
            { "한꺼번에 나온 새 메시지 \($0[0])종류, 내용은 해롭지 않음" }
        ),
        (
            ["p50 ", " -> ", " in ", ""],
            { found in span(found[2]).map { "\($0) 동안 중앙값 \(found[0]) → \(found[1])" } }
        ),
        (
            ["", " of ", " in ", " are above ", ", the usual ", "; usually ", " are"],
            { found in
                span(found[2]).map {
                    "\($0) 동안 \(found[1])건 중 \(found[0])건이 평소의 \(found[4])인 \(found[3])을(를) 넘음, 평소 \(found[5])건"
                        .withParticles
                }
            }
        ),
        (
            ["this step takes about ", " (median of ", "), usually ", ""],
            { found in
                guard let now = span(found[0]), let window = span(found[1]), let usual = span(found[2]) else {
                    return nil
                }
                return "이 단계가 약 \(now) 걸림 (\(window) 동안의 중앙값), 평소 \(usual)"
            }
        ),
        (
            ["", " of ", " took longer than ", " for this step in ", ", usually ", ""],
            { found in
                guard let limit = span(found[2]), let window = span(found[3]) else { return nil }
                return "\(window) 동안 \(found[1])건 중 \(found[0])건이 이 단계에 \(limit)보다 오래 걸림, 평소 \(found[4])건"
            }
        ),
        (
            ["", " in ", " were followed by another message than usual, usually ", ""],
            { found in span(found[1]).map { "\($0)에 \(found[0])건 뒤에 평소와 다른 메시지가 이어짐, 평소 \(found[2])건" } }
        ),
        (
            ["", " in ", " were the last message of their request, usually ", ""],
            { found in span(found[1]).map { "\($0)에 \(found[0])건이 요청의 마지막 메시지로 끝남, 평소 \(found[2])건" } }
        ),
        (
            ["", " is ", " of `", "` in 3 min, usually at most ", ""],
            { "3분 동안 `\($0[2])` 가운데 \($0[0])의 비율이 \($0[1]), 평소 최대 \($0[3])" }
        ),
        (
            ["", " is ", " of what stands there in 3 min, usually at most ", ""],
            { "3분 동안 그 자리에서 \($0[0])의 비율이 \($0[1]), 평소 최대 \($0[2])" }
        ),
        (["", " in ", ", usually ", ", for ", " now; such rises usually pass in ", ""], { longRate($0) }),
        (["", " in ", ", usually ", ", for ", " now"], { longRate($0) }),
        (["", " in ", ", usually ", ""], { rate($0) }),
    ]

    /// `142`, `10 s`, `3.1 (x46)`.
    private static func rate(_ found: [String]) -> String? {
        guard isNumber(found[0]), let span = span(found[1]) else { return nil }
        if found[2] == "hardly any" { return "\(span)에 \(found[0])건, 평소 거의 없음" }
        // `under 0.001 (x8000)`: alerts that were stored before rare counts had words of their own.
        let isUnder = found[2].hasPrefix("under ")
        let usual = found[2].dropFirst(isUnder ? 6 : 0).split(separator: " ", maxSplits: 1)
        guard let number = usual.first, isNumber(String(number)) else { return nil }
        let ratio = usual.count > 1 ? " \(usual[1])" : ""
        return "\(span)에 \(found[0])건, 평소 \(number)건\(isUnder ? " 미만" : "")\(ratio)"
    }
    private static func longRate(_ found: [String]) -> String? {
        guard let rate = rate(found), let now = span(found[3]) else { return nil }
        guard found.count > 4 else { return "\(rate), \(now)째" }
        return span(found[4]).map { "\(rate), \(now)째, 이런 증가는 보통 \($0) 만에 지나감" }
    }
    private static func silent(_ found: [String], _ subject: String) -> String? {
        guard let now = span(found[0]), let usual = span(found[1]) else { return nil }
        return "\(subject) \(now) 동안 조용함, 평소 \(usual)마다"
    }
    private static func times(_ text: String) -> String {
        text == "once" ? "1번" : text.hasSuffix(" times") ? "\(text.dropLast(6))번" : text
    }
    private static func isNumber(_ text: String) -> Bool {
        !text.isEmpty && text.allSatisfy { $0.isNumber || $0 == "." }
    }

    /// `10 s`, `79 s`, `4 min`, `3 h`, `9 days`, `98 ms`.
    private static func span(_ text: String) -> String? {
        for (unit, korean) in [(" ms", "밀리초"), (" s", "초"), (" min", "분"), (" h", "시간"), (" days", "일")]
        where text.hasSuffix(unit) && isNumber(String(text.dropLast(unit.count))) {
            return text.dropLast(unit.count) + korean
        }
        return nil
    }

    /// What stands between the pieces, which follow one another from the beginning of `text` to its end. O(length x pieces).
    private static func captured(_ text: String, by pieces: [String]) -> [String]? {
        guard text.hasPrefix(pieces[0]) else { return nil }
        var rest = text.dropFirst(pieces[0].count)
        var found: [String] = []
        for piece in pieces.dropFirst().dropLast() {
            guard let next = rest.firstRange(of: piece) else { return nil }
            found.append(String(rest[..<next.lowerBound]))
            rest = rest[next.upperBound...]
        }
        let last = pieces[pieces.count - 1]
        guard rest.hasSuffix(last) else { return nil }
        found.append(String(rest.dropLast(last.count)))
        return found
    }
}
