//! Whether a sentence tells on of the event of the one before: "Gunmen attacked a church on Sunday.
//! Two men opened fire on worshippers as they left."
//!
//! What is told on has no day of its own, is marked by no word for a new event ("another"), and
//! names no other number of people and no other doers. Knows no names: two sides named with
//! different words are taken for two.

use std::collections::BTreeSet;

use ascribe_model::ParticipantRole;
use ascribe_nlp::Token;

use super::{Mention, people, sentence, told};
use crate::reading::Reading;

/// How many sentences later an event is still told on.
const SOON: usize = 2;

/// Whether the mention tells on of the group's event, as far as its own words show.
pub(super) fn is_told_on(
    group: &[Mention<'_>],
    mention: &Mention<'_>,
    reading: Reading<'_>,
) -> bool {
    let is_soon = group.last().is_some_and(|last| {
        let (before, now) = (sentence(last), sentence(mention));
        before < now && now <= before + SOON && !reading.is_headline(last.span())
    });
    is_soon
        && mention.setting.time.is_none()
        && group
            .iter()
            .take(SOON)
            .any(|one| one.setting.time.is_some())
        && !is_new(mention, reading)
        && told(group).all(|other| can_be_one(other, mention, reading))
}

/// "another", "elsewhere", "in a second attack".
fn is_new(mention: &Mention<'_>, reading: Reading<'_>) -> bool {
    let lexicons = &reading.knowledge.lexicons;
    let mut words = mention.trigger.token().sentence().tokens();
    words.any(|word| lexicons.contains("new_event_words", &word.text().to_lowercase()))
}

fn can_be_one(one: &Mention<'_>, two: &Mention<'_>, reading: Reading<'_>) -> bool {
    let doers = (
        words(one, ParticipantRole::Perpetrator),
        words(two, ParticipantRole::Perpetrator),
    );
    let same_doers = doers.0.is_empty() || doers.1.is_empty() || !doers.0.is_disjoint(&doers.1);
    same_doers && people::of(two).all(|harmed| can_be_harmed(harmed, one, reading))
}

/// Whether those harmed can be among those harmed by the other's event: people are not told apart
/// from the place in which they were.
fn can_be_harmed(harmed: Token<'_>, other: &Mention<'_>, reading: Reading<'_>) -> bool {
    let mut others = people::of(other)
        .filter(|one| is_people(*one, reading))
        .peekable();
    let is_alone = others.peek().is_none();
    if !is_people(harmed, reading) {
        return other.targets.is_empty() || other.targets.contains(&harmed.lemma().to_lowercase());
    }
    is_alone || others.any(|one| people::can_be(one, harmed, reading))
}

fn is_people(token: Token<'_>, reading: Reading<'_>) -> bool {
    let tolls = &reading.knowledge.tolls;
    tolls.who(&token.lemma().to_lowercase()).is_some()
}

fn words(mention: &Mention<'_>, role: ParticipantRole) -> BTreeSet<String> {
    let parts = mention.parts_as(role);
    let nouns = parts.filter(|token| token.pos() != "PRON");
    nouns.map(|token| token.lemma().to_lowercase()).collect()
}
