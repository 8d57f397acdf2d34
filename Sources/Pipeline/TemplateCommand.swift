import Model
import TemplateMining

/// An operator's word on templates, which are named by their ids: those they have, or had before they were merged.
package enum TemplateCommand: Sendable, Hashable, Codable {
    /// Tells the template as the other one from now on.
    case merge(TemplateID, into: TemplateID)
    /// Tells a template that was merged by hand as itself again, or all that were merged into it.
    case unmerge(TemplateID)
    /// Makes the words at a variable's place templates of their own.
    case split(TemplateID, at: VariablePlace)
    /// Makes the parts of a template, or those that it is one of, one again.
    case unsplit(TemplateID)
    /// Shows a name before its text; an empty name takes it away.
    case name(TemplateID, String)
    /// It raises no alerts; nil: until it is unmuted.
    case mute(TemplateID, until: Micros?, comment: String)
    case unmute(TemplateID)
}

/// Why a word on templates cannot be taken, with the remedy.
package enum TemplateCommandError: Error, Sendable, Hashable, CustomStringConvertible {
    case unknown(String)
    case ambiguous(String, [String])
    case refused(TemplateID, TemplateControlError)
    case badName(String)
    case tooMany(Int, of: String)
    case notMuted(TemplateID)
    case over(TemplateID)

    package var description: String {
        switch self {
        case .unknown(let id): "no template '\(id)'; `haetae templates list` shows what there is"
        case .ambiguous(let id, let all):
            "'\(id)' is the beginning of several templates: \(all.prefix(10).joined(separator: ", "))"
        case .refused(let id, let reason): "template \(id): \(reason)"
        case .badName(let why): "the name \(why)"
        case .tooMany(let most, let what): "\(most) templates are \(what) already; take some back first"
        case .notMuted(let id):
            "template \(id) is not muted; `haetae templates list --muted` shows those that are"
        case .over(let id): "the mute of template \(id) would be over already; say how long, such as --for 7d"
        }
    }
}
