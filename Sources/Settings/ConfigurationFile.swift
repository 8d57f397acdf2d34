import Notifications
import Yams

extension Configuration {
    /// Reads a configuration file. Unknown keys and wrong types are refused with file, line and the nearest valid key.
    package init(file: String) throws(ConfigurationError) {
        try self.init(yaml: try YAMLText.read(file), file: file)
    }

    /// Reads a configuration from YAML text; `file` is the name that errors show.
    package init(yaml: String, file: String) throws(ConfigurationError) {
        self.init()
        let root = try YAMLText.compose(yaml, file: file)
        guard let root, root.isPresent else { return }
        guard let mapping = root.mapping else {
            throw .wrongType(
                ConfigurationPlace(file: file, line: root.line, key: ""), expected: "keys and values at the top level")
        }
        try apply(mapping, prefix: "", file: file)
        if !files.isEmpty {
            readDefaultFiles = readDefaultFiles && mapping["sources"]?.mapping?["default_files"] != nil
        }
    }

    private mutating func apply(_ mapping: Node.Mapping, prefix: String, file: String) throws(ConfigurationError) {
        var seen: Set<String> = []
        for (key, value) in mapping {
            let name = prefix + (key.string ?? "")
            let place = ConfigurationPlace(file: file, line: key.line, key: name)
            guard seen.insert(name).inserted else { throw .syntax(place, problem: "the key stands here twice") }
            if name == "receivers" {
                receivers = try Self.receivers(value, place)
            } else if let known = ConfigurationKey.all.first(where: { $0.name == name }) {
                try known.apply(&self, value, place)
            } else if ConfigurationKey.all.contains(where: { $0.name.hasPrefix(name + ".") }) {
                guard let inner = value.mapping else {
                    if !value.isPresent { continue }
                    throw .wrongType(place, expected: "keys below it")
                }
                try apply(inner, prefix: name + ".", file: file)
            } else {
                throw .unknownKey(
                    place, nearest: Nearest.name(to: name, among: ConfigurationKey.all.map(\.name) + ["receivers"]))
            }
        }
    }

    private static func receivers(_ node: Node, _ place: ConfigurationPlace) throws(ConfigurationError)
        -> [ReceiverConfiguration]
    {
        if !node.isPresent { return [] }
        guard let sequence = node.sequence else { throw .wrongType(place, expected: "a list of receivers") }
        var result: [ReceiverConfiguration] = []
        for element in sequence {
            let here = ConfigurationPlace(file: place.file, line: element.line, key: "receivers")
            guard let mapping = element.mapping else {
                throw .wrongType(here, expected: "a receiver with name and url")
            }
            var receiver = ReceiverConfiguration()
            for (key, value) in mapping {
                let name = key.string ?? ""
                let at = ConfigurationPlace(file: place.file, line: key.line, key: "receivers." + name)
                switch name {
                case "name", "url", "secret_file":
                    guard let text = value.string, value.scalar != nil else { throw .wrongType(at, expected: "a text") }
                    if name == "name" {
                        receiver.name = text
                    } else if name == "url" {
                        receiver.url = text
                    } else {
                        receiver.secretFile = text
                    }
                case "timeout":
                    guard let seconds = value.float, seconds.isFinite, (0.1...600).contains(seconds) else {
                        throw .outOfRange(at, value: value.string ?? "", allowed: "0.1 to 600 seconds")
                    }
                    receiver.timeoutSeconds = seconds
                case "format":
                    guard let format = Webhook.Format(rawValue: value.string ?? "") else {
                        throw .outOfRange(
                            at, value: value.string ?? "",
                            allowed: Webhook.Format.allCases.map(\.rawValue).joined(separator: ", "))
                    }
                    receiver.format = format
                case "secret", "token", "key", "password": throw .inlineSecret(at, instead: "secret_file")
                default:
                    throw .unknownKey(at, nearest: Nearest.name(to: name, among: ConfigurationKey.receiver.map(\.name)))
                }
            }
            guard !receiver.name.isEmpty else { throw .missing(here, what: "'name'") }
            guard !receiver.url.isEmpty else { throw .missing(here, what: "'url'") }
            guard receiver.url.hasPrefix("http://") || receiver.url.hasPrefix("https://") else {
                throw .outOfRange(here, value: receiver.url, allowed: "a 'url' that begins with http:// or https://")
            }
            guard !result.contains(where: { $0.name == receiver.name }) else {
                throw .outOfRange(here, value: receiver.name, allowed: "a name that no other receiver has")
            }
            result.append(receiver)
        }
        return result
    }

    /// The configuration as YAML with every key and its help, as `config show` and `config default` print it.
    package var yaml: String {
        var text = ""
        var section = ""
        for key in ConfigurationKey.all {
            let parts = key.name.split(separator: ".", maxSplits: 1)
            let indent = parts.count == 2 ? "  " : ""
            if parts.count == 2, section != parts[0] {
                text += "\n\(parts[0]):\n"
            } else if parts.count == 1 {
                text += "\n"
            }
            section = parts.count == 2 ? String(parts[0]) : ""
            text += "\(indent)# \(key.help)\n\(indent)\(parts.last ?? ""): \(key.show(self))\n"
        }
        text += "\n# Where incidents are sent:\n"
        for key in ConfigurationKey.receiver { text += "#   \(key.name): \(key.help)\n" }
        if receivers.isEmpty { return text + "receivers: []\n" }
        text += "receivers:\n"
        for receiver in receivers {
            text +=
                "  - name: \(ConfigurationKey.quoted(receiver.name))\n    url: \(ConfigurationKey.quoted(receiver.url))\n"
            if !receiver.secretFile.isEmpty {
                text += "    secret_file: \(ConfigurationKey.quoted(receiver.secretFile))\n"
            }
            text += "    format: \(receiver.format.rawValue)\n"
            text += "    timeout: \(ConfigurationKey.plain(receiver.timeoutSeconds))\n"
        }
        return text
    }
}

/// The name most like a misspelt one.
enum Nearest {
    /// By edit distance; nil when nothing is near enough to be meant.
    static func name(to name: String, among names: [String]) -> String? {
        let best = names.map { ($0, distance(name, $0)) }.min { ($0.1, $0.0) < ($1.1, $1.0) }
        guard let best, best.1 <= max(2, name.count / 3) else {
            // The last part alone may be right: `budget` for `alerting.budget`.
            let last = name.split(separator: ".").last.map(String.init) ?? name
            return names.first { $0.split(separator: ".").last.map(String.init) == last }
        }
        return best.0
    }

    /// Levenshtein's distance. O(a*b), on keys.
    static func distance(_ a: String, _ b: String) -> Int {
        let a = Array(a.utf8.prefix(80))
        let b = Array(b.utf8.prefix(80))
        var row = Array(0...b.count)
        for i in a.indices {
            var diagonal = row[0]
            row[0] = i + 1
            for j in b.indices {
                let next = min(row[j + 1] + 1, row[j] + 1, diagonal + (a[i] == b[j] ? 0 : 1))
                diagonal = row[j + 1]
                row[j + 1] = next
            }
        }
        return row[b.count]
    }
}
