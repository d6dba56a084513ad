//! Years, decades and centuries, in figures and in words.

use std::ops::RangeInclusive;

use ascribe_model::Precision;
use jiff::civil::Date;

use super::Reader;
use super::absolute::skip_loose;
use super::reading::Reading;

/// Figures that can be years.
const YEARS: RangeInclusive<i16> = 1800..=2199;

/// A year that stands somewhere.
pub(super) struct Year {
    pub(super) number: i16,
    /// Where its words end.
    pub(super) end: usize,
    /// Whether it is counted from the day of publication: "last year".
    is_relative: bool,
}

impl Year {
    /// The reading that this year completes.
    pub(super) fn completing(&self, reading: Reading) -> Reading {
        if self.is_relative {
            return reading.published("derived/year-from-publication@1");
        }
        reading
    }
}

/// "1998", "nineteen ninety-eight", "last year", "the year"
pub(super) fn year_at(reader: &Reader<'_, '_>, at: usize) -> Option<Year> {
    if let Some(number) = year_number(reader, at) {
        return Some(Year {
            number,
            end: at + 1,
            is_relative: false,
        });
    }
    if let Some((number, end)) = spelled(reader, at) {
        return Some(Year {
            number,
            end,
            is_relative: false,
        });
    }
    let at_year = at + 1 + usize::from(reader.words.lower(at + 1) == "fiscal");
    let step = match reader.words.lower(at) {
        "the" => 0,
        word => i16::try_from(*reader.calendar.steps.get(word)?).ok()?,
    };
    let number = reader.published?.year() + step;
    (reader.words.lower(at_year) == "year").then_some(Year {
        number,
        end: at_year + 1,
        is_relative: true,
    })
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

/// "nineteen ninety-six", "twenty twenty", "two thousand and three": the year and its end.
fn spelled(reader: &Reader<'_, '_>, at: usize) -> Option<(i16, usize)> {
    const TENS: RangeInclusive<u64> = 10..=90;
    let words = reader.words;
    let value = |at: usize| reader.numbers.values.get(words.lower(at)).copied();
    if value(at) == Some(2) && words.lower(at + 1) == "thousand" {
        let rest = at + 2 + usize::from(words.lower(at + 2) == "and");
        let unit = value(rest).filter(|unit| (1..20).contains(unit));
        let number = i16::try_from(2000 + unit.unwrap_or(0)).ok()?;
        return Some((number, if unit.is_some() { rest + 1 } else { at + 2 }));
    }
    let century = value(at).filter(|century| (18..=20).contains(century))?;
    let tens = value(at + 1).filter(|tens| TENS.contains(tens))?;
    let at_unit = at + 2 + usize::from(words.lower(at + 2) == "-" && words.joined(at + 1));
    let unit = value(at_unit).filter(|unit| 20 <= tens && (1..10).contains(unit));
    let number = i16::try_from(100 * century + tens + unit.unwrap_or(0)).ok()?;
    Some((number, if unit.is_some() { at_unit + 1 } else { at + 2 }))
}

/// "in 2021", "the 2021 attack", "post-2021"
pub(super) fn year(reader: &Reader<'_, '_>, at: usize) -> Option<Reading> {
    const RULE: &str = "time/year@1";
    let words = reader.words;
    if let Some(number) = joined_year(reader, at) {
        return Some(Reading::year(
            at..at + 1,
            Date::new(number, 1, 1).ok()?,
            RULE,
        ));
    }
    let at_year = skip_loose(reader, at);
    let (number, end) = year_number(reader, at_year)
        .map(|number| (number, at_year + 1))
        .or_else(|| spelled_year(reader, at_year))?;
    let day = Date::new(number, 1, 1).ok()?;
    let token = words.token(at_year)?;
    let is_date = token.entity_kind() == "DATE";
    let counts = token.dep() == "nummod" && token.id() < token.head().id();
    let before = words.before(at_year);
    let is_introduced = at < at_year
        || reader
            .calendar
            .words
            .before_year
            .iter()
            .any(|one| one == before);
    let is_year = match counts {
        true => is_date || names_one(reader, at_year),
        false => is_introduced || is_date || end != at_year + 1,
    };
    let start = if before == "fiscal" && at == at_year {
        at - 1
    } else {
        at
    };
    let start = if words.phrase_before(start, "the year").is_some() {
        start - 2
    } else {
        start
    };
    is_year.then(|| Reading::year(start..end, day, RULE))
}

/// In words only beyond doubt: not the "two thousand" of "two thousand men".
fn spelled_year(reader: &Reader<'_, '_>, at: usize) -> Option<(i16, usize)> {
    let (number, end) = spelled(reader, at)?;
    let is_named = reader.words.lower(at) != "two" || reader.words.before(at) == "year";
    is_named.then_some((number, end))
}

/// "*the 2021* attack": one thing, known by its year.
fn names_one(reader: &Reader<'_, '_>, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| reader.words.token(at));
    let is_determined = before.is_some_and(|before| ["DT", "PRP$", "POS"].contains(&before.tag()));
    let head = reader.words.token(at).map(|token| token.head());
    is_determined && head.is_some_and(|head| ["NN", "NNP"].contains(&head.tag()))
}

/// "post-2011", written as one word.
fn joined_year(reader: &Reader<'_, '_>, at: usize) -> Option<i16> {
    let (before, year) = reader.words.lower(at).split_once('-')?;
    let words = &reader.calendar.words.joined_to_year;
    words
        .iter()
        .any(|one| one == before)
        .then(|| year_of(year))
        .flatten()
}

/// "the 1990s", "the '80s", "the mid-1990s"
pub(super) fn decade(reader: &Reader<'_, '_>, at: usize) -> Option<Reading> {
    let words = reader.words;
    let at_word = skip_loose(reader, at + usize::from(words.lower(at) == "the"));
    let word = words.lower(at_word);
    let is_split = ["'", "’"].contains(&word);
    let word = if is_split {
        words.lower(at_word + 1)
    } else {
        word
    };
    let word = word.rsplit_once('-').map_or(word, |(_, word)| word);
    let text = word.strip_suffix('s').filter(|text| text.ends_with('0'))?;
    let first = match text.trim_start_matches(['\'', '’']) {
        short if short.len() == 2 && (is_split || short.len() < text.len()) => {
            year_of(&format!("19{short}"))?
        }
        long => year_of(long)?,
    };
    let end = at_word + 1 + usize::from(is_split);
    decade_from(at..end, first, "time/decade@1")
}

/// The ten years from `first` on.
pub(super) fn decade_from(
    range: std::ops::Range<usize>,
    first: i16,
    rule: &'static str,
) -> Option<Reading> {
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

/// "the 20th century", "the nineteenth century"
pub(super) fn century(reader: &Reader<'_, '_>, at: usize) -> Option<Reading> {
    let words = reader.words;
    let at_number = at + usize::from(words.lower(at) == "the");
    let word = words.lower(at_number);
    let figure = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|end| word.strip_suffix(end)?.parse().ok());
    let number: i16 = figure.or_else(|| {
        reader
            .calendar
            .ordinals
            .get(word)
            .map(|number| i16::from(*number))
    })?;
    let at_word = at_number + 1 + usize::from(words.lower(at_number + 1) == "-");
    let is_century = words.lower(at_word) == "century" && (2..=30).contains(&number);
    is_century
        .then(|| century_from(at..at_word + 1, number, "time/century@1"))
        .flatten()
}

/// The hundred years that are the `number`th.
pub(super) fn century_from(
    range: std::ops::Range<usize>,
    number: i16,
    rule: &'static str,
) -> Option<Reading> {
    let first = 100 * (number - 1);
    let interval = (
        Date::new(first + 1, 1, 1).ok()?,
        Date::new(first + 100, 12, 31).ok()?,
    );
    Some(Reading::date(
        range,
        format!("{:02}", number - 1),
        interval,
        Precision::Vague,
        rule,
    ))
}
