import Bytes

/// Weekdays that are not three English letters: whole names, and the names of other languages, as `date` writes them where the
/// locale is not English.
enum WeekdayNames {
    /// How many bytes the name at the cursor has, a full stop behind it included; nil for none. Three English letters are
    /// `CalendarFields.isWeekday`'s.
    @inline(never)
    static func match(_ c: Cursor, _ bytes: RawSpan) -> Int? {
        var to = c.at
        let limit = min(c.end, c.at &+ 14)
        while to < limit, Byte.isLetter(bytes.byte(to)) || bytes.byte(to) >= 0x80 { to &+= 1 }
        let count = to &- c.at
        guard count >= 2, to < c.end, known(Word.lower(bytes, c.at, to), count) else { return nil }
        return bytes.byte(to) == UInt8(ascii: ".") ? count &+ 1 : count
    }

    /// A word keeps its first eight bytes.
    private static func known(_ word: UInt64, _ count: Int) -> Bool {
        switch word {
        // English, whole.
        case Word.of("monday"), Word.of("tuesday"), Word.of("wednesda"), Word.of("thursday"), Word.of("friday"),
            Word.of("saturday"), Word.of("sunday"):
            true
        // German and Dutch.
        case Word.of("mo"), Word.of("di"), Word.of("mi"), Word.of("do"), Word.of("fr"), Word.of("sa"), Word.of("so"),
            Word.of("montag"), Word.of("dienstag"), Word.of("mittwoch"), Word.of("donnerst"), Word.of("freitag"),
            Word.of("samstag"), Word.of("sonntag"), Word.of("ma"), Word.of("wo"), Word.of("vr"), Word.of("za"),
            Word.of("zo"):
            true
        // French.
        case Word.of("lun"), Word.of("mar"), Word.of("mer"), Word.of("jeu"), Word.of("ven"), Word.of("sam"),
            Word.of("dim"), Word.of("lundi"), Word.of("mardi"), Word.of("mercredi"), Word.of("jeudi"),
            Word.of("vendredi"), Word.of("samedi"), Word.of("dimanche"):
            true
        // Spanish, Italian, Portuguese.
        case Word.of("mié"), Word.of("jue"), Word.of("vie"), Word.of("sáb"), Word.of("dom"), Word.of("gio"),
            Word.of("sab"), Word.of("seg"), Word.of("ter"), Word.of("qua"), Word.of("qui"), Word.of("sex"),
            Word.of("lunes"), Word.of("martes"), Word.of("miércol"), Word.of("jueves"), Word.of("viernes"),
            Word.of("sábado"), Word.of("domingo"):
            true
        // Korean and Japanese.
        case Word.of("월"), Word.of("화"), Word.of("수"), Word.of("목"), Word.of("금"), Word.of("토"), Word.of("일"),
            Word.of("月"), Word.of("火"), Word.of("水"), Word.of("木"), Word.of("金"), Word.of("土"), Word.of("日"):
            count == 3
        default: false
        }
    }
}
