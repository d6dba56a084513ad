//! What a rule makes of a stretch of words.

use std::ops::Range;

use ascribe_model::{Anchor, Precision, TimeKind};
use jiff::ToSpan;
use jiff::civil::Date;

/// A time expression within a sentence.
pub(super) struct Reading {
    /// The words it covers.
    pub(super) range: Range<usize>,
    pub(super) kind: TimeKind,
    pub(super) value: Option<String>,
    pub(super) interval: Option<(Date, Date)>,
    pub(super) precision: Precision,
    pub(super) anchor: Option<Anchor>,
    /// The rule that read it.
    pub(super) rule: &'static str,
    /// Whether something else is only compared with it: the story does not go on from there.
    pub(super) is_compared: bool,
    /// The rule that completed what the words leave open.
    pub(super) derived: Option<&'static str>,
}

impl Reading {
    pub(super) fn day(range: Range<usize>, day: Date, rule: &'static str) -> Self {
        Self::date(range, day.to_string(), (day, day), Precision::Day, rule)
    }

    /// The week, from Monday on, in which `day` lies.
    pub(super) fn week(range: Range<usize>, day: Date, rule: &'static str) -> Option<Self> {
        let iso = day.iso_week_date();
        let monday = day
            .checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days())
            .ok()?;
        let sunday = monday.checked_add(6.days()).ok()?;
        let value = format!("{:04}-W{:02}", iso.year(), iso.week());
        Some(Self::date(
            range,
            value,
            (monday, sunday),
            Precision::Week,
            rule,
        ))
    }

    /// The weekend of the week in which `day` lies.
    pub(super) fn weekend(range: Range<usize>, day: Date, rule: &'static str) -> Option<Self> {
        let week = Self::week(range, day, rule)?;
        let (_, sunday) = week.interval?;
        Some(Self {
            value: week.value.as_ref().map(|value| format!("{value}-WE")),
            interval: Some((sunday.yesterday().ok()?, sunday)),
            ..week
        })
    }

    /// The quarter in which `day` lies.
    pub(super) fn quarter(range: Range<usize>, day: Date, rule: &'static str) -> Self {
        let number = (day.month() - 1) / 3 + 1;
        let first = Date::constant(day.year(), 3 * number - 2, 1);
        let last = Date::constant(day.year(), 3 * number, 1).last_of_month();
        let value = format!("{:04}-Q{number}", day.year());
        Self::date(range, value, (first, last), Precision::Season, rule)
    }

    pub(super) fn is_quarter(&self) -> bool {
        let value = self.value.as_deref().unwrap_or_default();
        self.interval.is_some() && value.contains("-Q")
    }

    /// The month in which `day` lies.
    pub(super) fn month(range: Range<usize>, day: Date, rule: &'static str) -> Self {
        let value = format!("{:04}-{:02}", day.year(), day.month());
        Self::date(
            range,
            value,
            (day.first_of_month(), day.last_of_month()),
            Precision::Month,
            rule,
        )
    }

    /// The year in which `day` lies.
    pub(super) fn year(range: Range<usize>, day: Date, rule: &'static str) -> Self {
        let value = format!("{:04}", day.year());
        Self::date(
            range,
            value,
            (day.first_of_year(), day.last_of_year()),
            Precision::Year,
            rule,
        )
    }

    pub(super) fn date(
        range: Range<usize>,
        value: String,
        interval: (Date, Date),
        precision: Precision,
        rule: &'static str,
    ) -> Self {
        let (value, interval) = (Some(value), Some(interval));
        Self {
            range,
            kind: TimeKind::Date,
            value,
            interval,
            precision,
            anchor: None,
            rule,
            is_compared: false,
            derived: None,
        }
    }

    /// A value that stands for no days that could be named.
    pub(super) fn vague(
        range: Range<usize>,
        kind: TimeKind,
        value: String,
        rule: &'static str,
    ) -> Self {
        let value = Some(value);
        Self {
            range,
            kind,
            value,
            interval: None,
            precision: Precision::Vague,
            anchor: None,
            rule,
            is_compared: false,
            derived: None,
        }
    }

    /// A date that is relative to one that is not known.
    pub(super) fn unresolved(range: Range<usize>, rule: &'static str) -> Self {
        Self {
            range,
            kind: TimeKind::Date,
            value: None,
            interval: None,
            precision: Precision::Unresolved,
            anchor: None,
            rule,
            is_compared: false,
            derived: None,
        }
    }

    /// The same, resolved with the help of `anchor` by the rule `derived`.
    pub(super) fn from(mut self, anchor: Anchor, derived: &'static str) -> Self {
        (self.anchor, self.derived) = (Some(anchor), Some(derived));
        self
    }

    pub(super) fn compared(mut self) -> Self {
        self.is_compared = true;
        self
    }

    pub(super) fn published(self, derived: &'static str) -> Self {
        self.from(Anchor::Published, derived)
    }

    /// The same with further words before it.
    pub(super) fn starting(mut self, start: usize) -> Self {
        self.range.start = start;
        self
    }

    /// The part of the day that TIMEX3 writes as `code`, up to the word before `end`.
    pub(super) fn part_of_day(mut self, code: &str, end: usize) -> Self {
        self.range.end = end;
        self.kind = TimeKind::Time;
        self.value = self.value.map(|value| format!("{value}T{code}"));
        self
    }
}
