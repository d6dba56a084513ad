//! Words for dates and lengths of time, from `lang/en/calendar.toml`.
//!
//! Knows words, not texts: what "last March" means is `ascribe-mentions`' business.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{DataFiles, Error, table};

/// Words for dates and lengths of time. All in lower case.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// `march` is 3.
    pub months: BTreeMap<String, i8>,
    /// `monday` is 1.
    pub weekdays: BTreeMap<String, i8>,
    /// `spring`, with the months in which it lies.
    pub seasons: BTreeMap<String, Season>,
    /// `third` is the third quarter of a year.
    pub quarters: BTreeMap<String, i8>,
    /// `eighth` is the eighth day of a month.
    pub ordinals: BTreeMap<String, i8>,
    /// `last` is the second half of a year.
    pub halves: BTreeMap<String, i8>,
    /// `weeks` are of the unit `week`.
    pub units: BTreeMap<String, Unit>,
    /// `yesterday` is -1.
    pub days: BTreeMap<String, i64>,
    /// `evening` is TIMEX3's `EV`.
    pub parts_of_day: BTreeMap<String, String>,
    /// `last` is -1, counted from the day of publication.
    pub steps: BTreeMap<String, i64>,
    /// `following` is 1, counted from the date last spoken of.
    pub steps_in_the_story: BTreeMap<String, i64>,
    /// `recently` is TIMEX3's `PAST_REF`.
    pub vague: BTreeMap<String, String>,
    /// `recent`, before a unit that nobody counted, is `PAST_REF`.
    pub vague_units: BTreeMap<String, String>,
    /// Words that change what stands beside them.
    pub words: CalendarWords,
    /// Days that have names of their own.
    pub feasts: BTreeMap<String, Feast>,
}

/// A day, or some days, known by name.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Feast {
    /// Whose months are meant.
    pub calendar: FeastCalendar,
    /// The month, from 1.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
    /// How many days it lasts, where that is more than one.
    pub days: u8,
    /// Monday is 1: with `nth`, in place of `day`.
    pub weekday: i8,
    /// Which of these weekdays of the month; from its end where it is negative.
    pub nth: i8,
    /// Days after Easter Sunday of the western church, in place of all else.
    pub from_easter: Option<i64>,
}

/// A calendar by which feasts are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it all")]
pub enum FeastCalendar {
    #[default]
    Gregorian,
    Islamic,
    Persian,
    Hebrew,
}

/// A season in the north of the world.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Season {
    /// TIMEX3's code.
    pub code: String,
    /// The month in which it begins.
    pub from: i8,
    /// The month in which it ends; of the next year where it is smaller than `from`.
    pub to: i8,
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it all")]
pub enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Weekend,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// Words that change what stands beside them.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarWords {
    /// "two days *ago*"
    pub before_now: Vec<String>,
    /// "two days *later*"
    pub later: Vec<String>,
    /// "two days *earlier*"
    pub earlier: Vec<String>,
    /// "*late* last year"
    pub loose: Vec<String>,
    /// "the *past* three days"
    pub past: Vec<String>,
    /// "*every* day"
    pub every: Vec<String>,
    /// `daily` is `P1D`.
    pub recurring: BTreeMap<String, String>,
    /// Words before which a lone figure is a year.
    pub before_year: Vec<String>,
    /// "*several* days": of no known number.
    pub several: Vec<String>,
    /// "*a couple of* days": two.
    pub couple: Vec<String>,
    /// "twenty *more* years"
    pub between: Vec<String>,
    /// "*twice* a day"
    pub times: Vec<String>,
    /// "*post*-2011"
    pub joined_to_year: Vec<String>,
    /// "*the end of* March": does not change which March.
    pub edges: Vec<String>,
    /// "*during* the year": before a stretch of time that its unit alone names.
    pub before_unit: Vec<String>,
    /// "the *current* quarter"
    pub current: Vec<String>,
    /// "the *latest* quarter"
    pub latest: Vec<String>,
    /// "the *fiscal* year"
    pub fiscal: Vec<String>,
    /// "the year *ended* 30 June"
    pub ended: Vec<String>,
    /// "the *year-earlier* quarter"
    pub year_before: Vec<String>,
    /// "by *year-end*"
    pub year_end: Vec<String>,
    /// "5 p.m. *GMT*"
    pub zones: Vec<String>,
    /// `noon` is 12:00.
    pub moments: BTreeMap<String, String>,
    /// "*around* 7 p.m."
    pub near: Vec<String>,
    /// Lemmas that make a clause speak of what is to come.
    pub future: Vec<String>,
    /// Verbs that, in the past, leave nothing to come of what was intended.
    pub over: Vec<String>,
}

impl Calendar {
    /// # Errors
    /// Where the table is absent, not such a table, or names a month or day that does not exist.
    pub(crate) fn load(files: &DataFiles) -> Result<Self, Error> {
        let file = files.get("lang/en/calendar.toml")?;
        let calendar: Self = table::read(file)?;
        match calendar.wrong_number() {
            None => Ok(calendar),
            Some(what) => Err(Error::table(&file.path, 1, what)),
        }
    }

    fn wrong_number(&self) -> Option<String> {
        let seasons = self
            .seasons
            .iter()
            .flat_map(|(name, season)| [(name, season.from), (name, season.to)]);
        let feasts = self
            .feasts
            .iter()
            .filter(|(_, feast)| feast.from_easter.is_none());
        let mut months = self
            .months
            .iter()
            .map(|(name, &month)| (name, month))
            .chain(seasons)
            .chain(feasts.map(|(name, feast)| (name, i8::try_from(feast.month).unwrap_or(0))));
        let mut days = self.weekdays.iter();
        let wrong = months
            .find(|&(_, month)| !(1..=12).contains(&month))
            .map(|(name, _)| name);
        let wrong = wrong.or_else(|| {
            days.find(|&(_, day)| !(1..=7).contains(day))
                .map(|(name, _)| name)
        });
        wrong.map(|name| format!("`{name}`: months are 1 to 12, days of the week 1 to 7"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn impossible_months_are_errors() {
        let text = DataFiles::built_in()
            .get("lang/en/calendar.toml")
            .unwrap()
            .text
            .replace("march = 3", "march = 13");
        let error =
            Calendar::load(&DataFiles::new([("lang/en/calendar.toml".into(), text)])).unwrap_err();
        assert!(error.is_bad_table(), "{error}");
    }
}
