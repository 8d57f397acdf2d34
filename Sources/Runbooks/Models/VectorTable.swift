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

    /// Adds a stored vector: `dimension` float32 in this machine's order. One of another length is refused.
    mutating func append(id: Int64, bytes: UnsafeRawBufferPointer) {
        guard bytes.count == dimension * 4 else { return }
        ids.append(id)
        numbers.append(
            contentsOf: (0..<dimension).lazy.map { bytes.loadUnaligned(fromByteOffset: $0 * 4, as: Float.self) })
    }

    package mutating func reserve(_ count: Int) {
        ids.reserveCapacity(count)
        numbers.reserveCapacity(count * dimension)
    }

    /// Mean cosine of passages that have nothing to do with each other, where it is above a half: the vectors of some models
    /// (the e5 family) crowd together, and what tells texts apart is what lies above. Otherwise 0. O(256 x dimension).
    package func crowding() -> Double {
        let count = ids.count
        guard count >= 32 else { return 0 }
        var sum = 0.0
        let pairs = min(256, count)
        for pair in 0..<pairs {
            let a = pair * count / pairs
            let b = (a + count / 2 + pair % 7) % count
            var one: Float = 0
            numbers.withUnsafeBufferPointer { all in
                // Both rows lie inside: a and b are below `count`.
                guard let base = all.baseAddress else { return }
                haetae_dots(base + a * dimension, base + b * dimension, &one, 1, dimension)
            }
            sum += Double(one)
        }
        let mean = sum / Double(pairs)
        return mean > 0.5 ? mean : 0
    }

    /// A cosine as a model whose vectors do not crowd would give it.
    package static func spread(_ cosine: Double, crowding: Double) -> Double {
        crowding > 0 ? 0.1 + 0.9 * (cosine - crowding) / max(1 - crowding, 0.01) : cosine
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
