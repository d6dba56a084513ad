//! Feasts and other days by name: Ramadan, Nowruz, Christmas Eve. Which days they fall on is `icu_calendar`'s
//! business; those of the Islamic calendar are given a day on either side, since they are told by the moon.

use ascribe_knowledge::{Feast, FeastCalendar};
use ascribe_model::{Precision, TimeKind};
use icu_calendar::cal::{Gregorian, Hebrew, Hijri, Iso, Persian};
use icu_calendar::types::Month;
use icu_calendar::{AsCalendar, Date as DateOf};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::Reader;
use super::absolute::nearest_year;
use super::reading::Reading;
use super::years::year_at;

/// "Ramadan", "Eid al-Fitr 2019", "last Christmas"
pub(super) fn feast(reader: &Reader<'_, '_>, at: usize) -> Option<Reading> {
    const RULE: &str = "time/feast@1";
    let words = reader.words;
    let step = reader.calendar.steps.get(words.lower(at)).copied();
    let at_name = at + usize::from(step.is_some());
    if !words.token(at_name)?.text().starts_with(char::is_uppercase) {
        return None;
    }
    let (feast, end) = named(reader, at_name)?;
    let next = words
        .token(end)
        .filter(|next| next.pos() == "PROPN" && next.text().starts_with(char::is_uppercase));
    if next.is_some() {
        return None;
    }
    let at_year = end + usize::from(["of", ","].contains(&words.lower(end)));
    if let Some(year) = year_at(reader, at_year).filter(|_| words.lower(at_year) != "the") {
        let first = first_in(feast, year.number)?;
        return Some(year.completing(days_from(feast, first, at..year.end, RULE)?));
    }
    let Some(published) = reader.published else {
        return Some(Reading::unresolved(at..end, RULE));
    };
    let in_year = |year: i16| first_in(feast, year);
    let first = match step {
        Some(-1) => (0..3)
            .filter_map(|back| in_year(published.year() - back))
            .find(|day| *day < published)?,
        Some(1) => (0..3)
            .filter_map(|on| in_year(published.year() + on))
            .find(|day| published < *day)?,
        _ => nearest_year(published, reader.outlook(at_name), in_year)?,
    };
    Some(days_from(feast, first, at..end, RULE)?.published("derived/year-from-publication@1"))
}

/// The longest name of a feast at `at`, and where it ends.
fn named<'r>(reader: &Reader<'r, '_>, at: usize) -> Option<(&'r Feast, usize)> {
    let first = reader.words.lower(at);
    let names = reader
        .calendar
        .feasts
        .iter()
        .filter(|(name, _)| !first.is_empty() && name.starts_with(first));
    names
        .filter_map(|(name, feast)| {
            let name = name.replace('-', " - ").replace("'s", " 's");
            Some((feast, reader.words.phrase_at(at, &name)?))
        })
        .max_by_key(|(_, end)| *end)
}

fn days_from(
    feast: &Feast,
    first: Date,
    range: std::ops::Range<usize>,
    rule: &'static str,
) -> Option<Reading> {
    let days = i64::from(feast.days.max(1));
    let slack = i64::from(feast.calendar == FeastCalendar::Islamic);
    let last = first.checked_add((days - 1).days()).ok()?;
    if days == 1 && slack == 0 {
        return Some(Reading::day(range, first, rule));
    }
    let interval = (
        first.checked_sub(slack.days()).ok()?,
        last.checked_add(slack.days()).ok()?,
    );
    let precision = if 7 < days {
        Precision::Month
    } else {
        Precision::Week
    };
    let value = if days == 1 {
        first.to_string()
    } else {
        format!("{first}/{last}")
    };
    Some(Reading {
        kind: TimeKind::Date,
        ..Reading::date(range, value, interval, precision, rule)
    })
}

/// The feast's first day that lies in `year` of the common calendar.
fn first_in(feast: &Feast, year: i16) -> Option<Date> {
    if let Some(days) = feast.from_easter {
        let easter = civil(Gregorian::easter(i32::from(year)))?;
        return easter.checked_add(days.days()).ok();
    }
    if feast.nth != 0 {
        let month = Date::new(year, i8::try_from(feast.month).ok()?, 1).ok()?;
        let weekday = Weekday::from_monday_one_offset(feast.weekday).ok()?;
        return month.nth_weekday_of_month(feast.nth, weekday).ok();
    }
    match feast.calendar {
        FeastCalendar::Gregorian => Date::new(
            year,
            i8::try_from(feast.month).ok()?,
            i8::try_from(feast.day).ok()?,
        )
        .ok(),
        FeastCalendar::Islamic => in_calendar(feast, year, Hijri::new_umm_al_qura()),
        FeastCalendar::Persian => in_calendar(feast, year, Persian),
        FeastCalendar::Hebrew => in_calendar(feast, year, Hebrew),
    }
}

fn in_calendar<C: AsCalendar + Copy>(feast: &Feast, year: i16, calendar: C) -> Option<Date> {
    let summer = DateOf::try_new_iso(i32::from(year), 7, 1).ok()?;
    let about = summer.to_calendar(calendar).year().extended_year();
    let days = (about - 1..=about + 1).filter_map(|year| {
        let day =
            DateOf::try_new(year.into(), Month::new(feast.month), feast.day, calendar).ok()?;
        civil(day)
    });
    days.into_iter().find(|day| day.year() == year)
}

fn civil<C: AsCalendar>(day: DateOf<C>) -> Option<Date> {
    let iso = day.to_calendar(Iso);
    let (year, month) = (
        i16::try_from(iso.year().extended_year()).ok()?,
        i8::try_from(iso.month().ordinal).ok()?,
    );
    Date::new(year, month, i8::try_from(iso.day_of_month().0).ok()?).ok()
}
