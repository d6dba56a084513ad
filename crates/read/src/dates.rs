//! Days of publication as metadata write them.
//!
//! The day is taken as it is written, in whatever time zone: "2031-05-14T23:30:00+05:00" is the 14th.
//! A day that the calendar does not have is told from words that hold no day.

use ascribe_model::{KnownFrom, Note, Published};
use jiff::civil::Date;

use crate::dateline;
use crate::page::note;

/// The day that metadata give in `words`, or a note that says why there is none.
pub(crate) fn published(words: &str) -> Result<Published, Note> {
    match day(words.trim()) {
        Some(Ok(value)) => Ok(Published {
            value,
            known_from: KnownFrom::Metadata,
            span: None,
        }),
        Some(Err(NoSuchDay)) => Err(no_such_day(words)),
        None => Err(note(
            "date-not-read",
            format!(
                "no day of publication could be read from “{}”",
                short(words)
            ),
        )),
    }
}

/// The code of the note that a day does not exist.
pub(crate) const NO_SUCH_DAY: &str = "no-such-day";

/// That `words` are no day.
pub(crate) fn no_such_day(words: &str) -> Note {
    let message = format!("“{}” is no day of the calendar", short(words));
    note(NO_SUCH_DAY, message)
}

/// Words that look like a day that the calendar does not have.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct NoSuchDay;

fn day(words: &str) -> Option<Result<Date, NoSuchDay>> {
    let figures = |range: std::ops::Range<usize>| words.get(range)?.parse::<i16>().ok();
    let compact = words.len() == 8 && words.bytes().all(|byte| byte.is_ascii_digit());
    if compact {
        return civil(figures(0..4)?, figures(4..6)?, figures(6..8)?);
    }
    let bytes = words.as_bytes();
    if 10 <= words.len() && bytes[4] == b'-' && bytes[7] == b'-' {
        return civil(figures(0..4)?, figures(5..7)?, figures(8..10)?);
    }
    dateline::full_day(words)
}

fn civil(year: i16, month: i16, day: i16) -> Option<Result<Date, NoSuchDay>> {
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    Some(date.map_err(|_| NoSuchDay))
}

/// The first characters, for messages.
fn short(words: &str) -> String {
    const MOST: usize = 40;
    words.chars().take(MOST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, expected: Result<&str, &str>) {
        let found = published(words);
        let found = found.map(|found| found.value.to_string());
        let found = found.as_deref().map_err(|note| note.code);
        assert_eq!(found, expected, "{words}");
    }

    #[test]
    fn days() {
        for words in [
            "2031-05-14",
            "2031-05-14T23:30:00+05:00",
            "Wed, 14 May 2031 10:00:00 GMT",
            "14 May 2031",
            "May 14, 2031 at 9am",
            "20310514",
        ] {
            check(words, Ok("2031-05-14"));
        }
    }

    #[test]
    fn no_days() {
        check("2031-02-31", Err("no-such-day"));
        check("31 February 2031", Err("no-such-day"));
        check("yesterday", Err("date-not-read"));
        check("", Err("date-not-read"));
        check("äöüäöüäöü", Err("date-not-read"));
    }
}
