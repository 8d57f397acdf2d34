import Model

/// The way of a sample of correlation ids through the messages: which one came when.
///
/// Ids are sampled by their hash (those below a threshold that is halved whenever there are too many), so every message of a
/// chosen id is kept, whatever order sources are read in; the steps are sorted when they are asked for. At most `maxIDs` ids of
/// `maxSteps` steps. O(1) a record.
struct FlowSample: Sendable {
    static let maxIDs = 8192
    static let maxSteps = 24

    struct Step: Sendable {
        var time: Micros
        /// Stream in the upper half, template in the lower.
        var key: UInt64
    }
    private var threshold = UInt64.max
    private(set) var flows: [UInt64: [Step]] = [:]

    @inline(__always)
    mutating func note(_ id: UInt64, key: UInt64, time: Micros) {
        if id <= threshold { keep(id, Step(time: time, key: key)) }
    }

    @inline(never)
    private mutating func keep(_ id: UInt64, _ step: Step) {
        if flows[id, default: []].count < Self.maxSteps { flows[id, default: []].append(step) }
        while flows.count > Self.maxIDs {
            threshold >>= 1
            let limit = threshold
            flows = flows.filter { $0.key <= limit }
        }
    }

    /// A message of a flow, the next different one within a minute and the time between them in seconds; a key of nil at the end.
    /// `rename` gives a message its present name. `until`: what ends later is not judged as an end.
    struct Passage: Sendable {
        var from: UInt64
        var to: UInt64?
        var seconds: Double
    }
    static let limit: Micros = .minute

    func passages(until: Micros, rename: (UInt64) -> UInt64) -> [Passage] {
        var result: [Passage] = []
        for id in flows.keys.sorted() {
            let steps = (flows[id] ?? []).map { Step(time: $0.time, key: rename($0.key)) }
                .sorted { ($0.time, $0.key) < ($1.time, $1.key) }
            var at = 0
            while at < steps.count {
                var next = at + 1
                while next < steps.count, steps[next].key == steps[at].key { next += 1 }
                if next < steps.count, steps[next].time - steps[next - 1].time <= Self.limit {
                    let seconds = Double(steps[next].time - steps[next - 1].time) / 1e6
                    result.append(Passage(from: steps[at].key, to: steps[next].key, seconds: seconds))
                } else if steps[next - 1].time <= until, steps.count < Self.maxSteps {
                    result.append(Passage(from: steps[at].key, to: nil, seconds: 0))
                }
                at = next
            }
        }
        return result
    }
}
