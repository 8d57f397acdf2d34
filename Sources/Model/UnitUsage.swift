/// What a unit may use and has used, as its control group tells it.
package struct UnitUsage: Sendable, Hashable, Codable {
    package var unit: String
    /// Bytes; nil where there is no limit, or no figure (kernels before 5.19 keep no peak).
    package var memoryLimit: UInt64?
    package var memoryPeak: UInt64?
    /// Processes killed by the limit since the unit's start.
    package var memoryKills: UInt64
    /// `CPUQuota` as a share of one processor: 0.5 is 50 %; nil without a quota.
    package var processorQuota: Double?
    /// Periods in which it was allowed to run, and those in which it had to wait.
    package var periods: UInt64
    package var throttledPeriods: UInt64

    package init(
        unit: String, memoryLimit: UInt64? = nil, memoryPeak: UInt64? = nil, memoryKills: UInt64 = 0,
        processorQuota: Double? = nil, periods: UInt64 = 0, throttledPeriods: UInt64 = 0
    ) {
        (self.unit, self.memoryLimit, self.memoryPeak) = (unit, memoryLimit, memoryPeak)
        (self.memoryKills, self.processorQuota) = (memoryKills, processorQuota)
        (self.periods, self.throttledPeriods) = (periods, throttledPeriods)
    }
}
