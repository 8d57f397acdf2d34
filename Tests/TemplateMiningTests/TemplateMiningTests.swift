import Bytes
import Model
import TemplateMining
import TestSupport
import Testing

/// Feeds messages one by one.
struct Mill {
    var miner = TemplateMiner()
    let tokenizer = Tokenizer()
    var rows: [Int32] = []
    var merges: [TemplateMerge] = []

    init(options: TemplateMiner.Options = .init()) { miner = TemplateMiner(options: options) }
    init(_ miner: TemplateMiner) { self.miner = miner }

    @discardableResult
    mutating func feed(_ text: String) -> TemplateMatch {
        let bytes = [UInt8](text.utf8)
        let message = ByteRange(0, bytes.count)
        let shape = tokenizer.shape(of: message, in: bytes.span.bytes)
        let match = miner.match(shape, message: message, in: bytes.span.bytes)
        rows.append(match.index)
        merges += miner.takeMerges()
        return match
    }

    mutating func feed(_ texts: [String]) { for text in texts { feed(text) } }

    /// The text of each message's template as known now.
    var texts: [String] { rows.map { miner.text($0) } }
    /// Distinct templates of the messages so far, in order of birth.
    var templates: [String] {
        var seen: [String] = []
        for text in texts where !seen.contains(text) { seen.append(text) }
        return seen
    }
}

/// The template that one message alone makes.
func template(_ message: String) -> String {
    var mill = Mill()
    mill.feed(message)
    return mill.texts[0]
}
