import Alerting
import Detection
import Model
import TemplateMining

extension Engine {
    /// Notes what the detectors saw and did not say, because the stream is still learning.
    mutating func noteWithheld() {
        for signal in detectors.withheld {
            let text = signal.template >= 0 ? miner.text(signal.template) : ""
            faint.note(signal, node: streams.nodes[Int(signal.stream.raw)], text: text)
        }
    }

    /// Signals that raised nothing, when their time has come; all of them where `time` is nil.
    mutating func flushFaint(at time: Micros?) -> [HeldBack] {
        faint.flush(at: time, level: options.alerting.alertFloor, weakLevel: options.detection.weakFloor)
    }
}
