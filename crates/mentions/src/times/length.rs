//! Durations and recurring times.

use ascribe_knowledge::Unit;
use ascribe_model::TimeKind;

use super::Reader;
use super::reading::Reading;

/// "three days", "the past two weeks", "a three-day siege", "several months"
pub(super) fn duration(reader: &Reader<'_, '_>, at: usize) -> Option<Reading> {
    let words = reader.words;
    let at_past = at + usize::from(["the", "its", "their"].contains(&words.lower(at)));
    let past = &reader.calendar.words.past;
    let is_past = past.iter().any(|one| one == words.lower(at_past));
    let at_count = at_past + usize::from(is_past);
    if at < at_count && is_article(words.lower(at_count)) && !is_several(reader, at_count) {
        return None;
    }
    let length = length(reader, at_count)?;
    let start = if ["its", "their"].contains(&words.lower(at)) {
        at_past
    } else {
        at
    };
    let is_age = ["old", "-"].contains(&words.lower(length.end));
    let is_part = length.unit == Unit::Quarter
        && (length.steps() == Some((1, Unit::Quarter)) || words.lower(length.end) == "of");
    let is_none =
        is_age || is_part || is_rate(reader, at) || length.count == Some(0) && !length.half;
    let value = length.value().filter(|_| !is_none)?;
    Some(Reading::vague(
        start..length.end,
        TimeKind::Duration,
        value,
        "time/duration@1",
    ))
}

fn is_several(reader: &Reader<'_, '_>, at: usize) -> bool {
    let known = &reader.calendar.words;
    reader
        .words
        .longest_at(at, &known.several)
        .or(reader.words.longest_at(at, &known.couple))
        .is_some()
}

/// "four flights *a week*", "$500 *a year*": how often or how much, no length of time.
fn is_rate(reader: &Reader<'_, '_>, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| reader.words.token(at));
    let is_count = before.is_some_and(|before| {
        ["NOUN", "NUM", "SYM"].contains(&before.pos()) || before.text() == "%"
    });
    is_count && is_article(reader.words.lower(at)) && !is_several(reader, at)
}

/// "every day", "each Friday", "daily", "on Fridays", "twice a week"
pub(super) fn recurring(reader: &Reader<'_, '_>, at: usize) -> Option<Reading> {
    const RULE: &str = "time/recurring@1";
    let words = reader.words;
    let known = &reader.calendar.words;
    let set = |end: usize, value: String| Some(Reading::vague(at..end, TimeKind::Set, value, RULE));
    if let Some(value) = known.recurring.get(words.lower(at)) {
        let is_adverb = words
            .token(at)
            .is_some_and(|token| ["ADV", "ADJ"].contains(&token.pos()));
        return is_adverb.then(|| set(at + 1, value.clone())).flatten();
    }
    if let Some(day) = words
        .lower(at)
        .strip_suffix('s')
        .and_then(|day| reader.calendar.weekdays.get(day))
    {
        return set(at + 1, format!("XXXX-WXX-{day}"));
    }
    if let Some(end) = how_often(reader, at) {
        let length = length(reader, end)?;
        return set(length.end, length.value()?);
    }
    if !known.every.iter().any(|one| one == words.lower(at)) {
        return None;
    }
    if let Some(day) = reader.calendar.weekdays.get(words.lower(at + 1)) {
        return set(at + 2, format!("XXXX-WXX-{day}"));
    }
    if let Some(length) = length(reader, at + 1) {
        return set(length.end, length.value()?);
    }
    let unit = *reader.calendar.units.get(words.lower(at + 1))?;
    let is_rare = matches!(unit, Unit::Decade | Unit::Century | Unit::Weekend);
    let clock = if is_clock(unit) { "T" } else { "" };
    (!is_rare)
        .then(|| set(at + 2, format!("P{clock}1{}", in_letters(unit).0)))
        .flatten()
}

/// "twice", "three times" before "a week": where it ends.
fn how_often(reader: &Reader<'_, '_>, at: usize) -> Option<usize> {
    let words = reader.words;
    let times = &reader.calendar.words.times;
    let is_times = |at: usize| times.iter().any(|one| one == words.lower(at));
    let is_count = reader.numbers.values.contains_key(words.lower(at));
    let end = match () {
        () if is_times(at) && words.lower(at) != "times" => at + 1,
        () if is_count && words.lower(at + 1) == "times" => at + 2,
        () => return None,
    };
    is_article(words.lower(end)).then_some(end)
}

/// A length of time and where its words end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Length {
    /// How many; none where nobody counted: "several days".
    count: Option<i64>,
    /// Half a unit more.
    half: bool,
    unit: Unit,
    pub(super) end: usize,
}

impl Length {
    /// As so many steps of a unit, where it is told exactly enough.
    pub(super) fn steps(&self) -> Option<(i64, Unit)> {
        let count = self.count?;
        match (self.half, self.unit) {
            (false, unit) => Some((count, unit)),
            (true, Unit::Year) => Some((12 * count + 6, Unit::Month)),
            (true, _) => None,
        }
    }

    /// As TIMEX3 writes it: `P3D`, `PT1M30S`, `PXW`.
    fn value(&self) -> Option<String> {
        let (unit, times) = in_letters(self.unit);
        let clock = if is_clock(self.unit) { "T" } else { "" };
        let Some(count) = self.count else {
            let unit = match self.unit {
                Unit::Decade => "E",
                Unit::Century => "C",
                _ => unit,
            };
            return Some(format!("P{clock}X{unit}"));
        };
        let count = count.checked_mul(times)?;
        if !self.half {
            return Some(format!("P{clock}{count}{unit}"));
        }
        let half = match self.unit {
            Unit::Decade | Unit::Century => return Some(format!("P{}Y", count + times / 2)),
            Unit::Year => "6M",
            Unit::Hour => "30M",
            Unit::Minute => "30S",
            Unit::Day => "T12H",
            _ => return Some(format!("P{count}.5{unit}")),
        };
        let whole = if count == 0 {
            String::new()
        } else {
            format!("{count}{unit}")
        };
        Some(format!("P{clock}{whole}{half}"))
    }
}

/// "two days", "a week", "three-day", "several months", "a year and a half", "2 1/2 hours"
pub(super) fn length(reader: &Reader<'_, '_>, at: usize) -> Option<Length> {
    let words = reader.words;
    if let Some(end) = words
        .phrase_at(at, "half a")
        .or_else(|| words.phrase_at(at, "half an"))
    {
        let unit = *reader.calendar.units.get(words.lower(end))?;
        return Some(Length {
            count: Some(0),
            half: true,
            unit,
            end: end + 1,
        });
    }
    let (count, at_next) = count(reader, at)?;
    let at_half = words
        .phrase_at(at_next, "and a half")
        .or_else(|| words.phrase_at(at_next, "1/2"));
    let at_between = at_half.unwrap_or(at_next);
    let hyphen = words.lower(at_between) == "-"
        && at_between
            .checked_sub(1)
            .is_some_and(|last| words.joined(last));
    let between = &reader.calendar.words.between;
    let at_unit = words
        .longest_at(at_between, between)
        .unwrap_or(at_between + usize::from(hyphen));
    let unit = *reader.calendar.units.get(words.lower(at_unit))?;
    let is_counted = count.is_some() || words.lower(at_unit).ends_with('s');
    let at_end = at_unit + 1;
    let half_after = words.phrase_at(at_end, "and a half");
    let is_length = is_counted && unit != Unit::Weekend;
    is_length.then_some(Length {
        count,
        half: at_half.or(half_after).is_some(),
        unit,
        end: half_after.unwrap_or(at_end),
    })
}

fn is_article(word: &str) -> bool {
    ["a", "an"].contains(&word)
}

/// How many, and where that ends; none where nobody counted.
fn count(reader: &Reader<'_, '_>, at: usize) -> Option<(Option<i64>, usize)> {
    let words = reader.words;
    let known = &reader.calendar.words;
    if let Some(end) = words.longest_at(at, &known.couple) {
        return Some((Some(2), end));
    }
    if let Some(end) = words.longest_at(at, &known.several) {
        return Some((None, end));
    }
    let word = words.lower(at);
    if is_article(word) {
        return Some((Some(1), at + 1));
    }
    let spelled = reader.numbers.values.get(word).copied();
    let Some(value) = spelled else {
        let figure = word
            .parse()
            .ok()
            .filter(|count| (0..10_000).contains(count))?;
        return Some((Some(figure), at + 1));
    };
    let unit = reader.numbers.values.get(words.lower(at + 2)).copied();
    let unit = unit.filter(|unit| {
        (20..100).contains(&value) && words.lower(at + 1) == "-" && (1..10).contains(unit)
    });
    let count = i64::try_from(value + unit.unwrap_or(0)).ok()?;
    Some((Some(count), at + if unit.is_some() { 3 } else { 1 }))
}

fn is_clock(unit: Unit) -> bool {
    matches!(unit, Unit::Second | Unit::Minute | Unit::Hour)
}

/// TIMEX3's letter, and how many of these a unit is.
fn in_letters(unit: Unit) -> (&'static str, i64) {
    match unit {
        Unit::Second => ("S", 1),
        Unit::Minute | Unit::Month => ("M", 1),
        Unit::Hour => ("H", 1),
        Unit::Day => ("D", 1),
        Unit::Week => ("W", 1),
        Unit::Weekend => ("WE", 1),
        Unit::Quarter => ("Q", 1),
        Unit::Year => ("Y", 1),
        Unit::Decade => ("Y", 10),
        Unit::Century => ("Y", 100),
    }
}
