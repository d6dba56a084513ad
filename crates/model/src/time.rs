//! When: dates, durations and recurring times.

use ascribe_text::{Span, Text};
use jiff::civil::Date;

use crate::names::named;
use crate::{Evidence, TimeId};

/// One time expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Time {
    /// Its place in the list of times.
    pub id: TimeId,
    /// The words.
    pub span: Span<Text>,
    /// What sort of time it is (TIMEX3's types).
    pub kind: TimeKind,
    /// TIMEX3's value: `2024-03-22`, `2024-W12`, `P3D`...; `None` where it stays unresolved.
    pub value: Option<String>,
    /// The first and the last day it can mean, both included.
    pub interval: Option<(Date, Date)>,
    /// How exact it is.
    pub precision: Precision,
    /// What it was resolved against, where it is relative.
    pub anchor: Option<Anchor>,
    /// What the cells above stand on.
    pub evidence: Vec<Evidence>,
}

named! {
    /// TIMEX3's types.
    pub enum TimeKind {
        /// A day, month, year...
        Date = "DATE",
        /// A time of day.
        Time = "TIME",
        /// A length of time.
        Duration = "DURATION",
        /// Times that recur.
        Set = "SET",
    }
}

named! {
    /// How exact a date is.
    pub enum Precision {
        /// One day.
        Day = "day",
        /// One week.
        Week = "week",
        /// One month.
        Month = "month",
        /// A season or quarter.
        Season = "season",
        /// One year.
        Year = "year",
        /// "recently", "years ago".
        Vague = "vague",
        /// Relative to a date that is not known.
        Unresolved = "unresolved",
    }
}

named! {
    /// What a relative date counts from.
    pub enum Anchor {
        /// The day of publication.
        Published = "published",
        /// The date last spoken of.
        LastDate = "t0",
        /// An event.
        Event = "event",
    }
}
