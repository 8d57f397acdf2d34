import Alerting
import Detection
import FoundationEssentials
import Model
import TemplateMining

extension Engine {
    static let bookStage = "template book"

    /// Takes an operator's word on templates; what cannot be done changes nothing.
    package mutating func take(_ command: TemplateCommand, at time: Micros) throws(TemplateCommandError) {
        takeTemplateChanges()
        switch command {
        case .merge(let from, let to):
            let (loser, head) = (try index(of: from), try index(of: to))
            let ids = (miner.id(loser), miner.id(head))
            let merge: TemplateMerge
            do { merge = try miner.join(loser, into: head) } catch { throw .refused(ids.0, error) }
            take(merge)
            introduce([merge.to])
        case .split(let id, let position):
            let index = try index(of: id)
            do { try miner.split(index, at: position) } catch { throw .refused(miner.id(index), error) }
            // Its parts are seen in its place: that it is seen no more says nothing.
            detectors.forget(template: index)
            book.acceptParts(from: time)
        case .name(let id, let name): try book.name(miner.id(index(of: id)), name)
        case .mute(let id, let until, let comment):
            try book.mute(miner.id(index(of: id)), until: until, comment: comment, at: time)
        case .unmute(let id): try book.unmute(miner.id(index(of: id)), at: time)
        }
    }

    private func index(of id: TemplateID) throws(TemplateCommandError) -> Int32 {
        guard let index = miner.index(of: id), !miner.isCatchAll(index) else { throw .unknown(id.description) }
        return index
    }

    /// Moves what is kept by template.
    mutating func take(_ merge: TemplateMerge) {
        detectors.merge(merge)
        book.follow(miner.bornID(merge.from), into: miner.id(merge.to))
        directory.merge(merge, miner)
    }

    /// Tells what a mute holds back, and whether it does.
    mutating func isMuted(_ signal: Signal, _ text: String, node: NodeName, into outcome: inout Outcome) -> Bool {
        guard signal.template >= 0 else { return false }
        let id = miner.id(signal.template)
        guard let mute = book.mute(of: id, at: signal.at) else { return false }
        guard signal.score >= deduplicator.options.alertFloor, book.holdBack(id, at: signal.at) else { return true }
        let end = mute.until.map { "until \(RFC3339.string($0))" } ?? "until it is unmuted"
        outcome.heldBack.append(
            HeldBack(
                at: signal.at, reason: .muted,
                text: "template \(id) is muted \(end)" + (mute.comment.isEmpty ? "" : ": \(mute.comment)")
                    + "; it would be: "
                    + signal.evidence.text,
                score: signal.score, level: deduplicator.options.alertFloor, nodes: [node], templates: [text]))
        return true
    }

    /// Names and mutes as JSON, for listings; the state itself is a stage of the checkpoint.
    package var bookJSON: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let listing = TemplateListing(book)
        return (try? encoder.encode(listing)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}
