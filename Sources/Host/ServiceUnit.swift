import CSystemd
import Glibc

/// What systemd says of a service, for `doctor`.
package struct ServiceUnit: Sendable, Hashable {
    package var loadState: String
    package var activeState: String
    /// `enabled`, `disabled`, ...; empty where there is no unit file.
    package var fileState: String
    package var user: String
    package var restarts: UInt32
    /// Bytes; nil for no limit.
    package var memoryMaximum: UInt64?
    package var protectSystem: String
    package var forbidsNewPrivileges: Bool
    package var protectsHome: String
    package var hasWatchdog: Bool

    package enum Failure: Error, Sendable, Hashable { case noBus(String), noAnswer }

    /// Asks over the system bus. Blocks for some milliseconds; no privilege needed.
    package static func probe(_ name: String) throws(Failure) -> ServiceUnit {
        var bus: OpaquePointer?
        let opened = sd_bus_open_system(&bus)
        guard opened >= 0, let bus else { throw .noBus(String(cString: strerror(-opened))) }
        defer { sd_bus_flush_close_unref(bus) }
        var path: UnsafeMutablePointer<CChar>?
        guard sd_bus_path_encode("/org/freedesktop/systemd1/unit", name, &path) >= 0, let path else {
            throw .noAnswer
        }
        defer { free(path) }
        let (unit, service) = ("org.freedesktop.systemd1.Unit", "org.freedesktop.systemd1.Service")
        func text(_ interface: String, _ property: String) -> String? {
            var value: UnsafeMutablePointer<CChar>?
            guard
                sd_bus_get_property_string(bus, "org.freedesktop.systemd1", path, interface, property, nil, &value)
                    >= 0, let value
            else { return nil }
            defer { free(value) }
            return String(cString: value)
        }
        func number<T: FixedWidthInteger>(_ property: String, _ type: Character, _ zero: T) -> T? {
            var value = zero
            let got = withUnsafeMutablePointer(to: &value) {
                sd_bus_get_property_trivial(
                    bus, "org.freedesktop.systemd1", path, service, property, nil,
                    CChar(type.asciiValue ?? 0), $0)
            }
            return got >= 0 ? value : nil
        }
        guard let load = text(unit, "LoadState") else { throw .noAnswer }
        let memory: UInt64 = number("MemoryMax", "t", 0) ?? .max
        let privileges: Int32 = number("NoNewPrivileges", "b", 0) ?? 0
        let watchdog: UInt64 = number("WatchdogUSec", "t", 0) ?? 0
        return ServiceUnit(
            loadState: load, activeState: text(unit, "ActiveState") ?? "", fileState: text(unit, "UnitFileState") ?? "",
            user: text(service, "User") ?? "", restarts: number("NRestarts", "u", 0) ?? 0,
            memoryMaximum: memory == .max ? nil : memory, protectSystem: text(service, "ProtectSystem") ?? "",
            forbidsNewPrivileges: privileges != 0, protectsHome: text(service, "ProtectHome") ?? "",
            hasWatchdog: watchdog != 0 && watchdog != .max)
    }
}
