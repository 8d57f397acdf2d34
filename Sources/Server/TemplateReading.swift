import APIModel
import Bytes
import Detection
import Model
import Pipeline
import Storage
import TemplateMining

/// What was learned of templates, as wire documents.
package enum TemplateReading {
    /// Streams and parts that are told of one template.
    static let most = 100

    package static func detail(_ id: String, of state: LearnedState) throws -> TemplateDetail {
        detail(try state.find(id), of: state)
    }

    /// O(templates).
    package static func detail(_ index: Int32, of state: LearnedState) -> TemplateDetail {
        let miner = state.miner
        let index = miner.resolve(index)
        let id = miner.id(index)
        let counts = miner.indices.map { miner.count($0) }
        let count = miner.count(index)
        let usage = state.detectors.usage(of: index)
        let times = state.times(of: index)
        return TemplateDetail(
            id: id.description, text: miner.text(index), name: state.book.names[id], muted: mute(id, state),
            count: UInt64(count), share: Double(count) / Double(max(1, miner.statistics.lines)),
            rank: counts.count { $0 > count } + 1, templates: counts.count,
            firstSeen: times.flatMap { time($0.first) }, lastSeen: times.flatMap { time($0.last) },
            perDay: times.flatMap { perDay(count, from: $0.first, to: state.at) },
            streams: usage.prefix(most).map { one in
                TemplateDetail.Stream(
                    node: state.streams.nodes[Int(one.stream.raw)].name, firstSeen: time(one.first),
                    lastSeen: time(one.last), perHour: one.perHour, severity: one.severity?.name,
                    risingSince: time(one.rise), fallingSince: time(one.fall))
            },
            variables: variables(index, miner), example: SecretMasking.mask(miner.example(of: index)),
            merged: miner.absorbed(by: index).prefix(most).map { .init(id: $0.id.description, text: $0.text) },
            split: miner.split(of: index).map { split in
                .init(
                    position: split.place.position, value: split.place.value == 0 ? nil : split.place.value,
                    parts: split.parts.prefix(most).map { relative($0, miner) })
            },
            partOf: miner.trunk(of: index).map { relative($0, miner) })
    }

    /// Templates in another tool's language, the most frequent first: those of `ids`, or `limit` of all.
    package static func patterns(
        _ language: PatternLanguage, of miner: TemplateMiner, indices: [Int32]
    ) -> [PatternDocument] {
        indices.filter { !miner.isCatchAll($0) }.map { index in
            let id = miner.id(index).description
            return PatternDocument(
                id: id, text: miner.text(index), count: UInt64(miner.count(index)),
                pattern: language.pattern(of: miner.pieces(of: index), id: id))
        }
    }

    /// The templates of `ids`, or the `limit` most frequent ones.
    package static func patterns(
        _ language: PatternLanguage, of state: LearnedState, ids: [String], limit: Int
    ) throws -> [PatternDocument] {
        let indices = try ids.isEmpty ? mostFrequent(state.miner, limit) : ids.map { try state.find($0) }
        return patterns(language, of: state.miner, indices: indices)
    }

    package static func mostFrequent(_ miner: TemplateMiner, _ limit: Int) -> [Int32] {
        let counted = miner.indices.map { (index: $0, count: miner.count($0)) }
        return counted.sorted { ($1.count, $0.index) < ($0.count, $1.index) }.prefix(limit).map(\.index)
    }

    // MARK: Pieces

    static func variables(_ index: Int32, _ miner: TemplateMiner) -> [TemplateDetail.Variable] {
        let summaries = miner.variableSummaries(of: index)
        let kinds = miner.kinds(of: index)
        let positions = miner.positions(of: index)
        return miner.places(of: index).map { place in
            let found = summaries.first { $0.position == place.position && $0.value == place.value }
            if let found { return variable(found) }
            let number = positions.firstIndex(of: place.position) ?? kinds.count
            return .init(
                position: place.position, value: place.value == 0 ? nil : place.value,
                kind: number < kinds.count && place.value == 0 ? kinds[number].name : "mixed")
        }
    }

    static func variable(_ summary: VariableSummary) -> TemplateDetail.Variable {
        .init(
            position: summary.position, value: summary.value == 0 ? nil : summary.value, kind: summary.kind.name,
            distinct: max(summary.distinct.rounded(), Double(summary.top.count)),
            samples: summary.samples, messages: summary.messages,
            top: summary.frequent.map { .init(value: SecretMasking.mask($0.text), share: min(1, $0.share)) },
            numbers: summary.numbers.map {
                .init(
                    minimum: $0.minimum, median: $0.median, p90: $0.p90, p99: $0.p99, maximum: $0.maximum,
                    unit: $0.unit)
            })
    }

    private static func relative(_ index: Int32, _ miner: TemplateMiner) -> TemplateDetail.Relative {
        .init(id: miner.id(index).description, text: miner.text(index), count: UInt64(miner.count(index)))
    }

    private static func mute(_ id: TemplateID, _ state: LearnedState) -> TemplateDetail.Mute? {
        state.book.mute(of: id, at: state.at).map {
            .init(
                since: RFC3339.string($0.since), until: $0.until.map { RFC3339.string($0) }, comment: $0.comment,
                held: $0.held)
        }
    }

    private static func time(_ time: Micros) -> String? {
        time == .unknown || time == .max ? nil : RFC3339.string(time)
    }

    /// Nil for less than an hour: too little to go by.
    private static func perDay(_ count: Int, from: Micros, to: Micros) -> Double? {
        guard from != .unknown, to != .unknown, to - from >= .hour else { return nil }
        return Double(count) / (Double(to - from) / Double(Micros.day))
    }
}
