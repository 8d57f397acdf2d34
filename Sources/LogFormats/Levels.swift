import Bytes
import Model

/// Words for severities.
enum Levels {
    /// The severity that the word `bytes[from..<to]` stands for, in any case; nil when it is no such word.
    static func severity(_ bytes: RawSpan, _ from: Int, _ to: Int) -> Severity? {
        let count = to &- from
        guard count >= 3, count <= 13 else { return nil }
        let word = Word.lower(bytes, from, to)
        if bytes.byte(from) >= 0xe3 { return eastAsian(word, count) }
        switch count {
        case 3:
            if word == Word.of("err") { return .error }
            // `Log started: ...` is a sentence.
            if word == Word.of("inf") || word == Word.of("nfo")
                || word == Word.of("log") && Byte.isUpper(bytes.byte(from &+ 1))
            {
                return .info
            }
            if word == Word.of("wrn") { return .warning }
            if word == Word.of("dbg") || word == Word.of("trc") || word == Word.of("vrb") { return .debug }
            if word == Word.of("ftl") || word == Word.of("crt") { return .critical }
        case 4:
            if word == Word.of("info") { return .info }
            if word == Word.of("warn") { return .warning }
            if word == Word.of("fail") || word == Word.of("eror") || word == Word.of("errr") { return .error }
            if word == Word.of("crit") { return .critical }
            // Cut to four letters, as RabbitMQ and logrus do.
            if word == Word.of("erro") { return .error }
            if word == Word.of("noti") { return .notice }
            if word == Word.of("fata") { return .critical }
            if word == Word.of("debu") || word == Word.of("trac") { return .debug }
            if word == Word.of("dbug") || word == Word.of("trce") || word == Word.of("fine") { return .debug }
        case 5:
            if word == Word.of("error") { return .error }
            if word == Word.of("debug") || word == Word.of("trace") || word == Word.of("finer") { return .debug }
            if word == Word.of("silly") { return .debug }
            if word == Word.of("fatal") { return .critical }
            if word == Word.of("panic") || word == Word.of("emerg") { return .emergency }
            if word == Word.of("alert") { return .alert }
        case 6:
            if word == Word.of("notice") { return .notice }
            if word == Word.of("severe") { return .error }
            if word == Word.of("finest") { return .debug }
            if word == Word.of("config") && Byte.isUpper(bytes.byte(from)) || word == Word.of("ddebug") {
                return .debug
            }
            if word & 0xff_ffff_ffff == Word.of("debug"), Byte.isDigit(bytes.byte(to &- 1)) { return .debug }
        case 7:
            if word == Word.of("warning") { return .warning }
            if word == Word.of("verbose") { return .debug }
            if word == Word.of("success") { return .info }
        case 8:
            if word == Word.of("critical") { return .critical }
            if word == Word.of("subdebug") { return .debug }
        case 9:
            if word == Word.of("emergency"), bytes.byte(to &- 1) | 32 == UInt8(ascii: "y") { return .emergency }
        case 11, 13:
            if word == Word.of("informat") { return .info }
            if word == Word.of("deprecat"), count == 11 { return .warning }
        default: break
        }
        return Byte.isUpper(bytes.byte(from &+ 1)) ? european(word, count) : nil
    }

    /// Words of other European languages, in capitals: in small letters a sentence begins with them.
    @inline(never)
    private static func european(_ word: UInt64, _ count: Int) -> Severity? {
        switch word {
        case Word.of("fehler"), Word.of("schwerwi"), Word.of("erreur"), Word.of("grave"), Word.of("errore"): .error
        case Word.of("warnung"), Word.of("avertiss"), Word.of("adverten"), Word.of("aviso"), Word.of("avviso"):
            .warning
        case Word.of("hinweis"): .notice
        case Word.of("infos"): .info
        default: nil
        }
    }

    /// Korean and Japanese words.
    private static func eastAsian(_ word: UInt64, _ count: Int) -> Severity? {
        switch word {
        case Word.of("오류"), Word.of("에러"), Word.of("エラー"): .error
        case Word.of("경고"), Word.of("警告"): .warning
        case Word.of("정보"), Word.of("情報"): .info
        case Word.of("알림"), Word.of("通知"): .notice
        case Word.of("심각"), Word.of("치명"), Word.of("치명적"), Word.of("重大"): .critical
        case Word.of("디버그"): .debug
        default: nil
        }
    }

    /// The severity of a letter, as klog, logcat and MongoDB use them.
    static func severity(letter: UInt8) -> Severity? {
        switch letter {
        case UInt8(ascii: "I"): .info
        case UInt8(ascii: "W"): .warning
        case UInt8(ascii: "E"): .error
        case UInt8(ascii: "F"), UInt8(ascii: "C"): .critical
        case UInt8(ascii: "D"), UInt8(ascii: "T"), UInt8(ascii: "V"): .debug
        case UInt8(ascii: "N"): .notice
        case UInt8(ascii: "A"): .alert
        default: nil
        }
    }

    /// The severity of a level number as Nextcloud and ownCloud have it: 0...4.
    static func severity(nextcloud number: Int) -> Severity? {
        switch number {
        case 0: .debug
        case 1: .info
        case 2: .warning
        case 3: .error
        case 4: .critical
        default: nil
        }
    }

    /// The severity of a level number: 0...7 as syslog has it, 10...60 as bunyan and pino have it,
    /// 100...600 as Monolog has it.
    static func severity(number: Int) -> Severity? {
        switch number {
        case 0...7: Severity(rawValue: UInt8(number))
        case 10, 20: .debug
        case 30: .info
        case 40: .warning
        case 50: .error
        case 60: .critical
        // Monolog.
        case 100: .debug
        case 200: .info
        case 250: .notice
        case 300: .warning
        case 400: .error
        case 500: .critical
        case 550: .alert
        case 600: .emergency
        default: nil
        }
    }
}
