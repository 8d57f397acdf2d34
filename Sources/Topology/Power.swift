#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// 2 to the power of -x.
func exp2Negative(_ x: Double) -> Double { exp2(-x) }
