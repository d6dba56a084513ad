//! Dates that say their year.

use std::ops::RangeInclusive;

use ascribe_knowledge::Season;
use ascribe_model::Precision;
use jiff::civil::Date;

use super::Reader;
use super::reading::Reading;

/// Figures that can be years.
const YEARS: RangeInclusive<i16> = 1800..=2199;

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
    let at_year = end + usize::from(reader.words.lower(end) == ",");
    let day = Date::new(year_number(reader, at_year)?, month, day).ok()?;
    Some(Reading::day(at..at_year + 1, day, "time/date@1"))
}

/// "March 2024", "March of 2024", "early March 2024"
pub(super) fn month_and_year(reader: &Reader<'_, '_>, at: usize) -> Option<Reading> {
    let start = at;
    let at = skip_loose(reader, at);
    let month = month(reader, at)?;
    let at_year = at + 1 + usize::from(["of", ",", "in"].contains(&reader.words.lower(at + 1)));
    let day = Date::new(year_number(reader, at_year)?, month, 1).ok()?;
    Some(Reading::month(start..at_year + 1, day, "time/month-year@1"))
}

/// "spring 2023", "the spring of 2023"
pub(super) fn season_and_year(reader: &Reader<'_, '_>, at: usize) -> Option<Reading> {
    let season = reader.calendar.seasons.get(reader.words.lower(at))?;
    let at_year = at + 1 + usize::from(reader.words.lower(at + 1) == "of");
    season_of(
        season,
        year_number(reader, at_year)?,
        at,
        at_year + 1,
        "time/season-year@1",
    )
}

/// "the 1990s"
pub(super) fn decade(reader: &Reader<'_, '_>, at: usize) -> Option<Reading> {
    let start = at;
    let at = skip_loose(reader, at);
    let text = reader
        .words
        .lower(at)
        .strip_suffix('s')
        .filter(|text| text.len() == 4 && text.ends_with('0'))?;
    let first = year_of(text)?;
    let interval = (
        Date::new(first, 1, 1).ok()?,
        Date::new(first + 9, 12, 31).ok()?,
    );
    Some(Reading::date(
        start..at + 1,
        text[..3].to_owned(),
        interval,
        Precision::Vague,
        "time/decade@1",
    ))
}

/// "in 2021"
pub(super) fn year(reader: &Reader<'_, '_>, at: usize) -> Option<Reading> {
    let start = at;
    let at = skip_loose(reader, at);
    let day = Date::new(year_number(reader, at)?, 1, 1).ok()?;
    let words = reader.words;
    let token = words.token(at)?;
    let counts = token.dep() == "nummod" && token.id() < token.head().id();
    let is_introduced = start < at
        || reader
            .calendar
            .words
            .before_year
            .iter()
            .any(|one| one == words.before(at));
    let is_year = !counts && (is_introduced || token.entity_kind() == "DATE");
    is_year.then(|| Reading::year(start..at + 1, day, "time/year@1"))
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
    let day = day_of_month(reader, at)?;
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

fn day_of_month(reader: &Reader<'_, '_>, at: usize) -> Option<i8> {
    let word = reader.words.lower(at);
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

pub(super) fn year_number(reader: &Reader<'_, '_>, at: usize) -> Option<i16> {
    year_of(reader.words.lower(at))
}

fn year_of(text: &str) -> Option<i16> {
    let is_number = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number
        .then(|| text.parse().ok())
        .flatten()
        .filter(|year| YEARS.contains(year))
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
    at + 1 + usize::from(reader.words.lower(at + 1) == "-")
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
