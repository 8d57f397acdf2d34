import Glibc

/// Standard output and error as a person or a script wants them: colours only on a terminal and without `NO_COLOR`, control
/// characters of log lines made visible. A reader that goes away (`haetae ... | head`) ends the command as it ends any other: quietly,
/// by SIGPIPE, which a shell shows as 141.
enum Console {
    static let isTerminal = isatty(STDOUT_FILENO) == 1
    static let isErrorTerminal = isatty(STDERR_FILENO) == 1
    static let usesColor =
        isTerminal && getenv("NO_COLOR") == nil && (getenv("TERM").map { String(cString: $0) } ?? "") != "dumb"

    /// Columns of the terminal; 100 where there is none.
    static var width: Int {
        var size = winsize()
        guard isTerminal, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 else { return 100 }
        return min(Int(size.ws_col), 160)
    }

    static func print(_ text: String) { write(text + "\n", to: STDOUT_FILENO) }
    static func error(_ text: String) { write(text + "\n", to: STDERR_FILENO) }
    static func raw(_ text: String) { write(text, to: STDOUT_FILENO) }
    static func raw(_ bytes: [UInt8]) { write(bytes[...], to: STDOUT_FILENO) }
    static func rawError(_ text: String) { write(text, to: STDERR_FILENO) }

    private static func write(_ text: String, to descriptor: Int32) { write([UInt8](text.utf8)[...], to: descriptor) }

    private static func write(_ all: ArraySlice<UInt8>, to descriptor: Int32) {
        var bytes = all
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                switch errno {
                case EINTR: continue
                case EAGAIN:
                    var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    _ = poll(&ready, 1, -1)
                    continue
                // Only where whoever started this ignores SIGPIPE: the same end, without the signal.
                case EPIPE: exit(128 + SIGPIPE)
                default:
                    // What was asked for did not arrive (a full disk, say): a script must not take that for success.
                    if descriptor == STDOUT_FILENO {
                        let why = String(cString: strerror(errno))
                        error("haetae: standard output cannot be written: \(why)")
                        exit(1)
                    }
                    return
                }
            }
            bytes = bytes.dropFirst(count)
        }
    }

    enum Style: String {
        case bold = "1"
        case dim = "2"
        case red = "31"
        case yellow = "33"
        case green = "32"
        case cyan = "36"
    }

    static func styled(_ text: String, _ styles: Style...) -> String {
        guard usesColor else { return text }
        return "\u{1B}[" + styles.map(\.rawValue).joined(separator: ";") + "m" + text + "\u{1B}[0m"
    }

    /// Text of outside origin with its control characters made visible, so that a log line cannot drive the terminal.
    static func visible(_ text: String, limit: Int = 2000) -> String {
        var result = ""
        var count = 0
        for scalar in text.unicodeScalars {
            if count >= limit { return result + "…" }
            count += 1
            switch scalar.value {
            case 0x09: result += "    "
            case 0x0A: result += "\n"
            case 0..<0x20: result.unicodeScalars.append(UnicodeScalar(0x2400 + scalar.value) ?? "?")
            case 0x7F: result += "␡"
            case 0x80..<0xA0, 0x200B...0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
