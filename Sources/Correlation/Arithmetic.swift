#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The C library's functions under names that do not clash with methods.
enum Arithmetic {
    static func log2(_ x: Double) -> Double { logarithm2(x) }
    /// 2 to the power of -x.
    static func halved(_ x: Double) -> Double { power2(-x) }
    /// How sure one may be when two independent reasons speak for a thing: 1 - (1-a)(1-b).
    static func either(_ a: Double, _ b: Double) -> Double { 1 - (1 - a) * (1 - b) }
}

private func logarithm2(_ x: Double) -> Double { log2(x) }
private func power2(_ x: Double) -> Double { exp2(x) }
