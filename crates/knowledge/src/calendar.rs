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
    /// Words that change what stands beside them.
    pub words: CalendarWords,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it all")]
pub enum Unit {
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
    Decade,
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
        let mut months = self
            .months
            .iter()
            .map(|(name, &month)| (name, month))
            .chain(seasons);
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
