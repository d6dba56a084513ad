//! Quarters, halves, and stretches of time named by their unit alone: "the third quarter", "the first
//! half of 2019", "the year", "the weekend", "the year-earlier quarter".
//!
//! "The quarter" is a stretch of time only where the report has spoken of one: towns have quarters too.

use ascribe_knowledge::Unit;
use ascribe_model::{Anchor, Precision, TimeKind};
use jiff::ToSpan;
use jiff::civil::Date;

use super::Reader;
use super::absolute::nearest_year;
use super::reading::Reading;
use super::relative::{Outlook, in_unit};
use super::years::{year_at, year_number};

/// "the third quarter", "third-quarter", "the third quarter of 2023", "the 2023 third quarter"
pub(super) fn quarter(reader: &Reader<'_, '_>, at: usize) -> Option<Reading> {
    const RULE: &str = "time/quarter@1";
    let words = reader.words;
    let at_year = at + usize::from(words.lower(at) == "the");
    let year_before = year_number(reader, at_year);
    let at_number = skip_fiscal(reader, at_year + usize::from(year_before.is_some()));
    let number = *reader.calendar.quarters.get(words.lower(at_number))?;
    let is_joined = words.lower(at_number + 1) == "-";
    let at_word = at_number + 1 + usize::from(is_joined);
    if words.lower(at_word) != "quarter" {
        return None;
    }
    let start = if is_joined { at_year } else { at };
    let first_day = |year: i16| Date::new(year, 3 * number - 2, 1).ok();
    if let Some(year) = year_before {
        return Some(Reading::quarter(start..at_word + 1, first_day(year)?, RULE));
    }
    let at_year = at_word + 1 + usize::from(words.lower(at_word + 1) == "of");
    if let Some(year) = year_at(reader, at_year) {
        let reading = Reading::quarter(start..year.end, first_day(year.number)?, RULE);
        return Some(year.completing(reading));
    }
    let Some(published) = reader.published else {
        return Some(Reading::unresolved(start..at_word + 1, RULE));
    };
    let day = near_quarter(published, reader.outlook(at_word), first_day)?;
    let reading = Reading::quarter(start..at_word + 1, day, RULE);
    Some(reading.published("derived/year-from-publication@1"))
}

/// Days after its end in which a quarter's figures are still to come.
const TOLD_WITHIN: i64 = 75;

/// What is to come of a quarter that has just ended is its report.
fn near_quarter(
    published: Date,
    outlook: Outlook,
    first_day: impl Fn(i16) -> Option<Date>,
) -> Option<Date> {
    if outlook == Outlook::Back {
        return nearest_year(published, outlook, first_day);
    }
    let still = published.checked_sub(TOLD_WITHIN.days()).ok()?;
    let years = published.year() - 1..=published.year() + 2;
    years
        .filter_map(first_day)
        .find(|day| day.checked_add(3.months()).is_ok_and(|end| still < end))
}

/// "the first half of 2019", "the last half of the year"
pub(super) fn half(reader: &Reader<'_, '_>, at: usize) -> Option<Reading> {
    const RULE: &str = "time/half@1";
    let words = reader.words;
    let at_number = at + usize::from(words.lower(at) == "the");
    let number = *reader.calendar.halves.get(words.lower(at_number))?;
    if words.lower(at_number + 1) != "half" || words.lower(at_number + 2) != "of" {
        return None;
    }
    let year = year_at(reader, at_number + 3)?;
    let first = Date::new(year.number, 6 * number - 5, 1).ok()?;
    let last = Date::new(year.number, 6 * number, 1).ok()?.last_of_month();
    let value = format!("{:04}-H{number}", year.number);
    let reading = Reading::date(at..year.end, value, (first, last), Precision::Season, RULE);
    Some(year.completing(reading))
}

/// "the weekend", "during the year", "by the end of the month", "the current year"
pub(super) fn unit_alone(reader: &Reader<'_, '_>, at: usize) -> Option<Reading> {
    const RULE: &str = "time/unit-alone@1";
    let words = reader.words;
    if words.lower(at) != "the" {
        return None;
    }
    let known = &reader.calendar.words;
    let latest = words.longest_at(at + 1, &known.latest);
    let current = words.longest_at(at + 1, &known.current);
    let at_unit = skip_fiscal(reader, latest.or(current).unwrap_or(at + 1));
    let (word, end) = (words.lower(at_unit), at_unit + 1);
    if latest.is_some() && word == "period" {
        return story_quarter(reader, at, end, RULE);
    }
    let unit = *reader
        .calendar
        .units
        .get(word)
        .filter(|_| !word.ends_with('s'))?;
    let is_ended = known.ended.iter().any(|one| one == words.lower(end));
    if is_ended && unit == Unit::Year {
        return Some(Reading::vague(
            at..end,
            TimeKind::Duration,
            "P1Y".to_owned(),
            RULE,
        ));
    }
    let is_introduced = known.before_unit.iter().any(|one| one == words.before(at));
    match unit {
        Unit::Quarter if current.is_some() => current_unit(reader, at, end, unit, 0),
        Unit::Quarter => story_quarter(reader, at, end, RULE)
            .or_else(|| current_unit(reader, at, end, unit, -1).filter(|_| latest.is_some())),
        Unit::Weekend => weekend(reader, at, end),
        Unit::Year if latest.is_some() => current_unit(reader, at, end, unit, -1),
        Unit::Week | Unit::Month | Unit::Year
            if current.is_some() || is_introduced && stands_alone(reader, end) =>
        {
            current_unit(reader, at, end, unit, 0)
        }
        _ => None,
    }
}

/// Nothing follows that would say which year is meant.
fn stands_alone(reader: &Reader<'_, '_>, end: usize) -> bool {
    const SAYS_WHICH: [&str; 12] = [
        "before", "after", "when", "that", "which", "of", "since", "-", "between", "from", "until",
        "prior",
    ];
    let next = reader.words.token(end);
    let is_noun_part =
        next.is_some_and(|next| ["NOUN", "PROPN", "NUM", "PRON", "ADJ"].contains(&next.pos()));
    !SAYS_WHICH.contains(&reader.words.lower(end)) && !is_noun_part
}

/// The unit in which what was said in this sentence lies; else that of publication.
fn current_unit(
    reader: &Reader<'_, '_>,
    at: usize,
    end: usize,
    unit: Unit,
    step: i64,
) -> Option<Reading> {
    const RULE: &str = "time/unit-alone@1";
    let told = reader.story.point.filter(|(_, _, since)| *since == 0);
    let told = told.filter(|(_, precision, _)| *precision <= Precision::Month && step == 0);
    if let Some((day, ..)) = told.filter(|(day, ..)| Some(*day) != reader.published) {
        let reading = in_unit(reader, at, end, day, unit, 0, RULE)?;
        return Some(reading.from(Anchor::LastDate, "derived/unit-from-last-date@1"));
    }
    let Some(published) = reader.published else {
        return Some(Reading::unresolved(at..end, RULE));
    };
    let reading = in_unit(reader, at, end, published, unit, step, RULE)?;
    Some(reading.published("derived/unit-from-publication@1"))
}

fn weekend(reader: &Reader<'_, '_>, at: usize, end: usize) -> Option<Reading> {
    const RULE: &str = "time/weekend@1";
    let Some(published) = reader.published else {
        return Some(Reading::unresolved(at..end, RULE));
    };
    let is_now = 5 <= published.weekday().to_monday_zero_offset();
    let step = -i64::from(!is_now && reader.outlook(end - 1) == Outlook::Back);
    let reading = in_unit(reader, at, end, published, Unit::Weekend, step, RULE)?;
    Some(reading.published("derived/unit-from-publication@1"))
}

/// The quarter last spoken of.
pub(super) fn story_quarter(
    reader: &Reader<'_, '_>,
    at: usize,
    end: usize,
    rule: &'static str,
) -> Option<Reading> {
    let (first, _) = reader.story.quarter?;
    let reading = Reading::quarter(at..end, first, rule);
    Some(reading.from(Anchor::LastDate, "derived/quarter-last-spoken-of@1"))
}

/// "the year-earlier quarter", "the year-ago period", "a year-earlier loss", "the 2018 period"
pub(super) fn year_earlier(reader: &Reader<'_, '_>, at: usize) -> Option<Reading> {
    const RULE: &str = "time/year-earlier@1";
    let words = reader.words;
    let at_year = at + usize::from(words.lower(at) == "the");
    let named = year_number(reader, at_year).filter(|_| words.lower(at_year + 1) == "period");
    let at_noun = match named {
        Some(_) => at_year + 1,
        None => words.longest_at(at_year, &reader.calendar.words.year_before)?,
    };
    let noun = words.lower(at_noun);
    let has_noun = ["quarter", "period"].contains(&noun);
    let is_adjective = words
        .token(at_noun)
        .is_some_and(|next| ["NOUN", "ADJ", "PROPN"].contains(&next.pos()));
    if !has_noun && (at_year != at || !is_adjective) {
        return None;
    }
    let range = at..at_noun + usize::from(has_noun);
    let quarter = reader.story.quarter.map(|(first, _)| first);
    let year_of_quarter = |first: Date| named.unwrap_or(first.year() - 1);
    if let Some(first) = quarter {
        let first = Date::new(year_of_quarter(first), first.month(), 1).ok()?;
        let reading = Reading::quarter(range, first, RULE);
        let reading = reading.from(Anchor::LastDate, "derived/quarter-of-the-year-before@1");
        return Some(reading.compared());
    }
    if let Some(year) = named {
        return Some(Reading::year(range, Date::new(year, 1, 1).ok()?, RULE));
    }
    let Some(published) = reader.published else {
        return Some(Reading::unresolved(range, RULE));
    };
    let reading = Reading::year(range, published.checked_sub(1.year()).ok()?, RULE);
    Some(reading.published("derived/ago-from-publication@1"))
}

/// "by year-end", "at the year's end"
pub(super) fn year_end(reader: &Reader<'_, '_>, at: usize) -> Option<Reading> {
    const RULE: &str = "time/year-end@1";
    let end = reader
        .words
        .longest_at(at, &reader.calendar.words.year_end)?;
    let Some(published) = reader.published else {
        return Some(Reading::unresolved(at..end, RULE));
    };
    let back = reader.words.before(at) == "since";
    let reading = Reading::year(
        at..end,
        published.checked_sub(i32::from(back).years()).ok()?,
        RULE,
    );
    Some(reading.published("derived/unit-from-publication@1"))
}

fn skip_fiscal(reader: &Reader<'_, '_>, at: usize) -> usize {
    let words = &reader.calendar.words.fiscal;
    let is_one = words.iter().any(|one| one == reader.words.lower(at));
    at + usize::from(is_one) + usize::from(is_one && reader.words.lower(at + 1) == "-")
}
