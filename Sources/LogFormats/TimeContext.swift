import Model

/// What a source knows of times that its lines do not say themselves.
struct TimeContext: Sendable, Hashable {
    /// Microseconds east of UTC, for times without a zone.
    let zone: Micros
    /// No date without a year is later than this.
    let limit: Micros
    /// The limit's year in the source's zone.
    let limitYear: Int
    /// The limit's month and day as `month * 32 + day`, by which nearly every date without a year finds its year at
    /// once.
    let limitMonthDay: Int
    /// The latest known time of the source, for clocks without a date.
    let latest: Micros
    /// How a date of three numbers is read where its numbers do not tell.
    var order = DateOrder.unknown

    /// `horizon`: no date without a year is later than this either.
    init(
        zoneOffset: Int, latest: Micros, slack: Micros, horizon: Micros = .max, order: DateOrder = .unknown
    ) {
        // A zone is at most a day off and times keep clear of the ends of Int64, so that no sum can overflow.
        zone = Micros(max(-86_400, min(86_400, zoneOffset))) * .second
        self.latest = max(0, min(latest, Self.farthest))
        limit = min(self.latest + max(0, min(slack, 365 * .day)), max(0, horizon))
        let local = limit + zone
        let date = CivilTime(local)
        limitYear = date.year
        limitMonthDay = date.month * 32 + date.day
        self.order = order
    }

    /// The year 2200: later times are no times.
    static let farthest: Micros = 7_258_118_400 * .second
}

/// A time as read, with what had to be inferred for it.
struct Stamp {
    var time: Micros = .unknown
    /// Of `FlagBits`.
    var flags: UInt8 = 0
}
