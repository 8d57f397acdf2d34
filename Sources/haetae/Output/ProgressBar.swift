import Glibc
import Model
import Pipeline

/// A line on standard error that shows how far reading has come, with rate and time left. Nothing where it is not a terminal.
struct ProgressBar {
    private var started = Self.now()
    private var shownAt = 0.0
    private var shown = false
    private let enabled: Bool

    init(enabled: Bool) { self.enabled = enabled && Console.isErrorTerminal }

    static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Seconds since it was made.
    var elapsed: Double { Self.now() - started }

    mutating func show(_ progress: OfflineProgress) {
        guard enabled else { return }
        let now = Self.now()
        guard now - shownAt > 0.1, now - started > 0.3 else { return }
        shownAt = now
        shown = true
        let rate = Double(progress.lines) / (now - started)
        var text = "\r\u{1B}[K"
        if let total = progress.totalBytes, total > 0 {
            let share = min(1, Double(progress.bytes) / Double(total))
            let width = 24
            let filled = Int(share * Double(width))
            text += "[" + String(repeating: "█", count: filled) + String(repeating: "·", count: width - filled) + "] "
            text += "\(Int(share * 100)) %  "
            if share > 0.02 { text += "\(Figures.duration((now - started) / share * (1 - share))) left  " }
        }
        text += "\(Figures.count(progress.lines)) lines  \(Figures.count(UInt64(rate)))/s"
        Console.rawError(text)
    }

    mutating func clear() {
        if shown { Console.rawError("\r\u{1B}[K") }
        shown = false
    }
}
