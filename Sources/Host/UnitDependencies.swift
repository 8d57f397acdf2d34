import CSystemd
import Glibc

extension HostSurvey {
    /// Units looked at.
    static let unitLimit = 1024

    /// Asks systemd, over the system bus, which running services need which others (Requires, BindsTo, Wants, PartOf, and After among
    /// services). Blocks for some milliseconds; no privilege needed.
    package mutating func lookAtUnits() {
        var bus: OpaquePointer?
        let opened = sd_bus_open_system(&bus)
        guard opened >= 0, let bus else {
            gaps.append("unit dependencies: the system bus cannot be opened (\(String(cString: strerror(-opened))))")
            return
        }
        defer { sd_bus_flush_close_unref(bus) }
        guard let units = Self.services(bus) else {
            gaps.append("unit dependencies: systemd does not answer on the system bus")
            return
        }
        let known = Set(units.map(\.name))
        var found: Set<Dependency> = []
        var slices: Set<Dependency> = []
        for unit in units.prefix(Self.unitLimit) {
            if let slice = Self.text(bus, unit.path, "org.freedesktop.systemd1.Service", "Slice"),
                Self.isOwn(slice: slice)
            {
                slices.insert(Dependency(unit: unit.name, needs: slice))
            }
            for property in ["Requires", "BindsTo", "Wants", "PartOf", "After"] {
                for needed in Self.strings(bus, unit.path, property) where known.contains(needed) && needed != unit.name
                {
                    found.insert(Dependency(unit: unit.name, needs: needed))
                }
            }
        }
        dependencies = found.sorted()
        self.slices = slices.sorted()
    }

    /// Active services that are not the system's own plumbing, with their object paths.
    private static func services(_ bus: OpaquePointer) -> [(name: String, path: String)]? {
        var message: OpaquePointer?
        var reply: OpaquePointer?
        guard
            sd_bus_message_new_method_call(
                bus, &message, "org.freedesktop.systemd1", "/org/freedesktop/systemd1",
                "org.freedesktop.systemd1.Manager", "ListUnits") >= 0
        else { return nil }
        defer { sd_bus_message_unref(message) }
        guard sd_bus_call(bus, message, 2_000_000, nil, &reply) >= 0 else { return nil }
        defer { sd_bus_message_unref(reply) }
        guard sd_bus_message_enter_container(reply, CChar(UInt8(ascii: "a")), "(ssssssouso)") > 0 else { return nil }
        var units: [(name: String, path: String)] = []
        while sd_bus_message_enter_container(reply, CChar(UInt8(ascii: "r")), "ssssssouso") > 0 {
            // name, description, load, active, sub, following, path, job id, job type, job path
            var fields: [String] = []
            for type in "ssssssouso".utf8 {
                if type == UInt8(ascii: "u") {
                    var number: UInt32 = 0
                    guard sd_bus_message_read_basic(reply, CChar(type), &number) > 0 else { return units }
                    fields.append("")
                } else {
                    var text: UnsafePointer<CChar>?
                    guard sd_bus_message_read_basic(reply, CChar(type), &text) > 0, let text else { return units }
                    fields.append(String(cString: text))
                }
            }
            guard sd_bus_message_exit_container(reply) >= 0 else { return units }
            if fields[0].hasSuffix(".service"), fields[3] == "active", !isPlumbing(fields[0]) {
                units.append((fields[0], fields[6]))
            }
        }
        return units.sorted { $0.name < $1.name }
    }

    /// Every service needs these, or they need nobody that matters.
    static func isPlumbing(_ unit: String) -> Bool {
        [
            "systemd-", "user@", "user-runtime-dir@", "getty@", "serial-getty@", "console-getty", "dbus", "polkit",
            "init", "modprobe@",
        ].contains {
            unit.hasPrefix($0)
        }
    }

    /// A slice that somebody made to keep units together, and not one that every host has.
    static func isOwn(slice: String) -> Bool {
        slice.hasSuffix(".slice") && !["system.slice", "user.slice", "machine.slice", "-.slice"].contains(slice)
            && !slice.hasPrefix("system-") && !slice.hasPrefix("user-")
    }

    private static func text(_ bus: OpaquePointer, _ path: String, _ interface: String, _ property: String) -> String? {
        var value: UnsafeMutablePointer<CChar>?
        guard
            sd_bus_get_property_string(bus, "org.freedesktop.systemd1", path, interface, property, nil, &value) >= 0,
            let value
        else { return nil }
        defer { free(value) }
        return String(cString: value)
    }

    private static func strings(_ bus: OpaquePointer, _ path: String, _ property: String) -> [String] {
        var list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
        guard
            sd_bus_get_property_strv(
                bus, "org.freedesktop.systemd1", path, "org.freedesktop.systemd1.Unit", property, nil, &list) >= 0,
            let list
        else { return [] }
        defer { free(list) }
        var texts: [String] = []
        var at = 0
        while let text = list[at] {
            texts.append(String(cString: text))
            free(text)
            at += 1
        }
        return texts
    }
}
