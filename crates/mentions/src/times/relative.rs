//! Dates that say where they lie from another day.

use ascribe_knowledge::Unit;
use ascribe_model::{Anchor, Precision, TimeKind};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::reading::Reading;
use super::{Reader, absolute, length};

/// "yesterday", "tonight", "yesterday morning"
pub(super) fn named_day(reader: &Reader<'_, '_>, at: usize) -> Option<Reading> {
    let at_word = absolute::skip_loose(reader, at);
    let (word, end) = (reader.words.lower(at_word), at_word + 1);
    if word == "tonight" {
        return Some(from_published(reader, at, end, 0).part_of_day("NI", end));
    }
    let step = *reader.calendar.days.get(word)?;
    Some(with_part_of_day(
        reader,
        from_published(reader, at, end, step),
    ))
}

/// "Monday", "last Friday", "on Tuesday night"
pub(super) fn weekday(reader: &Reader<'_, '_>, at: usize) -> Option<Reading> {
    const RULE: &str = "time/weekday@1";
    let at_step = absolute::skip_loose(reader, at);
    let step = reader
        .calendar
        .steps
        .get(reader.words.lower(at_step))
        .copied();
    let at_day = at_step + usize::from(step.is_some());
    let number = *reader.calendar.weekdays.get(reader.words.lower(at_day))?;
    if !reader
        .words
        .token(at_day)?
        .text()
        .starts_with(char::is_uppercase)
    {
        return None;
    }
    let end = at_day + 1;
    let Some(published) = reader.published else {
        return Some(with_part_of_day(reader, Reading::unresolved(at..end, RULE)));
    };
    let weekday = Weekday::from_monday_one_offset(number).ok()?;
    let ahead = step == Some(1) || step != Some(-1) && reader.looks_ahead(at_day);
    let today_counts = matches!(step, None | Some(0)) && published.weekday() == weekday;
    let nth = if ahead { 1 } else { -1 };
    let day = if today_counts {
        published
    } else {
        published.nth_weekday(nth, weekday).ok()?
    };
    let reading = Reading::day(at..end, day, RULE).published("derived/weekday-from-publication@1");
    Some(with_part_of_day(reader, reading))
}

/// "March 22", "22 March", "Friday, March 22"
pub(super) fn date_without_year(reader: &Reader<'_, '_>, at: usize) -> Option<Reading> {
    const RULE: &str = "time/day-month@1";
    let (month, day, end) = absolute::day_and_month(reader, at)?;
    Date::new(2000, month, day).ok()?;
    let Some(published) = reader.published else {
        return Some(Reading::unresolved(at..end, RULE));
    };
    let in_year = |year: i16| Date::new(year, month, day).ok();
    let day = nearest_year(published, reader.looks_ahead(at), in_year)?;
    Some(Reading::day(at..end, day, RULE).published("derived/year-from-publication@1"))
}

/// "in March", "last March", "early March"
pub(super) fn month_without_year(reader: &Reader<'_, '_>, at: usize) -> Option<Reading> {
    const RULE: &str = "time/month@1";
    let step = reader.calendar.steps.get(reader.words.lower(at)).copied();
    let at_month = absolute::skip_loose(reader, at + usize::from(step.is_some()));
    let month = absolute::month(reader, at_month)?;
    let end = at_month + 1;
    let Some(published) = reader.published else {
        return Some(Reading::unresolved(at..end, RULE));
    };
    let this_month = published.month();
    let ahead = step == Some(1) || step != Some(-1) && reader.looks_ahead(at_month);
    let years = match (ahead, step) {
        (false, Some(-1)) => -i16::from(this_month <= month),
        (false, _) => -i16::from(this_month < month),
        (true, Some(1)) => i16::from(month <= this_month),
        (true, _) => i16::from(month < this_month),
    };
    let day = Date::new(published.year() + years, month, 1).ok()?;
    Some(Reading::month(at..end, day, RULE).published("derived/year-from-publication@1"))
}

/// "last spring", "this summer", "in the autumn"
pub(super) fn season_without_year(reader: &Reader<'_, '_>, at: usize) -> Option<Reading> {
    const RULE: &str = "time/season@1";
    let words = reader.words;
    let step = reader.calendar.steps.get(words.lower(at)).copied();
    let at_season = at + usize::from(step.is_some());
    let season = reader.calendar.seasons.get(words.lower(at_season))?;
    let is_noun = words.token(at_season)?.pos() == "NOUN";
    let is_introduced =
        step.is_some() || words.before(at) == "in" || words.phrase_before(at, "in the").is_some();
    if !is_noun || !is_introduced || words.lower(at_season + 1) == "of" {
        return None;
    }
    let end = at_season + 1;
    let Some(published) = reader.published else {
        return Some(Reading::unresolved(at..end, RULE));
    };
    let this_year = published.year();
    let ends =
        |year: i16| absolute::season_of(season, year, at, end, RULE).and_then(|one| one.interval);
    let is_over = |year: i16| ends(year).is_some_and(|(_, last)| last < published);
    let has_begun = |year: i16| ends(year).is_some_and(|(first, _)| first <= published);
    let year = match step {
        Some(-1) if is_over(this_year) => this_year,
        Some(-1) if is_over(this_year - 1) => this_year - 1,
        Some(-1) => this_year - 2,
        Some(1) => this_year + i16::from(has_begun(this_year)),
        Some(_) => this_year,
        None if has_begun(this_year) || reader.looks_ahead(at_season) => this_year,
        None => this_year - 1,
    };
    let reading = absolute::season_of(season, year, at, end, RULE)?;
    Some(reading.published("derived/year-from-publication@1"))
}

/// "the third quarter", "third-quarter", "the third quarter of 2023"
pub(super) fn quarter(reader: &Reader<'_, '_>, at: usize) -> Option<Reading> {
    const RULE: &str = "time/quarter@1";
    let words = reader.words;
    let at_number = at + usize::from(words.lower(at) == "the");
    let number = *reader.calendar.quarters.get(words.lower(at_number))?;
    let at_word = at_number + 1 + usize::from(words.lower(at_number + 1) == "-");
    if words.lower(at_word) != "quarter" {
        return None;
    }
    let first_day = |year: i16| Date::new(year, 3 * number - 2, 1).ok();
    let reading = |year: i16, end: usize| {
        let interval = (
            first_day(year)?,
            Date::new(year, 3 * number, 1).ok()?.last_of_month(),
        );
        Some(Reading::date(
            at..end,
            format!("{year:04}-Q{number}"),
            interval,
            Precision::Season,
            RULE,
        ))
    };
    let at_year = at_word + 1 + usize::from(words.lower(at_word + 1) == "of");
    if let Some(year) = absolute::year_number(reader, at_year) {
        return reading(year, at_year + 1);
    }
    let Some(published) = reader.published else {
        return Some(Reading::unresolved(at..at_word + 1, RULE));
    };
    let day = nearest_year(published, reader.looks_ahead(at_word), first_day)?;
    Some(reading(day.year(), at_word + 1)?.published("derived/year-from-publication@1"))
}

/// "last week", "earlier this month", "late next year", "this morning", "last night"
pub(super) fn stepped_unit(reader: &Reader<'_, '_>, at: usize) -> Option<Reading> {
    const RULE: &str = "time/last-unit@1";
    let at_step = absolute::skip_loose(reader, at);
    let step = *reader.calendar.steps.get(reader.words.lower(at_step))?;
    let end = at_step + 2;
    let word = reader.words.lower(at_step + 1);
    if let Some(code) = reader.calendar.parts_of_day.get(word) {
        let is_said = step == 0 || step == -1 && word == "night";
        return is_said.then(|| from_published(reader, at, end, step).part_of_day(code, end));
    }
    let is_length = step != 0 && reader.words.lower(at_step) == "past";
    let unit = reader
        .calendar
        .units
        .get(word)
        .filter(|_| !is_length && !word.ends_with('s'))?;
    if *unit == Unit::Day {
        return None;
    }
    let Some(published) = reader.published else {
        return Some(Reading::unresolved(at..end, RULE));
    };
    let reading = in_unit(reader, at, end, published, *unit, step, RULE)?;
    Some(reading.published("derived/unit-from-publication@1"))
}

/// "two days ago", "a year ago", "years ago"
pub(super) fn ago(reader: &Reader<'_, '_>, at: usize) -> Option<Reading> {
    const RULE: &str = "time/ago@1";
    let is_ago = |at: usize| {
        reader
            .calendar
            .words
            .before_now
            .iter()
            .any(|one| one == reader.words.lower(at))
    };
    if reader.calendar.units.contains_key(reader.words.lower(at)) && is_ago(at + 1) {
        return Some(Reading::vague(
            at..at + 2,
            TimeKind::Date,
            "PAST_REF".to_owned(),
            RULE,
        ));
    }
    let (count, unit, end) = length::counted_unit(reader, at)?;
    if !is_ago(end) {
        return None;
    }
    let end = end + 1;
    let Some(published) = reader.published else {
        return Some(Reading::unresolved(at..end, RULE));
    };
    let reading = in_unit(reader, at, end, published, unit, -count, RULE)?;
    Some(reading.published("derived/ago-from-publication@1"))
}

/// "the next day", "the same day"
pub(super) fn day_of_the_story(reader: &Reader<'_, '_>, at: usize) -> Option<Reading> {
    const RULE: &str = "time/next-day@1";
    let words = reader.words;
    let at_step = if words.lower(at) == "the" {
        at + 1
    } else {
        return that_day(reader, at);
    };
    let step = *reader
        .calendar
        .steps_in_the_story
        .get(words.lower(at_step))?;
    (words.lower(at_step + 1) == "day").then(|| from_last_date(reader, at, at_step + 2, step, RULE))
}

fn that_day(reader: &Reader<'_, '_>, at: usize) -> Option<Reading> {
    let end = reader.words.phrase_at(at, "that day")?;
    Some(from_last_date(reader, at, end, 0, "time/that-day@1"))
}

/// "two days later", "a day earlier"
pub(super) fn later_or_earlier(reader: &Reader<'_, '_>, at: usize) -> Option<Reading> {
    const RULE: &str = "time/later@1";
    let (count, unit, end) = length::counted_unit(reader, at)?;
    let word = reader.words.lower(end);
    let is_one_of = |list: &[String]| list.iter().any(|one| one == word);
    let sign = match () {
        () if is_one_of(&reader.calendar.words.later) => 1,
        () if is_one_of(&reader.calendar.words.earlier) => -1,
        () => return None,
    };
    let reading = reader
        .last_date
        .and_then(|day| in_unit(reader, at, end + 1, day, unit, sign * count, RULE));
    let Some(reading) = reading.filter(|reading| reading.interval.is_some()) else {
        return Some(Reading::unresolved(at..end + 1, RULE));
    };
    Some(reading.from(Anchor::LastDate, "derived/later-than-last-date@1"))
}

/// "recently"
pub(super) fn vague(reader: &Reader<'_, '_>, at: usize) -> Option<Reading> {
    let value = reader.calendar.vague.get(reader.words.lower(at))?;
    Some(Reading::vague(
        at..at + 1,
        TimeKind::Date,
        value.clone(),
        "time/vague@1",
    ))
}

/// The day `step` days from the day of publication.
fn from_published(reader: &Reader<'_, '_>, start: usize, end: usize, step: i64) -> Reading {
    const RULE: &str = "time/named-day@1";
    let day = reader
        .published
        .and_then(|published| published.checked_add(step.days()).ok());
    let Some(day) = day else {
        return Reading::unresolved(start..end, RULE);
    };
    Reading::day(start..end, day, RULE).published("derived/day-from-publication@1")
}

/// The day `step` days from the one last spoken of.
fn from_last_date(
    reader: &Reader<'_, '_>,
    start: usize,
    end: usize,
    step: i64,
    rule: &'static str,
) -> Reading {
    let day = reader
        .last_date
        .and_then(|day| day.checked_add(step.days()).ok());
    let Some(day) = day else {
        return Reading::unresolved(start..end, rule);
    };
    Reading::day(start..end, day, rule).from(Anchor::LastDate, "derived/day-from-last-date@1")
}

/// The unit of time `step` units from the one in which `day` lies.
fn in_unit(
    reader: &Reader<'_, '_>,
    start: usize,
    end: usize,
    day: Date,
    unit: Unit,
    step: i64,
    rule: &'static str,
) -> Option<Reading> {
    let range = start..end;
    match unit {
        Unit::Minute | Unit::Hour => Some(Reading::unresolved(range, rule)),
        Unit::Day => Some(with_part_of_day(
            reader,
            Reading::day(range, day.checked_add(step.days()).ok()?, rule),
        )),
        Unit::Week => Reading::week(
            range,
            day.checked_add(step.checked_mul(7)?.days()).ok()?,
            rule,
        ),
        Unit::Month => Some(Reading::month(range, months_on(day, step)?, rule)),
        Unit::Year => Some(Reading::year(
            range,
            months_on(day, step.checked_mul(12)?)?,
            rule,
        )),
        Unit::Decade => {
            let first = months_on(day, step.checked_mul(120)?)?.year() / 10 * 10;
            let interval = (
                Date::new(first, 1, 1).ok()?,
                Date::new(first + 9, 12, 31).ok()?,
            );
            Some(Reading::date(
                range,
                (first / 10).to_string(),
                interval,
                Precision::Vague,
                rule,
            ))
        }
    }
}

/// Spans larger than any date are none of jiff's: they give nothing.
fn months_on(day: Date, months: i64) -> Option<Date> {
    let months = i32::try_from(months)
        .ok()
        .filter(|months| months.abs() < 100_000)?;
    day.checked_add(months.months()).ok()
}

/// So far back, a date without its year is rather one that lies ahead.
const RATHER_AHEAD_DAYS: i64 = 300;

/// Of the years around the day of publication, the last that lies before it, a week's grace
/// given; for what is to come, and where that is nearly a year ago, the first that lies after it.
fn nearest_year(
    published: Date,
    ahead: bool,
    in_year: impl Fn(i16) -> Option<Date>,
) -> Option<Date> {
    let this_year = published.year();
    let candidates: Vec<_> = (this_year - 4..=this_year + 4)
        .filter_map(in_year)
        .collect();
    let next = candidates.iter().find(|day| published <= **day);
    if ahead {
        return next.copied();
    }
    let latest = published.checked_add(7.days()).ok()?;
    let earliest = published.checked_sub(RATHER_AHEAD_DAYS.days()).ok()?;
    let recent = candidates
        .iter()
        .rfind(|day| earliest <= **day && **day <= latest);
    recent.or(next).copied()
}

/// "Monday *night*"
fn with_part_of_day(reader: &Reader<'_, '_>, reading: Reading) -> Reading {
    let end = reading.range.end;
    match reader.calendar.parts_of_day.get(reader.words.lower(end)) {
        Some(code) => reading.part_of_day(code, end + 1),
        None => reading,
    }
}
