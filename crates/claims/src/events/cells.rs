//! The cells of one event, from all its mentions: the first that tells a cell settles it.
//!
//! What is only denied or asked about settles no cell of an event that others tell of.

use ascribe_model::{Evidence, Participant, ParticipantRole, PlaceId, RuleName, Time, TimeId, Who};
use ascribe_nlp::Token;
use ascribe_text::{Span, Text};

use super::attributes::Mark;
use super::mentioned::Mentioned;
use super::{Known, Mention, parts};
use crate::nouns;
use crate::reading::Reading;

/// When, where, who and with what, each with the rule that read it.
pub(super) struct Cells {
    time: Option<(TimeId, RuleName)>,
    pub(super) place: Option<(PlaceId, RuleName)>,
    pub(super) weapon: Option<(Span<Text>, RuleName)>,
    pub(super) parts: Vec<(Participant, RuleName)>,
    /// Each kind of mark once.
    pub(super) marks: Vec<Mark>,
}

impl Cells {
    pub(super) fn of(
        group: &[Mention<'_>],
        reading: Reading<'_>,
        known: Known<'_>,
        mentioned: &Mentioned<'_>,
    ) -> Self {
        let any_firm = group.iter().any(Mention::is_firm);
        let firm: Vec<_> = group
            .iter()
            .filter(|mention| mention.is_firm() || !any_firm)
            .collect();
        let parts = firm.iter().flat_map(|mention| &mention.parts);
        let parts = parts::merged(parts, reading, known.entities, mentioned);
        let weapon = firm.iter().find_map(|mention| mention.weapon.clone());
        Self {
            time: firm.iter().find_map(|mention| mention.setting.time.clone()),
            place: place(&firm, reading),
            weapon: weapon.map(|(token, rule)| (nouns::compound(token), rule)),
            marks: marks(&firm, &parts, reading),
            parts,
        }
    }

    pub(super) fn time<'k>(&self, known: Known<'k>) -> Option<&'k Time> {
        self.time.as_ref().map(|(id, _)| &known.times[id.index()])
    }

    /// The words that each cell stands on.
    pub(super) fn evidence(&self, known: Known<'_>) -> Vec<Evidence> {
        let mut out = Vec::new();
        let mut add = |field, span, rule: &RuleName| out.push(Evidence::new(field, span, rule));
        for (part, rule) in &self.parts {
            add("participants", part.span, rule);
        }
        if let Some((id, rule)) = &self.time {
            add("time", known.times[id.index()].span, rule);
        }
        if let Some((id, rule)) = &self.place {
            add("place", known.places[id.index()].span, rule);
        }
        if let Some((span, rule)) = &self.weapon {
            add("weapon", *span, rule);
        }
        for mark in &self.marks {
            add("attributes", mark.span, &mark.rule);
        }
        out
    }
}

/// The first place that is told: below the headline, where it is told there.
fn place(group: &[&Mention<'_>], reading: Reading<'_>) -> Option<(PlaceId, RuleName)> {
    let told = |mention: &&Mention<'_>| mention.setting.place.clone();
    let mut below = group
        .iter()
        .filter(|mention| !reading.is_headline(mention.span()));
    below.find_map(told).or_else(|| group.iter().find_map(told))
}

/// What the words around the triggers say, and whether civilians were aimed at or harmed.
fn marks(
    group: &[&Mention<'_>],
    parts: &[(Participant, RuleName)],
    reading: Reading<'_>,
) -> Vec<Mark> {
    let told = group
        .iter()
        .flat_map(|mention| mention.marks.iter().cloned());
    let civilians = civilians(parts, reading).map(|span| Mark {
        name: "civilian_targeting",
        span,
        rule: RuleName::new("event/civilian-words@1"),
    });
    let mut marks: Vec<Mark> = civilians.into_iter().chain(told).collect();
    marks.sort_by_key(|mark| mark.name);
    marks.dedup_by_key(|mark| mark.name);
    marks
}

fn civilians(parts: &[(Participant, RuleName)], reading: Reading<'_>) -> Option<Span<Text>> {
    use ParticipantRole::{Target, Victim};
    let tolls = &reading.knowledge.tolls;
    let is_civilian = |token: Token<'_>| {
        matches!(tolls.who(token.lemma()), Some(Who::Civilian | Who::Child))
            && token.pos() == "NOUN"
    };
    let harmed = parts
        .iter()
        .filter(|(part, _)| matches!(part.role, Target | Victim));
    harmed
        .map(|(part, _)| part.span)
        .find(|span| reading.doc.tokens_in(*span).any(is_civilian))
}
