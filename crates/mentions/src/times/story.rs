//! Dates that count from what the report last spoke of: "the next day", "two years later", "later that year".

use ascribe_knowledge::Unit;
use ascribe_model::{Anchor, Precision};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::reading::Reading;
use super::relative::in_unit;
use super::{RULES_FOR_DAYS, Reader, absolute, feast, length, period};

/// What has been spoken of so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Story {
    /// The day last spoken of.
    pub(super) day: Option<Date>,
    /// The first day of the date last spoken of, how exact that was, and the sentences since.
    pub(super) point: Option<(Date, Precision, usize)>,
    /// The first day of the quarter last spoken of, and the sentences since.
    pub(super) quarter: Option<(Date, usize)>,
    /// Where, in this sentence, a day of a named month ended.
    pub(super) named: Option<(usize, Date)>,
}

impl Story {
    pub(super) fn beginning(published: Option<Date>) -> Self {
        let point = published.map(|day| (day, Precision::Day, 0));
        Self {
            day: published,
            point,
            ..Self::default()
        }
    }

    /// One sentence on.
    pub(super) fn next_sentence(&mut self) {
        self.named = None;
        if let Some((_, _, since)) = &mut self.point {
            *since += 1;
        }
        if let Some((_, since)) = &mut self.quarter {
            *since += 1;
        }
    }

    pub(super) fn tell(&mut self, reading: &Reading) {
        let Some((first, _)) = reading.interval.filter(|_| !reading.is_compared) else {
            return;
        };
        if reading.precision == Precision::Day {
            self.day = Some(first);
            self.named = Some((reading.range.end, first));
        }
        if reading.is_quarter() {
            self.quarter = Some((first, 0));
        }
        if reading.precision != Precision::Vague {
            self.point = Some((first, reading.precision, 0));
        }
    }

    /// The first day of what was last spoken of, where that was at least as exact as `unit`.
    fn point_for(&self, unit: Unit) -> Option<Date> {
        let finest = |precision| match precision {
            Precision::Day => Unit::Day,
            Precision::Week => Unit::Week,
            Precision::Month => Unit::Month,
            Precision::Season => Unit::Quarter,
            _ => Unit::Year,
        };
        self.point
            .filter(|(_, precision, _)| finest(*precision) <= unit)
            .map(|(day, ..)| day)
    }
}

/// "the next day", "that year", "later that month", "the following morning", "the previous Friday"
pub(super) fn stepped(reader: &Reader<'_, '_>, at: usize) -> Option<Reading> {
    const RULE: &str = "time/next-day@1";
    let words = reader.words;
    let at_that = absolute::skip_loose(reader, at);
    let (step, at_word) = match words.lower(at_that) {
        "that" => (0, at_that + 1),
        "the" => (
            *reader
                .calendar
                .steps_in_the_story
                .get(words.lower(at_that + 1))?,
            at_that + 2,
        ),
        _ => return None,
    };
    let (word, end) = (words.lower(at_word), at_word + 1);
    if let Some(code) = reader.calendar.parts_of_day.get(word) {
        return Some(day_on(reader, at, end, step, RULE).part_of_day(code, end));
    }
    if let Some(number) = reader.calendar.weekdays.get(word).filter(|_| step != 0) {
        return weekday_on(reader, at, end, step, *number);
    }
    let unit = *reader.calendar.units.get(word)?;
    if unit == Unit::Day {
        return Some(day_on(reader, at, end, step, RULE));
    }
    if unit == Unit::Quarter {
        return period::story_quarter(reader, at, end, RULE).filter(|_| step == 0);
    }
    if word.ends_with('s') || matches!(unit, Unit::Second | Unit::Minute | Unit::Hour) {
        return None;
    }
    let reading = reader
        .story
        .point_for(unit)
        .and_then(|day| in_unit(reader, at, end, day, unit, step, RULE));
    let Some(reading) = reading else {
        return Some(Reading::unresolved(at..end, RULE));
    };
    Some(reading.from(Anchor::LastDate, "derived/unit-from-last-date@1"))
}

fn weekday_on(
    reader: &Reader<'_, '_>,
    at: usize,
    end: usize,
    step: i64,
    number: i8,
) -> Option<Reading> {
    const RULE: &str = "time/next-weekday@1";
    let weekday = Weekday::from_monday_one_offset(number).ok()?;
    let nth = i32::try_from(step.signum()).ok()?;
    let day = reader
        .story
        .day
        .and_then(|day| day.nth_weekday(nth, weekday).ok());
    let Some(day) = day else {
        return Some(Reading::unresolved(at..end, RULE));
    };
    let reading = Reading::day(at..end, day, RULE);
    Some(reading.from(Anchor::LastDate, "derived/weekday-from-last-date@1"))
}

/// "two days later", "a day earlier", "a year earlier" of a quarter
pub(super) fn later_or_earlier(reader: &Reader<'_, '_>, at: usize) -> Option<Reading> {
    const RULE: &str = "time/later@1";
    let length = length::length(reader, at)?;
    let end = length.end;
    let word = reader.words.lower(end);
    let is_one_of = |list: &[String]| list.iter().any(|one| one == word);
    let sign = match () {
        () if is_one_of(&reader.calendar.words.later) => 1,
        () if is_one_of(&reader.calendar.words.earlier) && !has_object(reader, end) => -1,
        () => return None,
    };
    if let Some(reading) = quarter_of_last_year(reader, at, end + 1, &length, RULE) {
        return Some(reading).filter(|_| sign < 0);
    }
    let reading = length.steps().and_then(|(count, unit)| {
        let day = reader.story.point_for(unit)?;
        in_unit(reader, at, end + 1, day, unit, sign * count, RULE)
    });
    let Some(reading) = reading.filter(|reading| reading.interval.is_some()) else {
        return Some(Reading::unresolved(at..end + 1, RULE));
    };
    let reading = reading.from(Anchor::LastDate, "derived/later-than-last-date@1");
    Some(if sign < 0 {
        reading.compared()
    } else {
        reading
    })
}

/// "two days *before the attack*": whether what follows says what it was before.
fn has_object(reader: &Reader<'_, '_>, at: usize) -> bool {
    let words = reader.words;
    words.lower(at) == "before" && !ends_here(reader, at + 1)
}

fn ends_here(reader: &Reader<'_, '_>, at: usize) -> bool {
    let next = reader.words.token(at);
    next.is_none_or(|next| ["PUNCT", "SPACE", "VERB", "AUX"].contains(&next.pos()))
}

/// How many sentences a quarter is remembered in comparisons.
const QUARTER_LASTS: usize = 3;

/// "a year ago", "a year earlier" where a quarter is spoken of: the same quarter of the year before.
pub(super) fn quarter_of_last_year(
    reader: &Reader<'_, '_>,
    at: usize,
    end: usize,
    length: &length::Length,
    rule: &'static str,
) -> Option<Reading> {
    let (first, _) = reader
        .story
        .quarter
        .filter(|(_, since)| *since <= QUARTER_LASTS)?;
    if length.steps() != Some((1, Unit::Year)) {
        return None;
    }
    let reading = Reading::quarter(at..end, first.checked_sub(1.year()).ok()?, rule);
    let reading = reading.from(Anchor::LastDate, "derived/quarter-of-the-year-before@1");
    Some(reading.compared())
}

/// "the day before Christmas", "a day after the vote"
pub(super) fn beside_day(reader: &Reader<'_, '_>, at: usize) -> Option<Reading> {
    const RULE: &str = "time/day-before@1";
    let words = reader.words;
    let at_day = at + usize::from(["the", "a", "one"].contains(&words.lower(at)));
    let end = at_day + 1;
    let step = match (words.lower(at_day), words.lower(end)) {
        ("day", "before") => -1,
        ("day", "after") => 1,
        _ => return None,
    };
    let rules = RULES_FOR_DAYS
        .iter()
        .chain([&(feast::feast as super::Rule)]);
    let day = rules
        .filter_map(|rule| rule(reader, end + 1))
        .filter(|day| day.precision == Precision::Day)
        .max_by_key(|day| day.range.end);
    if let Some(reading) = day {
        let (day, _) = reading.interval?;
        let shifted = Reading::day(
            at..reading.range.end,
            day.checked_add(step.days()).ok()?,
            RULE,
        );
        return Some(Reading {
            anchor: reading.anchor,
            derived: reading.derived,
            ..shifted
        });
    }
    if ends_here(reader, end + 1) {
        return (words.lower(at) == "the").then(|| day_on(reader, at, end + 1, step, RULE));
    }
    Some(Reading {
        anchor: Some(Anchor::Event),
        ..Reading::unresolved(at..end + 1, RULE)
    })
}

/// "24 April and *25*", "April 24-*25*"
pub(super) fn further_day(reader: &Reader<'_, '_>, at: usize) -> Option<Reading> {
    const RULE: &str = "time/further-day@1";
    const JOINED_BY: [&str; 6] = ["and", "or", ",", "-", "–", "to"];
    let words = reader.words;
    let (end, day) = reader.story.named?;
    let is_joined = end + 1 == at && JOINED_BY.contains(&words.lower(end));
    let number = is_joined
        .then(|| absolute::day_of_month(reader, at))
        .flatten()?;
    let counts = words
        .token(at)
        .is_some_and(|token| token.dep() == "nummod" && token.id() < token.head().id());
    let day = Date::new(day.year(), day.month(), number)
        .ok()
        .filter(|next| day < *next)?;
    (!counts).then(|| {
        Reading::day(at..at + 1, day, RULE).from(Anchor::LastDate, "derived/month-from-last-date@1")
    })
}

/// The day `step` days from the one last spoken of.
fn day_on(
    reader: &Reader<'_, '_>,
    start: usize,
    end: usize,
    step: i64,
    rule: &'static str,
) -> Reading {
    let day = reader
        .story
        .day
        .and_then(|day| day.checked_add(step.days()).ok());
    let Some(day) = day else {
        return Reading::unresolved(start..end, rule);
    };
    Reading::day(start..end, day, rule).from(Anchor::LastDate, "derived/day-from-last-date@1")
}
