//! Dates that say their year, and what is known of days and months by name.

use ascribe_knowledge::Season;
use ascribe_model::Precision;
use jiff::ToSpan;
use jiff::civil::Date;

use super::Reader;
use super::reading::Reading;
use super::relative::Outlook;
use super::years::year_at;

/// "2024-03-22"
pub(super) fn iso_date(reader: &Reader<'_, '_>, at: usize) -> Option<Reading> {
    let words = reader.words;
    if let Ok(day) = words.lower(at).parse::<Date>().map_err(drop) {
        return (words.lower(at).len() == 10)
            .then(|| Reading::day(at..at + 1, day, "time/iso-date@1"));
    }
    let is_joined = (at..at + 4).all(|at| words.joined(at))
        && words.lower(at + 1) == "-"
        && words.lower(at + 3) == "-";
    let text = is_joined.then(|| [0, 2, 4].map(|step| words.lower(at + step)).join("-"))?;
    Some(Reading::day(
        at..at + 5,
        text.parse().ok()?,
        "time/iso-date@1",
    ))
}

/// "22 March 2024", "March 22, 2024", "Friday, 22 March 2024"
pub(super) fn date(reader: &Reader<'_, '_>, at: usize) -> Option<Reading> {
    let (month, day, end) = day_and_month(reader, at)?;
    let at_year = end + usize::from([",", "of", "in"].contains(&reader.words.lower(end)));
    let year = year_at(reader, at_year).filter(|_| reader.words.lower(at_year) != "the")?;
    let day = Date::new(year.number, month, day).ok()?;
    Some(year.completing(Reading::day(at..year.end, day, "time/date@1")))
}

/// "March 2024", "March of 2024", "early March 2024"
pub(super) fn month_and_year(reader: &Reader<'_, '_>, at: usize) -> Option<Reading> {
    let start = at;
    let at = skip_loose(reader, at);
    let month = month(reader, at)?;
    let at_year = at + 1 + usize::from(["of", ",", "in"].contains(&reader.words.lower(at + 1)));
    let year = year_at(reader, at_year).filter(|_| reader.words.lower(at_year) != "the")?;
    let day = Date::new(year.number, month, 1).ok()?;
    Some(year.completing(Reading::month(start..year.end, day, "time/month-year@1")))
}

/// "spring 2023", "the spring of 2023"
pub(super) fn season_and_year(reader: &Reader<'_, '_>, at: usize) -> Option<Reading> {
    let season = reader.calendar.seasons.get(reader.words.lower(at))?;
    let at_year = at + 1 + usize::from(reader.words.lower(at + 1) == "of");
    let year = year_at(reader, at_year).filter(|_| reader.words.lower(at_year) != "the")?;
    let reading = season_of(season, year.number, at, year.end, "time/season-year@1")?;
    Some(year.completing(reading))
}

/// The month, the day and the end of "22 March", "March 22nd", "Friday, March 22".
pub(super) fn day_and_month(reader: &Reader<'_, '_>, at: usize) -> Option<(i8, i8, usize)> {
    let words = reader.words;
    if reader.calendar.weekdays.contains_key(words.lower(at)) {
        let after = at + 1 + usize::from(words.lower(at + 1) == ",");
        return if words.lower(after) == "the" {
            None
        } else {
            plain_day_and_month(reader, after)
        };
    }
    plain_day_and_month(reader, at)
}

fn plain_day_and_month(reader: &Reader<'_, '_>, at: usize) -> Option<(i8, i8, usize)> {
    if let Some(month) = month(reader, at) {
        let at_day = at + 1 + usize::from(reader.words.lower(at + 1) == "the");
        return Some((month, day_of_month(reader, at_day)?, at_day + 1));
    }
    let is_of = reader.words.lower(at + 1) == "of";
    let is_word = reader
        .calendar
        .ordinals
        .contains_key(reader.words.lower(at));
    let day = day_of_month(reader, at).filter(|_| is_of || !is_word)?;
    let at_month = at + 1 + usize::from(reader.words.lower(at + 1) == "of");
    Some((month(reader, at_month)?, day, at_month + 1))
}

/// A capitalised month's name. "May" and "March" must not be verbs, "April" no given name.
pub(super) fn month(reader: &Reader<'_, '_>, at: usize) -> Option<i8> {
    let token = reader.words.token(at)?;
    let word = reader.words.lower(at);
    let month = reader
        .calendar
        .months
        .get(word.trim_end_matches('.'))
        .copied()?;
    let is_name = token.text().starts_with(char::is_uppercase) && token.entity_kind() != "PERSON";
    let is_noun = ["NNP", "NN"].contains(&token.tag()) || !["may", "march"].contains(&word);
    (is_name && is_noun).then_some(month)
}

/// "22", "22nd", "eighth" where no noun follows
pub(super) fn day_of_month(reader: &Reader<'_, '_>, at: usize) -> Option<i8> {
    let word = reader.words.lower(at);
    if let Some(day) = reader.calendar.ordinals.get(word) {
        let next = reader.words.token(at + 1).map_or("", |next| next.pos());
        return (!["NOUN", "ADJ", "PROPN", "NUM"].contains(&next)).then_some(*day);
    }
    let ends = ["st", "nd", "rd", "th"];
    let number = ends
        .iter()
        .find_map(|end| word.strip_suffix(end))
        .unwrap_or(word);
    let is_number =
        (1..=2).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    let day: i8 = is_number.then(|| number.parse().ok()).flatten()?;
    (1..=31).contains(&day).then_some(day)
}

/// Past "early" or "late", with a hyphen where there is one.
pub(super) fn skip_loose(reader: &Reader<'_, '_>, at: usize) -> usize {
    if !reader
        .calendar
        .words
        .loose
        .iter()
        .any(|one| one == reader.words.lower(at))
    {
        return at;
    }
    at + 1 + usize::from(["-", "on"].contains(&reader.words.lower(at + 1)))
}

/// The season that begins in `year`.
pub(super) fn season_of(
    season: &Season,
    year: i16,
    start: usize,
    end: usize,
    rule: &'static str,
) -> Option<Reading> {
    let last = Date::new(year + i16::from(season.to < season.from), season.to, 1)
        .ok()?
        .last_of_month();
    let interval = (Date::new(year, season.from, 1).ok()?, last);
    Some(Reading::date(
        start..end,
        format!("{year:04}-{}", season.code),
        interval,
        Precision::Season,
        rule,
    ))
}

/// So far back, a date without its year is rather one that lies ahead.
const RATHER_AHEAD_DAYS: i64 = 300;

/// What is not surely to come has rather been, where it has been within so many days.
const RATHER_BACK_DAYS: i64 = 75;

/// Of the years around the day of publication, the last that lies before it, a week's grace
/// given; for what is to come, and where that is nearly a year ago, the first that lies after it.
pub(super) fn nearest_year(
    published: Date,
    outlook: Outlook,
    in_year: impl Fn(i16) -> Option<Date>,
) -> Option<Date> {
    let this_year = published.year();
    let candidates: Vec<_> = (this_year - 4..=this_year + 4)
        .filter_map(in_year)
        .collect();
    let next = candidates.iter().find(|day| published <= **day);
    let latest = published.checked_add(7.days()).ok()?;
    let back = match outlook {
        Outlook::Ahead => return next.copied(),
        Outlook::Perhaps => RATHER_BACK_DAYS,
        Outlook::Back => RATHER_AHEAD_DAYS,
    };
    let earliest = published.checked_sub(back.days()).ok()?;
    let recent = candidates
        .iter()
        .rfind(|day| earliest <= **day && **day <= latest);
    recent.or(next).copied()
}
