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
        case .unmerge(let id):
            let joined = miner.joined(id: id)
            guard !joined.isEmpty else { throw .refused(id, .notJoined) }
            for slot in joined {
                let head: Int32
                do { head = try miner.separate(slot) } catch { throw .refused(id, error) }
                // What was counted together was of both: each is learned anew.
                detectors.forget(template: head)
                directory.takeApart(slot, from: head, miner)
                introduce([slot])
            }
            book.acceptParts(from: time)
        case .unsplit(let id):
            let index = try index(of: id)
            let merges: [TemplateMerge]
            do { merges = try miner.unsplit(index) } catch { throw .refused(miner.id(index), error) }
            for merge in merges { take(merge) }
            introduce(merges.map(\.to))
        case .split(let id, let place):
            let index = try index(of: id)
            do { try miner.split(index, at: place) } catch { throw .refused(miner.id(index), error) }
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
        let listing = TemplateListing(book, miner)
        return (try? encoder.encode(listing)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}
