/// Words that carry no topic. Function words of English are left out of the index; chatter of questions ("please",
/// "how") is a matter of the vocabulary file, since it is left out of questions only.
enum StopWords {
    static let english: Set<String> = Set(
        """
        a an the this that these those there here it its itself i me my we our us you your he she they them their his her
        is are was were be been being am do does did doing done has have had having will would shall should can could may
        might must of in on at by to from with without into onto over under for as and or but nor so than then if else
        when while where which who whom whose what how why because about against between through during before after
        above below again further once all any both each few more most other some such no not only own same too very s t
        just don now d ll m o re ve y also via per etc e g ie eg up out off let lets s'
        aren couldn didn doesn hadn hasn haven isn mustn shouldn wasn weren won wouldn cannot
        """.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init))
}
