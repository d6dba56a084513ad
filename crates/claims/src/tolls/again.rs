//! One person of whom the report speaks again: "the teacher was shot as he left home", "he died in
//! hospital". He is counted once, and as killed where he died.
//!
//! Knows who was counted as one, by their nouns; a pronoun means the one counted last nearby.

use ascribe_model::{Toll, TollKind};

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
    lemma: String,
    block: Option<usize>,
}

impl Victims {
    /// Remembers somebody who was counted alone.
    pub(super) fn add(&mut self, harmed: &Harmed<'_>, toll: usize, sources: Sources<'_>) {
        if harmed.count.best == Some(1) {
            self.known.push(Victim {
                toll,
                lemma: harmed.counted.lemma().to_lowercase(),
                block: sources.reading.block_index(harmed.counted.span()),
            });
        }
    }

    /// The toll in which the one of whom `new` tells was counted before.
    pub(super) fn counted(
        &self,
        harmed: &Harmed<'_>,
        new: &Toll,
        found: &[Toll],
        sources: Sources<'_>,
    ) -> Option<usize> {
        if harmed.count.best != Some(1) || new.part_of.is_some() || new.supersedes.is_some() {
            return None;
        }
        let meant = self.meant(harmed, sources)?;
        let known = &found[meant];
        let voices = (known.head.attribution, new.head.attribution);
        let is_same = is_same_voice(voices.0, voices.1, sources.attributions);
        (is_same && may_follow(known.kind, new.kind)).then_some(meant)
    }

    /// Whom a pronoun or a definite noun means.
    fn meant(&self, harmed: &Harmed<'_>, sources: Sources<'_>) -> Option<usize> {
        let lexicons = &sources.reading.knowledge.lexicons;
        let counted = harmed.counted;
        let is_near = |victim: &&Victim| {
            let here = sources.reading.block_index(counted.span());
            victim.block == here
                || victim
                    .block
                    .zip(here)
                    .is_some_and(|(then, here)| here.saturating_sub(then) <= REACH)
        };
        let is_pronoun = lexicons.contains("person_pronouns", &counted.text().to_lowercase())
            && !lexicons.contains("reflexives", &counted.text().to_lowercase());
        let is_definite = counted.children().any(|child| {
            child.dep() == "det" && lexicons.contains("definite", &child.text().to_lowercase())
        });
        let lemma = counted.lemma().to_lowercase();
        let is_it = |victim: &&Victim| is_pronoun || is_definite && victim.lemma == lemma;
        let mut nearby = self.known.iter().rev().filter(is_near);
        nearby.find(is_it).map(|victim| victim.toll)
    }
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

/// Adds what is told again. Who died is counted as killed.
pub(super) fn merge(known: &mut Toll, new: Toll) {
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
