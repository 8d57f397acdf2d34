import Model

extension Answer {
    /// The answer as plain text: the frame in the question's language, the quotations as written, each with its lines.
    package func plainText() -> String {
        let words = Frame(isKorean: language == "ko")
        var out: [String] = []
        if outcome != .answered { out.append(words.headline(outcome, unknownWords)) }
        for part in parts {
            if !out.isEmpty { out.append("") }
            let source = part.statements.first.map { "\($0.citation.path)#\($0.citation.section)" } ?? ""
            let heading =
                part.heading.isEmpty || part.heading == part.runbook ? part.runbook : "\(part.runbook): \(part.heading)"
            out.append("\(words.role(part.role)) - \(heading)  [\(source)]")
            for statement in part.statements { out.append(contentsOf: Self.render(statement, words)) }
            if part.omitted > 0 { out.append("  " + words.omitted(part.omitted, source)) }
        }
        if !outside.isEmpty {
            out.append("")
            out.append(words.outside)
            out += outside.map { "  \($0)" }
        }
        if !nearest.isEmpty {
            out.append("")
            out.append(outcome == .answered ? words.others : words.nearest)
            out += nearest.map { "  \($0.id)  (\($0.title))" }
        }
        if let note { out += ["", note] }
        return Self.printable(out.joined(separator: "\n")) + "\n"
    }

    /// Without control characters and marks that turn the direction of text: a runbook must not steer a terminal.
    static func printable(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let value = scalar.value
            if (value < 0x20 && value != 0x0A && value != 0x09) || (0x7F...0x9F).contains(value)
                || (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
            {
                continue
            }
            out.append(scalar)
        }
        return String(out)
    }

    private static func render(_ statement: Statement, _ words: Frame) -> [String] {
        var lines = statement.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let mark = statement.kind == .warning ? "  ! " : "  "
        let tail = "  [\(statement.citation.lines)]" + (statement.origin == .generated ? " (\(words.generated))" : "")
        switch statement.kind {
        case .code, .table:
            // A command must stay copyable: the lines are named above it.
            return ["  \(words.lines) \(statement.citation.lines):"] + lines.map { "      " + $0 }
        case .text, .step, .warning:
            guard !lines.isEmpty else { return [] }
            // After the first line, so that a command at the end of a step stays as it is.
            lines[0] += tail
            return [mark + lines[0]] + lines.dropFirst().map { "  " + ($0.isEmpty ? "" : "  " + $0) }
        }
    }
}

/// The words of the frame, in the question's language.
struct Frame {
    var isKorean: Bool

    func role(_ role: AnswerPart.Role) -> String {
        switch role {
        case .meaning: isKorean ? "의미" : "Meaning"
        case .fix: isKorean ? "조치" : "What to do"
        case .check: isKorean ? "확인" : "How to check"
        case .cause: isKorean ? "원인" : "Cause"
        case .impact: isKorean ? "영향" : "Impact"
        case .passage: isKorean ? "해당 내용" : "Passage"
        case .warning: isKorean ? "주의" : "Warning"
        }
    }
    func headline(_ outcome: SearchOutcome, _ unknown: [String]) -> String {
        let words = unknown.prefix(5).map { "'\($0)'" }.joined(separator: ", ")
        switch outcome {
        case .answered: return ""
        case .closest:
            let missing = unknown.isEmpty ? "" : isKorean ? " (런북에 없는 말: \(words))" : " (in no runbook: \(words))"
            return isKorean
                ? "가까운 런북은 있지만 답은 찾지 못했습니다\(missing)." : "Closest runbooks found, but no answer to this\(missing)."
        case .refused:
            let missing =
                unknown.isEmpty
                ? "" : isKorean ? " 어느 런북에도 \(words)이(가) 없습니다.".withParticles : " No runbook mentions \(words)."
            return (isKorean ? "런북에 이 질문에 대한 내용이 없습니다." : "The runbooks do not cover this.") + missing
        }
    }
    func omitted(_ count: Int, _ source: String) -> String {
        isKorean ? "... \(count)개 항목 더: \(source)" : "... \(count) more in \(source)"
    }
    var outside: String {
        isKorean ? "색인에 없는 곳을 가리킵니다 (내용은 확인하지 못함):" : "The runbook points to what is not in the index (not read):"
    }
    var others: String { isKorean ? "함께 볼 런북:" : "See also:" }
    var nearest: String { isKorean ? "가장 가까운 런북:" : "Nearest runbooks:" }
    var lines: String { isKorean ? "원문" : "verbatim" }
    var generated: String { isKorean ? "모델이 작성, 인용 확인됨" : "written by the model, checked" }
    var failedModel: String {
        isKorean
            ? "언어 모델이 답하지 않아 런북의 원문을 보여 줍니다." : "The language model gave no answer; this is the runbooks' own text."
    }
    var silentModel: String {
        isKorean
            ? "모델은 이 구절들에서 답을 찾지 못했습니다. 런북의 원문을 보여 줍니다."
            : "The model found no answer in these passages; this is the runbooks' own text."
    }
    var noModel: String {
        isKorean
            ? "모델의 답이 런북으로 확인되지 않아 원문을 보여 줍니다."
            : "The model's answer was not borne out by the runbooks; this is their own text."
    }
}
