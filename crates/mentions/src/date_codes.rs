//! How exact a date is, in the codes of the field's tables: ACLED's `time_precision`, UCDP GED's
//! `date_prec` and GTD's date of noughts for what is unknown.
//!
//! Derived from the first and last day a time can mean, never stored: an export asks for them. Codes that a
//! table does not have (a decade, for one) are none; which event a time belongs to is not known here.

use jiff::civil::Date;

/// One interval in three tables' codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateCodes {
    /// ACLED: 1 the day, 2 the week, 3 the month.
    pub acled: Option<u8>,
    /// UCDP GED: 1 the day, 2 two to six days, 3 the week, 4 the month, 5 up to a year.
    pub ucdp: Option<u8>,
    /// GTD: year, month, day; 0 for a month or a day that is not known.
    pub gtd: Option<(i16, i8, i8)>,
}

/// The codes of what happened from `first` to `last`, both included.
#[must_use]
pub fn date_codes((first, last): (Date, Date)) -> DateCodes {
    let days = last
        .since(first)
        .map_or(i32::MAX, |span| span.get_days().saturating_add(1));
    DateCodes {
        acled: acled(days),
        ucdp: ucdp(days),
        gtd: gtd(first, last),
    }
}

fn acled(days: i32) -> Option<u8> {
    match days {
        1 => Some(1),
        2..=7 => Some(2),
        8..=31 => Some(3),
        _ => None,
    }
}

fn ucdp(days: i32) -> Option<u8> {
    match days {
        1 => Some(1),
        2..=6 => Some(2),
        7 => Some(3),
        8..=31 => Some(4),
        32..=366 => Some(5),
        _ => None,
    }
}

fn gtd(first: Date, last: Date) -> Option<(i16, i8, i8)> {
    let (year, month) = (first.year(), first.month());
    match () {
        () if first == last => Some((year, month, first.day())),
        () if (year, month) == (last.year(), last.month()) => Some((year, month, 0)),
        () if year == last.year() => Some((year, 0, 0)),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(
        first: &str,
        last: &str,
        acled: Option<u8>,
        ucdp: Option<u8>,
        gtd: Option<(i16, i8, i8)>,
    ) {
        let codes = date_codes((first.parse().unwrap(), last.parse().unwrap()));
        assert_eq!(codes, DateCodes { acled, ucdp, gtd }, "{first} to {last}");
    }

    #[test]
    fn from_a_day_to_a_year() {
        let day = Some((2024, 3, 22));
        check("2024-03-22", "2024-03-22", Some(1), Some(1), day);
        check(
            "2024-03-23",
            "2024-03-24",
            Some(2),
            Some(2),
            Some((2024, 3, 0)),
        );
        check(
            "2024-03-18",
            "2024-03-24",
            Some(2),
            Some(3),
            Some((2024, 3, 0)),
        );
        check(
            "2024-02-01",
            "2024-02-29",
            Some(3),
            Some(4),
            Some((2024, 2, 0)),
        );
        check(
            "2024-01-01",
            "2024-03-31",
            None,
            Some(5),
            Some((2024, 0, 0)),
        );
        check(
            "2024-01-01",
            "2024-12-31",
            None,
            Some(5),
            Some((2024, 0, 0)),
        );
    }

    #[test]
    fn what_no_table_has() {
        check("1990-01-01", "1999-12-31", None, None, None);
        check("2023-12-25", "2024-01-07", Some(3), Some(4), None);
    }
}
