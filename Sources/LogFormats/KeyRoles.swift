import Bytes
import Model

/// What a well-known key of JSON or logfmt stands for. Lower ranks win where several keys have the same role.
enum KeyRole: Sendable, Equatable {
    case none
    case message(rank: UInt8)
    case time(rank: UInt8)
    case level, letterLevel
    /// A name that ends as a level's does: it counts where none of the usual ones is there.
    case levelLike
    /// How grave the record or its subject is: `level` beside it wins.
    case weakLevel
    case host, service, name, pid
    /// Standard output or error, as Docker and the collectors of containers' logs name it.
    case stream
    case correlation(rank: UInt8)
    /// An object whose own keys matter.
    case nested(Nest)

    /// Objects into which we look (Elastic Common Schema, Windows events, MongoDB, Kubernetes).
    enum Nest: Sendable { case log, service, host, process, trace, attributes, metadata, kubernetes }

    /// The role of `bytes[from..<to]` at the top level of a record. A chain of integer compares, by length.
    static func of(_ bytes: RawSpan, _ from: Int, _ to: Int) -> KeyRole {
        let word = Word.lower(bytes, from, to)
        switch to &- from {
        case 1:
            if word == Word.of("t") { return .time(rank: 3) }
            if word == Word.of("s") { return .letterLevel }
        case 2:
            if word == Word.of("ts") { return .time(rank: 1) }
            if word == Word.of("@t") { return .time(rank: 0) }
            if word == Word.of("@m") { return .message(rank: 0) }
            if word == Word.of("@l") { return .level }
        case 3:
            if word == Word.of("msg") { return .message(rank: 1) }
            if word == Word.of("lvl") { return .level }
            if word == Word.of("log") { return .message(rank: 4) }
            if word == Word.of("pid") { return .pid }
            if word == Word.of("pri") || word == Word.of("sev") { return .level }
            if word == Word.of("app") || word == Word.of("svc") { return .service }
            if word == Word.of("rid") { return .correlation(rank: 1) }
            if word == Word.of("@mt") { return .message(rank: 3) }
        case 4:
            if word == Word.of("time") { return .time(rank: 1) }
            if word == Word.of("date") { return .time(rank: 4) }
            if word == Word.of("host") { return .host }
            if word == Word.of("text") { return .message(rank: 5) }
            if word == Word.of("body") { return .message(rank: 5) }
            if word == Word.of("_pid") { return .pid }
            if word == Word.of("name") { return .name }
        case 5:
            if word == Word.of("level") { return .level }
            if word == Word.of("event") { return .message(rank: 6) }
            if word == Word.of("trace") { return .nested(.trace) }
            if word == Word.of("reqid") { return .correlation(rank: 1) }
        case 6:
            if word == Word.of("@level") { return .level }
            if word == Word.of("stream") { return .stream }
            if word == Word.of("fields") { return .nested(.attributes) }
            if word == Word.of("req_id") || word == Word.of("req-id") { return .correlation(rank: 1) }
        case 7:
            if word == Word.of("message") { return .message(rank: 0) }
            if word == Word.of("@fields") { return .nested(.attributes) }
            if word == Word.of("service") { return .service }
            if word == Word.of("program") { return .service }
            if word == Word.of("traceid") { return .correlation(rank: 2) }
            if word == Word.of("process") { return .nested(.process) }
            if word == Word.of("instant") { return .time(rank: 0) }
            if word == Word.of("asctime") { return .time(rank: 2) }
        case 8:
            if word == Word.of("severity") || word == Word.of("loglevel") || word == Word.of("priority") {
                return word == Word.of("loglevel") ? .level : .weakLevel
            }
            if word == Word.of("@message") { return .message(rank: 0) }
            if word == Word.of("hostname") || word == Word.of("nodename") { return .host }
            if word == Word.of("app_name") { return .service }
            if word == Word.of("trace_id") || word == Word.of("trace.id") || word == Word.of("trace-id") {
                return .correlation(rank: 2)
            }
            if word == Word.of("datetime") { return .time(rank: 3) }
            if word == Word.of("metadata") { return .nested(.metadata) }
        default: return long(bytes, from, to, word)
        }
        return .none
    }

    /// Whether what follows the first eight bytes of a key is this, in lower case.
    private static func rest(_ bytes: RawSpan, _ from: Int, _ to: Int, _ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard to &- from == 8 &+ count else { return false }
        for index in 0..<count {
            let byte = bytes.byte(from &+ 8 &+ index)
            if (Byte.isUpper(byte) ? byte | 32 : byte) != text.utf8Start[index] { return false }
        }
        return true
    }

    /// Keys of nine bytes and more.
    private static func long(_ bytes: RawSpan, _ from: Int, _ to: Int, _ word: UInt64) -> KeyRole {
        func rest(_ text: StaticString) -> Bool { self.rest(bytes, from, to, text) }
        switch word {
        case Word.of("timestam") where rest("p"): return .time(rank: 1)
        case Word.of("@timesta") where rest("mp"): return .time(rank: 0)
        case Word.of("eventtim") where rest("e"): return .time(rank: 2)
        case Word.of("__realti") where rest("me_timestamp"): return .time(rank: 1)
        case Word.of("lasttime") where rest("stamp"): return .time(rank: 2)
        case Word.of("log.leve") where rest("l"): return .level
        case Word.of("log_leve") where rest("l"): return .level
        case Word.of("levelnam") where rest("e"): return .level
        case Word.of("severity") where rest("text") || rest("_text"): return .level
        case Word.of("error_se") where rest("verity"): return .level
        case Word.of("eventmes") where rest("sage"): return .message(rank: 1)
        case Word.of("messaget") where rest("ype"): return .level
        case Word.of("short_me") where rest("ssage"): return .message(rank: 1)
        case Word.of("jsonpayl") where rest("oad"): return .nested(.attributes)
        case Word.of("textpayl") where rest("oad"): return .message(rank: 1)
        case Word.of("kubernet") where rest("es"): return .nested(.kubernetes)
        case Word.of("containe") where rest("r_name"): return .service
        case Word.of("rendered") where rest("message"): return .message(rank: 0)
        case Word.of("_hostnam") where rest("e"): return .host
        case Word.of("host.nam") where rest("e"): return .host
        case Word.of("syslog_i") where rest("dentifier"): return .service
        case Word.of("service.") where rest("name"): return .service
        case Word.of("service_") where rest("name"): return .service
        case Word.of("servicen") where rest("ame"): return .service
        case Word.of("applicat") where rest("ion") || rest("ionname"): return .service
        case Word.of("process.") where rest("pid"): return .pid
        case Word.of("process_") where rest("id"): return .pid
        case Word.of("request_") where rest("id"): return .correlation(rank: 1)
        case Word.of("request-") where rest("id"): return .correlation(rank: 1)
        case Word.of("requesti") where rest("d"): return .correlation(rank: 1)
        case Word.of("x-reques") where rest("t-id"): return .correlation(rank: 1)
        case Word.of("correlat") where rest("ion_id") || rest("ionid") || rest("ion-id"): return .correlation(rank: 0)
        default: return endsAsLevel(bytes, from, to) ? .levelLike : .none
        }
    }

    /// `VendorSeverity`, `level_name`, `syslog_severity`, `log-level`, `LevelDisplayName`.
    private static func endsAsLevel(_ bytes: RawSpan, _ from: Int, _ to: Int) -> Bool {
        func ends(_ text: StaticString) -> Bool {
            let count = text.utf8CodeUnitCount
            guard to &- from >= count else { return false }
            for index in 0..<count where bytes.byte(to &- count &+ index) | 0x20 != text.utf8Start[index] | 0x20 {
                return false
            }
            return true
        }
        return switch bytes.byte(to &- 1) | 0x20 {
        case UInt8(ascii: "y"): ends("severity")
        case UInt8(ascii: "l"): ends("loglevel") || ends("log_level") || ends("log-level") || ends("severitylabel")
        case UInt8(ascii: "e"): ends("levelname") || ends("level_name") || ends("leveldisplayname")
        default: false
        }
    }

    /// The role of a key within one of the objects into which we look.
    static func of(_ bytes: RawSpan, _ from: Int, _ to: Int, in nest: Nest) -> KeyRole {
        let word = Word.lower(bytes, from, to)
        let count = to &- from
        switch nest {
        case .log: return count == 5 && word == Word.of("level") ? .level : .none
        case .service: return count == 4 && word == Word.of("name") ? .service : .none
        case .host:
            return count == 4 && word == Word.of("name") || count == 8 && word == Word.of("hostname") ? .host : .none
        case .process: return count == 3 && word == Word.of("pid") ? .pid : .none
        case .trace: return count == 2 && word == Word.of("id") ? .correlation(rank: 2) : .none
        case .attributes:
            // tracing's `fields`, logstash's `@fields`.
            if count == 7 && word == Word.of("message") || count == 3 && word == Word.of("msg") {
                return .message(rank: 2)
            }
            if count == 5 && word == Word.of("level") || count == 3 && word == Word.of("lvl") { return .level }
            return .none
        case .metadata: return .none
        case .kubernetes:
            // As Fluent Bit, Fluentd and Vector add them: the container is what runs, the node is where.
            if count == 14, word == Word.of("containe"), rest(bytes, from, to, "r_name") { return .service }
            if count == 4, word == Word.of("host") { return .host }
            if count == 9, word == Word.of("node_nam"), rest(bytes, from, to, "e") { return .host }
            return .none
        }
    }
}
