//! When: `16 NOV 89`, `- 16 NOV 89` for a day no later, `15 NOV 89 - 21 NOV 89`.

use ascribe::wire::{Event, Record, Time};

use super::incident::Incident;
use super::nearby::nearest;

const MONTHS: [&str; 12] = [
    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
];

const WEEKDAYS: [&str; 7] = [
    "MONDAY",
    "TUESDAY",
    "WEDNESDAY",
    "THURSDAY",
    "FRIDAY",
    "SATURDAY",
    "SUNDAY",
];

/// The date of an incident; the day of publication as the last day it can have been.
pub(super) fn of(record: &Record, incident: &Incident<'_>) -> Option<String> {
    let mut events = incident.events.iter();
    let told = events.find_map(|event| told(record, event));
    told.or_else(|| beside(record, incident))
        .or_else(|| before(record))
}

/// A day told of in the incident's sentences, where no event has a time.
fn beside(record: &Record, incident: &Incident<'_>) -> Option<String> {
    let published = record.report.published.as_ref();
    let dateline = published.and_then(|day| day.span.as_ref());
    let is_dateline = |time: &Time| {
        dateline.is_some_and(|line| line.start <= time.span.start && time.span.end <= line.end)
    };
    let times = record.times.iter().filter(|time| !is_dateline(time));
    let days = times.filter_map(|time| Some((&time.span, written_time(record, time)?)));
    nearest(record, incident, days)
}

/// The date that the report gives for an event.
pub(super) fn told(record: &Record, event: &Event) -> Option<String> {
    let id = event.time.as_ref()?;
    let time = record.times.iter().find(|time| time.id == *id)?;
    written_time(record, time)
}

fn written_time(record: &Record, time: &Time) -> Option<String> {
    let words = time.span.text.to_uppercase();
    let [first, last] = time.interval.as_ref()?;
    let has_figure = words.bytes().any(|byte| byte.is_ascii_digit());
    // A weekday is not counted back: the task takes the day of publication as the last.
    if WEEKDAYS.iter().any(|day| words.contains(day)) && !has_figure {
        return before(record);
    }
    let published = record
        .report
        .published
        .as_ref()
        .map(|day| day.value.as_str());
    if first == last {
        return written(first);
    }
    let is_long =
        first.get(..4) != last.get(..4) || published.is_some_and(|day| day < first.as_str());
    if is_long {
        return None;
    }
    let last = published.map_or(last.as_str(), |day| last.as_str().min(day));
    Some(format!("{} - {}", written(first)?, written(last)?))
}

fn before(record: &Record) -> Option<String> {
    let published = record.report.published.as_ref()?;
    Some(format!("- {}", written(&published.value)?))
}

/// `1989-11-16` as `16 NOV 89`.
fn written(day: &str) -> Option<String> {
    let (year, rest) = day.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    let month = MONTHS.get(month.parse::<usize>().ok()?.checked_sub(1)?)?;
    Some(format!("{day} {month} {}", year.get(2..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days() {
        assert_eq!(written("1989-11-06").as_deref(), Some("06 NOV 89"));
        assert_eq!(written("1989-13-06"), None);
    }
}
