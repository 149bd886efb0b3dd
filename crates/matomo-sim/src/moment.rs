//! Time as Matomo's tables keep it: whole seconds, UTC.

/// Seconds since 1970-01-01 00:00:00 UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment(pub(crate) i64);

pub(crate) const MINUTE: i64 = 60;
pub(crate) const HOUR: i64 = 60 * MINUTE;
pub(crate) const DAY: i64 = 24 * HOUR;

impl Moment {
    /// From milliseconds since 1970.
    pub(crate) fn from_millis(millis: u64) -> Self {
        Moment((millis / 1000).cast_signed())
    }

    /// This moment, some seconds later (or earlier).
    pub(crate) fn plus(self, seconds: i64) -> Self {
        Moment(self.0.saturating_add(seconds))
    }

    /// Midnight of its day.
    pub(crate) fn midnight(self) -> Self {
        Moment(self.0 - self.0.rem_euclid(DAY))
    }

    /// `YYYY-MM-DD HH:MM:SS`.
    pub(crate) fn datetime(self) -> String {
        let (year, month, day) = civil(self.0.div_euclid(DAY));
        let second = self.0.rem_euclid(DAY);
        format!(
            "{year:04}-{month:02}-{day:02} {:02}:{:02}:{:02}",
            second / HOUR,
            second % HOUR / MINUTE,
            second % MINUTE
        )
    }

    /// Reads the dates that a caller may give a token to expire: `YYYY-MM-DD`, with a time or without, `today`,
    /// `tomorrow`, `yesterday`, `now`. PHP would read many more.
    pub(crate) fn parse(text: &str, now: Moment) -> Option<Self> {
        match text {
            "now" => return Some(now),
            "today" => return Some(now.midnight()),
            "tomorrow" => return Some(now.midnight().plus(DAY)),
            "yesterday" => return Some(now.midnight().plus(-DAY)),
            _ => {}
        }
        let (date, time) = text.split_once([' ', 'T']).unwrap_or((text, "00:00:00"));
        let mut date = date.splitn(3, '-').map(|part| part.parse::<i64>().ok());
        let (year, month, day) = (date.next()??, date.next()??, date.next()??);
        let mut time = time.splitn(3, ':').map(|part| part.parse::<i64>().ok());
        let (hour, minute, second) = (time.next()??, time.next()??, time.next()??);
        let days = days_from_civil(year, month, day);
        let valid = civil(days) == (year, month, day)
            && (0..24).contains(&hour)
            && (0..60).contains(&minute)
            && (0..60).contains(&second);
        valid.then_some(Moment(days * DAY + hour * HOUR + minute * MINUTE + second))
    }
}

/// Matomo's way to say how long ago something was: `04:05:06`, from a day on `3 days 04:05:06`.
pub(crate) fn ago(seconds: i64, days_word: &str) -> String {
    let (days, rest) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
    let clock = format!("{:02}:{:02}:{:02}", rest / HOUR, rest % HOUR / MINUTE, rest % MINUTE);
    if days == 0 { clock } else { format!("{days} {days_word} {clock}") }
}

/// Year, month and day of a day counted from 1970-01-01 (Howard Hinnant's algorithm).
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOW: Moment = Moment(1_795_298_400);

    #[test]
    fn writes_as_the_database_does() {
        assert_eq!(NOW.datetime(), "2026-11-21 22:00:00");
        assert_eq!(Moment(0).datetime(), "1970-01-01 00:00:00");
        assert_eq!(NOW.midnight().datetime(), "2026-11-21 00:00:00");
        assert_eq!(Moment::from_millis(1_795_298_400_999), NOW);
    }

    #[test]
    fn reads_dates_and_refuses_what_is_none() {
        let read = |text| Moment::parse(text, NOW).map(Moment::datetime);
        assert_eq!(read("2027-03-01").as_deref(), Some("2027-03-01 00:00:00"));
        assert_eq!(read("2027-03-01 12:30:00").as_deref(), Some("2027-03-01 12:30:00"));
        assert_eq!(read("tomorrow").as_deref(), Some("2026-11-22 00:00:00"));
        assert_eq!(read("2024-02-29").as_deref(), Some("2024-02-29 00:00:00"));
        for wrong in ["soon", "2027-13-45", "2027-02-29", "", "2027-03", "2027-03-01 25:00:00"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn says_how_long_ago() {
        assert_eq!(ago(4 * HOUR + 5 * MINUTE + 6, "days"), "04:05:06");
        assert_eq!(ago(3 * DAY + HOUR, "Tage"), "3 Tage 01:00:00");
    }

    proptest! {
        #[test]
        fn written_is_read_back(seconds in 0_i64..4_102_444_800) {
            prop_assert_eq!(Moment::parse(&Moment(seconds).datetime(), NOW), Some(Moment(seconds)));
        }
    }
}
