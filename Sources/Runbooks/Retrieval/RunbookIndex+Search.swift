import GRDB

extension RunbookIndex {
    /// Documents that ranking looks at.
    private static let candidateDocuments = 80
    private static let candidateChunks = 400
    private static let nearestVectors = 40
    /// Terms in one FTS5 query.
    private static let mostTerms = 64

    /// The passages nearest to `question`, best first, at most `limit`, and whether they answer it. `context`: names of
    /// services, kinds of alert, templates of the incident that is asked about. `isListing`: for a list to be read, in which one document
    /// does not take all places; else strictly by score. Queries run concurrently on a file's index.
    package func search(
        _ question: String, limit: Int = 10, context: [String] = [], vector: QuestionVector? = nil,
        rule: RefusalRule = .init(), holdingAbsent paths: Set<String> = [], isListing: Bool = false
    ) throws(RunbookError) -> SearchResult {
        var reader = QueryReader(vocabulary: vocabulary)
        let query = reader.read(question, context: context)
        return try read { db in
            try self.search(
                db, query, limit: limit, rule: rule, without: try Self.documents(db, paths), vector: vector,
                isListing: isListing)
        }
    }

    private static func documents(_ db: Database, _ paths: Set<String>) throws -> Set<Int64> {
        Set(
            try paths.compactMap {
                try Int64.fetchOne(db, sql: "SELECT id FROM document WHERE path = ?", arguments: [$0])
            })
    }

    /// The same with some documents (by path) held absent: the hard test, in which the right runbook does not exist.
    package func search(
        _ question: String, limit: Int = 10, without paths: Set<String>, vector: QuestionVector? = nil,
        weights: RankingWeights = .init(), isListing: Bool = false
    ) throws(RunbookError) -> SearchResult {
        var reader = QueryReader(vocabulary: vocabulary)
        let query = reader.read(question)
        return try read { db in
            try self.search(
                db, query, limit: limit, rule: .init(), without: try Self.documents(db, paths), vector: vector,
                weights: weights, isListing: isListing)
        }
    }

    func search(
        _ db: Database, _ query: Query, limit: Int, rule: RefusalRule, without: Set<Int64>,
        vector: QuestionVector? = nil, weights: RankingWeights = .init(), isListing: Bool = false
    ) throws -> SearchResult {
        var result = SearchResult(
            outcome: .refused, score: 0, hits: [], evidence: MatchEvidence(), unknownWords: [], isKorean: query.isKorean
        )
        let settings = try Row.fetchAll(db, sql: "SELECT name, value FROM setting").reduce(into: [String: String]()) {
            $0[$1["name"]] = $1["value"]
        }
        let total = settings["chunks"].flatMap(Int.init) ?? 0
        guard total > 0, !query.concepts.isEmpty else { return result }
        let average = settings["average_body"].flatMap(Double.init) ?? 100

        let frequency = try db.cachedStatement(sql: "SELECT doc FROM chunk_words WHERE term = ?")
        var counts: [String: Int] = [:]
        func count(_ term: String) throws -> Int {
            if let known = counts[term] { return known }
            let found = try Int.fetchOne(frequency, arguments: [term]) ?? 0
            counts[term] = found
            return found
        }
        let query = try corrected(db, query.isKorean ? transliterated(db, query, count: count) : query, count: count)
        func rarity(_ term: String) throws -> Double {
            let found = try count(term)
            return found == 0 ? 0 : Ranking.idf(count: found, total: total)
        }
        let idf = try query.concepts.map { try $0.alternatives.map { try rarity($0.term) } }
        let pairIDF = try query.concepts.map { try $0.pairs.map { try rarity($0) } }
        let ranking = Ranking(query: query, idf: idf, pairIDF: pairIDF, chunksInIndex: total, weights: weights)
        result.unknownWords = query.concepts.indices.filter {
            // An everyday word that no runbook holds is no reason for a refusal, and is not named as one.
            query.concepts[$0].isDemanded && !query.concepts[$0].isLight && query.concepts[$0].kind != .identifier
                && ranking.isUnknown($0)
        }.map { query.concepts[$0].surface }

        // The rarest terms find the candidates; a term in more than a quarter of the passages finds nothing.
        let known = counts.filter { $0.value > 0 }.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
        var terms = known.filter { $0.value * 4 < total }
        if terms.count < 3 { terms = known }
        guard !terms.isEmpty else { return result }
        let match = terms.prefix(Self.mostTerms).map { "\"\($0.key)\"" }.joined(separator: " OR ")
        let candidates = try Row.fetchAll(
            db,
            sql:
                "SELECT c.document AS document FROM (SELECT rowid FROM chunk_terms WHERE chunk_terms MATCH ? ORDER BY bm25(chunk_terms, 8, 3, 1) LIMIT ?) AS t JOIN chunk AS c ON c.id = t.rowid",
            arguments: [match, Self.candidateChunks])
        var documents: [Int64] = []
        var seen: Set<Int64> = without
        for row in candidates {
            let document: Int64 = row["document"]
            if seen.insert(document).inserted { documents.append(document) }
            if documents.count == Self.candidateDocuments { break }
        }
        var cosines: [Int64: Double] = [:]
        if let vector {
            let (table, crowding) = try vectors(db, model: vector.model, dimension: vector.numbers.count)
            let values = table.cosines(with: vector.numbers)
            cosines = Dictionary(
                uniqueKeysWithValues: zip(table.ids, values.map { VectorTable.spread(Double($0), crowding: crowding) }))
            // The nearest passages are candidates whatever their words.
            let nearest = values.indices.sorted { values[$0] > values[$1] }.prefix(Self.nearestVectors).map {
                table.ids[$0]
            }
            for row in try Row.fetchAll(
                db,
                sql:
                    "SELECT DISTINCT document FROM chunk WHERE id IN (\(nearest.map(String.init).joined(separator: ",")))"
            ) {
                if seen.insert(row["document"]).inserted { documents.append(row["document"]) }
            }
        }
        guard !documents.isEmpty else { return result }
        let chunks = try Row.fetchAll(
            db,
            sql:
                "SELECT id, document, title, head, body, hollow FROM chunk WHERE document IN (\(documents.map(String.init).joined(separator: ",")))"
        ).map {
            RankedChunk(
                id: $0["id"], document: $0["document"], title: $0["title"], head: $0["head"], body: $0["body"],
                isHollow: $0["hollow"], cosine: cosines[$0["id"]])
        }
        var analyzer = Analyzer()
        let titled = try db.cachedStatement(sql: "SELECT path, title FROM document WHERE id = ?")
        let outcome = try ranking.rank(chunks, averageBody: average, averageHead: 3) { document in
            guard let row = try Row.fetchOne(titled, arguments: [document]) else { return [] }
            let path: String = row["path"]
            let title: String = row["title"]
            let name = RunbookFolder.topic(of: path)
            let terms = Set(analyzer.indexed(name + " \n " + title).split(separator: " ").map(String.init))
            return try terms.sorted().map { ($0, try rarity($0)) }
        }
        result.evidence = outcome.evidence
        result.missingWords = outcome.missing
        result.score = rule.score(result.evidence)
        result.outcome = rule.outcome(result.score)
        let hits = isListing ? Self.listed(outcome.hits, limit) : Array(outcome.hits.prefix(limit))
        result.hits = try hits.map { try Self.hit(db, $0) }
        return result
    }

    /// Passages of the best document in a list before other documents have a place.
    private static let listedOfBest = 3

    /// The `limit` passages that show most: a few of the best document, then the best of each other, and where places are left the
    /// next best ones. One long document would fill the list otherwise. Best first.
    private static func listed(_ hits: [RankedHit], _ limit: Int) -> [RankedHit] {
        var taken: [Int64: Int] = [:]
        var chosen: [Int] = []
        var others: [Int] = []
        for (at, hit) in hits.enumerated() {
            let count = taken[hit.document, default: 0]
            taken[hit.document] = count + 1
            if count < (hit.document == hits[0].document ? listedOfBest : 1) {
                chosen.append(at)
            } else {
                others.append(at)
            }
            if chosen.count == limit { break }
        }
        return (chosen + others.prefix(limit - chosen.count)).sorted().map { hits[$0] }
    }

    private static func hit(_ db: Database, _ ranked: RankedHit) throws -> SearchHit {
        let statement = try db.cachedStatement(
            sql: """
                SELECT c.slug, c.path AS headings, c.first_line, c.last_line, c.hollow, d.path, d.title, d.source
                FROM chunk AS c JOIN document AS d ON d.id = c.document WHERE c.id = ?
                """)
        guard let row = try Row.fetchOne(statement, arguments: [ranked.chunk]) else {
            throw RunbookError.index("passage \(ranked.chunk) has gone")
        }
        let path: String = row["path"]
        let slug: String = row["slug"]
        let headings: String = row["headings"]
        let source: String = row["source"]
        let first: Int = row["first_line"]
        let last: Int = row["last_line"]
        return SearchHit(
            id: path + "#" + slug, path: path, slug: slug, title: row["title"],
            headings: headings.split(separator: "\u{1F}").map(String.init), lines: first...max(first, last),
            text: SourceLines.text(of: source, first...max(first, last)), score: ranked.score, own: ranked.own,
            chunk: ranked.chunk,
            document: ranked.document, isHollow: row["hollow"])
    }
}

enum SourceLines {
    /// Lines `range` (from 1) of `source`. O(source).
    static func text(of source: String, _ range: ClosedRange<Int>) -> String {
        var source = source
        return source.withUTF8 { bytes in
            var number = 1
            var start = range.lowerBound == 1 ? 0 : bytes.count
            var at = 0
            while at < bytes.count {
                if bytes[at] == 0x0A {
                    if number == range.upperBound { break }
                    number += 1
                    if number == range.lowerBound { start = at + 1 }
                }
                at += 1
            }
            return start < at ? String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<at]), as: UTF8.self) : ""
        }
    }
}
