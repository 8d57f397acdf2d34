import Glibc

/// Reads lines from a terminal with editing and history; from anything else, line by line. Blocks: for a thread of its own. Not
/// thread-safe. The terminal is put back as it was after every line, so that nothing that happens between lines finds it raw.
package struct LineEditor {
    package enum Line: Sendable, Hashable {
        case text(String)
        case interrupted
        case ended
    }

    private let input: Int32
    private let output: Int32
    private var buffer: LineBuffer
    private var decoder = KeyDecoder()
    private var keys: [Key] = []
    private var unread: [UInt8] = []
    private var isAtEnd = false
    package let isTerminal: Bool

    package init(input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO, history: [String] = []) {
        (self.input, self.output) = (input, output)
        buffer = LineBuffer(history: history)
        let term = getenv("TERM").map { String(cString: $0) } ?? "dumb"
        isTerminal = isatty(input) == 1 && isatty(output) == 1 && term != "dumb" && !term.isEmpty
    }

    package var history: [String] { buffer.history }

    /// The next line, without its end.
    package mutating func read(prompt: String) -> Line { isTerminal ? edited(prompt) : plain() }

    // MARK: - A terminal

    private mutating func edited(_ prompt: String) -> Line {
        var before = termios()
        guard tcgetattr(input, &before) == 0 else { return plain() }
        var raw = before
        raw.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG | IEXTEN)
        raw.c_iflag &= ~tcflag_t(IXON | ICRNL | INLCR | BRKINT | ISTRIP)
        raw.c_cflag |= tcflag_t(CS8)
        // One byte at least, no time limit.
        withUnsafeMutableBytes(of: &raw.c_cc) { codes in
            codes[Int(VMIN)] = 1
            codes[Int(VTIME)] = 0
        }
        guard tcsetattr(input, TCSADRAIN, &raw) == 0 else { return plain() }
        write("\u{1B}[?2004h")
        defer {
            write("\u{1B}[?2004l")
            tcsetattr(input, TCSADRAIN, &before)
        }
        draw(prompt)
        while true {
            while !keys.isEmpty {
                let outcome = buffer.take(keys.removeFirst())
                switch outcome {
                case .editing: break
                case .clearScreen: write("\u{1B}[H\u{1B}[2J")
                case .entered(let line):
                    write("\r\(prompt)\(line.prefix(400))\u{1B}[K\r\n")
                    return .text(line)
                case .interrupted:
                    write("^C\r\n")
                    return .interrupted
                case .ended:
                    write("\r\n")
                    return .ended
                }
            }
            draw(prompt)
            guard let bytes = more() else { return .ended }
            keys += decoder.feed(bytes)
        }
    }

    private func draw(_ prompt: String) {
        var size = winsize()
        let isKnown = ioctl(output, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 10
        let room = max((isKnown ? Int(size.ws_col) : 80) - DisplayWidth.columns(of: prompt) - 1, 4)
        let (text, cursor) = buffer.window(columns: room)
        let column = DisplayWidth.columns(of: prompt) + cursor
        write("\r\(prompt)\(text)\u{1B}[K\r" + (column > 0 ? "\u{1B}[\(column)C" : ""))
    }

    // MARK: - A pipe

    private mutating func plain() -> Line {
        while true {
            if let end = unread.firstIndex(of: 0x0A) {
                let line = String(decoding: unread[..<end], as: UTF8.self)
                unread.removeFirst(end + 1)
                return .text(line.hasSuffix("\r") ? String(line.dropLast()) : line)
            }
            guard !isAtEnd, unread.count < 1 << 20, let bytes = more() else {
                isAtEnd = true
                guard !unread.isEmpty else { return .ended }
                let line = String(decoding: unread, as: UTF8.self)
                unread = []
                return .text(line)
            }
            unread += bytes
        }
    }

    // MARK: - Bytes

    /// Nil at the end of input.
    private func more() -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = bytes.withUnsafeMutableBytes { Glibc.read(input, $0.baseAddress, $0.count) }
            if count > 0 { return Array(bytes[..<count]) }
            // A window that changed its size interrupts the read.
            if count < 0, errno == EINTR { continue }
            return nil
        }
    }

    private func write(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(output, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                return
            }
            rest = rest.dropFirst(count)
        }
    }
}
