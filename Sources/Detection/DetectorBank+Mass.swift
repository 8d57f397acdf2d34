import Lexicon
import Model

#if canImport(Glibc)
    import Glibc
#endif

/// How many records of messages that it hardly ever had a stream brings at once.
///
/// One mistyped password is a clump of half a dozen lines; thirty within a minute are an attack. What a clump usually holds is
/// learned stream by stream, from clumps that are over.
struct NewsMass: Sendable, Hashable {
    /// Mean size of the clumps so far, never below `floor`.
    private(set) var usual: Float = floor
    /// Largest minute of the clump under way, and when it was last added to.
    private(set) var peak: Float = 0
    private(set) var last: Micros = .unknown
    /// The message that the clump under way is told by, -1 for none: the same while it lasts.
    var template: Int32 = -1

    /// The size of a clump that is nothing: a user who mistypes twice.
    static let floor: Float = 4

    init() {}
    init(usual: Float, peak: Float, last: Micros, template: Int32) {
        (self.usual, self.peak, self.last, self.template) = (usual, peak, last, template)
    }

    /// Decades that `mass` records within a minute are worth beyond the appearance itself: a power-law tail over one clump and a half.
    func decades(_ mass: Float) -> Float {
        let over = mass - 1.5 * usual
        return over <= 0 ? 0 : log10f(1 + over / (4 * usual)) * 4
    }

    /// Takes the last minute's mass. After judging: a clump must not excuse itself.
    mutating func learn(_ mass: Float, at now: Micros) {
        if last != .unknown, now - last > 2 * .minute, peak > 0 {
            usual = max(Self.floor, usual + 0.2 * (peak - usual))
            peak = 0
            template = -1
        }
        peak = max(peak, mass)
        last = now
    }
}

extension DetectorBank {
    /// Records of a message that a stream had before the last minutes, at most, for it to be hardly known.
    private static let hardlyKnown: Float = 10
    /// Buckets that a harmless message must have come in, so that the hundred lines of a program's start are no mass.
    private static let sustained: Int32 = 3

    /// Judges messages that a stream hardly ever had and that come in a mass.
    ///
    /// One by one a client's failure is routine, and a harmless new message a release: the mass makes the difference. Mild failures
    /// count together, stream by stream. A harmless message counts alone, and only as far as the whole stream surges beyond the load.
    mutating func judgeMass(now: Int32, end: Micros, into signals: inout [Signal]) {
        struct Mass {
            var minute: Float = 0
            var count: UInt32 = 0
            var heaviest: Int32 = -1
            var isToldOf = false
            var weight: Float = 0
            var first: Micros = .max
            var severity: UInt8 = 255
            var kinds = 0
        }
        var masses: [Int32: Mass] = [:]
        var order: [Int32] = []
        for index32 in touched where open[Int(index32)].template >= 0 {
            let one = series[Int(index32)]
            let minute = one.model.minute.observed
            let recent = one.model.fiveMinutes.observed
            // The five minutes' sum decays: of a mass that began three minutes ago it still holds seven tenths.
            guard one.model.mass - recent <= Self.hardlyKnown + 0.4 * recent else { continue }
            guard one.fault.isBad else {
                benignMass(Int(index32), minute: minute, now: now, end: end, into: &signals)
                continue
            }
            guard one.fault < .failureWording else { continue }
            let current = open[Int(index32)]
            var mass = masses[current.stream] ?? Mass()
            if mass.kinds == 0 { order.append(current.stream) }
            mass.minute += minute
            mass.kinds += 1
            mass.count &+= current.count
            mass.first = min(mass.first, current.first)
            mass.severity = min(mass.severity, current.severity)
            if minute > mass.weight { (mass.weight, mass.heaviest) = (minute, current.template) }
            if current.template == streams[Int(current.stream)].mass.template { mass.isToldOf = true }
            masses[current.stream] = mass
        }
        for id in order {
            guard let mass = masses[id] else { continue }
            let stream = streams[Int(id)]
            let decades = Double(stream.mass.decades(mass.minute))
            streams[Int(id)].mass.learn(mass.minute, at: end)
            if streams[Int(id)].mass.template < 0 || !mass.isToldOf { streams[Int(id)].mass.template = mass.heaviest }
            let age = end - stream.first
            let isLateComer =
                stream.first - firstTime >= options.learningTime && inputBuckets >= Int64(options.learningBuckets)
            guard options.novelty, decades > 0, age >= options.noveltyAfter || isLateComer else { continue }
            signals.append(
                Signal(
                    kind: .novelty, stream: StreamID(Int(id)), template: streams[Int(id)].mass.template, direction: .up,
                    score: min(1.9 + decades, 8), at: end, onset: max(mass.first, end - .minute),
                    severity: mass.severity == 255 ? nil : Severity(rawValue: mass.severity),
                    weak: !isLearned(stream, at: end), series: "mass",
                    evidence: Evidence(
                        observed: Double(mass.minute), expected: Double(stream.mass.usual), windowSeconds: 60,
                        text: Wordsmith.mass(
                            count: Double(mass.minute), kinds: mass.kinds, usual: Double(stream.mass.usual)))))
        }
    }

    /// A harmless message that is new and makes most of a stream that surges: a loop that logs.
    private mutating func benignMass(
        _ index: Int, minute: Float, now: Int32, end: Micros, into signals: inout [Signal]
    ) {
        let current = open[index]
        let id = Int(current.stream)
        let own = series[Int(streams[id].own)].model.minute
        guard options.novelty, minute >= 20, minute >= 0.5 * own.observed, own.observed > 5 * own.expected,
            now - series[index].born >= Self.sustained, isLearned(streams[id], at: end)
        else { return }
        let usual = max(own.expected, 1) * loadFactor(stream: current.stream, except: -1, isStream: true).short
        let surge = 4 * log10f(max(1, own.observed / (5 * usual)))
        let score = 1.4 + Double(min(surge, NewsMass().decades(minute)))
        guard score >= options.floor else { return }
        signals.append(
            Signal(
                kind: .novelty, stream: StreamID(id), template: current.template, direction: .up, score: min(score, 8),
                at: end, onset: max(current.first, end - .minute),
                severity: current.severity == 255 ? nil : Severity(rawValue: current.severity), series: "mass",
                evidence: Evidence(
                    observed: Double(minute), expected: 0, windowSeconds: 60,
                    text: Wordsmith.newMass(
                        count: Double(minute), all: Double(own.observed), usual: Double(own.expected)))))
    }
}
