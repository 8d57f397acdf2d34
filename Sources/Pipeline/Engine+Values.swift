import Bytes
import Detection
import Model
import TemplateMining

extension Engine {
    /// Looks at what a message measures and names. Not for every record: the detectors ask for a sample of each bucket.
    @inline(never)
    mutating func noteValues(_ record: Record, stream: StreamID, template: Int32, in bytes: RawSpan) {
        let values = miner.values(of: template, message: record.mined, in: bytes, words: detectors.watchesWords)
        let client = detectors.watchesWords ? ClientAddress.find(in: record, bytes) : .none
        detectors.noteLook(stream: stream, template: template, found: !values.isEmpty || !client.isEmpty)
        if !client.isEmpty {
            detectors.note(
                client: StableHash.hash(bytes, client.range), text: client, in: bytes, stream: stream,
                template: template)
        }
        for at in 0..<values.measureCount {
            let measure = values.measures[at]
            detectors.note(
                value: Double(measure.value), stream: stream, template: template, position: Int(measure.position),
                unit: ValueUnit(rawValue: measure.unit.rawValue) ?? .none)
        }
        for at in 0..<values.wordCount {
            let word = values.words[at]
            detectors.note(
                word: word.hash, text: word.text, name: word.name, in: bytes, stream: stream, template: template,
                position: Int(word.position))
        }
    }
}
