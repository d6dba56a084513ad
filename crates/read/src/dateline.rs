//! Datelines: "ZANDAR, 4 March 2024 (Velt Press) -", and lines that hold a date alone.
//!
//! Only English month names are known. A date without a year, or in figures that could be read in
//! two ways, gives no day of publication.

use std::sync::LazyLock;

use ascribe_model::{KnownFrom, Note, Published};
use ascribe_text::{Span, Text};
use jiff::civil::Date;
use regex::{Captures, Regex};

use crate::dates::{self, NoSuchDay};

/// A dateline at the start of a paragraph.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Dateline {
    /// Its length in bytes, the dash behind it included.
    pub(crate) length: usize,
}

/// A date as news writes it, with or without its year.
const DATE: &str = r"(?xi:
      \d{1,2} (?:st|nd|rd|th)? \s+ (?:MONTHS) [a-z]* \.? (?: ,? \s+ (?: \d{4} | \d{2} ) \b )?
    | (?:MONTHS) [a-z]* \.? \s+ \d{1,2} (?: ,? \s+ \d{4} )?
    | \d{4}-\d{2}-\d{2}
)";

/// How the English names of the months begin.
const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// In capitals, a place needs nothing else: "ZANDAR - ".
static CAPITALS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)^ \p{Lu}[\p{Lu}'’./\ -]{2,40} REGION (?: \ \(\p{Lu}[^()\n]{2,30}\), )? (?: ,? \s* DATE )? \s* (?: \([^()\n]{2,40}\) )? DASH",
    )
});

/// A capitalised place needs its agency: "Zandar (Velt) - ".
static CAPITALISED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)^ \p{Lu}[\p{L}'’.-]+ (?: \ \p{Lu}[\p{L}'’.-]+ ){0,2} REGION (?: ,? \s* DATE )? \s* \(\p{Lu}[^()\n]{1,39}\) DASH",
    )
});

static ALONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)^ (?: (?: Published | Posted | Updated | Date | This\ story\ is ) (?: \ on | \ from )? :? \s* )? (?: \p{Lu}\p{Ll}{2,8} ,? \s+ )? DATE $",
    )
});

static FULL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?xi)\b (?: (?<day>\d{1,2}) (?:st|nd|rd|th)? \s+ (?<month>MONTHS) [a-z]* \.? ,? \s+ (?<year>\d{4}|\d{2})
        | (?<month_first>MONTHS) [a-z]* \.? \s+ (?<day_second>\d{1,2}) ,? \s+ (?<year_third>\d{4})
        | (?<iso>\d{4}-\d{2}-\d{2}) ) \b",
    )
});

/// The dateline that a paragraph begins with, if words follow it.
pub(crate) fn at_start(words: &str) -> Option<Dateline> {
    let found = CAPITALS.find(words).or_else(|| CAPITALISED.find(words))?;
    let rest = words[found.end()..].chars().next()?;
    // In running text a dash goes on in small letters: "the Front (ZLF) - its name since 2019 -".
    let begins = rest.is_uppercase() || !rest.is_alphabetic() && !rest.is_whitespace();
    begins.then_some(Dateline {
        length: found.end(),
    })
}

/// Whether a line is a date or a dateline and nothing else: "Monday, 4 March 2024", "ZANDAR -".
pub(crate) fn is_alone(words: &str) -> bool {
    let whole = |pattern: &Regex| {
        pattern
            .find(words)
            .is_some_and(|found| found.end() == words.len())
    };
    ALONE.is_match(words) || whole(&CAPITALS) || whole(&CAPITALISED)
}

/// The day of publication that the dateline at `span` gives in full, or a note that there is no
/// such day.
pub(crate) fn published(text: &str, span: Span<Text>) -> Option<Result<Published, Note>> {
    let captures = FULL.captures(span.slice(text))?;
    let words = captures.get(0)?;
    let at = Span::new(span.start() + words.start(), span.start() + words.end());
    let found = day(&captures)?.map(|value| Published {
        value,
        known_from: KnownFrom::Dateline,
        span: Some(at),
    });
    Some(found.map_err(|NoSuchDay| Note {
        span: Some(at),
        ..dates::no_such_day(words.as_str())
    }))
}

/// The first day that `words` give in full.
pub(crate) fn full_day(words: &str) -> Option<Result<Date, NoSuchDay>> {
    day(&FULL.captures(words)?)
}

fn day(captures: &Captures<'_>) -> Option<Result<Date, NoSuchDay>> {
    let part = |name| captures.name(name).map(|part| part.as_str());
    if let Some(iso) = part("iso") {
        return Some(iso.parse().map_err(|_| NoSuchDay));
    }
    let month = part("month").or(part("month_first"))?;
    let month = MONTHS
        .iter()
        .position(|&name| name.eq_ignore_ascii_case(month))?;
    let day = part("day").or(part("day_second"))?;
    let year = part("year").or(part("year_third"))?;
    let date = Date::new(
        full_year(year)?,
        i8::try_from(month + 1).ok()?,
        day.parse().ok()?,
    );
    Some(date.map_err(|_| NoSuchDay))
}

/// "90" as 1990: of the years that two figures can mean, the one from 1970 to 2069.
fn full_year(figures: &str) -> Option<i16> {
    let year: i16 = figures.parse().ok()?;
    Some(match (figures.len(), year) {
        (2, 70..) => 1900 + year,
        (2, _) => 2000 + year,
        _ => year,
    })
}

/// Compiles a pattern in which words in capitals stand for parts that several have.
pub(crate) fn pattern(template: &str) -> Regex {
    let pattern = template
        .replace("REGION", r"(?: ,\ \p{Lu}[\p{L}.'’\ ]{2,30} ){0,2}")
        .replace(
            "DASH",
            r"\s* (?: -{2,3} \s* | \s-(?:\s+|$) | [–—] \s* | \s_(?:\s+|$) )",
        )
        .replace("DATE", DATE)
        .replace("MONTHS", &MONTHS.join("|"));
    Regex::new(&pattern).expect("the patterns are constants, and tests compile them")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, dateline: Option<&str>) {
        let found = at_start(words).map(|found| words[..found.length].trim_end());
        assert_eq!(found, dateline, "{words}");
    }

    #[test]
    fn datelines() {
        check(
            "ZANDAR, 4 March (Velt) - A bomb went off.",
            Some("ZANDAR, 4 March (Velt) -"),
        );
        check(
            "ZANDAR, Kolmia (VP) — “No,” he said.",
            Some("ZANDAR, Kolmia (VP) —"),
        );
        check(
            "ZANDAR, Sept. 4, 2023 -- A bomb went off.",
            Some("ZANDAR, Sept. 4, 2023 --"),
        );
        check("ZANDAR – Five people died.", Some("ZANDAR –"));
        check(
            "OLD ZANDAR, 4 MAR 23 -- FIVE DIED.",
            Some("OLD ZANDAR, 4 MAR 23 --"),
        );
        check(
            "ZANDAR, Kolmia (VP) _ Five people died.",
            Some("ZANDAR, Kolmia (VP) _"),
        );
        check(
            "Old Zandar (Velt) - Five people died.",
            Some("Old Zandar (Velt) -"),
        );
        check(
            "ZANDAR (KOLMIA), 4 MAR 91 (VELT) -- FIVE DIED.",
            Some("ZANDAR (KOLMIA), 4 MAR 91 (VELT) --"),
        );
        check(
            "ST. ANN'S/KOLM (Velt)—Five people died.",
            Some("ST. ANN'S/KOLM (Velt)—"),
        );
    }

    #[test]
    fn running_text() {
        check("Zandar - Five people died.", None);
        check(
            "The Zandar Front (ZF) – a group of the north – said no.",
            None,
        );
        check("ZF - a group of the north - said no.", None);
        check("ZANDAR", None);
        check("ZANDAR - ", None);
        check("A-1 fighters left.", None);
    }

    #[test]
    fn lines_of_their_own() {
        for line in [
            "4 March 2024",
            "Monday, March 4, 2024",
            "Published: 2024-03-04",
            "4th Mar. 2024",
            "ZANDAR –",
            "ZANDAR, March 4 (Velt) -",
            "This story is from March 4, 2024",
        ] {
            assert!(is_alone(line), "{line}");
        }
        for line in [
            "4 March 2024 was a Monday",
            "March",
            "In March 2024",
            "04/03/2024",
            "ZANDAR",
        ] {
            assert!(!is_alone(line), "{line}");
        }
    }

    #[test]
    fn only_a_full_date_tells_the_day() {
        let check = |words: &str, expected: Option<&str>| {
            let found = published(words, Span::new(0, words.len()));
            let found = found.map(|found| {
                found.map_or_else(|note| note.code.to_owned(), |day| day.value.to_string())
            });
            assert_eq!(found.as_deref(), expected, "{words}");
        };
        check("ZANDAR, 4 March 2024 -", Some("2024-03-04"));
        check("ZANDAR, MARCH 4, 2024 -", Some("2024-03-04"));
        check("2024-03-04", Some("2024-03-04"));
        check("ZANDAR, 4 MAR 91 (VELT) --", Some("1991-03-04"));
        check("ZANDAR, 4 MAR 23 --", Some("2023-03-04"));
        check("ZANDAR, 4 March -", None);
        check("ZANDAR, 31 February 2024 -", Some("no-such-day"));
    }
}
