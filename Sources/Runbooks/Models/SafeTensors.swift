import Bytes
import FoundationEssentials
import Glibc

/// A `model.safetensors` file, mapped: 8 bytes of header length, a JSON header, raw little-endian numbers. Every offset and
/// length is checked against the file before a tensor is handed out. The map lives as long as the value.
final class SafeTensors: @unchecked Sendable {  // the map is read-only and never replaced
    private let base: UnsafeRawPointer
    private let size: Int
    private let dataStart: Int
    private let entries: [String: Entry]

    private struct Entry: Decodable {
        var dtype: String
        var shape: [Int]
        var data_offsets: [Int]
    }
    private enum Item: Decodable {
        case tensor(Entry)
        case other
        init(from decoder: any Decoder) throws {
            self = (try? Entry(from: decoder)).map(Item.tensor) ?? .other
        }
    }

    /// Maps the file at `path`.
    init(path: String) throws(RunbookError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .model("\(path): cannot be opened") }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_size > 8 else { throw .model("\(path): too short") }
        size = Int(status.st_size)
        guard let map = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), map != MAP_FAILED else {
            throw .model("\(path): cannot be mapped")
        }
        base = UnsafeRawPointer(map)
        let length = base.loadUnaligned(as: UInt64.self).littleEndian
        guard length <= 100_000_000, Int(length) <= size - 8 else {
            munmap(map, size)
            throw .model("\(path): the header's length \(length) does not fit the file")
        }
        dataStart = 8 + Int(length)
        do {
            let header = Data(bytes: base + 8, count: Int(length))
            entries = try JSONDecoder().decode([String: Item].self, from: header).compactMapValues {
                if case .tensor(let entry) = $0 { entry } else { nil }
            }
        } catch {
            munmap(map, size)
            throw .model("\(path): the header is not the JSON of safetensors")
        }
    }

    deinit { munmap(UnsafeMutableRawPointer(mutating: base), size) }

    /// Of the header and the last numbers: enough to tell two trained models apart. O(1).
    var fingerprint: UInt64 {
        StableHash.combine(
            Self.hash(UnsafeRawBufferPointer(start: base, count: min(size, dataStart, 65536))),
            Self.hash(UnsafeRawBufferPointer(start: base + max(0, size - 4096), count: min(size, 4096))))
    }
    private static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        StableHash.hash(bytes.bytes, 0..<bytes.count)
    }
    var names: [String] { entries.keys.sorted() }
    func shape(_ name: String) -> [Int]? { entries[name]?.shape }

    /// The numbers of a float32 tensor of exactly this shape.
    func floats(_ name: String, shape: [Int]) throws(RunbookError) -> UnsafePointer<Float> {
        guard let entry = entries[name] else { throw .model("tensor \(name) is missing") }
        guard entry.dtype == "F32" else { throw .model("tensor \(name) is \(entry.dtype); float32 files are read") }
        guard entry.shape == shape else { throw .model("tensor \(name) is \(entry.shape), not \(shape)") }
        var count = 1
        for side in shape {
            let (product, overflows) = count.multipliedReportingOverflow(by: side)
            guard !overflows, side > 0 else { throw .model("tensor \(name) is \(shape)") }
            count = product
        }
        guard entry.data_offsets.count == 2 else { throw .model("tensor \(name) has no offsets") }
        let (start, end) = (entry.data_offsets[0], entry.data_offsets[1])
        guard start >= 0, end >= start, end <= size - dataStart, end - start == count * 4 else {
            throw .model("tensor \(name) lies outside the file")
        }
        let address = base + dataStart + start
        guard Int(bitPattern: address) % 4 == 0 else { throw .model("tensor \(name) is not aligned") }
        return address.assumingMemoryBound(to: Float.self)
    }
}
