/// Bins of a logarithmic histogram: two an octave, 64 of them around the first value seen, so any quantile is known within
/// 19% over a range of nine decades. The bin comes from the number's own bits: no logarithm a value.
/// (The idea of DDSketch, Masson, Rim, Lee 2019, with a coarse fixed ratio.)
enum LogBins {
    static let count = 64

    /// Half octaves of a value; -1 for what is not above zero.
    @inline(__always)
    static func halfOctave(_ value: Float) -> Int32 {
        guard value > 0 else { return .min }
        let bits = value.bitPattern
        // The upper half of an octave begins at a mantissa of sqrt(2) - 1.
        return Int32(bits >> 23 & 0xff) &* 2 &+ (bits & 0x7f_ffff >= 0x35_04f3 ? 1 : 0)
    }

    /// The bin of a value where bin 32 is the half octave `centre`.
    @inline(__always)
    static func bin(_ value: Float, centre: Int32) -> Int {
        let half = halfOctave(value)
        return half == .min ? 0 : Int(min(max(half - centre + 32, 0), 63))
    }

    /// The middle of a bin.
    static func value(_ bin: Int, centre: Int32) -> Float {
        let half = Int32(bin) - 32 + centre
        let exponent = max(1, min(254, half >> 1))
        let base = Float(bitPattern: UInt32(exponent) << 23)
        return base * (half & 1 == 1 ? 1.6818 : 1.1892)
    }
}
