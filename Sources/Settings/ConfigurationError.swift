/// A place in a configuration file.
package struct ConfigurationPlace: Sendable, Equatable, CustomStringConvertible {
    package var file: String
    /// From 1; 0 where the line is not known.
    package var line: Int
    package var key: String
    package init(file: String, line: Int, key: String) { (self.file, self.line, self.key) = (file, line, key) }
    package var description: String {
        let at = line > 0 ? "\(file):\(line)" : file
        return key.isEmpty ? at : "\(at): \(key)"
    }
}

/// Every way a configuration can be refused: what, where, and what to do about it.
package enum ConfigurationError: Error, Sendable, Equatable, CustomStringConvertible {
    case unreadable(file: String, reason: String)
    case syntax(ConfigurationPlace, problem: String)
    /// Well-formed, and yet it cannot be so.
    case invalid(ConfigurationPlace, problem: String)
    case unknownKey(ConfigurationPlace, nearest: String?)
    /// Of a topology file: `known` are the keys that may stand there.
    case unknownTopologyKey(ConfigurationPlace, nearest: String?, known: [String])
    case wrongType(ConfigurationPlace, expected: String)
    case outOfRange(ConfigurationPlace, value: String, allowed: String)
    case missing(ConfigurationPlace, what: String)
    case inlineSecret(ConfigurationPlace, instead: String)

    package var description: String {
        switch self {
        case .unreadable(let file, let reason): "\(file): cannot be read: \(reason)"
        case .syntax(let place, let problem): "\(place): not valid YAML: \(problem)"
        case .invalid(let place, let problem): "\(place): \(problem)"
        case .unknownKey(let place, let nearest):
            "\(place): unknown key\(nearest.map { "; did you mean '\($0)'?" } ?? ";") `haetae config default` lists every key"
        case .unknownTopologyKey(let place, let nearest, let known):
            "\(place): unknown key\(nearest.map { "; did you mean '\($0)'?" } ?? ";") the keys here are \(known.joined(separator: ", "))"
        case .wrongType(let place, let expected): "\(place): expected \(expected)"
        case .outOfRange(let place, let value, let allowed): "\(place): '\(value)' is out of range; use \(allowed)"
        case .missing(let place, let what): "\(place): \(what) is missing"
        case .inlineSecret(let place, let instead):
            "\(place): a secret does not belong in this file; use '\(instead)' with a path"
        }
    }
}
