#if canImport(Glibc)
    import Glibc
#endif

/// A chunk as ranking sees it.
struct RankedChunk: Sendable {
    var id: Int64
    var document: Int64
    var title: String
    var head: String
    var body: String
    var isHollow: Bool
    /// Cosine with the question, when there is a model.
    var cosine: Double?
}

/// The weights of the ranking. Fitted on half of the questions (docs/runbooks.md); differences of a few per cent in any of
/// them do not change the figures.
package struct RankingWeights: Sendable, Codable {
    package var title = 3.0, head = 2.0, body = 1.0
    /// BM25's saturation and length normalisation (Robertson & Zaragoza 2009).
    package var k1 = 2.0, lengthBody = 0.6, lengthHead = 0.3
    /// What the whole document, the title and the mean of the best three chunks add to a chunk's own score of 0...1.
    package var document = 0.5, titleCoverage = 0.8, bestThree = 0.3
    /// Vectors: the chunk's own part.
    package var cosine = 2.0
    /// What another word for a term is worth, beside what the vocabulary says.
    package var synonyms = 1.0
    /// What the best documents gain by the share of their title that the question speaks of.
    package var titleMatched = 0.3
    /// What the best documents gain by a run of the question that they hold word for word.
    package var quoted = 0.3
    /// What the best documents gain by a title that promises help in trouble, where the question tells of a thing that does not work.
    package var trouble = 0.15
    /// What a document loses that does not speak of a product that the question names and others speak of. Where many runbooks are about
    /// it, its name is a common word and hardly weighs by rarity.
    package var lacking = 0.3

    package init() {}
}

/// What speaks for and against an answer, each 0...1 unless said otherwise.
package struct MatchEvidence: Sendable, Hashable, Codable {
    /// Share of the question's demanded words, weighted by rarity, that the best document holds.
    package var coverage = 0.0
    /// The same of those words that some runbook holds.
    package var known = 0.0
    /// The same by the asker's own words, other words for them left out.
    package var exact = 0.0
    /// Like `known`, of the one passage of the best document that holds most, with its headings and the title.
    package var passage = 0.0
    /// Like `known`, of the title and the headings of the one passage that speaks of most there.
    package var heading = 0.0
    /// Share of the demanded words that no runbook holds.
    package var unknown = 0.0
    /// Share of the names in the question (products, alerts, objects), by rarity, that the best document holds; 1 without any.
    package var names = 1.0
    /// Share of the demanded words, verbs in Korean left out, that the best document does not hold at all, known elsewhere or not.
    package var absent = 0.0
    /// The question names a product that no runbook speaks of.
    package var isForeign = false
    /// It names one that others speak of and the best document does not.
    package var lacksProduct = false
    /// Rarity-weighted share of the words of the title that the question speaks of.
    package var titleMatched = 0.0
    /// The same without what names a product: a page that is called `Cassandra` is not about all that may be asked of it.
    package var titleTopic = 0.0
    /// Score reached as share of what the question's words could reach.
    package var strength = 0.0
    /// Score of the best passage (BM25), as in an index of 2500 passages.
    package var bm25 = 0.0
    /// Terms of the longest run of the question that the best document holds word for word, from three on, as share of six.
    package var quoted = 0.0
    /// Number of demanded words.
    package var words = 0.0
    package var isKorean = false
    /// Several sentences that ask nothing: an alert's own text, written in the runbooks' words, of which more is demanded.
    package var isAlert = false
    /// A line of a log: much in it is no topic.
    package var isLogLine = false
    /// Best cosine, when there is a model.
    package var cosine: Double?
}

struct RankedHit: Sendable {
    var chunk: Int64
    var document: Int64
    var score: Double
    /// By its own heading and text alone: what tells the passages of one document apart, which share its title.
    var own: Double
}

/// Ranks chunks by BM25F over concepts (a concept counts once, by its best word), fused with the document's, the title's and,
/// if there is a model, the vectors' evidence by score, not by rank: a clear win is kept.
struct Ranking: Sendable {
    let query: Query
    /// Rarity of each alternative, same shape as `query.concepts[i].alternatives`; 0 where no chunk holds the term.
    let idf: [[Double]]
    let pairIDF: [[Double]]
    let chunksInIndex: Int
    var weights = RankingWeights()

    /// Rarity of a term that `count` of `total` chunks hold.
    static func idf(count: Int, total: Int) -> Double {
        log(1 + (Double(total) - Double(count) + 0.5) / (Double(count) + 0.5))
    }

    /// How rare concept `i` is: its own word's rarity where the runbooks hold it, else that of its best other word, else of
    /// a word never seen.
    func rarity(_ i: Int) -> Double {
        let own = idf[i].first ?? 0
        if own > 0, query.concepts[i].kind != .hangul { return own }
        let best = zip(idf[i], query.concepts[i].alternatives).map { $0 * $1.weight }.max() ?? 0
        if best > 0 { return min(best, Self.idf(count: 0, total: chunksInIndex)) }
        if let pairs = pairIDF[i].max(), pairs > 0 { return pairs }
        // A Korean word that neither the runbooks nor the vocabulary know may stand for anything, common words too.
        if query.concepts[i].kind == .hangul { return Self.idf(count: chunksInIndex / 50, total: chunksInIndex) }
        return Self.idf(count: 0, total: chunksInIndex)
    }

    /// Whether no runbook holds any word for concept `i`.
    func isUnknown(_ i: Int) -> Bool {
        if idf[i].contains(where: { $0 > 0 }) { return false }
        let known = pairIDF[i].filter { $0 > 0 }.count
        return known * 3 < pairIDF[i].count * 2 || pairIDF[i].isEmpty
    }

    /// Whether concept `i` asks for nothing: the name of one thing that no runbook knows (`x2x4k`, `sdb1`, `E1124`; an error code in
    /// capitals is none), or an everyday word that none holds.
    func isThing(_ i: Int) -> Bool {
        let concept = query.concepts[i]
        guard isUnknown(i) else { return false }
        if concept.isLight { return true }
        if !concept.isDemanded && concept.kind != .phrase { return true }
        return concept.kind == .identifier && !concept.isName
            && concept.surface.utf8.contains { $0 >= 0x30 && $0 <= 0x39 }
    }

    private struct Terms {
        var numbers: [[Int]]
        var pairs: [[Int]]
        var counter: TermCounter
    }

    private func terms() -> Terms {
        let counter = TermCounter(query.concepts.flatMap { $0.alternatives.map(\.term) + $0.pairs })
        return Terms(
            numbers: query.concepts.map { $0.alternatives.map { counter.numbers[$0.term] ?? 0 } },
            pairs: query.concepts.map { $0.pairs.map { counter.numbers[$0] ?? 0 } }, counter: counter)
    }

    /// Rarity-weighted share of `title`'s terms that the question speaks of, in any of its words.
    ///
    /// `withoutProducts`: the products that the question names count in the whole and not in the share.
    func share(of title: [(term: String, rarity: Double)], withoutProducts: Bool = false) -> Double {
        var words: [String: Double] = [:]
        for concept in query.concepts where !(withoutProducts && concept.isProduct) {
            for alternative in concept.alternatives {
                words[alternative.term] = max(words[alternative.term] ?? 0, alternative.weight)
            }
            for pair in concept.pairs { words[pair] = max(words[pair] ?? 0, 0.9) }
        }
        if withoutProducts {
            for product in query.concepts where product.isProduct {
                for alternative in product.alternatives { words[alternative.term] = nil }
            }
        }
        let total = title.reduce(0) { $0 + $1.rarity }
        return total > 0 ? title.reduce(0) { $0 + $1.rarity * (words[$1.term] ?? 0) } / total : 0
    }

    /// Length of the longest run of the question's terms that stands in `body` (a passage's terms), from three on, as share of six: a message
    /// of a log is quoted, and its everyday words ("too many clients already") tell it from other pages only together. O(body x question).
    func quotedShare(of body: String) -> Double {
        let sequence = query.sequence
        guard sequence.count >= Self.shortestRun else { return 0 }
        var lengths = [Int](repeating: 0, count: sequence.count)
        var longest = 0
        for term in body.split(separator: " ") {
            // From the end on, so that `lengths[i - 1]` is still that of the term before.
            for i in sequence.indices.reversed() {
                lengths[i] = sequence[i] == term ? (i > 0 ? lengths[i - 1] : 0) + 1 : 0
                longest = max(longest, lengths[i])
            }
        }
        return longest >= Self.shortestRun ? min(Double(longest) / 6, 1) : 0
    }
    static let shortestRun = 3

    /// Stems in titles of pages on trouble.
    static let troubleWords: Set<String> = [
        "troubleshoot", "troubl", "problem", "issu", "faq", "debug", "diagnos", "트러블슈팅", "장애", "디버깅",
    ]

    /// Documents that get the close look.
    static let closeLook = 12

    struct Outcome: Sendable {
        var hits: [RankedHit]
        var evidence: MatchEvidence
        /// Words of the question that other runbooks hold and the best does not.
        var missing: [String]
    }

    /// Ranks `chunks` (all chunks of the candidate documents). O(text of the chunks).
    ///
    /// `titles`: the terms of a document's title and file name, with their rarity.
    func rank(
        _ chunks: [RankedChunk], averageBody: Double, averageHead: Double,
        titles: (Int64) throws -> [(term: String, rarity: Double)]
    ) rethrows -> Outcome {
        let terms = terms()
        let concepts = query.concepts
        let count = terms.counter.numbers.count
        // What no runbook holds and is written like a name of a thing (digits in it) asks for nothing.
        let rarities = concepts.indices.map { isThing($0) ? 0 : rarity($0) }
        var documents: [Int64: DocumentScore] = [:]
        var own = [Double](repeating: 0, count: chunks.count)
        var untitled = own
        // What each passage covers of the demanded words, and what its headings and title do.
        var held = own
        var headed = own
        let masses = concepts.indices.map {
            concepts[$0].isDemanded ? concepts[$0].demand * concepts[$0].weight * rarities[$0] : 0
        }
        let demandedTotal = concepts.indices.reduce(0.0) {
            $0 + (concepts[$1].isDemanded ? concepts[$1].demand * concepts[$1].weight * rarities[$1] : 0)
        }

        for (c, chunk) in chunks.enumerated() {
            var title = [Float](repeating: 0, count: count)
            var head = title
            var body = title
            let titleWords = terms.counter.count(chunk.title, into: &title)
            let headWords = terms.counter.count(chunk.head, into: &head)
            let bodyWords = terms.counter.count(chunk.body, into: &body)
            let bodyNorm = 1 - weights.lengthBody + weights.lengthBody * Double(max(bodyWords, 25)) / averageBody
            let headNorm = 1 - weights.lengthHead + weights.lengthHead * Double(headWords) / averageHead
            let titleNorm = 1 - weights.lengthHead + weights.lengthHead * Double(titleWords) / 8
            func ownFrequency(_ term: Int) -> Double {
                weights.head * Double(head[term]) / headNorm + weights.body * Double(body[term]) / bodyNorm
            }
            func frequency(_ term: Int) -> Double {
                weights.title * Double(title[term]) / titleNorm + ownFrequency(term)
            }
            var score = DocumentScore(concepts: concepts.count)
            var inHeadings = [Double](repeating: 0, count: concepts.count)
            for i in concepts.indices {
                var best = 0.0
                var bestUntitled = 0.0
                var strength = 0.0
                var titled = 0.0
                for (a, alternative) in concepts[i].alternatives.enumerated() {
                    let term = terms.numbers[i][a]
                    let tf = frequency(term)
                    guard tf > 0 else { continue }
                    let worth =
                        (a == 0 && concepts[i].kind != .phrase
                            ? alternative.weight : alternative.weight * weights.synonyms) * idf[i][a]
                    best = max(best, worth * tf * (weights.k1 + 1) / (weights.k1 + tf))
                    let inside = ownFrequency(term)
                    bestUntitled = max(bestUntitled, worth * inside * (weights.k1 + 1) / (weights.k1 + inside))
                    strength = max(strength, alternative.weight)
                    if title[term] > 0 { titled = max(titled, alternative.weight) }
                    if title[term] + head[term] > 0 { inHeadings[i] = max(inHeadings[i], alternative.weight) }
                    if a == 0 { score.exact[i] = 1 }
                }
                if !concepts[i].pairs.isEmpty {
                    // A Korean word inside a longer one, or with an ending the analyser does not know.
                    var present = 0.0
                    var tf = 0.0
                    var inside = 0.0
                    for pair in terms.pairs[i] where title[pair] + head[pair] + body[pair] > 0 {
                        present += 1
                        tf += frequency(pair)
                        inside += ownFrequency(pair)
                    }
                    let share = present / Double(concepts[i].pairs.count)
                    if share > 0.6 {
                        let mean = tf / present
                        let rarity = (pairIDF[i].reduce(0, +)) / Double(pairIDF[i].count)
                        let worth = 0.9 * share * share * rarity * (weights.k1 + 1)
                        best = max(best, worth * mean / (weights.k1 + mean))
                        bestUntitled = max(bestUntitled, worth * inside / (weights.k1 * present + inside))
                        strength = max(strength, 0.9 * share * share)
                        if terms.pairs[i].allSatisfy({ title[$0] > 0 }) { titled = max(titled, 0.9) }
                        if terms.pairs[i].allSatisfy({ title[$0] + head[$0] > 0 }) {
                            inHeadings[i] = max(inHeadings[i], 0.9)
                        }
                        score.exact[i] = max(score.exact[i], share)
                    }
                }
                let gain = concepts[i].weight * best
                own[c] += gain
                untitled[c] += concepts[i].weight * bestUntitled
                score.best[i] = gain
                score.covered[i] = strength
                score.titled[i] = titled
            }
            // A phrase found covers its words.
            for i in concepts.indices where score.covered[i] > 0 {
                for word in concepts[i].covers where word < concepts.count {
                    score.covered[word] = max(score.covered[word], score.covered[i])
                    score.titled[word] = max(score.titled[word], score.titled[i])
                    inHeadings[word] = max(inHeadings[word], inHeadings[i])
                }
            }
            for i in concepts.indices where masses[i] > 0 {
                held[c] += masses[i] * score.covered[i]
                headed[c] += masses[i] * inHeadings[i]
            }
            if chunk.isHollow { own[c] *= 0.8 }
            documents[chunk.document, default: DocumentScore(concepts: concepts.count)].merge(
                score, chunk: own[c], index: c, cosine: chunk.cosine)
        }

        let total = concepts.indices.reduce(0.0) {
            $0 + concepts[$1].weight * rarities[$1] * (concepts[$1].kind == .phrase ? 0 : 1)
        }
        let bestOwn = max(own.max() ?? 0, 1e-9)
        let wholes = documents.mapValues { $0.best.reduce(0, +) }
        let bestWhole = max(wholes.values.max() ?? 0, 1e-9)
        let products = concepts.indices.filter {
            concepts[$0].isDemanded && concepts[$0].isProduct && !isUnknown($0)
        }
        var ranked: [(document: Int64, score: Double, base: Double)] = []
        for (id, document) in documents {
            var base = weights.document * (wholes[id] ?? 0) / bestWhole
            if total > 0 {
                let titled = concepts.indices.reduce(0.0) {
                    $0 + (concepts[$1].kind == .phrase ? 0 : concepts[$1].weight * rarities[$1] * document.titled[$1])
                }
                base += weights.titleCoverage * titled / total
            }
            base += weights.bestThree * document.top.reduce(0, +) / Double(max(document.top.count, 1)) / bestOwn
            if !products.isEmpty {
                let lacking = products.filter { document.covered[$0] == 0 }.count
                base -= weights.lacking * Double(lacking) / Double(products.count)
            }
            ranked.append((id, base + document.bestFused(weights.cosine, bestOwn), base))
        }
        ranked.sort { ($1.score, $0.document) < ($0.score, $1.document) }
        // What costs more to know is asked of the best documents only.
        var quoted: [Int: Double] = [:]
        var quotedMost: [Int64: Double] = [:]
        for i in ranked.indices.prefix(Self.closeLook) {
            let document = ranked[i].document
            for c in documents[document]?.chunks ?? [] {
                let share = quotedShare(of: chunks[c].body)
                guard share > 0 else { continue }
                quoted[c] = weights.quoted * share
                quotedMost[document] = max(quotedMost[document] ?? 0, share)
            }
            let title = try titles(document)
            var bonus = weights.titleMatched * share(of: title) + weights.quoted * (quotedMost[document] ?? 0)
            if query.isSymptom, title.contains(where: { Self.troubleWords.contains($0.term) }) {
                bonus += weights.trouble
            }
            ranked[i].score += bonus
            ranked[i].base += bonus
        }
        ranked.sort { ($1.score, $0.document) < ($0.score, $1.document) }
        let bases = Dictionary(uniqueKeysWithValues: ranked.map { ($0.document, $0.base) })
        var hits = chunks.enumerated().map { c, chunk in
            let fused = own[c] / bestOwn + weights.cosine * DocumentScore.scaled(chunk.cosine)
            return RankedHit(
                chunk: chunk.id, document: chunk.document,
                score: fused + (bases[chunk.document] ?? 0) + (quoted[c] ?? 0),
                own: untitled[c] + bestOwn * (quoted[c] ?? 0) + weights.cosine * bestOwn
                    * DocumentScore.scaled(chunk.cosine))
        }
        hits.sort { ($1.score, $0.chunk) < ($0.score, $1.chunk) }
        guard let first = ranked.first, let best = documents[first.document] else {
            return Outcome(hits: hits, evidence: MatchEvidence(), missing: [])
        }

        var evidence = MatchEvidence()
        (evidence.isKorean, evidence.isAlert, evidence.isLogLine) = (query.isKorean, query.isAlert, query.isLogLine)
        let demanded = concepts.indices.filter { concepts[$0].isDemanded }
        evidence.words = Double(demanded.count)
        evidence.quoted = quotedMost[first.document] ?? 0
        // Words are rarer in a large index: on the scale of the one that the refusal was fitted on.
        let scale = min(Self.idf(count: 0, total: 2500) / Self.idf(count: 0, total: chunksInIndex), 1.75)
        // Squared: a small index also offers fewer rivals to match by chance.
        evidence.bm25 = bestOwn * scale * scale
        evidence.strength = total > 0 ? (wholes[first.document] ?? 0) / (total * (weights.k1 + 1)) : 0
        var missing: [String] = []
        if demandedTotal > 0 {
            var covered = 0.0
            var exact = 0.0
            var unknown = 0.0
            var absent = 0.0
            var named = 0.0
            var namedCovered = 0.0
            for i in demanded {
                let mass = concepts[i].demand * concepts[i].weight * rarities[i]
                covered += mass * best.covered[i]
                exact += mass * best.exact[i]
                if concepts[i].isName {
                    named += mass
                    namedCovered += mass * best.covered[i]
                }
                guard best.covered[i] == 0, mass > 0 else { continue }
                if !concepts[i].isVerb { absent += mass }
                // Identifiers with digits that no runbook holds are names of things, not topics.
                if isUnknown(i), concepts[i].kind != .identifier { unknown += mass }
                if !isUnknown(i), concepts[i].demand == 1 { missing.append(concepts[i].surface) }
            }
            // An alert's full name that the runbook does not hold: it is about another alert.
            for i in concepts.indices where concepts[i].isLongName {
                named += 0.5 * rarities[i]
                namedCovered += 0.5 * rarities[i] * best.covered[i]
            }
            evidence.isForeign = demanded.contains { concepts[$0].isProduct && isUnknown($0) }
            evidence.lacksProduct = demanded.contains {
                concepts[$0].isProduct && !isUnknown($0) && best.covered[$0] == 0
            }
            let title = try titles(first.document)
            evidence.titleMatched = share(of: title)
            evidence.titleTopic = share(of: title, withoutProducts: true)
            evidence.names = named > 0 ? namedCovered / named : 1
            evidence.coverage = covered / demandedTotal
            evidence.known = demandedTotal > unknown ? covered / (demandedTotal - unknown) : 0
            if demandedTotal > unknown {
                evidence.passage = (best.chunks.map { held[$0] }.max() ?? 0) / (demandedTotal - unknown)
                evidence.heading = (best.chunks.map { headed[$0] }.max() ?? 0) / (demandedTotal - unknown)
            }
            evidence.exact = exact / demandedTotal
            evidence.unknown = unknown / demandedTotal
            evidence.absent = absent / demandedTotal
        }
        evidence.cosine = chunks.compactMap(\.cosine).max()
        return Outcome(hits: hits, evidence: evidence, missing: missing)
    }
}

private struct DocumentScore {
    /// Per concept: best gain, best share of the word's weight, and the same in the title.
    var best: [Double]
    var covered: [Double]
    var titled: [Double]
    /// Best share by the asker's own word.
    var exact: [Double]
    /// Scores of the best three chunks, and all chunks.
    var top: [Double] = []
    var chunks: [Int] = []
    var fused: [(own: Double, cosine: Double?)] = []

    init(concepts: Int) {
        best = [Double](repeating: 0, count: concepts)
        (covered, titled, exact) = (best, best, best)
    }
    mutating func merge(_ other: DocumentScore, chunk: Double, index: Int, cosine: Double?) {
        for i in best.indices {
            best[i] = max(best[i], other.best[i])
            covered[i] = max(covered[i], other.covered[i])
            titled[i] = max(titled[i], other.titled[i])
            exact[i] = max(exact[i], other.exact[i])
        }
        top.append(chunk)
        top.sort(by: >)
        if top.count > 3 { top.removeLast() }
        chunks.append(index)
        fused.append((chunk, cosine))
    }
    static func scaled(_ cosine: Double?) -> Double { cosine.map { max(0, ($0 - 0.1) / 0.9) } ?? 0 }
    func bestFused(_ weight: Double, _ bestOwn: Double) -> Double {
        fused.map { $0.own / bestOwn + weight * Self.scaled($0.cosine) }.max() ?? 0
    }
}
