import Model

/// What the detectors know of one template in one stream.
package struct TemplateUsage: Sendable, Hashable {
    package var stream: StreamID
    /// Start of the bucket of its first record, and time of its last one.
    package var first: Micros, last: Micros
    /// Records an hour, the mean of the last week; less when younger.
    package var perHour: Double
    /// Onset of a rise or a fall that is under way; `.unknown` while there is none.
    package var rise: Micros, fall: Micros
    /// Gravest severity so far, nil where no record had one.
    package var severity: Severity?
}

extension DetectorBank {
    /// The streams that have a template, in order. O(streams that have it).
    package func usage(of template: Int32) -> [TemplateUsage] {
        guard template >= 0, Int(template) < templateHeads.count else { return [] }
        var found: [TemplateUsage] = []
        var at = templateHeads[Int(template)]
        while at >= 0 {
            let one = series[Int(at)]
            let current = open[Int(at)]
            found.append(
                TemplateUsage(
                    stream: StreamID(Int(current.stream)), first: clock.start(one.born),
                    last: current.count > 0 ? current.last : one.last,
                    perHour: Double(one.model.mean) * 3600 * Double(Micros.second) / Double(clock.width),
                    rise: one.rise, fall: one.fall,
                    severity: min(one.severity, current.severity) == 255
                        ? nil : Severity(rawValue: min(one.severity, current.severity))))
            at = one.nextOfTemplate
        }
        return found.sorted { $0.stream < $1.stream }
    }

    /// Forgets all series of a template that will not be seen any more, so that its silence is no news. O(streams that had it).
    package mutating func forget(template: Int32) {
        guard template >= 0, Int(template) < templateHeads.count else { return }
        while templateHeads[Int(template)] >= 0 {
            let index = templateHeads[Int(template)]
            if open[Int(index)].count > 0 { touched.removeAll { $0 == index } }
            remove(index)
        }
    }

    /// Takes a template as known to a stream although its first record there is in the open bucket: it is no news. O(1).
    package mutating func accept(template: Int32, in stream: StreamID) {
        let index = table.find(OpenCount.key(stream.raw, template))
        if index >= 0 {
            series[Int(index)].isNew = false
            pageMarks.touch(Int(index))
        }
    }
}
