import GRDB

extension RunbookIndex {
    /// Answers `question` from the runbooks alone, word for word, or says that they do not cover it. `context` and `vector` as in `search`;
    /// a question that follows another one passes the earlier one as context.
    package func answer(
        _ question: String, context: [String] = [], vector: QuestionVector? = nil, rule: RefusalRule = .init()
    ) throws(RunbookError) -> Answer {
        let result = try search(question, limit: 60, context: context, vector: vector, rule: rule)
        return try answer(question, of: result)
    }

    /// The same for a search made before.
    package func answer(_ question: String, of result: SearchResult) throws(RunbookError) -> Answer {
        var answer = Answer(
            question: question, outcome: result.outcome, score: result.score,
            // Of the question as asked: what is searched for it may be an incident's title or the question before.
            language: question.hasHangul ? "ko" : "en",
            unknownWords: result.unknownWords)
        var seen: Set<String> = []
        let references = result.hits.filter { seen.insert($0.path).inserted }.map {
            Reference(id: $0.id, title: $0.title)
        }
        guard result.outcome == .answered, let best = result.hits.first else {
            answer.nearest = Array(references.prefix(result.outcome == .closest ? 3 : 1))
            return answer
        }
        let scores = result.hits.filter { $0.document == best.document }.map {
            (lines: $0.lines, score: $0.score, own: $0.own)
        }
        let composer = ExtractiveAnswer(vocabulary: vocabulary)
        let body = try read { db in
            guard var source = try Self.source(db, id: best.document, scores: scores) else {
                return ExtractiveAnswer.Body()
            }
            source.isTitleSpoken = result.evidence.titleTopic > 0
            return composer.compose(question, from: source) { target, from in
                (try? Self.resolve(db, target, from: from)) ?? nil
            }
        }
        answer.parts = body.parts
        answer.outside = body.outside
        // Beside an answer only what comes near it: a runbook on something else is no help.
        let near = Set(result.hits.filter { $0.score >= Self.nearShare * best.score }.map(\.id))
        answer.nearest = Array(references.dropFirst().filter { near.contains($0.id) }.prefix(2))
        if answer.parts.isEmpty {
            answer.outcome = .closest
            answer.nearest = Array(references.prefix(3))
        }
        return answer
    }

    /// Share of the best passage's score from which another runbook is worth naming beside the answer.
    private static let nearShare = 0.6

    static func source(_ db: Database, id: Int64, scores: [(lines: ClosedRange<Int>, score: Double, own: Double)])
        throws
        -> ExtractiveAnswer.Source?
    {
        guard let row = try Row.fetchOne(db, sql: "SELECT path, source FROM document WHERE id = ?", arguments: [id])
        else { return nil }
        let path: String = row["path"]
        let text: String = row["source"]
        return ExtractiveAnswer.Source(path: path, document: RunbookFolder.parse(text, path: path), scores: scores)
    }

    /// The runbook that a link names: by its path, else by its file's name, else by its title.
    static func resolve(_ db: Database, _ target: String, from: String) throws -> ExtractiveAnswer.Source? {
        let isWeb = target.contains("://")
        let path = Pointers.resolve(target, from: from)
        let name = (target.split(separator: "#").first ?? "").split(separator: "/").last.map(String.init) ?? ""
        let stem = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
        guard stem.count > 2 else { return nil }
        let folder = from.split(separator: "/").dropLast().joined(separator: "/")
        if !isWeb, let id = try Int64.fetchOne(db, sql: "SELECT id FROM document WHERE path = ?", arguments: [path]) {
            return try source(db, id: id, scores: [])
        }
        // In the same folder first: near-copies of a runbook exist in several collections.
        let rows = try Row.fetchAll(
            db,
            sql:
                "SELECT id, path, title FROM document WHERE path LIKE '%' || ? || '.%' OR title = ? COLLATE NOCASE ORDER BY path",
            arguments: [stem, stem])
        let matches = rows.filter { row in
            let path: String = row["path"]
            let title: String = row["title"]
            let file = path.split(separator: "/").last ?? ""
            return file.lowercased().hasPrefix(stem.lowercased() + ".") || title.lowercased() == stem.lowercased()
        }
        let best = matches.first { ($0["path"] as String).hasPrefix(folder + "/") } ?? matches.first
        return try best.flatMap { try source(db, id: $0["id"], scores: []) }
    }
}
