//! Durations, recurring times and times of day.

use ascribe_knowledge::Unit;
use ascribe_model::{Anchor, Precision, TimeKind};

use super::reading::Reading;
use super::{RULES_FOR_DAYS, Reader};

/// "three days", "the past two weeks", "a three-day siege"
pub(super) fn duration(reader: &Reader<'_, '_>, at: usize) -> Option<Reading> {
    let at_past = at + usize::from(reader.words.lower(at) == "the");
    let past = reader
        .calendar
        .words
        .past
        .iter()
        .any(|one| one == reader.words.lower(at_past));
    let (count, unit, end) = if past {
        counted_unit(reader, at_past + 1)?
    } else {
        counted_unit(reader, at)?
    };
    let is_age = ["old", "-"].contains(&reader.words.lower(end));
    let value = format!(
        "P{}{count}{}",
        if is_clock(unit) { "T" } else { "" },
        letter(unit)
    );
    let value = if unit == Unit::Decade {
        format!("P{}Y", count.checked_mul(10)?)
    } else {
        value
    };
    (!is_age).then(|| Reading::vague(at..end, TimeKind::Duration, value, "time/duration@1"))
}

/// "every day", "each Friday", "daily"
pub(super) fn recurring(reader: &Reader<'_, '_>, at: usize) -> Option<Reading> {
    const RULE: &str = "time/recurring@1";
    let words = reader.words;
    let set = |end: usize, value: String| Some(Reading::vague(at..end, TimeKind::Set, value, RULE));
    if let Some(value) = reader.calendar.words.recurring.get(words.lower(at)) {
        let is_adverb = words
            .token(at)
            .is_some_and(|token| ["ADV", "ADJ"].contains(&token.pos()));
        return is_adverb.then(|| set(at + 1, value.clone())).flatten();
    }
    if !reader
        .calendar
        .words
        .every
        .iter()
        .any(|one| one == words.lower(at))
    {
        return None;
    }
    if let Some(day) = reader.calendar.weekdays.get(words.lower(at + 1)) {
        return set(at + 2, format!("XXXX-WXX-{day}"));
    }
    let unit = *reader.calendar.units.get(words.lower(at + 1))?;
    (!is_clock(unit) && unit != Unit::Decade)
        .then(|| set(at + 2, format!("P1{}", letter(unit))))
        .flatten()
}

/// "10:30 a.m.", "10 pm on Friday"
pub(super) fn clock(reader: &Reader<'_, '_>, at: usize) -> Option<Reading> {
    const RULE: &str = "time/clock@1";
    let words = reader.words;
    let (hour, minute) = words
        .lower(at)
        .split_once(':')
        .unwrap_or((words.lower(at), "00"));
    let half = words.lower(at + 1).replace('.', "");
    let is_half = half == "am" || half == "pm";
    if !is_half && !words.lower(at).contains(':') {
        return None;
    }
    let number = |text: &str| (text.len() <= 2).then(|| text.parse::<u8>().ok()).flatten();
    let (hour, minute) = (number(hour)?, number(minute).filter(|minute| *minute < 60)?);
    let hour = match half.as_str() {
        "pm" if hour < 12 => hour + 12,
        "am" if hour == 12 => 0,
        _ => hour,
    };
    let end = at + 1 + usize::from(is_half);
    let time = (hour < 24).then(|| format!("{hour:02}:{minute:02}"))?;
    let at_day = end + usize::from(words.lower(end) == "on");
    let day = RULES_FOR_DAYS
        .iter()
        .filter_map(|rule| rule(reader, at_day))
        .max_by_key(|day| day.range.end);
    if let Some(day) = day.filter(|day| day.precision == Precision::Day) {
        let end = day.range.end;
        return Some(day.part_of_day(&time, end).starting(at));
    }
    let Some(day) = reader.last_date else {
        return Some(Reading {
            kind: TimeKind::Time,
            ..Reading::unresolved(at..end, RULE)
        });
    };
    let reading = Reading::day(at..end, day, RULE).part_of_day(&time, end);
    Some(reading.from(Anchor::LastDate, "derived/day-from-last-date@1"))
}

/// "two days", "a week", "three-day": how many, of what, and where it ends.
pub(super) fn counted_unit(reader: &Reader<'_, '_>, at: usize) -> Option<(i64, Unit, usize)> {
    let words = reader.words;
    let word = words.lower(at);
    let count = match word {
        "a" | "an" => 1,
        _ => {
            let spelled = reader.numbers.values.get(word).copied();
            i64::try_from(spelled.or_else(|| word.parse().ok())?)
                .ok()
                .filter(|count| *count < 10_000)?
        }
    };
    let hyphen = words.lower(at + 1) == "-" && words.joined(at);
    let at_unit = at + 1 + usize::from(hyphen);
    let unit = *reader.calendar.units.get(words.lower(at_unit))?;
    Some((count, unit, at_unit + 1))
}

fn is_clock(unit: Unit) -> bool {
    matches!(unit, Unit::Minute | Unit::Hour)
}

fn letter(unit: Unit) -> &'static str {
    match unit {
        Unit::Minute => "M",
        Unit::Hour => "H",
        Unit::Day => "D",
        Unit::Week => "W",
        Unit::Month => "M",
        Unit::Year | Unit::Decade => "Y",
    }
}
