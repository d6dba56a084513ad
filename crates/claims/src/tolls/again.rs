//! One person of whom the report speaks again: "the teacher was shot as he left home", "he died in
//! hospital". He is counted once, and as killed where he died.
//!
//! Knows who was counted as one, by their nouns and names; a pronoun means the one counted last
//! nearby, "the victim" or a first name the only one there is. Soldiers and attackers are never
//! meant by "the man": who is a part of the fight is told apart by more than these words say.

use std::collections::BTreeSet;

use ascribe_knowledge::Knowledge;
use ascribe_model::{Event, Toll, TollKind, Who};
use ascribe_nlp::Token;

use super::{Harmed, Sources};
use crate::holder::is_same_voice;

/// How many blocks back a pronoun reaches.
const REACH: usize = 1;

/// Everybody who was counted alone, in the order of the text.
#[derive(Default)]
pub(super) struct Victims {
    known: Vec<Victim>,
}

struct Victim {
    /// Their place among the tolls.
    toll: usize,
    /// The first victim that is the same person, as its place in the list.
    person: usize,
    lemma: String,
    block: Option<usize>,
    /// The words of their name, in lower case; empty where only a noun is told.
    name: BTreeSet<String>,
    gender: Option<Gender>,
    in_headline: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gender {
    Male,
    Female,
}

impl Victims {
    /// Remembers somebody who was counted alone; `again` is who that is, where they were counted before.
    pub(super) fn add(
        &mut self,
        harmed: &Harmed<'_>,
        toll: usize,
        again: Option<usize>,
        sources: Sources<'_>,
    ) {
        if harmed.count.best != Some(1) {
            return;
        }
        let counted = harmed.counted;
        self.known.push(Victim {
            toll,
            person: again.map_or(self.known.len(), |known| self.known[known].person),
            lemma: counted.lemma().to_lowercase(),
            block: sources.reading.block_index(counted.span()),
            name: name_of(counted),
            gender: gender(counted, sources.reading.knowledge),
            in_headline: sources.reading.is_headline(counted.span()),
        });
    }

    /// Who was counted before, if it is the one of whom `new` tells.
    pub(super) fn known(
        &self,
        harmed: &Harmed<'_>,
        new: &Toll,
        found: &[Toll],
        sources: Sources<'_>,
    ) -> Option<usize> {
        if harmed.count.best != Some(1) || new.part_of.is_some() || new.supersedes.is_some() {
            return None;
        }
        let only = || self.only(harmed, new, found, sources);
        let meant = || self.meant(harmed, sources);
        let known = self.named(harmed).or_else(meant).or_else(only)?;
        let kind = found[self.known[known].toll].kind;
        may_follow(kind, new.kind).then_some(known)
    }

    /// The toll to which `new` adds nothing but words: the same person's, by the same voice or of a wound
    /// of which they died.
    pub(super) fn toll_of(
        &self,
        known: usize,
        new: &Toll,
        found: &[Toll],
        sources: Sources<'_>,
    ) -> Option<usize> {
        let person = self.known[known].person;
        let mut told = self.known.iter().rev().filter(|one| one.person == person);
        let is_told_once = |toll: &Toll| {
            let voices = (toll.head.attribution, new.head.attribution);
            toll.kind != new.kind || is_same_voice(voices.0, voices.1, sources.attributions)
        };
        let victim = told.find(|one| is_told_once(&found[one.toll]))?;
        Some(victim.toll)
    }

    /// Who was counted by the same name.
    fn named(&self, harmed: &Harmed<'_>) -> Option<usize> {
        let name = name_of(harmed.counted);
        self.known
            .iter()
            .rposition(|victim| !victim.name.is_disjoint(&name))
    }

    /// The only one counted so far, where "the victim" or a name can mean nobody else.
    fn only(
        &self,
        harmed: &Harmed<'_>,
        new: &Toll,
        found: &[Toll],
        sources: Sources<'_>,
    ) -> Option<usize> {
        let knowledge = sources.reading.knowledge;
        let at = self.only_known()?;
        let victim = &self.known[at];
        let known = &found[victim.toll];
        let is_bystander = |toll: &Toll| matches!(toll.who, Who::Any | Who::Child | Who::Civilian);
        let gender = gender(harmed.counted, knowledge);
        let may_be = gender.is_none() || victim.gender.is_none() || gender == victim.gender;
        let is_one_event = may_be_one(known, new, sources);
        let is_meant = match name_of(harmed.counted).is_empty() {
            true if is_pronoun(harmed.counted, knowledge) => true,
            true => is_definite(harmed.counted, knowledge) && is_generic(harmed.counted, knowledge),
            false => victim.name.is_empty() && !is_added(harmed, knowledge),
        };
        let can_be = may_be && is_one_event && is_bystander(known) && is_bystander(new);
        (is_meant && can_be).then_some(at)
    }

    /// The one who was counted, where it is one; headlines tell of the same people as the text.
    fn only_known(&self) -> Option<usize> {
        let one = |in_headline: bool| {
            let known = self.known.iter().enumerate();
            let mut known = known.filter(|(_, one)| one.in_headline == in_headline);
            let (at, first) = known.next()?;
            Some((at, known.all(|(_, other)| other.person == first.person)))
        };
        let (at, is_only) = one(false).or_else(|| one(true))?;
        is_only.then_some(at)
    }

    /// Whom a pronoun or a definite noun means.
    fn meant(&self, harmed: &Harmed<'_>, sources: Sources<'_>) -> Option<usize> {
        let counted = harmed.counted;
        let is_near = |victim: &&Victim| {
            let here = sources.reading.block_index(counted.span());
            victim.block == here
                || victim
                    .block
                    .zip(here)
                    .is_some_and(|(then, here)| here.saturating_sub(then) <= REACH)
        };
        let is_pronoun = is_pronoun(counted, sources.reading.knowledge);
        let is_definite = is_definite(counted, sources.reading.knowledge);
        let lemma = counted.lemma().to_lowercase();
        let is_it = |victim: &&Victim| is_pronoun || is_definite && victim.lemma == lemma;
        self.known
            .iter()
            .rposition(|victim| is_near(&victim) && is_it(&victim))
    }
}

/// Whether nothing says that the two were harmed in different events: another day, another place.
fn may_be_one(known: &Toll, new: &Toll, sources: Sources<'_>) -> bool {
    let (Some(one), Some(other)) = (known.event, new.event) else {
        return true;
    };
    let (one, other) = (&sources.events[one.index()], &sources.events[other.index()]);
    let days = |event: &Event| event.time.map(|time| sources.times[time.index()].interval);
    let place = |event: &Event| event.place.map(|place| &sources.places[place.index()].name);
    let is_other_day = days(one)
        .zip(days(other))
        .is_some_and(|(one, other)| one != other);
    let is_other_place = place(one)
        .zip(place(other))
        .is_some_and(|(one, other)| one != other);
    one.id == other.id || !is_other_day && !is_other_place
}

fn is_pronoun(word: Token<'_>, knowledge: &Knowledge) -> bool {
    let text = word.text().to_lowercase();
    let lexicons = &knowledge.lexicons;
    lexicons.contains("person_pronouns", &text) && !lexicons.contains("reflexives", &text)
}

fn is_definite(noun: Token<'_>, knowledge: &Knowledge) -> bool {
    noun.children().any(|child| {
        child.dep() == "det"
            && knowledge
                .lexicons
                .contains("definite", &child.text().to_lowercase())
    })
}

/// "victim", "teen", "man": may mean anybody who was counted.
fn is_generic(noun: Token<'_>, knowledge: &Knowledge) -> bool {
    knowledge
        .lexicons
        .contains("victim_nouns", &noun.lemma().to_lowercase())
}

/// "Anna Berg was *also* wounded", "*a second man*, Ole Berg, was killed"
fn is_added(harmed: &Harmed<'_>, knowledge: &Knowledge) -> bool {
    let near = harmed.word.children().chain(harmed.counted.children());
    let mut near = near.map(|child| child.text().to_lowercase());
    harmed.is_joined || near.any(|word| knowledge.lexicons.contains("added_words", &word))
}

/// The words of a person's name, in lower case, without initials.
fn name_of(counted: Token<'_>) -> BTreeSet<String> {
    if counted.entity_kind() != "PERSON" || counted.pos() != "PROPN" {
        return BTreeSet::new();
    }
    let parts = counted
        .children()
        .filter(|child| child.dep() == "compound" && child.entity_kind() == "PERSON");
    let words = parts
        .chain([counted])
        .map(|word| word.text().to_lowercase());
    words.filter(|word| 3 < word.len()).collect()
}

fn gender(counted: Token<'_>, knowledge: &Knowledge) -> Option<Gender> {
    let parts = counted
        .children()
        .filter(|child| child.dep() == "compound")
        .chain([counted]);
    parts
        .filter_map(|word| match word.lemma().to_lowercase().as_str() {
            "he" | "him" | "himself" => Some(Gender::Male),
            "she" | "her" | "herself" => Some(Gender::Female),
            word if knowledge.lexicons.contains("male", word) => Some(Gender::Male),
            word if knowledge.lexicons.contains("female", word) => Some(Gender::Female),
            _ => None,
        })
        .next()
}

/// Gives the figure of "put the number at seven" the kind and event of the toll before it, in this
/// block; `None` where there is none.
pub(super) fn follow(new: &mut Toll, found: &[Toll], sources: Sources<'_>) -> Option<()> {
    let block = |toll: &Toll| sources.reading.block_index(toll.head.anchor);
    let last = found
        .iter()
        .rev()
        .find(|toll| toll.part_of.is_none() && block(toll) == block(new))?;
    (new.kind, new.event) = (last.kind, last.event);
    new.head.about_time = last.head.about_time;
    let copied = |field: &str| matches!(field, "event" | "about_time");
    new.head.evidence.retain(|cell| !copied(cell.field));
    let cells = last.head.evidence.iter();
    let cells = cells.filter(|cell| copied(cell.field)).cloned();
    new.head.evidence.extend(cells);
    Some(())
}

/// Whether the same person can be told of so: harmed in the same way again, or hurt and then dead,
/// told in either order.
fn may_follow(known: TollKind, new: TollKind) -> bool {
    known == new
        || matches!(
            (known, new),
            (TollKind::Injured, TollKind::Killed) | (TollKind::Killed, TollKind::Injured)
        )
}

/// Adds what is told again. Who died is counted as killed, on the word of who says so.
pub(super) fn merge(known: &mut Toll, new: Toll) {
    if new.kind == TollKind::Killed && known.head.attribution != new.head.attribution {
        *known = Toll {
            id: known.id,
            ..new
        };
        return;
    }
    if new.kind == TollKind::Killed && known.kind != new.kind {
        known.kind = new.kind;
        known.head.evidence.retain(|cell| cell.field != "kind");
        known.head.factuality = new.head.factuality;
    }
    let is_of_same_kind = known.kind == new.kind;
    let cells = new.head.evidence.into_iter();
    let kept = cells.filter(|cell| is_of_same_kind && matches!(cell.field, "kind" | "best"));
    known.head.evidence.extend(kept);
}
