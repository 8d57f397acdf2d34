import Lexicon
import Model

extension Alert {
    private var wording: Wording { Wording(templateText, sample: evidence.samples.first) }

    /// Whether its message speaks of trouble, by its words.
    ///
    /// That sessions end is said on a good day, too: where such a message is usual, more of it is more work.
    var speaksOfTrouble: Bool { isUsual ? wording.isTroubleBeyondEnds : wording.isTrouble }

    /// Whether its message says that something failed, by its words.
    var speaksOfFailure: Bool { wording.isFailure || wording.isGrave }

    /// Whether its message comes four times an hour or more on a good day.
    private var isUsual: Bool {
        guard kind == .rate, let expected = evidence.expected, evidence.windowSeconds > 0 else { return false }
        return expected / evidence.windowSeconds * 900 >= 1
    }
}
