import Bytes

/// What the miner says of one message.
package struct TemplateMatch: Sendable, Hashable {
    /// The template's place in the miner's table: dense, stable over restarts, never reused while its template lives.
    package var index: Int32
    /// Its stable identity.
    package var id: TemplateID
    /// This message made the template.
    package var isNew: Bool
    package init(index: Int32, id: TemplateID, isNew: Bool) { (self.index, self.id, self.isNew) = (index, id, isNew) }
}

/// A template became more general, or two became one: what was known under `from` now belongs to `to`.
package struct TemplateMerge: Sendable, Hashable {
    package var from: Int32
    package var to: Int32
    package init(from: Int32, to: Int32) { (self.from, self.to) = (from, to) }
}
