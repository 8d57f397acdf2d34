import Bytes

/// Months that are not three English letters: whole names, and the names of other languages, as `date`, rsyslog's clients and
/// `journalctl` write them where the locale is not English.
enum MonthNames {
    /// The month (1...12) whose name stands at the cursor, and how many bytes the name has, a full stop behind it included; nil for
    /// none. Three English letters are `CalendarFields.month`'s, unless the word goes on.
    @inline(never)
    static func match(_ c: Cursor, _ bytes: RawSpan) -> (month: Int, count: Int)? {
        var to = c.at
        let limit = min(c.end, c.at &+ 22)
        while to < limit, Byte.isLetter(bytes.byte(to)) || bytes.byte(to) >= 0xc0 || bytes.byte(to) & 0xc0 == 0x80 {
            to &+= 1
        }
        let count = to &- c.at
        guard count >= 3, count <= 20, to < c.end else { return nil }
        let month = english(c, bytes, to, count) ?? other(Word.lower(bytes, c.at, to), count)
        guard let month = month ?? distant(Word.lower(bytes, c.at, to)) else { return nil }
        return (month, bytes.byte(to) == UInt8(ascii: ".") ? count &+ 1 : count)
    }

    /// `November`, `Sept`, `Nov.`: the first three letters tell; the whole name must be one.
    private static func english(_ c: Cursor, _ bytes: RawSpan, _ to: Int, _ count: Int) -> Int? {
        let month = CalendarFields.month(c, bytes)
        guard month > 0 else { return nil }
        let word = Word.lower(bytes, c.at, to)
        let isWhole =
            switch month {
            case 1: word == Word.of("january")
            case 2: word == Word.of("february")
            case 3:
                word == Word.of("march") || word == Word.of("marz") || word == Word.of("marzo")
                    || word == Word.of("mars") || word == Word.of("março")
            case 4: word == Word.of("april") || word == Word.of("aprile")
            case 6: word == Word.of("june") || word == Word.of("juni")
            case 7: word == Word.of("july") || word == Word.of("juli")
            case 8: word == Word.of("august")
            case 9: word == Word.of("sept") || word == Word.of("septembe") || word == Word.of("septiemb")
            case 10: word == Word.of("october")
            case 11: word == Word.of("november") || word == Word.of("novembre")
            case 12: word == Word.of("december")
            default: false
            }
        return isWhole || count == 3 && bytes.byte(to) == UInt8(ascii: ".") ? month : nil
    }

    /// French, German, Spanish, Italian, Portuguese and Dutch, short and long.
    private static func other(_ word: UInt64, _ count: Int) -> Int? {
        switch word {
        case Word.of("janv"), Word.of("janvier"), Word.of("januar"), Word.of("jän"), Word.of("ene"), Word.of("enero"),
            Word.of("gen"), Word.of("gennaio"), Word.of("janeiro"):
            1
        case Word.of("févr"), Word.of("fév"), Word.of("février"), Word.of("februar"), Word.of("febrero"),
            Word.of("febbraio"), Word.of("fev"), Word.of("fevereiro"):
            2
        case Word.of("mär"), Word.of("märz"), Word.of("mrz"), Word.of("mrt"), Word.of("maart"): 3
        case Word.of("avr"), Word.of("avril"), Word.of("abr"), Word.of("abril"): 4
        case Word.of("mai"), Word.of("mayo"), Word.of("mag"), Word.of("maggio"), Word.of("mei"), Word.of("maio"): 5
        case Word.of("juin"), Word.of("junio"), Word.of("giu"), Word.of("giugno"), Word.of("junho"): 6
        case Word.of("juil"), Word.of("juillet"), Word.of("julio"), Word.of("lug"), Word.of("luglio"),
            Word.of("julho"):
            7
        case Word.of("aoû"), Word.of("août"), Word.of("ago"), Word.of("agosto"): 8
        case Word.of("set"), Word.of("settembr"), Word.of("setembro"): 9
        case Word.of("okt"), Word.of("oktober"), Word.of("octobre"), Word.of("octubre"), Word.of("ott"),
            Word.of("ottobre"), Word.of("out"), Word.of("outubro"):
            10
        case Word.of("noviembr"): 11
        case Word.of("déc"), Word.of("décembre"), Word.of("dez"), Word.of("dezember"), Word.of("dic"),
            Word.of("diciembr"), Word.of("dicembre"), Word.of("dezembro"):
            12
        default: nil
        }
    }

    /// Polish, Czech, Russian, Turkish and the languages of Scandinavia, short and long, by the first eight bytes.
    private static func distant(_ word: UInt64) -> Int? {
        switch word {
        case Word.of("sty"), Word.of("stycznia"), Word.of("led"), Word.of("ledna"), Word.of("янв"), Word.of("января"),
            Word.of("oca"), Word.of("ocak"), Word.of("januari"):
            1
        case Word.of("lut"), Word.of("lutego"), Word.of("úno"), Word.of("února"), Word.of("фев"), Word.of("февр"),
            Word.of("şub"), Word.of("şubat"), Word.of("februari"):
            2
        case Word.of("marca"), Word.of("bře"), Word.of("března"), Word.of("мар"), Word.of("март"), Word.of("mart"): 3
        case Word.of("kwi"), Word.of("kwietnia"), Word.of("dub"), Word.of("dubna"), Word.of("апр"), Word.of("апреля"),
            Word.of("nis"), Word.of("nisan"):
            4
        case Word.of("maj"), Word.of("maja"), Word.of("kvě"), Word.of("května"), Word.of("май"), Word.of("мая"): 5
        case Word.of("cze"), Word.of("czerwca"), Word.of("čvn"), Word.of("июн"), Word.of("июня"), Word.of("haz"),
            Word.of("haziran"):
            6
        case Word.of("lip"), Word.of("lipca"), Word.of("čvc"), Word.of("июл"), Word.of("июля"), Word.of("tem"),
            Word.of("temmuz"):
            7
        case Word.of("sie"), Word.of("sierpnia"), Word.of("srp"), Word.of("srpna"), Word.of("авг"), Word.of("августа"),
            Word.of("ağu"), Word.of("ağustos"), Word.of("augusti"):
            8
        case Word.of("wrz"), Word.of("września"), Word.of("zář"), Word.of("září"), Word.of("сен"), Word.of("сент"),
            Word.of("eyl"), Word.of("eylül"):
            9
        case Word.of("paź"), Word.of("paździer"), Word.of("říj"), Word.of("října"), Word.of("окт"), Word.of("октября"),
            Word.of("eki"), Word.of("ekim"):
            10
        case Word.of("lis"), Word.of("listopad"), Word.of("ноя"), Word.of("нояб"), Word.of("kas"), Word.of("kasım"):
            11
        case Word.of("gru"), Word.of("grudnia"), Word.of("pro"), Word.of("prosince"), Word.of("дек"),
            Word.of("декабря"),
            Word.of("ara"), Word.of("aralık"), Word.of("des"):
            12
        default: nil
        }
    }
}
