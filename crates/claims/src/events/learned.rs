//! What a learned reader adds to the rules: words for events that no list has, finer types, parts,
//! whether it took place, and which words are for one event.
//!
//! What the rules find stands; the reader finds what is told in words of no list ("felled"). From
//! which score on it is believed was chosen on reports that it did not learn from.

use std::collections::BTreeMap;

use ascribe_model::{
    Factuality, ParticipantRole, Place, RuleName, Status, Time, ToldEvent, ToldPart, ToldRole,
};
use ascribe_nlp::{Sentence, Token, TokenId};
use ascribe_text::{Span, Text};

use super::covers;
use super::parts::Part;
use super::status::Reality;
use super::trigger::{SURE, Trigger};
use crate::reading::Reading;

/// The name of the learned reader among the rules.
pub(super) const READER: &str = "event/reader@1";

/// A word that no rule knows names an event from this score on.
const NEW: f32 = 0.88;
/// The reader's type takes the place of a word's own from this score on.
const TYPED: f32 = 0.9;
/// A finer type than the family's counts from this score on.
const FINE: f32 = 0.4;
/// A part counts from this score on.
const PART: f32 = 0.6;
/// The reader's status takes the place of a plain statement's from this score on.
const STATUS: f32 = 0.9;
/// Two words are for one event from this score on.
const SAME: f32 = 0.35;
/// Adds the words that only the reader knows, and settles types that a word alone does not.
pub(super) fn settle<'r>(
    found: &mut BTreeMap<TokenId, Trigger<'r>>,
    sentence: Sentence<'r>,
    reading: Reading<'r>,
) {
    for told in reading.told_events(sentence.span()) {
        let Some(token) = reading.token_at(told.trigger.start()) else {
            continue;
        };
        let is_no_other = is_outcome(token, found) || is_word_about(token, told, found);
        match found.get_mut(&token.id()) {
            Some(trigger) if is_finer(told, trigger) => {
                trigger.kind = kind_of(told, reading);
                trigger.rule = RuleName::new(READER);
            }
            Some(_) => {}
            None if told.score >= NEW && !is_no_other => {
                let rule = RuleName::new(READER);
                let trigger = Trigger::new(token, kind_of(told, reading), rule, 0);
                found.insert(token.id(), trigger.scored(told.score));
            }
            None => {}
        }
    }
}

/// "attacked the town, *killing* 17 and *burning* a school": what came of a deed that is told already.
fn is_outcome(token: Token<'_>, found: &BTreeMap<TokenId, Trigger<'_>>) -> bool {
    let first = std::iter::once(token).chain(token.ancestors().take(4));
    let mut above = first.skip_while(|one| one.dep() == "conj");
    above.next().is_some_and(|one| {
        one.tag() == "VBG" && one.dep() == "advcl" && found.contains_key(&one.head().id())
    })
}

/// "*threatened* to attack", "*foiled* a bombing": what is said of a deed that is told already.
fn is_word_about(
    token: Token<'_>,
    told: &ToldEvent,
    found: &BTreeMap<TokenId, Trigger<'_>>,
) -> bool {
    let is_other = |kind: &str| kind.split('/').next() != told.kind.split('/').next();
    let mut below = token.children();
    token.pos() == "VERB"
        && below.any(|child| match (child.dep(), found.get(&child.id())) {
            ("xcomp" | "ccomp", Some(_)) => true,
            ("dobj", Some(deed)) => is_other(&deed.kind),
            _ => false,
        })
}

/// The reader's type; its family where the reader is not sure of a finer one.
fn kind_of(told: &ToldEvent, reading: Reading<'_>) -> String {
    let family = told.kind.split('/').next().unwrap_or_default();
    let is_type = reading.knowledge.events.get(family).is_some();
    match is_type && told.kind_score < FINE {
        true => family.to_owned(),
        false => told.kind.clone(),
    }
}

/// Whether the reader's type is to take the place of what a word alone says.
fn is_finer(told: &ToldEvent, trigger: &Trigger<'_>) -> bool {
    let is_sure = told.score * told.kind_score >= TYPED;
    trigger.rank < SURE && is_sure && !covers(&told.kind, &trigger.kind)
}

/// Whether the reader takes the word for an event that is told of.
pub(super) fn is_told(token: Token<'_>, reading: Reading<'_>) -> bool {
    reading
        .told_event(token)
        .is_some_and(|told| told.score >= NEW)
}

/// The parts of the events of a sentence.
pub(super) fn parts<'r>(reading: Reading<'r>, sentence: Sentence<'r>) -> Vec<Part<'r>> {
    let events = reading.told_events(sentence.span()).iter();
    let of_event = |event: &'r ToldEvent| {
        let trigger = reading.token_at(event.trigger.start());
        let likely = event.parts.iter().filter(|part| part.score >= PART);
        likely.filter_map(move |part| {
            let token = reading.token_at(part.word.start())?;
            let rule = RuleName::new(READER);
            Some(Part::told(trigger?, role_of(part.role)?, token, rule))
        })
    };
    events.flat_map(of_event).collect()
}

/// The role of a participant, `None` within for the weapon; nothing for place and time.
fn role_of(role: ToldRole) -> Option<Option<ParticipantRole>> {
    Some(Some(match role {
        ToldRole::Perpetrator => ParticipantRole::Perpetrator,
        ToldRole::Target => ParticipantRole::Target,
        ToldRole::Victim => ParticipantRole::Victim,
        ToldRole::Authority => ParticipantRole::Authority,
        ToldRole::Weapon => return Some(None),
        ToldRole::Place | ToldRole::Time => return None,
    }))
}

/// The place that the reader gives one of these words, the likeliest.
pub(super) fn place<'k>(
    tokens: &[Token<'_>],
    all: &'k [Place],
    reading: Reading<'_>,
) -> Option<&'k Place> {
    at_likeliest(tokens, ToldRole::Place, reading, |word| {
        all.iter().find(|place| place.span.overlaps(word))
    })
}

/// The time that the reader gives one of these words, the likeliest.
pub(super) fn time<'k>(
    tokens: &[Token<'_>],
    all: &'k [Time],
    reading: Reading<'_>,
) -> Option<&'k Time> {
    at_likeliest(tokens, ToldRole::Time, reading, |word| {
        all.iter().find(|time| time.span.overlaps(word))
    })
}

fn at_likeliest<'k, T>(
    tokens: &[Token<'_>],
    role: ToldRole,
    reading: Reading<'_>,
    at: impl Fn(Span<Text>) -> Option<&'k T>,
) -> Option<&'k T> {
    let told = tokens.iter().filter_map(|token| reading.told_event(*token));
    let of_role = |part: &&ToldPart| part.role == role && part.score >= PART;
    let mut parts: Vec<_> = told
        .flat_map(|event| event.parts.iter().filter(of_role))
        .collect();
    parts.sort_by(|one, other| other.score.total_cmp(&one.score));
    parts.into_iter().find_map(|part| at(part.word))
}

/// Whether it took place, where the reader is sure that it is otherwise than plainly said.
pub(super) fn reality(words: &[Token<'_>], reading: Reading<'_>) -> Option<Reality> {
    let told = words.iter().find_map(|token| reading.told_event(*token))?;
    let is_other = told.status != Status::Actual && told.status_score >= STATUS;
    is_other.then(|| Reality {
        status: told.status,
        factuality: match told.status {
            Status::Negated => Factuality::DENIED,
            Status::Planned | Status::Threatened | Status::Hypothetical => Factuality::UNKNOWN,
            _ => Factuality::CERTAIN,
        },
        rule: RuleName::new(READER),
        span: told.trigger,
    })
}

/// Whether the reader takes words of the two for words for one event.
pub(super) fn is_same(earlier: &Trigger<'_>, later: &Trigger<'_>, reading: Reading<'_>) -> bool {
    let tokens = later.tokens.iter();
    let told = tokens.filter_map(|token| reading.told_event(*token));
    let mut same = told.filter_map(|event| event.same.filter(|(_, score)| *score >= SAME));
    same.any(|(index, _)| {
        let word = reading.told_trigger(index);
        let mut tokens = earlier.tokens.iter();
        tokens.any(|token| Some(token.span()) == word)
    })
}

#[cfg(test)]
mod tests {
    use ascribe_model::{Status, Told, ToldEvent, ToldPart, ToldRole};
    use ascribe_text::Span;

    use super::READER;
    use crate::testing::read_told;

    /// What a reader finds: `word` names an attack with that score, and `victim` is hit.
    fn told(text: &str, word: &str, victim: &str, score: f32) -> Told {
        let span = |word: &str| {
            let start = text.find(word).unwrap();
            Span::new(start, start + word.len())
        };
        let victim = ToldPart {
            role: ToldRole::Victim,
            word: span(victim),
            score: 0.9,
        };
        let event = ToldEvent {
            trigger: span(word),
            kind: "violence/attack".to_owned(),
            score,
            kind_score: 0.9,
            status: Status::Actual,
            status_score: 0.9,
            news: None,
            parts: vec![victim],
            same: None,
        };
        Told {
            events: vec![event],
            ..Told::default()
        }
    }

    /// The words of the events that the reader alone names, each with its first part.
    #[track_caller]
    fn check(text: &str, word: &str, victim: &str, score: f32, expected: &[(&str, &str)]) {
        let (report, found) = read_told(text, &told(text, word, victim, score));
        let is_readers = |by: &str| by == READER;
        let events = found.events.iter();
        let events = events.filter(|event| is_readers(event.evidence[0].by.as_str()));
        let words: Vec<_> = events
            .map(|event| {
                let part = event.participants[0].span.slice(&report.text);
                (event.trigger.slice(&report.text), part)
            })
            .collect();
        assert_eq!(words, expected);
    }

    #[test]
    fn a_word_of_no_list_names_an_event_where_the_reader_is_sure() {
        let text = "Riders felled two herders near Karvel.";
        check(
            text,
            "felled",
            "herders",
            0.95,
            &[("felled", "two herders")],
        );
        check(text, "felled", "herders", 0.6, &[]);
    }

    #[test]
    fn what_came_of_a_deed_is_no_second_one() {
        let text = "Gunmen attacked the town, wrecking two shops.";
        check(text, "wrecking", "shops", 0.95, &[]);
    }
}
