import CSystemd
import Model

/// Tells the service manager how the daemon is (sd_notify(3)). Without one (`NOTIFY_SOCKET` unset) every call does
/// nothing.
package struct ServiceNotifier: Sendable {
    /// Whether a service manager listens.
    package let isSupervised: Bool
    /// How often it wants to hear that the daemon lives, in microseconds; nil when it does not watch. Feed it at half
    /// of it.
    package let watchdogInterval: Micros?

    package init() {
        var interval: UInt64 = 0
        watchdogInterval = sd_watchdog_enabled(0, &interval) > 0 ? Micros(clamping: interval) : nil
        // The empty message is refused with a system to tell and not sent without one.
        isSupervised = sd_notify(0, "STATUS=starting") > 0
    }

    /// The daemon is up: units ordered after it may start.
    package func ready(status: String) { send("READY=1\nSTATUS=\(oneLine(status))") }
    /// The configuration is being read again; follow it with `ready`.
    package func reloading() { send("RELOADING=1\nMONOTONIC_USEC=\(Clock.monotonic())") }
    /// The daemon makes progress. To be called from where progress is made, not from a timer.
    package func watchdog() { send("WATCHDOG=1") }
    /// One line for `systemctl status`.
    package func status(_ text: String) { send("STATUS=\(oneLine(text))") }
    /// The daemon shuts down.
    package func stopping() { send("STOPPING=1") }
    /// Asks for more time to start or stop, in microseconds from now.
    package func extendTimeout(_ time: Micros) { send("EXTEND_TIMEOUT_USEC=\(max(0, time))") }

    private func send(_ message: String) { if isSupervised { _ = sd_notify(0, message) } }
    private func oneLine(_ text: String) -> String { String(text.map { $0.isNewline ? " " : $0 }) }
}
