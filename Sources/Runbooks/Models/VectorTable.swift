import CShims
import GRDB

/// The vectors of an index in memory, searched exactly: 100,000 of 384 numbers are 150 MB, read once a query.
package struct VectorTable: Sendable {
    package private(set) var ids: [Int64] = []
    private var numbers: [Float] = []
    package let dimension: Int

    package init(dimension: Int) { self.dimension = dimension }

    /// Adds a vector of length 1; one of another dimension is refused.
    package mutating func append(id: Int64, _ vector: [Float]) {
        guard vector.count == dimension else { return }
        ids.append(id)
        numbers += vector
    }

    /// Cosine of each vector with `query`, in the order of `ids`. O(count x dimension).
    package func cosines(with query: [Float]) -> [Float] {
        guard query.count == dimension, !ids.isEmpty else { return [] }
        var out = [Float](repeating: 0, count: ids.count)
        haetae_dots(query, numbers, &out, ids.count, dimension)
        return out
    }
}

/// A question's vector, with the model that made it.
package struct QuestionVector: Sendable {
    package var model: String
    package var numbers: [Float]
    package init(model: String, numbers: [Float]) { (self.model, self.numbers) = (model, numbers) }
}
