import Model

extension Correlator {
    /// The likeliest causes of a group, best first, with shares of belief that sum to at most 1 and reasons in words.
    func causes(of group: AlertGroup) -> [RootCause] {
        let evidence = evidence(of: group)
        // Squares: the one that everything speaks for should not be drowned by many that little speaks for.
        let sum = evidence.nodes.reduce(0) { $0 + $1.total * $1.total }
        guard sum > 0 else { return [] }
        var left = 1.0
        return evidence.nodes.prefix(options.maximumCauses).filter { $0.total > 0 }.map { node in
            let score = min(left, (node.total * node.total / sum * 1000).rounded(.down) / 1000)
            left -= score
            return RootCause(
                node: node.node, score: score, why: Reasons.cause(node, first: evidence.nodes[0].node, options.language)
            )
        }
    }

    /// Gathers all evidence. O(nodes of the group x their edges), bounded.
    func evidence(of group: AlertGroup) -> CauseEvidence {
        var board = CauseBoard(correlator: self, group: group)
        board.passOn()
        board.refuse()
        board.quote()
        board.strand()
        board.vote()
        board.agree()
        board.starve()
        board.weigh()
        board.time()
        board.walk()
        board.missing()
        board.changed()
        return board.result(weight: usual.weight)
    }
}
