//! Times of day: "10:30 a.m.", "5 p.m. GMT on Friday", "midnight Tuesday", "the night of 3 March".

use ascribe_model::{Anchor, Precision, TimeKind};

use super::reading::Reading;
use super::{RULES_FOR_DAYS, Reader, absolute, relative};

/// "10:30 a.m.", "10 pm on Friday", "around 7 p.m. GMT, 3 March", "noon on Monday"
pub(super) fn clock(reader: &Reader<'_, '_>, at: usize) -> Option<Reading> {
    const RULE: &str = "time/clock@1";
    let words = reader.words;
    let (time, end) = time_of_day(reader, at)?;
    let zone_end = words
        .longest_at(end, &reader.calendar.words.zones)
        .unwrap_or(end);
    let day = [
        zone_end,
        zone_end + usize::from([",", "on"].contains(&words.lower(zone_end))),
    ]
    .into_iter()
    .find_map(|at_day| day(reader, at_day));
    if let Some(day) = day {
        let end = day.range.end;
        return Some(day.part_of_day(&time, end).starting(at));
    }
    if reader.calendar.words.moments.contains_key(words.lower(at))
        && !["at", "by", "until", "till", "around"].contains(&words.before(at))
    {
        return None;
    }
    let Some(day) = reader.story.day else {
        return Some(Reading {
            kind: TimeKind::Time,
            ..Reading::unresolved(at..zone_end, RULE)
        });
    };
    let reading = Reading::day(at..zone_end, day, RULE).part_of_day(&time, zone_end);
    Some(reading.from(Anchor::LastDate, "derived/day-from-last-date@1"))
}

fn day(reader: &Reader<'_, '_>, at: usize) -> Option<Reading> {
    RULES_FOR_DAYS
        .iter()
        .filter_map(|rule| rule(reader, at))
        .filter(|day| day.precision == Precision::Day && day.kind == TimeKind::Date)
        .max_by_key(|day| day.range.end)
}

/// The time of day at `at` as `HH:MM`, and where its words end.
fn time_of_day(reader: &Reader<'_, '_>, at: usize) -> Option<(String, usize)> {
    let words = reader.words;
    if let Some(time) = reader.calendar.words.moments.get(words.lower(at)) {
        return Some((time.clone(), at + 1));
    }
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
    (hour < 24).then(|| (format!("{hour:02}:{minute:02}"), end))
}

/// "the night of 3 March", "mid-afternoon yesterday", "the morning after" not
pub(super) fn part_then_day(reader: &Reader<'_, '_>, at: usize) -> Option<Reading> {
    let words = reader.words;
    let at_part = absolute::skip_loose(reader, at + usize::from(words.lower(at) == "the"));
    let code = reader.calendar.parts_of_day.get(words.lower(at_part))?;
    let at_day = at_part + 1 + usize::from(["of", "on"].contains(&words.lower(at_part + 1)));
    let day = day(reader, at_day)
        .or_else(|| relative::named_day(reader, at_day).filter(|day| day.kind == TimeKind::Date))?;
    let end = day.range.end;
    Some(day.part_of_day(code, end).starting(at))
}
