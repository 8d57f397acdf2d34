import Model
import Yams

/// One key of the configuration file, stated once: the file's check, the defaults that `config default` prints, the reference in
/// docs/ and the hint at a misspelt key are all made from it.
package struct ConfigurationKey: Sendable {
    /// Dotted path, such as `alerting.budget`.
    package let name: String
    package let help: String
    /// The default as YAML.
    package let standard: String
    let apply: @Sendable (inout Configuration, Node, ConfigurationPlace) throws(ConfigurationError) -> Void
    let show: @Sendable (Configuration) -> String
}

extension ConfigurationKey {
    static func number(
        _ name: String, _ help: String, in range: ClosedRange<Double>, unit: String = "",
        _ path: WritableKeyPath<Configuration, Double> & Sendable
    ) -> ConfigurationKey {
        ConfigurationKey(name: name, help: help, standard: plain(Configuration()[keyPath: path])) {
            configuration, node, place throws(ConfigurationError) in
            guard let value = node.float else {
                throw .wrongType(place, expected: numeral("a number\(unit.isEmpty ? "" : " of \(unit)")", node))
            }
            guard value.isFinite, range.contains(value) else {
                throw .outOfRange(
                    place, value: node.string ?? "",
                    allowed: "\(plain(range.lowerBound)) to \(plain(range.upperBound)) \(unit)")
            }
            configuration[keyPath: path] = value
        } show: {
            plain($0[keyPath: path])
        }
    }

    static func integer(
        _ name: String, _ help: String, in range: ClosedRange<Int>,
        _ path: WritableKeyPath<Configuration, Int> & Sendable
    ) -> ConfigurationKey {
        ConfigurationKey(name: name, help: help, standard: String(Configuration()[keyPath: path])) {
            configuration, node, place throws(ConfigurationError) in
            guard let value = node.int else {
                throw .wrongType(place, expected: numeral("a whole number", node))
            }
            guard range.contains(value) else {
                throw .outOfRange(place, value: String(value), allowed: "\(range.lowerBound) to \(range.upperBound)")
            }
            configuration[keyPath: path] = value
        } show: {
            String($0[keyPath: path])
        }
    }

    static func text(
        _ name: String, _ help: String, _ path: WritableKeyPath<Configuration, String> & Sendable
    ) -> ConfigurationKey {
        ConfigurationKey(name: name, help: help, standard: quoted(Configuration()[keyPath: path])) {
            configuration, node, place throws(ConfigurationError) in
            guard let value = node.string, node.scalar != nil else { throw .wrongType(place, expected: "a text") }
            configuration[keyPath: path] = value
        } show: {
            quoted($0[keyPath: path])
        }
    }

    static func flag(
        _ name: String, _ help: String, _ path: WritableKeyPath<Configuration, Bool> & Sendable
    ) -> ConfigurationKey {
        ConfigurationKey(name: name, help: help, standard: String(Configuration()[keyPath: path])) {
            configuration, node, place throws(ConfigurationError) in
            guard let value = node.bool else { throw .wrongType(place, expected: "true or false") }
            configuration[keyPath: path] = value
        } show: {
            String($0[keyPath: path])
        }
    }

    static func list(
        _ name: String, _ help: String, _ path: WritableKeyPath<Configuration, [String]> & Sendable
    ) -> ConfigurationKey {
        ConfigurationKey(name: name, help: help, standard: "[]") {
            configuration, node, place throws(ConfigurationError) in
            if let one = node.scalar?.string, node.sequence == nil {
                configuration[keyPath: path] = one.isEmpty ? [] : [one]
                return
            }
            guard let sequence = node.sequence else { throw .wrongType(place, expected: "a list of texts") }
            var values: [String] = []
            for element in sequence {
                guard let value = element.string, element.scalar != nil else {
                    throw .wrongType(place, expected: "a list of texts")
                }
                values.append(value)
            }
            configuration[keyPath: path] = values
        } show: {
            "[" + $0[keyPath: path].map(quoted).joined(separator: ", ") + "]"
        }
    }

    /// What was expected instead of a node; that a unit is not written, where one was.
    private static func numeral(_ expected: String, _ node: Node) -> String {
        guard let written = node.scalar?.string, !written.isEmpty else { return expected }
        let digits = written.prefix { $0.isNumber || $0 == "." }
        let found = "\(expected), and found '\(written)'"
        return digits.isEmpty ? found : "\(found); write the number alone, without a unit"
    }

    static func plain(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
    }
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\", "\"": result += "\\\(scalar)"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                result += "\\x" + (scalar.value < 0x10 ? "0" : "") + String(scalar.value, radix: 16)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
