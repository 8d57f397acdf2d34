import CShims
import Glibc
import Model

/// Wakes a reader that blocks in `wait`. The only part of a reader that other threads may touch.
package final class Interrupter: Sendable {
    /// An eventfd, -1 where the system has none left: `wait` then ends by its timeout alone.
    let descriptor: Int32

    package init() { descriptor = haetae_eventfd() }
    deinit { if descriptor >= 0 { _ = Glibc.close(descriptor) } }

    /// Lets the `wait` that is under way, or else the next one, return at once.
    package func interrupt() {
        var one: UInt64 = 1
        _ = Glibc.write(descriptor, &one, 8)
    }

    /// Polls `other` (ignored when negative) and this; at most `timeout` microseconds, for ever when negative.
    func poll(_ other: Int32, events: Int16, timeout: Micros) -> WakeReason {
        var set = [
            pollfd(fd: other, events: events, revents: 0), pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
        ]
        // Rounded up, so that a wait never turns into a busy loop of zero milliseconds.
        let milliseconds = timeout < 0 ? -1 : Int32(clamping: (timeout + 999) / 1000)
        let count = Glibc.poll(&set, 2, milliseconds)
        if count < 0 { return .interrupted }  // EINTR: a signal is a reason to look around, too
        if set[1].revents != 0 {
            var value: UInt64 = 0
            _ = Glibc.read(descriptor, &value, 8)
            return .interrupted
        }
        return count == 0 ? .timeout : .ready
    }
}
