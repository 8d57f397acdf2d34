import Bytes
import Glibc
import Model

/// Makes `JournalEntry` values from fields in any order, their bytes in one arena. Used for the journal and its export
/// format alike.
///
/// `service` is the container (CONTAINER_NAME of Docker and Podman; of a pod, its container's name), else SYSLOG_IDENTIFIER, else the unit without its suffix, else _COMM. `unit` is the unit that the entry
/// *speaks of*: UNIT (COREDUMP_UNIT, OBJECT_SYSTEMD_UNIT, USER_UNIT) where systemd or another system service reports on
/// a unit, else the sender's own, _SYSTEMD_UNIT. So `foo.service: Failed with result 'exit-code'` has the service
/// `systemd` (it mirrors the line in /var/log/syslog, and is what `journalctl` shows) and the unit `foo.service`, by
/// which it can be attributed.
struct EntryBuilder {
    /// The most of a message that is kept, in bytes.
    static let messageLimit = LineCutter.limit
    /// The most of any other field.
    static let nameLimit = 256

    private(set) var arena: [UInt8] = []
    private(set) var entries: [JournalEntry] = []
    private(set) var cutEntries: [Int32] = []
    private(set) var lostBytes: UInt64 = 0

    // The entry being built.
    private var entry = JournalEntry(time: .unknown)
    private var identifier = ByteRange.none, command = ByteRange.none, senderUnit = ByteRange.none
    private var container = ByteRange.none
    /// The sender is one that speaks for containers: fields that name them may follow.
    private var mayBeContainer = false
    private var isCut = false
    private var undo = 0, undoLost: UInt64 = 0
    private(set) var hasFields = false
    /// Which of the fields that most entries have are still missing, to stop enumerating early.
    private var missing: UInt8 = 0

    private static let own: [UInt8] = Array("haetae".utf8), ownUnit: [UInt8] = Array("haetae.service".utf8)

    init(capacity: Int) { arena.reserveCapacity(capacity) }

    /// Begins an entry; what was not ended before is dropped.
    mutating func begin(time: Micros) {
        arena.removeLast(arena.count - undo)
        lostBytes = undoLost
        entry = JournalEntry(time: time)
        (identifier, command, senderUnit) = (.none, .none, .none)
        (container, mayBeContainer) = (.none, false)
        isCut = false
        hasFields = false
        missing = Wanted.usual
    }

    /// Sets the time of the entry being built.
    mutating func set(time: Micros) {
        entry.time = time
        hasFields = true
    }

    /// Fields that decide the record, by bit.
    private enum Wanted {
        static let message: UInt8 = 1, priority: UInt8 = 2, host: UInt8 = 4, pid: UInt8 = 8, identifier: UInt8 = 16
        static let unit: UInt8 = 32
        static let usual: UInt8 = 63
    }

    /// Whether nothing of interest can follow: every usual field was seen, and the sender is not one that reports on
    /// other units.
    var isComplete: Bool { missing == 0 && entry.pid != 1 && !(mayBeContainer && container.isEmpty) }

    /// Takes a field `NAME=value` in one piece. Uninteresting ones cost one comparison.
    @inline(__always)
    mutating func add(_ data: UnsafeRawBufferPointer) {
        guard data.count > 4 else { return }
        // By the first byte; names are compared in full below it.
        switch data[0] {
        case 77: take(data, "MESSAGE=") { $0.setMessage($1) }
        case 80: take(data, "PRIORITY=") { $0.setPriority($1) }
        case 83:
            take(data, "SYSLOG_IDENTIFIER=") {
                $0.identifier = $0.name($1, like: $0.previous.identifier)
                $0.missing &= ~Wanted.identifier
            }
            take(data, "SYSLOG_PID=") { if $0.entry.pid == 0 { $0.entry.pid = Self.number($1) } }
        case 85:
            take(data, "UNIT=") { $0.entry.unit = $0.name($1, like: .none) }
            take(data, "USER_UNIT=") { $0.setUnit($1) }
        case 67:
            take(data, "COREDUMP_UNIT=") { $0.setUnit($1) }
            take(data, "CONTAINER_NAME=") { $0.setContainer($1) }
        case 79: take(data, "OBJECT_SYSTEMD_UNIT=") { $0.setUnit($1) }
        case 95:
            switch data[1] {
            case 72:
                take(data, "_HOSTNAME=") {
                    $0.entry.host = $0.name($1, like: $0.previous.host)
                    $0.missing &= ~Wanted.host
                }
            case 80:
                take(data, "_PID=") {
                    $0.entry.pid = Self.number($1)
                    $0.missing &= ~Wanted.pid
                }
            case 67: take(data, "_COMM=") { $0.command = $0.name($1, like: .none) }
            case 83:
                take(data, "_SYSTEMD_UNIT=") {
                    $0.senderUnit = $0.name($1, like: $0.previous.unit)
                    $0.mayBeContainer = Self.speaksForContainers($1)
                    $0.missing &= ~Wanted.unit
                }
            default: break
            }
        default: break
        }
    }

    /// Whether a field of this name would be used.
    static func wants(_ name: UnsafeRawBufferPointer) -> Bool {
        guard let base = name.baseAddress else { return false }
        for wanted in wantedNames where wanted.utf8CodeUnitCount == name.count {
            if memcmp(wanted.utf8Start, base, name.count) == 0 { return true }
        }
        return false
    }
    private static let wantedNames: [StaticString] = [
        "MESSAGE", "PRIORITY", "SYSLOG_IDENTIFIER", "SYSLOG_PID", "UNIT", "USER_UNIT", "COREDUMP_UNIT",
        "CONTAINER_NAME",
        "OBJECT_SYSTEMD_UNIT", "_HOSTNAME", "_PID", "_COMM", "_SYSTEMD_UNIT", "__REALTIME_TIMESTAMP",
    ]

    /// A message of which only the beginning is at hand.
    mutating func noteCut(lost: UInt64) {
        isCut = true
        lostBytes += lost
    }

    /// Ends the entry. False when it is one of Haetae's own lines and `excludeOwn` asks to leave them out.
    mutating func end(excludeOwn: Bool) -> Bool {
        if excludeOwn, equals(identifier, Self.own) || equals(senderUnit, Self.ownUnit) {
            begin(time: .unknown)
            return false
        }
        if entry.unit.isEmpty { entry.unit = senderUnit }
        // What writes to its standard output is called by its executable, and `python3` names no service: the unit does.
        let names = !identifier.isEmpty && !(isInterpreter(identifier) && !senderUnit.isEmpty)
        entry.service =
            !container.isEmpty ? container : names ? identifier : !senderUnit.isEmpty ? base(senderUnit) : command
        if isCut { cutEntries.append(Int32(entries.count)) }
        entries.append(entry)
        previous = Previous(host: entry.host, identifier: identifier, unit: senderUnit, container: container)
        (undo, undoLost) = (arena.count, lostBytes)
        return true
    }

    /// Drops the entry being built.
    mutating func cancel() { begin(time: .unknown) }

    // MARK: fields

    private struct Previous {
        var host = ByteRange.none, identifier = ByteRange.none, unit = ByteRange.none, container = ByteRange.none
    }
    private var previous = Previous()

    @inline(__always)
    private mutating func take(
        _ data: UnsafeRawBufferPointer, _ name: StaticString,
        _ use: (inout EntryBuilder, UnsafeRawBufferPointer) -> Void
    ) {
        let count = name.utf8CodeUnitCount
        guard data.count >= count, let base = data.baseAddress, memcmp(base, name.utf8Start, count) == 0 else { return }
        hasFields = true
        use(&self, UnsafeRawBufferPointer(rebasing: data[count...]))
    }

    private mutating func setMessage(_ value: UnsafeRawBufferPointer) {
        missing &= ~Wanted.message
        guard entry.message.isEmpty else { return }
        var count = value.count
        if count > Self.messageLimit {
            count = Self.messageLimit
            noteCut(lost: UInt64(value.count - count))
        }
        let start = arena.count
        arena.append(contentsOf: value[..<count])
        TerminalCodes.remove(from: &arena, at: start)
        entry.message = ByteRange(start, arena.count)
    }

    private mutating func setPriority(_ value: UnsafeRawBufferPointer) {
        missing &= ~Wanted.priority
        if value.count == 1 { entry.severity = Severity(rawValue: value[0] &- 48) }
    }

    /// Docker writes `k8s_CONTAINER_POD_NAMESPACE_UID_N` for a pod's.
    private mutating func setContainer(_ value: UnsafeRawBufferPointer) {
        let pod = Array("k8s_".utf8)
        guard value.count > 4, value.prefix(4).elementsEqual(pod) else {
            container = name(value, like: previous.container)
            return
        }
        let rest = value.dropFirst(4)
        let end = rest.firstIndex(of: 95) ?? rest.endIndex
        container = name(UnsafeRawBufferPointer(rebasing: rest[..<end]), like: previous.container)
    }

    /// Docker, Podman (`libpod-ID.scope`, conmon), CRI-O and containerd write the lines of others.
    private static func speaksForContainers(_ unit: UnsafeRawBufferPointer) -> Bool {
        containerUnits.contains { name in
            unit.count >= name.utf8CodeUnitCount
                && unit.baseAddress.map { memcmp($0, name.utf8Start, name.utf8CodeUnitCount) == 0 } == true
        }
    }
    private static let containerUnits: [StaticString] = ["docker", "containerd", "libpod-", "podman", "cri"]

    private mutating func setUnit(_ value: UnsafeRawBufferPointer) {
        if entry.unit.isEmpty { entry.unit = name(value, like: .none) }
    }

    /// A short value; the same as the entry before had shares its bytes.
    private mutating func name(_ value: UnsafeRawBufferPointer, like before: ByteRange) -> ByteRange {
        if before.count == value.count, !before.isEmpty, let base = value.baseAddress {
            let same = arena.withUnsafeBytes {
                memcmp($0.baseAddress.unsafelyUnwrapped + Int(before.start), base, value.count) == 0
            }
            if same { return before }
        }
        return append(UnsafeRawBufferPointer(rebasing: value.prefix(Self.nameLimit)))
    }

    private mutating func append(_ value: UnsafeRawBufferPointer) -> ByteRange {
        let start = arena.count
        arena.append(contentsOf: value)
        return ByteRange(start, arena.count)
    }

    /// `nginx` of `nginx.service`, `getty` of `getty@tty1.service`.
    /// Names of programs that run other programs.
    private static let interpreters: Set<[UInt8]> = Set(
        [
            "python", "python2", "python3", "node", "nodejs", "java", "ruby", "perl", "php", "bash", "sh", "dash",
            "dotnet", "mono",
            "deno", "bun", "lua", "env", "npm", "yarn", "uvicorn", "gunicorn", "start.sh", "run.sh",
        ].map { [UInt8]($0.utf8) })

    private func isInterpreter(_ name: ByteRange) -> Bool {
        name.count <= 8 && Self.interpreters.contains(Array(arena[name.range]))
            || name.count > 8 && name.count <= 12 && arena[name.range].starts(with: [UInt8]("python3.".utf8))
    }

    private func base(_ unit: ByteRange) -> ByteRange {
        var end = Int(unit.end)
        for offset in unit.range.reversed() where arena[offset] == 46 {
            end = offset
            break
        }
        for offset in Int(unit.start)..<end where arena[offset] == 64 && offset > Int(unit.start) {
            end = offset
            break
        }
        return end > Int(unit.start) ? ByteRange(Int(unit.start), end) : unit
    }

    private func equals(_ range: ByteRange, _ bytes: [UInt8]) -> Bool {
        range.count == bytes.count && arena[range.range].elementsEqual(bytes)
    }

    private static func number(_ value: UnsafeRawBufferPointer) -> UInt32 {
        var number: UInt32 = 0
        for byte in value.prefix(9) {
            guard byte >= 48, byte <= 57 else { return 0 }
            number = number * 10 + UInt32(byte - 48)
        }
        return number
    }
}
