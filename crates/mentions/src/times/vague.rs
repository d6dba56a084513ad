//! Expressions that do not say when: "recently", "recent years", "the near future".

use ascribe_model::TimeKind;

use super::Reader;
use super::reading::Reading;
use super::relative::Outlook;

/// "recently", "the recent attack", "the past"
pub(super) fn vague(reader: &Reader<'_, '_>, at: usize) -> Option<Reading> {
    let words = reader.words;
    let word = words.lower(at);
    let phrases = reader
        .calendar
        .vague
        .iter()
        .filter(|(phrase, _)| phrase.starts_with(word) && !word.is_empty());
    let (end, value) = phrases
        .filter_map(|(phrase, value)| words.phrase_at(at, phrase).map(|end| (end, value)))
        .max_by_key(|(end, _)| *end)?;
    if value == "FUTURE_REF" && end == at + 1 && !is_to_come(reader, at) {
        return None;
    }
    let next = words.token(end).map_or("", |next| next.pos());
    let is_part = end != at + 1 && ["NOUN", "NUM", "ADJ", "PROPN"].contains(&next);
    (!is_part).then(|| Reading::vague(at..end, TimeKind::Date, value.clone(), "time/vague@1"))
}

/// "soon", where it is not "as soon as" nor of the past.
fn is_to_come(reader: &Reader<'_, '_>, at: usize) -> bool {
    reader.words.before(at) != "as" && reader.outlook(at) == Outlook::Ahead
}

/// "recent years", "the coming weeks", "recent weeks and months"
pub(super) fn vague_units(reader: &Reader<'_, '_>, at: usize) -> Option<Reading> {
    let words = reader.words;
    let at_word = at + usize::from(words.lower(at) == "the");
    let value = reader.calendar.vague_units.get(words.lower(at_word))?;
    let is_units = |at: usize| {
        words.lower(at).ends_with('s') && reader.calendar.units.contains_key(words.lower(at))
    };
    let end = at_word + 2;
    let joined = ["and", "or"].contains(&words.lower(end)) && is_units(end + 1);
    let end = if joined { end + 2 } else { end };
    is_units(at_word + 1)
        .then(|| Reading::vague(at..end, TimeKind::Date, value.clone(), "time/vague-units@1"))
}
