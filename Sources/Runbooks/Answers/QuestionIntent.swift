/// What a question asks for, by its words. A log line or an alert asks nothing: it gets the meaning and the first steps.
package enum QuestionIntent {
    package static func of(_ question: String) -> Intent {
        let text = " " + TextFolding.fold(question).lowercased() + " "
        func has(_ words: [String]) -> Bool { words.contains { text[...].range(of: $0) != nil } }
        if has([
            " why ", "what causes", "root cause", "cause of", "reason for", "because of what", " 왜 ", "왜 ", "원인", "이유",
        ]) {
            return .cause
        }
        if has([
            "how do i confirm", "how to confirm", "how can i confirm", "how do i check", "how to check",
            "what should i check", "should i check", "how do i verify", "how to verify", "how do i diagnose",
            "how to diagnose", "diagnose", "how do i know", "how can i tell", "how do i see", "how can i see",
            "how do i find out", "confirm it", " which ", "점검", "진단", "어디서 보", "어떻게 보", "알 수 있", "어떻게 알",
        ]) || isKoreanCheck(text) {
            return .check
        }
        if has([
            "is it dangerous", "is that dangerous", "how bad", "is it bad", "is something broken", "what is the impact",
            "impact of", "how severe", "how serious", "영향", "위험한가", "심각한가", "괜찮은가", "괜찮나",
        ]) {
            return has(["what do i do", "what to do", "how do"]) ? .fix : .impact
        }
        if has(["what does", "what is ", "what are ", "mean?", "meaning of", "무슨 뜻", "의미", "뜻이", "뭔가요", "무엇인가"])
            && !has(["명령", "what is the command", "what is the procedure", "방법", "절차"])
        {
            return .meaning
        }
        if has([
            "how do", "how to", "how can", "how should", "what do i do", "what to do", "what now", "what should",
            "can i ", "can we ", "should i", "어떻게", "조치", "해결", "방법", "대응", "절차", "하려면", "려면", "명령", "복구", "되나요", "될까요",
            "어떡",
        ]) {
            return .fix
        }
        return .meaning
    }

    /// `확인해`, `확인은`, `확인 방법`; "오류가 확인됩니다" tells what was seen.
    private static func isKoreanCheck(_ text: String) -> Bool {
        guard let found = text[...].range(of: "확인") else { return false }
        return !["되", "됐", "된", "됨", "됩"].contains { text[found.upperBound...].hasPrefix($0) }
    }

    /// Whether it asks in so many words (a question mark, "how", Korean endings), or only states what is seen.
    static func isStatement(_ question: String) -> Bool {
        let text = question.lowercased()
        if text.contains("?") { return false }
        return !["how ", "what ", "which ", "why ", "when ", "어떻게", "무엇", "방법", "알려", "절차", "조치", "대응"].contains {
            text[...].range(of: $0) != nil
        }
    }
}
