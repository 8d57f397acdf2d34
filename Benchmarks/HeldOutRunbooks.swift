import FoundationEssentials
import Glibc
import Runbooks

/// The labelled questions over runbooks with half of them kept out while the word lists and the weights of the refusal are made.
///
/// Questions that share a runbook stay together. For each half the built-in vocabulary is cut down to the entries that the other half's
/// questions use, as somebody would have written it who had seen those alone; on them the weights are fitted (logistic regression, ridge)
/// and the threshold is set (5% of the answerable refused); then the half is asked. Both halves together ask each question once. Three cuts.
struct HeldOutRunbooks {
    struct Question: Decodable {
        var id: String
        var type: String
        var question: String
        var relevant: [String]
        var answerable: Bool
        var paths: Set<String> { Set(relevant.map { String($0.split(separator: "#")[0]) }) }
    }
    /// What came of asking one question.
    struct Asked {
        var evidence: [Double]
        var rank: Int?
        var isAnswerable: Bool
        var isTranslated: Bool
        /// With its own runbooks held absent.
        var isHard = false
    }

    private let questions: [Question]
    private let file: String

    init(folder: String, scratch: String) throws {
        let lines = String(decoding: try Data(contentsOf: URL(filePath: folder + "/questions.jsonl")), as: UTF8.self)
        questions = try lines.split(separator: "\n").map {
            try JSONDecoder().decode(Question.self, from: Data($0.utf8))
        }
        file = scratch
        try RunbookIndex(path: file).refresh([folder + "/docs"])
    }

    func run() throws {
        report("all lists and weights as they are", rule: nil, try ask(questions, .builtin))
        for cut in 1...3 as ClosedRange<UInt64> {
            let halves = split(seed: cut)
            var kept: [Asked] = []
            var refused = 0
            var wrong = 0
            var hard = 0
            for half in 0..<2 {
                let vocabulary = try vocabulary(of: halves[1 - half])
                let seen = try ask(halves[1 - half], vocabulary)
                let weights = Self.fit(seen)
                let threshold = Self.quantile(
                    seen.filter { $0.isAnswerable && !$0.isHard }.map { Self.score($0, weights) }, 0.05)
                let asked = try ask(halves[half], vocabulary)
                kept += asked
                for one in asked {
                    let isAnswered = Self.score(one, weights) >= threshold
                    if one.isHard {
                        hard += isAnswered ? 1 : 0
                    } else if one.isAnswerable {
                        refused += isAnswered ? 0 : 1
                    } else {
                        wrong += isAnswered ? 1 : 0
                    }
                }
            }
            report("half kept out, cut \(cut)", rule: (refused, wrong, hard), kept)
        }
    }

    private func report(_ name: String, rule: (refused: Int, wrong: Int, hard: Int)?, _ asked: [Asked]) {
        let plain = asked.filter { $0.isAnswerable && !$0.isHard }
        let translated = plain.filter(\.isTranslated)
        func share(_ list: [Asked], _ value: (Asked) -> Double) -> String {
            let mean = list.isEmpty ? 0 : list.reduce(0) { $0 + value($1) } / Double(list.count)
            return String(Int((1000 * mean).rounded())).leftPadded
        }
        let reciprocal: (Asked) -> Double = { $0.rank.map { $0 < 10 ? 1 / Double($0 + 1) : 0 } ?? 0 }
        var line = "\(name): hit@1 \(share(plain) { $0.rank == 0 ? 1 : 0 })"
        line += " hit@5 \(share(plain) { ($0.rank ?? 9) < 5 ? 1 : 0 }) MRR@10 \(share(plain, reciprocal))"
        line += " Korean to English \(share(translated, reciprocal))"
        if let rule {
            let count = Double(plain.count)
            func percent(_ n: Int) -> String { "\((1000 * Double(n) / count).rounded() / 10)%" }
            line += ", refused \(percent(rule.refused)), unanswerable answered \(rule.wrong) of "
            line += "\(asked.filter { !$0.isAnswerable }.count), hard test \(percent(rule.hard))"
        }
        print(line)
    }

    private func ask(_ questions: [Question], _ vocabulary: Vocabulary) throws -> [Asked] {
        let index = try RunbookIndex(path: file, vocabulary: vocabulary)
        var asked: [Asked] = []
        for question in questions {
            let result = try index.search(question.question, limit: 60)
            var paths: [String] = []
            for hit in result.hits where !paths.contains(hit.path) { paths.append(hit.path) }
            let rank = paths.firstIndex(where: question.paths.contains)
            let isTranslated = question.type == "korean_to_english"
            asked.append(
                Asked(
                    evidence: Self.features(result.evidence), rank: rank, isAnswerable: question.answerable,
                    isTranslated: isTranslated))
            guard question.answerable else { continue }
            let without = try index.search(question.question, limit: 1, without: question.paths)
            asked.append(
                Asked(
                    evidence: Self.features(without.evidence), rank: nil, isAnswerable: true,
                    isTranslated: isTranslated, isHard: true))
        }
        return asked
    }

    // MARK: the halves

    /// Groups of questions that share a runbook, dealt to two halves.
    private func split(seed: UInt64) -> [[Question]] {
        var group = Array(questions.indices)
        for i in questions.indices {
            for j in 0..<i where !questions[i].paths.isDisjoint(with: questions[j].paths) {
                let (from, to) = (group[i], group[j])
                for k in group.indices where group[k] == from { group[k] = to }
            }
        }
        var state = seed &* 0x9e37_79b9_7f4a_7c15
        var halves: [[Question]] = [[], []]
        for name in Set(group).sorted() {
            let members = questions.indices.filter { group[$0] == name }.map { questions[$0] }
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            halves[Int(state >> 63)] += members
        }
        return halves
    }

    /// The built-in vocabulary without what none of `questions` uses. Names of sections and marks of warnings stay: ranking does not read them.
    private func vocabulary(of questions: [Question]) throws -> Vocabulary {
        var analyzer = Analyzer()
        let texts = questions.map { $0.question.lowercased() }
        let terms = texts.map { Set(analyzer.tokens(of: $0).map(\.text)) }
        func isUsed(_ entry: String) -> Bool {
            let words = analyzer.tokens(of: entry).map(\.text)
            let isKorean = entry.unicodeScalars.contains { (0xAC00...0xD7A3).contains($0.value) }
            return texts.indices.contains { at in
                isKorean ? texts[at].contains(entry) : !words.isEmpty && words.allSatisfy(terms[at].contains)
            }
        }
        func parts(_ text: Substring, _ mark: Character) -> [String] {
            text.split(separator: mark).map { part in
                String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
            }
        }
        var kept: [String] = []
        for line in Vocabulary.builtinText.split(separator: "\n") where !line.hasPrefix("#") {
            if line.hasPrefix("section") || line.hasPrefix("warning") {
                kept.append(String(line))
            } else if let colon = line.firstIndex(of: ":") {
                let used = parts(line[line.index(after: colon)...], ",").filter(isUsed)
                if !used.isEmpty { kept.append(line[...colon] + " " + used.joined(separator: ", ")) }
            } else if let arrow = line.firstRange(of: "->") {
                let used = parts(line[..<arrow.lowerBound], ",").filter(isUsed)
                if !used.isEmpty { kept.append(used.joined(separator: ", ") + " " + line[arrow.lowerBound...]) }
            } else if parts(line, "=").contains(where: isUsed) {
                kept.append(String(line))
            }
        }
        var vocabulary = Vocabulary.none
        try vocabulary.add(kept.joined(separator: "\n"))
        return vocabulary
    }

    // MARK: the refusal's weights

    /// What `RefusalRule` weighs, and a constant.
    private static func features(_ e: MatchEvidence) -> [Double] {
        [
            1, e.strength, log1p(e.bm25) / 5, e.known, e.exact, e.titleTopic, e.names, min(e.words, 12) / 12,
            e.isForeign ? 1 : 0, e.isKorean ? 1 : 0, e.isAlert ? 1 : 0, e.isLogLine ? 1 : 0, e.heading,
            e.absent, e.lacksProduct ? 1 : 0,
        ]
    }
    private static func score(_ asked: Asked, _ weights: [Double]) -> Double {
        zip(asked.evidence, weights).reduce(0) { $0 + $1.0 * $1.1 }
    }
    private static func quantile(_ values: [Double], _ share: Double) -> Double {
        let sorted = values.sorted()
        return sorted.isEmpty ? 0 : sorted[Int(share * Double(sorted.count - 1))]
    }

    /// Logistic regression by gradient descent with a ridge of 1: answerable against its own hard test and what nothing answers.
    private static func fit(_ asked: [Asked]) -> [Double] {
        let count = asked.first?.evidence.count ?? 0
        var weights = [Double](repeating: 0, count: count)
        for _ in 0..<4000 {
            var gradient = weights
            gradient[0] = 0
            for one in asked {
                let importance = one.isHard ? 0.6 : one.isAnswerable ? 1 : 2.5
                let target = one.isAnswerable && !one.isHard ? 1.0 : 0
                let error = importance * (1 / (1 + exp(-score(one, weights))) - target)
                for i in 0..<count { gradient[i] += error * one.evidence[i] }
            }
            for i in 0..<count { weights[i] -= 0.02 * gradient[i] }
        }
        return weights
    }
}

extension String {
    /// `.042` of the thousandths 42.
    fileprivate var leftPadded: String {
        count > 3 ? "1.000" : "." + String(repeating: "0", count: 3 - count) + self
    }
}
