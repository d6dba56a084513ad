//! Counts: figures, number words, ranges, and the words that bound them.
//!
//! "at least 140" is a low bound and nothing else; "10 to 15" is both bounds. "more than 30" keeps
//! the figure that is stated, 30, as its low bound. "Dozens" is no number: nothing is made of it.
//! Does not know what is counted, nor whether a figure is a year or an age: those who count do.

use std::ops::Range;

use ascribe_knowledge::{Knowledge, Numbers};
use ascribe_nlp::{Doc, TokenId};
use ascribe_text::{Span, Text};

use crate::words::Words;

/// A count with its bounds. Invariant: at least one of the three is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// The words, those that bound it included.
    pub span: Span<Text>,
    /// The same in tokens.
    pub tokens: Range<TokenId>,
    /// No fewer than this.
    pub low: Option<u64>,
    /// This many.
    pub best: Option<u64>,
    /// No more than this.
    pub high: Option<u64>,
    /// Which reading made it: `number/at-least@1`.
    pub rule: &'static str,
}

/// A number within a sentence, as places of the sentence's words.
struct Reading {
    range: Range<usize>,
    low: Option<u64>,
    best: Option<u64>,
    high: Option<u64>,
    rule: &'static str,
}

/// All counts of the text, in order.
#[must_use]
pub fn numbers(doc: &Doc, knowledge: &Knowledge) -> Vec<Number> {
    let mut found = Vec::new();
    for sentence in doc.sentences() {
        let words = Words::of(doc, sentence);
        found.extend(
            readings(&words, &knowledge.numbers)
                .into_iter()
                .map(|reading| number(&words, &reading)),
        );
    }
    found
}

fn number(words: &Words<'_>, reading: &Reading) -> Number {
    Number {
        span: words.span(reading.range.clone()),
        tokens: words.ids(reading.range.clone()),
        low: reading.low,
        best: reading.best,
        high: reading.high,
        rule: reading.rule,
    }
}

fn readings(words: &Words<'_>, table: &Numbers) -> Vec<Reading> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match zero(words, table, at).or_else(|| counted(words, table, at)) {
            Some(reading) => {
                at = reading.range.end;
                found.push(reading);
            }
            None => at += 1,
        }
    }
    found
}

/// "nobody", "no one", "no" before a noun.
fn zero(words: &Words<'_>, table: &Numbers, at: usize) -> Option<Reading> {
    let end = words.longest_at(at, &table.phrases.zero)?;
    let bounds = table.phrases.low.iter().chain(&table.phrases.high);
    let is_bound = bounds
        .filter_map(|phrase| words.phrase_at(at, phrase))
        .any(|bound| end < bound);
    let is_answer = words.lower(at) == "no" && words.token(at).is_some_and(|no| no.tag() == "UH");
    (!is_bound && !is_answer).then(|| Reading::exact(at..end, 0, "number/nobody@1"))
}

/// A figure at `at` with what bounds it on either side.
fn counted(words: &Words<'_>, table: &Numbers, at: usize) -> Option<Reading> {
    let (value, end) = figure(words, table, at)?;
    if !is_count(words, at, end) {
        return None;
    }
    range(words, table, at, value, end).or_else(|| Some(bounded(words, table, at, value, end)))
}

/// "10 to 15", "between 10 and 15".
fn range(words: &Words<'_>, table: &Numbers, at: usize, low: u64, end: usize) -> Option<Reading> {
    let opened = table
        .range
        .opened_by
        .get(words.before(at))
        .map(String::as_str);
    let joined = words.lower(end);
    let is_joined = opened.map_or_else(
        || table.range.joined_by.iter().any(|one| one == joined),
        |by| by == joined,
    );
    let (high, end) = is_joined.then(|| figure(words, table, end + 1)).flatten()?;
    let is_range = low < high
        && is_count(words, at, end)
        && (opened.is_some() || joined != "to" || words.before(at) != "from");
    let start = if opened.is_some() { at - 1 } else { at };
    is_range.then_some(Reading {
        range: start..end,
        low: Some(low),
        best: None,
        high: Some(high),
        rule: "number/range@1",
    })
}

fn bounded(words: &Words<'_>, table: &Numbers, at: usize, value: u64, end: usize) -> Reading {
    let phrases = &table.phrases;
    let low = |range| Reading {
        range,
        low: Some(value),
        best: None,
        high: None,
        rule: "number/at-least@1",
    };
    let high = |range| Reading {
        range,
        low: None,
        best: None,
        high: Some(value),
        rule: "number/at-most@1",
    };
    let before = |list: &[String]| words.longest_before(at, list).map(|start| start..end);
    let after = |list: &[String]| words.longest_at(end, list).map(|end| at..end);
    if let Some(range) = after(&table.after.low) {
        return low(range);
    }
    // "no more than" ends in "more than": the longer phrase is meant.
    let (least, most) = (before(&phrases.low), before(&phrases.high));
    match (least, most) {
        (Some(least), Some(most)) if most.start < least.start => return high(most),
        (Some(least), _) => return low(least),
        (None, Some(most)) => return high(most),
        (None, None) => {}
    }
    let about = before(&phrases.about).or_else(|| after(&table.after.about));
    if let Some(range) = about {
        return Reading::exact(range, value, "number/about@1");
    }
    Reading::exact(
        before(&phrases.exactly).unwrap_or(at..end),
        value,
        "number/figure@1",
    )
}

/// The value of the figure at `at`, and where it ends.
fn figure(words: &Words<'_>, table: &Numbers, at: usize) -> Option<(u64, usize)> {
    if let Some(after) = words
        .phrase_at(at, "half a")
        .or_else(|| words.phrase_at(at, "half"))
    {
        let times = table
            .multipliers
            .get(words.lower(after))
            .filter(|times| **times % 2 == 0)?;
        return Some((times / 2, after + 1));
    }
    if let Some((value, end)) = digits(words, table, at) {
        return Some((value, end));
    }
    spelled(words, table, at)
}

/// `1,200`, `1.2 million`.
fn digits(words: &Words<'_>, table: &Numbers, at: usize) -> Option<(u64, usize)> {
    let text = words.lower(at);
    if !text.starts_with(|first: char| first.is_ascii_digit()) || !is_grouped(text) {
        return None;
    }
    let times = table.multipliers.get(words.lower(at + 1)).copied();
    let end = at + 1 + usize::from(times.is_some());
    let Some((whole, part)) = text.split_once('.') else {
        return Some((
            text.replace(',', "")
                .parse::<u64>()
                .ok()?
                .checked_mul(times.unwrap_or(1))?,
            end,
        ));
    };
    let scale = 10u64.checked_pow(u32::try_from(part.len()).ok()?)?;
    let value = format!("{whole}{part}")
        .replace(',', "")
        .parse::<u64>()
        .ok()?
        .checked_mul(times?)?;
    (value % scale == 0).then_some((value / scale, end))
}

/// Whether commas, if any, stand before groups of three digits, and there is at most one point.
fn is_grouped(text: &str) -> bool {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let all_digits =
        |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split(',');
    let first = groups
        .next()
        .is_some_and(|first| all_digits(first) && (!whole.contains(',') || first.len() <= 3));
    first && groups.all(|group| group.len() == 3 && all_digits(group)) && all_digits(part)
}

/// "twenty-three", "a hundred and forty", "two dozen".
fn spelled(words: &Words<'_>, table: &Numbers, at: usize) -> Option<(u64, usize)> {
    let article = ["a", "an"].contains(&words.lower(at))
        && table.multipliers.contains_key(words.lower(at + 1));
    let (mut total, mut group, mut end) = if article {
        (0, 1, at + 1)
    } else {
        (0, small(words, table, at)?.0, small(words, table, at)?.1)
    };
    while let Some(&times) = table.multipliers.get(words.lower(end)) {
        group *= times;
        end += 1;
        let rest = end + usize::from(words.lower(end) == "and" && 100 <= times);
        if 1000 <= times {
            total += group;
            group = 0;
        }
        if let Some((value, after)) =
            small(words, table, rest).filter(|&(value, _)| 100 <= times && value < times)
        {
            group += value;
            end = after;
        }
    }
    Some((total + group, end))
}

/// A number below a hundred: "twenty", "twenty-three".
fn small(words: &Words<'_>, table: &Numbers, at: usize) -> Option<(u64, usize)> {
    let value = *table.values.get(words.lower(at))?;
    let hyphen = words.lower(at + 1) == "-" && words.joined(at) && words.joined(at + 1);
    let unit_at = if hyphen { at + 2 } else { at + 1 };
    let unit = table
        .values
        .get(words.lower(unit_at))
        .filter(|unit| (1..10).contains(*unit));
    match unit {
        Some(unit) if 20 <= value => Some((value + unit, unit_at + 1)),
        _ => Some((value, at + 1)),
    }
}

/// Not "$12", "12 per cent", "23-year-old", "No. 12".
fn is_count(words: &Words<'_>, at: usize, end: usize) -> bool {
    let compound = ["-", "–"].contains(&words.lower(end))
        && words.joined(end - 1)
        && words.joined(end)
        && words.lower(end + 1).starts_with(char::is_alphabetic);
    let share = ["%", "percent", "per", "pc", "°"].contains(&words.lower(end));
    let money_or_label = ["$", "€", "£", "#", "no.", "-", "/", ":"].contains(&words.before(at))
        && words.joined(at.saturating_sub(1));
    !compound && !share && !money_or_label && words.before(at) != "no."
}

impl Reading {
    fn exact(range: Range<usize>, value: u64, rule: &'static str) -> Self {
        Self {
            range,
            low: None,
            best: Some(value),
            high: None,
            rule,
        }
    }
}

#[cfg(test)]
mod tests {
    use ascribe_nlp::testing::doc_from_table;

    use super::*;

    /// The numbers of a text whose words are set apart by spaces, as `low/best/high`.
    fn check(text: &str, expected: &[(&str, &str)]) {
        let table: Vec<_> = text
            .split(' ')
            .map(|word| format!("{word} {word} X XX 0 ROOT"))
            .collect();
        let table = table
            .join("\n")
            .replace(" 0 ROOT", " 1 dep")
            .replacen(" 1 dep", " 0 ROOT", 1);
        let doc = doc_from_table(text, &table);
        let found = numbers(&doc, &Knowledge::built_in().unwrap());
        let side = |value: Option<u64>| value.map_or(String::new(), |value| value.to_string());
        let shown: Vec<_> = found
            .iter()
            .map(|one| {
                (
                    one.span.slice(text),
                    format!("{}/{}/{}", side(one.low), side(one.best), side(one.high)),
                )
            })
            .collect();
        let shown: Vec<_> = shown
            .iter()
            .map(|(words, value)| (*words, value.as_str()))
            .collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn figures_and_words() {
        check("12 people", &[("12", "/12/")]);
        check("1,200 people", &[("1,200", "/1200/")]);
        check("1.5 million people", &[("1.5 million", "/1500000/")]);
        check("a dozen people", &[("a dozen", "/12/")]);
        check("two dozen people", &[("two dozen", "/24/")]);
        check("half a dozen people", &[("half a dozen", "/6/")]);
        check(
            "a hundred and forty people",
            &[("a hundred and forty", "/140/")],
        );
        check(
            "two thousand three hundred and five",
            &[("two thousand three hundred and five", "/2305/")],
        );
        check("exactly nine people", &[("exactly nine", "/9/")]);
    }

    #[test]
    fn bounds() {
        check("at least 140 people", &[("at least 140", "140//")]);
        check("more than 30 people", &[("more than 30", "30//")]);
        check("no more than 30 people", &[("no more than 30", "//30")]);
        check("no fewer than 30 people", &[("no fewer than 30", "30//")]);
        check("up to 50 people", &[("up to 50", "//50")]);
        check("about 30 people", &[("about 30", "/30/")]);
        check("30 or more people", &[("30 or more", "30//")]);
        check("10 to 15 people", &[("10 to 15", "10//15")]);
        check(
            "between 10 and 15 people",
            &[("between 10 and 15", "10//15")],
        );
    }

    #[test]
    fn nobody_is_nought() {
        check("no one died", &[("no one", "/0/")]);
        check("nobody died", &[("nobody", "/0/")]);
        check("no people died", &[("no", "/0/")]);
    }

    #[test]
    fn what_is_no_count() {
        for text in [
            "dozens of people",
            "hundreds died",
            "12 percent",
            "12 % of them",
            "the first man",
            "12.5 of them",
        ] {
            check(text, &[]);
        }
    }
}
