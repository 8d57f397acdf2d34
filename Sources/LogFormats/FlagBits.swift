import Model

/// The bits of `Record.Flags` as literals. An option set's array literal (`[]`, `[.a, .b]`) from another module is
/// made by a generic loop at run time, which costs more than reading a timestamp.
enum FlagBits {
    static var continuation: UInt8 { 1 }
    static var headerless: UInt8 { 2 }
    static var inferredYear: UInt8 { 8 }
    static var inferredZone: UInt8 { 16 }
    static var partial: UInt8 { 64 }
    static var prelude: UInt8 { 128 }
    /// What a line says of its place in a record of several lines.
    static var joining: UInt8 { continuation | partial | prelude }
    /// Year or zone, or both.
    static var inferred: UInt8 { inferredYear | inferredZone }
}

extension Record {
    /// Whether one of these bits is set.
    @inline(__always) func has(_ bits: UInt8) -> Bool { flags.rawValue & bits != 0 }
    /// Sets these bits.
    @inline(__always) mutating func set(_ bits: UInt8) { flags = Flags(rawValue: flags.rawValue | bits) }
}
