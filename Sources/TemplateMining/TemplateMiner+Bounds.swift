import Bytes
import Model

/// Room for new templates.
extension TemplateMiner {
    /// A slot for a new template; gives up the least seen one when there is no room.
    mutating func freeSlot() -> Int {
        counts.append(0)
        ids.append(0)
        aliases.append(-1)
        bodies.append(TemplateBody())
        return counts.count - 1
    }
}
