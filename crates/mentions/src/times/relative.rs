//! Dates that say where they lie from another day.

use ascribe_knowledge::Unit;
use ascribe_model::TimeKind;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::reading::Reading;
use super::{Reader, absolute, length, story, years};

/// Which way the clause around a time looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outlook {
    /// It tells of what has been.
    Back,
    /// It may tell of what is to come: "reports on Monday", "plans to meet on Monday".
    Perhaps,
    /// It tells of what is to come: "will meet on Monday".
    Ahead,
}

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
    let at_this = absolute::skip_loose(reader, at);
    let at_step = at_this + usize::from(["this", "the"].contains(&reader.words.lower(at_this)));
    let step = reader
        .calendar
        .steps
        .get(reader.words.lower(at_step))
        .copied();
    let at_step = if step.is_some() { at_step } else { at_this };
    let step = step.or_else(|| {
        reader
            .calendar
            .steps
            .get(reader.words.lower(at_step))
            .copied()
    });
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
    let is_owner = reader.words.lower(at_day + 1) == "'s";
    let looks_ahead = !is_owner && reader.outlook(at_day) != Outlook::Back;
    let ahead = step == Some(1) || step != Some(-1) && looks_ahead;
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
    let day = absolute::nearest_year(published, reader.outlook(at), in_year)?;
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
    if step.is_none() {
        let in_year = |year: i16| Date::new(year, month, 1).ok();
        let outlook = reader.outlook(at_month);
        let is_now = this_month == month;
        let day = in_year(published.year()).filter(|_| is_now);
        let day = day.or_else(|| match outlook {
            Outlook::Back => in_year(published.year() - i16::from(this_month < month)),
            _ => absolute::nearest_year(published, outlook, in_year),
        })?;
        return Some(
            Reading::month(at..end, day, RULE).published("derived/year-from-publication@1"),
        );
    }
    let ahead = step == Some(1);
    let years = match (ahead, step) {
        (_, Some(0)) => 0,
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
    let at_step = at
        + usize::from(
            words.lower(at) == "this" && reader.calendar.steps.contains_key(words.lower(at + 1)),
        );
    let step = reader.calendar.steps.get(words.lower(at_step)).copied();
    let at_season = at_step + usize::from(step.is_some());
    let season = reader.calendar.seasons.get(words.lower(at_season))?;
    let is_noun = words.token(at_season)?.pos() == "NOUN";
    let at_the = at.saturating_sub(usize::from(words.before(at) == "the"));
    let introducing = &reader.calendar.words.before_unit;
    let is_introduced = step.is_some() || introducing.iter().any(|one| one == words.before(at_the));
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
        None if has_begun(this_year) || reader.outlook(at_season) != Outlook::Back => this_year,
        None => this_year - 1,
    };
    let reading = absolute::season_of(season, year, at, end, RULE)?;
    Some(reading.published("derived/year-from-publication@1"))
}

/// "last week", "earlier this month", "late next year", "this morning", "last night"
pub(super) fn stepped_unit(reader: &Reader<'_, '_>, at: usize) -> Option<Reading> {
    const RULE: &str = "time/last-unit@1";
    let at_the = absolute::skip_loose(reader, at);
    let at_step = at_the + usize::from(["the", "this"].contains(&reader.words.lower(at_the)));
    let is_plain = !reader
        .calendar
        .steps
        .contains_key(reader.words.lower(at_step));
    let at_step = if is_plain { at_the } else { at_step };
    let step = *reader.calendar.steps.get(reader.words.lower(at_step))?;
    let end = at_step + 2;
    let word = reader.words.lower(at_step + 1);
    if let Some(code) = reader.calendar.parts_of_day.get(word) {
        let is_said = step == 0 || step == -1 && word == "night";
        return is_said.then(|| from_published(reader, at, end, step).part_of_day(code, end));
    }
    let is_in_the_story = reader.words.lower(at_the) == "the"
        && !["last", "past"].contains(&reader.words.lower(at_step));
    let unit = reader
        .calendar
        .units
        .get(word)
        .filter(|_| !is_in_the_story && !word.ends_with('s'))?;
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
    let length = length::length(reader, at)?;
    if !is_ago(length.end) {
        return None;
    }
    let end = length.end + 1;
    let Some((count, unit)) = length.steps() else {
        return Some(Reading::vague(
            at..end,
            TimeKind::Date,
            "PAST_REF".to_owned(),
            RULE,
        ));
    };
    if let Some(reading) = story::quarter_of_last_year(reader, at, end, &length, RULE) {
        return Some(reading);
    }
    let Some(published) = reader.published else {
        return Some(Reading::unresolved(at..end, RULE));
    };
    let reading = in_unit(reader, at, end, published, unit, -count, RULE)?;
    Some(reading.published("derived/ago-from-publication@1"))
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

/// The unit of time `step` units from the one in which `day` lies.
pub(super) fn in_unit(
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
        Unit::Second | Unit::Minute | Unit::Hour => Some(Reading::unresolved(range, rule)),
        Unit::Day => {
            let day = days_on(day, step)?;
            Some(with_part_of_day(reader, Reading::day(range, day, rule)))
        }
        Unit::Week => Reading::week(range, weeks_on(day, step)?, rule),
        Unit::Weekend => Reading::weekend(range, weeks_on(day, step)?, rule),
        Unit::Month => Some(Reading::month(range, months_on(day, step)?, rule)),
        Unit::Quarter => {
            let day = months_on(day, step.checked_mul(3)?)?;
            Some(Reading::quarter(range, day, rule))
        }
        Unit::Year => {
            let day = months_on(day, step.checked_mul(12)?)?;
            Some(Reading::year(range, day, rule))
        }
        Unit::Decade => {
            let first = months_on(day, step.checked_mul(120)?)?.year() / 10 * 10;
            years::decade_from(range, first, rule)
        }
        Unit::Century => {
            let year = months_on(day, step.checked_mul(1200)?)?.year();
            years::century_from(range, (year - 1) / 100 + 1, rule)
        }
    }
}

fn weeks_on(day: Date, weeks: i64) -> Option<Date> {
    days_on(day, weeks.checked_mul(7)?)
}

fn days_on(day: Date, days: i64) -> Option<Date> {
    let days = Some(days).filter(|days| days.abs() < 4_000_000)?;
    day.checked_add(days.days()).ok()
}

/// Spans larger than any date are none of jiff's: they give nothing.
fn months_on(day: Date, months: i64) -> Option<Date> {
    let months = i32::try_from(months)
        .ok()
        .filter(|months| months.abs() < 100_000)?;
    day.checked_add(months.months()).ok()
}

/// "Monday *night*"
pub(super) fn with_part_of_day(reader: &Reader<'_, '_>, reading: Reading) -> Reading {
    let end = reading.range.end;
    match reader.calendar.parts_of_day.get(reader.words.lower(end)) {
        Some(code) => reading.part_of_day(code, end + 1),
        None => reading,
    }
}
