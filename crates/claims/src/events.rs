//! What happened: event mentions, what each is, who did it to whom, when, where, and whether it
//! took place.
//!
//! Words and patterns over the tree find triggers (`data/events/`); a later "the attack" joins the
//! event it points back to. Knows one report; that two reports tell of one incident is not known
//! here. Bare plurals without anything particular ("attacks rose") make no event.

mod cells;
mod near;
mod parts;
mod same;
mod setting;
mod status;
mod trigger;

use std::cmp::Reverse;

use ascribe_model::{
    Attribution, Entity, Event, EventId, Evidence, Factuality, Place, RuleName, Status, Step, Time,
    Trace,
};
use ascribe_nlp::Token;
use ascribe_text::{Span, Text};

use crate::reading::Reading;
use cells::Cells;
use parts::Part;
use setting::Setting;
use trigger::Trigger;

/// What the passes before this one found.
#[derive(Clone, Copy)]
pub(crate) struct Known<'k> {
    pub(crate) entities: &'k [Entity],
    pub(crate) times: &'k [Time],
    pub(crate) places: &'k [Place],
    pub(crate) attributions: &'k [Attribution],
}

/// One mention of an event, with all that its sentence says of it.
struct Mention<'r> {
    trigger: Trigger<'r>,
    parts: Vec<Part<'r>>,
    weapon: Option<(Token<'r>, RuleName)>,
    status: status::Reality,
    setting: Setting,
}

/// All events of the report, in the order of their first mention.
pub(crate) fn find(
    reading: Reading<'_>,
    known: Known<'_>,
    trace: Option<&mut Trace>,
) -> Vec<Event> {
    let mut mentions = Vec::new();
    for sentence in reading.sentences() {
        let triggers = trigger::find(reading, sentence);
        let mut parts = parts::find(reading, sentence);
        let reality = status::find(reading, sentence);
        for trigger in triggers {
            let own = |token: Token<'_>| trigger.tokens.iter().any(|one| one.id() == token.id());
            let (mine, rest) = parts.into_iter().partition(|part| own(part.trigger));
            parts = rest;
            mentions.push(mention(reading, known, trigger, mine, &reality));
        }
    }
    mentions.retain(|mention| mention.is_particular(reading));
    if let Some(trace) = trace {
        trace.steps.extend(mentions.iter().map(step));
    }
    let groups = same::group(reading, known, mentions);
    groups
        .iter()
        .enumerate()
        .map(|(index, group)| event(EventId::new(index), group, reading, known))
        .collect()
}

fn mention<'r>(
    reading: Reading<'r>,
    known: Known<'_>,
    trigger: Trigger<'r>,
    parts: Vec<Part<'r>>,
    reality: &status::Found,
) -> Mention<'r> {
    let (weapons, parts): (Vec<_>, Vec<_>) =
        parts.into_iter().partition(|part| part.role.is_none());
    let weapon = weapons
        .into_iter()
        .next()
        .map(|part| (part.token, part.rule));
    let status = reality.of(&trigger, reading, known.attributions);
    let setting = setting::of(&trigger, reading, known);
    Mention {
        trigger,
        parts,
        weapon,
        status,
        setting,
    }
}

impl Mention<'_> {
    fn span(&self) -> Span<Text> {
        self.trigger.token().span()
    }

    /// Whether it is told as certain. What is only denied or asked about settles no cell of an event
    /// that others tell of.
    fn is_firm(&self) -> bool {
        self.status.factuality == Factuality::CERTAIN
    }

    /// Whether more is said than that such things happen: "attacks rose" is no event.
    fn is_particular(&self, reading: Reading<'_>) -> bool {
        let token = self.trigger.token();
        let is_specified = token
            .children()
            .any(|child| matches!(child.dep(), "det" | "poss" | "nummod"));
        let did_harm = token.dep() == "nsubj"
            && matches!(token.head().tag(), "VBD" | "VBZ" | "VBP")
            && reading
                .knowledge
                .lexicons
                .contains("harm_verbs", token.head().lemma());
        // "Two attacks in one day": a headline's sum of what is told below.
        let is_sum = reading.is_headline(self.span())
            && token.tag() == "NNS"
            && token.children().any(|child| child.dep() == "nummod");
        if is_sum {
            return false;
        }
        let is_set = self.setting.time.is_some() || self.setting.place.is_some();
        let has_known_part = || self.parts.iter().any(|part| part.token.pos() == "PROPN");
        token.tag() != "NNS" || is_specified || did_harm || is_set || has_known_part()
    }
}

/// One event from its mentions.
fn event(id: EventId, group: &[Mention<'_>], reading: Reading<'_>, known: Known<'_>) -> Event {
    let weight = |mention: &&Mention<'_>| (mention.trigger.weight(), Reverse(mention.span()));
    let named = group.iter().max_by_key(weight).unwrap_or(&group[0]);
    let told = group
        .iter()
        .find(|mention| mention.status.status == Status::Actual);
    let reality = &told.unwrap_or(&group[0]).status;
    let cells = Cells::of(group, reading, known);
    let mut evidence = vec![
        Evidence::new("type", named.span(), &named.trigger.rule),
        Evidence::new("status", reality.span, &reality.rule),
        Evidence::new("factuality", reality.span, &reality.rule),
    ];
    let later = group.iter().skip(1).map(Mention::span);
    evidence.extend(later.map(|span| Evidence::new("mentions", span, &RuleName::new(same::RULE))));
    evidence.extend(cells.evidence(known));
    Event {
        id,
        kind: named.trigger.kind.clone(),
        trigger: group[0].span(),
        mentions: group.iter().map(Mention::span).collect(),
        status: reality.in_time(cells.time(known), reading),
        factuality: reality.factuality,
        time: cells.time(known).map(|time| time.id),
        place: cells.place.map(|(id, _)| id),
        participants: cells.parts.into_iter().map(|(part, _)| part).collect(),
        weapon: cells.weapon.map(|(span, _)| span),
        attributes: cells
            .civilians
            .map(|_| "civilian_targeting")
            .into_iter()
            .collect(),
        evidence,
    }
}

fn step(mention: &Mention<'_>) -> Step {
    let message = format!("{} ({})", mention.trigger.kind, mention.status.status);
    Step {
        rule: mention.trigger.rule.clone(),
        span: mention.span(),
        fired: true,
        message,
    }
}

/// Whether one type covers the other: the same, or the family of it.
fn covers(general: &str, special: &str) -> bool {
    special
        .strip_prefix(general)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The family of an event type: `violence` of `violence/attack`.
fn family(kind: &str) -> &str {
    kind.split('/').next().unwrap_or(kind)
}

#[cfg(test)]
mod tests;
