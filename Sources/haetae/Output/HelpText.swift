/// Text of `--help`, which is broken to the terminal's width when it is shown.
enum HelpText {
    /// Joins the lines of each paragraph, so that a break in the source is none on the screen. Indented lines (examples, codes) and
    /// headings in capitals stay as they are.
    static func joined(_ text: String) -> String {
        var lines: [String] = []
        var isOpen = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let isProse =
                !line.isEmpty && line.first != " " && line.contains { $0.isLowercase || $0.isNumber }
            if isProse, isOpen, let last = lines.indices.last {
                lines[last] += " " + line
            } else {
                lines.append(String(line))
            }
            isOpen = isProse
        }
        return lines.joined(separator: "\n")
    }
}
