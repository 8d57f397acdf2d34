import GRDB

extension RunbookIndex {
    /// Answers with a language model's words, each sentence checked against the passage that it cites. The model is asked only
    /// when the runbooks cover the question; when nothing of its reply survives, or it cannot be reached, the answer is the
    /// runbooks' own text, with a note. Warnings of the runbook are shown whatever the model says.
    package func answer(
        _ question: String, context: [String] = [], vector: QuestionVector? = nil, with chat: ChatClient,
        check: CitationCheck? = nil, onText: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws -> Answer {
        try await answer(
            Conversation.Turn(question: question, search: question, context: context), vector: vector, with: chat,
            check: check, onText: onText)
    }

    /// The same for a question within a conversation.
    package func answer(
        _ turn: Conversation.Turn, vector: QuestionVector? = nil, with chat: ChatClient, check: CitationCheck? = nil,
        onText: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws -> Answer {
        let question = turn.question
        let result = try search(turn, limit: 60, vector: vector)
        var answer = try self.answer(question, of: result)
        guard answer.outcome == .answered else { return answer }
        let passages = try passages(for: answer, result)
        var hidden = PrivateText.mask("")
        var masked: [Passage] = []
        for var passage in passages {
            hidden = PrivateText.mask(passage.text, after: hidden)
            passage.text = hidden.text
            masked.append(passage)
        }
        let earlier = turn.earlier.map {
            hidden = PrivateText.mask($0, after: hidden)
            return hidden.text
        }
        hidden = PrivateText.mask(question, after: hidden)
        // The language of the question itself: a follow-up may change it.
        let isKorean = question.hasHangul
        let frame = Frame(isKorean: isKorean)
        let reply: String
        do {
            reply = try await chat.complete(
                AnswerPrompt.messages(hidden.text, masked, isKorean: isKorean, earlier: earlier), onText: onText)
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            answer.note = "\(frame.failedModel) (\(error))"
            return answer
        }
        guard reply.trimmed != AnswerPrompt.noAnswer else {
            answer.note = frame.silentModel
            return answer
        }
        let verdict = (check ?? CitationCheck(vocabulary: vocabulary)).check(reply, against: masked, isKorean: isKorean)
        guard !verdict.kept.isEmpty else {
            answer.note = frame.noModel + verdict.tally
            return answer
        }
        let statements = verdict.kept.compactMap { kept in
            masked.first { kept.passages.contains($0.number) }.map {
                Statement(kind: .text, text: hidden.reveal(kept.text), citation: $0.citation, origin: .generated)
            }
        }
        let warnings = answer.parts.filter { $0.role == .warning }
        let steps = answer.parts.filter { $0.role == .fix }
        let generated = AnswerPart(
            role: .passage, heading: "", runbook: answer.parts.first?.runbook ?? "", statements: statements)
        answer.parts = [generated] + steps + warnings
        if !verdict.dropped.isEmpty {
            answer.note =
                (isKorean
                    ? "런북으로 확인되지 않은 모델의 문장 \(verdict.dropped.count)개를 뺐습니다."
                    : "\(verdict.dropped.count) of the model's sentences were left out: the runbooks do not bear them out.")
                + verdict.tally
        }
        return answer
    }

    /// What the model sees: the parts of the extractive answer, then the next best passages of the same runbook.
    private func passages(for answer: Answer, _ result: SearchResult) throws(RunbookError) -> [Passage] {
        var passages: [Passage] = []
        for part in answer.parts {
            guard let first = part.statements.first?.citation else { continue }
            let last = part.statements.map(\.citation.lastLine).max() ?? first.lastLine
            passages.append(
                Passage(
                    number: passages.count + 1,
                    citation: Citation(
                        path: first.path, section: first.section, firstLine: first.firstLine, lastLine: last),
                    title: part.runbook + ": " + part.heading, text: part.statements.map(\.text).joined(separator: "\n")
                ))
        }
        let path = result.hits.first?.path
        for hit in result.hits where hit.path == path && !hit.isHollow && passages.count < AnswerPrompt.mostPassages {
            guard
                !passages.contains(where: {
                    $0.citation.path == hit.path && $0.citation.firstLine <= hit.lines.upperBound
                        && $0.citation.lastLine >= hit.lines.lowerBound
                })
            else { continue }
            passages.append(
                Passage(
                    number: passages.count + 1,
                    citation: Citation(
                        path: hit.path, section: hit.slug, firstLine: hit.lines.lowerBound,
                        lastLine: hit.lines.upperBound),
                    title: hit.title, text: hit.text))
        }
        return Array(passages.prefix(AnswerPrompt.mostPassages))
    }
}

extension CitationCheck.Verdict {
    /// ` (2 uncited, 1 command)`; empty when nothing was dropped.
    var tally: String {
        let counts = Dictionary(grouping: dropped, by: \.reason).mapValues(\.count).sorted {
            ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue)
        }
        return counts.isEmpty
            ? "" : " (" + counts.map { "\($0.value) \($0.key.rawValue)" }.joined(separator: ", ") + ")"
    }
}
