import CShims

/// What the kernel says of the clock, for `doctor`. Needs no privilege.
package enum ClockSynchronisation: Sendable, Hashable {
    /// Some daemon keeps it; the estimated error in microseconds.
    case synchronised(errorMicroseconds: Int)
    case free
    /// The kernel does not tell (a sandbox).
    case unknown

    package static func probe() -> ClockSynchronisation {
        var error = 0
        switch haetae_clock_state(&error) {
        case 1: return .synchronised(errorMicroseconds: error)
        case 0: return .free
        default: return .unknown
        }
    }
}
