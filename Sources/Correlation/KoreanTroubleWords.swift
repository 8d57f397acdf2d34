import Bytes

/// Korean words by which a message speaks of trouble. Compounds are written without blanks (`결제실패`, `연결이 끊겼습니다`), so a stem counts
/// wherever it stands.
enum KoreanTroubleWords {
    private static let failures = stems([
        "오류", "에러", "실패", "거부", "예외", "장애", "불가", "시간 초과", "시간초과", "응답 없음", "응답이 없", "끊어", "끊겼", "끊김",
        "손상", "할 수 없", "찾을 수 없", "부족", "중단되었", "강제 종료", "비정상",
    ])
    private static let slight = stems([
        "지연", "초과", "만료", "재시도", "차단", "누락", "느립", "느려", "유실", "잘못된", "경고",
    ])

    /// - Parameters:
    ///   - text: a template's first bytes.
    ///   - failuresOnly: whether only what says that something failed counts.
    ///   - sample: a line of the template, for counts that the template has a placeholder for.
    static func speak(_ text: [UInt8], failuresOnly: Bool, sample: String?) -> Bool {
        guard text.contains(where: \.beginsHangul) else { return false }
        func counts(_ stem: [UInt8]) -> Bool {
            switch said(stem, in: text) {
            case .nothing: return false
            case .something: return true
            case .number: return sample.map { said(stem, in: Array($0.utf8.prefix(2048))) != .nothing } ?? true
            }
        }
        return failures.contains(where: counts) || !failuresOnly && slight.contains(where: counts)
    }

    private enum Said { case nothing, something, number }

    /// Whether a stem stands in a text other than as none: `오류 0건`, `오류 없음`, `실패: 0`, `실패 없이`.
    private static func said(_ stem: [UInt8], in text: [UInt8]) -> Said {
        var result = Said.nothing
        var at = 0
        while at + stem.count <= text.count {
            guard text[at] == stem[0], text[at..<(at + stem.count)].elementsEqual(stem) else {
                at += 1
                continue
            }
            at += stem.count
            switch following(text[at...]) {
            case .nothing: continue
            case .something: return .something
            case .number: result = .number
            }
        }
        return result
    }

    /// What is said of a word: none of it, a number that only the line knows, or nothing special.
    private static func following(_ rest: ArraySlice<UInt8>) -> Said {
        if rest.starts(with: none) { return .nothing }
        // A particle (`오류가 없음`), or a word for the number (`오류 건수: 0`).
        var after = rest.prefix(48).drop { $0 >= 0x80 }.drop(while: isBetween)
        if let word = numberWords.first(where: { after.starts(with: $0) }) {
            after = after.dropFirst(word.count).drop { $0 >= 0x80 }.drop(while: isBetween)
        }
        if after.starts(with: none) { return .nothing }
        if after.first == 48 {
            let next = after.dropFirst().first
            return next.map { $0 >= 48 && $0 <= 57 || $0 == 46 || $0 == 120 } == true ? .something : .nothing
        }
        return after.starts(with: [60, 42, 62]) ? .number : .something
    }

    private static func isBetween(_ byte: UInt8) -> Bool { byte == 32 || byte == 58 || byte == 61 }

    private static let numberWords = stems(["코드", "건수", "개수", "횟수", "수"])
    private static let none = Array("없".utf8)
    private static func stems(_ words: [String]) -> [[UInt8]] { words.map { Array($0.utf8) } }
}
