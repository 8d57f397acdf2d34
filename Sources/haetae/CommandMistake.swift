import ArgumentParser
import Topology

/// A word where a command should stand. ArgumentParser calls it an unexpected argument of the default command, with the words after
/// it; what was meant is a command.
struct CommandMistake: CustomStringConvertible {
    let description: String

    /// Nil where all words up to the first option or argument name commands: then the mistake is another one.
    init?(_ arguments: [String], under root: any ParsableCommand.Type) {
        var command = root
        var path = [root._commandName]
        for word in arguments {
            let below = command.configuration.subcommands
            if word.hasPrefix("-") || below.isEmpty { return nil }
            if word == "help", path.count == 1 { return nil }
            if let next = below.first(where: { $0._commandName == word || $0.configuration.aliases.contains(word) }) {
                command = next
                path.append(word)
                continue
            }
            let names = below.filter { $0.configuration.shouldDisplay }.map { $0._commandName }
            let place = path.joined(separator: " ")
            var text = "'\(word)' is no command of `\(place)`."
            if path.count == 1, word == "version" {
                text += " Did you mean `haetae --version`?"
            } else if let near = Spelling.nearest(to: word, among: names) {
                text += " Did you mean `\(place) \(near)`?"
            } else if path.count > 1 {
                text += " There are: \(names.joined(separator: ", "))."
            }
            description = text + " See `\(place) --help`."
            return
        }
        return nil
    }
}
