/// The miner's counters.
package struct Statistics: Sendable, Hashable {
    /// Messages seen.
    package internal(set) var lines: UInt64 = 0
    /// Messages whose signature was not in the table.
    package internal(set) var misses: UInt64 = 0
    /// Templates made.
    package internal(set) var births: UInt64 = 0
    /// Templates that became part of another one.
    package internal(set) var merges: UInt64 = 0
    /// Templates given up for want of room.
    package internal(set) var evictions: UInt64 = 0
    /// Entries of evidence given up for want of room.
    package internal(set) var evidenceDropped: UInt64 = 0
    /// Templates whose sketches were given up for want of room.
    package internal(set) var sketchesDropped: UInt64 = 0
    /// Living templates.
    package internal(set) var templates: Int = 0
    /// New templates come faster than they can be kept: most of what arrives is not known.
    package internal(set) var flood = false
    package init() {}
}
