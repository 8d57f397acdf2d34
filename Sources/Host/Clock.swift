import Glibc
import Model

/// Reads of the host's clocks. Only edges call these; the engine gets times as inputs.
package enum Clock {
    /// Microseconds since 1970, UTC; may jump.
    package static func now() -> Micros { read(CLOCK_REALTIME) }
    /// Microseconds since some fixed moment; never goes back.
    package static func monotonic() -> Micros { read(CLOCK_MONOTONIC) }
    /// CPU time used by this process, in microseconds.
    package static func cpu() -> Micros { read(CLOCK_PROCESS_CPUTIME_ID) }

    private static func read(_ clock: clockid_t) -> Micros {
        var time = timespec()
        clock_gettime(clock, &time)
        return Micros(time.tv_sec) * .second + Micros(time.tv_nsec) / 1000
    }

    /// Seconds east of UTC of the host's zone at an instant (`TZ`, else /etc/localtime).
    package static func zoneOffset(at time: Micros) -> Int {
        var seconds = time_t(time.flooredDivision(by: .second).quotient)
        var parts = tm()
        tzset()
        localtime_r(&seconds, &parts)
        return parts.tm_gmtoff
    }
}
