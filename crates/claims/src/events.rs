//! What happened: event mentions, what each is, who did it to whom, when, where, and whether it
//! took place.
//!
//! Words and patterns over the tree find triggers (`data/events/`); a later "the attack" joins the
//! event it points back to. Knows one report; that two reports tell of one incident is not known
//! here. Bare plurals without anything particular ("attacks rose") make no event.

mod parts;
mod same;
mod setting;
mod status;
mod trigger;

use ascribe_knowledge::EventType;
use ascribe_model::{
    Attribution, Entity, Event, EventId, Evidence, Factuality, Participant, Place, RuleName, Status, Step, Time, Trace,
    Who,
};
use ascribe_nlp::Token;
use ascribe_text::{Span, Text};

use crate::nouns;
use crate::reading::Reading;
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
pub(crate) fn find(reading: Reading<'_>, known: Known<'_>, trace: Option<&mut Trace>) -> Vec<Event> {
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
    groups.iter().enumerate().map(|(index, group)| event(EventId::new(index), group, reading, known)).collect()
}

fn mention<'r>(
    reading: Reading<'r>,
    known: Known<'_>,
    trigger: Trigger<'r>,
    parts: Vec<Part<'r>>,
    reality: &status::Found,
) -> Mention<'r> {
    let (weapons, parts): (Vec<_>, Vec<_>) = parts.into_iter().partition(|part| part.role.is_none());
    let weapon = weapons.into_iter().next().map(|part| (part.token, part.rule));
    let status = reality.of(&trigger, reading, known.attributions);
    let setting = setting::of(&trigger, reading, known);
    Mention { trigger, parts, weapon, status, setting }
}

impl Mention<'_> {
    fn span(&self) -> Span<Text> {
        self.trigger.token().span()
    }

    /// Whether more is said than that such things happen.
    fn is_particular(&self, reading: Reading<'_>) -> bool {
        let token = self.trigger.token();
        let is_bare_plural = token.tag() == "NNS" && !token.children().any(|child| matches!(child.dep(), "det" | "poss" | "nummod"));
        let is_set = self.setting.time.is_some() || self.setting.place.is_some();
        let is_told = reading.block_index(token.span()).is_some_and(|block| reading.report.blocks[block].kind == ascribe_model::BlockKind::Title);
        !is_bare_plural || is_set || is_told || self.parts.iter().any(|part| part.token.pos() == "PROPN" || part.is_counted())
    }
}

/// One event from its mentions: the first that gives a cell settles it.
fn event(id: EventId, group: &[Mention<'_>], reading: Reading<'_>, known: Known<'_>) -> Event {
    let named = group.iter().max_by_key(|mention| (mention.trigger.weight(), std::cmp::Reverse(mention.span()))).unwrap_or(&group[0]);
    let told = group.iter().find(|mention| mention.status.status == Status::Actual).unwrap_or(&group[0]);
    let time = group.iter().find_map(|mention| mention.setting.time.clone());
    let place = group.iter().find_map(|mention| mention.setting.place.clone());
    let weapon = group.iter().find_map(|mention| mention.weapon.clone());
    let parts = parts::merged(group.iter().flat_map(|mention| &mention.parts), reading, known.entities);
    let mut evidence = vec![
        Evidence::new("type", named.span(), &named.trigger.rule),
        Evidence::new("status", told.status.span, &told.status.rule),
        Evidence::new("factuality", told.status.span, &told.status.rule),
    ];
    evidence.extend(group.iter().skip(1).map(|mention| Evidence::new("mentions", mention.span(), &RuleName::new(same::RULE))));
    evidence.extend(parts.iter().map(|(part, rule)| Evidence::new("participants", part.span, rule)));
    evidence.extend(time.iter().map(|(id, rule)| Evidence::new("time", known.times[id.index()].span, rule)));
    evidence.extend(place.iter().map(|(id, rule)| Evidence::new("place", known.places[id.index()].span, rule)));
    evidence.extend(weapon.iter().map(|(token, rule)| Evidence::new("weapon", nouns::compound(*token), rule)));
    let participants: Vec<_> = parts.into_iter().map(|(part, _)| part).collect();
    let civilians = civilians(&participants, reading);
    evidence.extend(civilians.map(|span| Evidence::new("attributes", span, &RuleName::new("event/civilian-words@1"))));
    let time = time.map(|(id, _)| id);
    Event {
        id,
        kind: named.trigger.kind.clone(),
        trigger: group[0].span(),
        mentions: group.iter().map(Mention::span).collect(),
        status: told.status.in_time(time.map(|id| &known.times[id.index()]), reading),
        factuality: told.status.factuality,
        time,
        place: place.map(|(id, _)| id),
        participants,
        weapon: weapon.map(|(token, _)| nouns::compound(token)),
        attributes: civilians.map(|_| "civilian_targeting").into_iter().collect(),
        evidence,
    }
}

/// The words that say that civilians or children were aimed at or harmed.
fn civilians(participants: &[Participant], reading: Reading<'_>) -> Option<Span<Text>> {
    use ascribe_model::ParticipantRole::{Target, Victim};
    let harmed = participants.iter().filter(|part| matches!(part.role, Target | Victim)).map(|part| part.span);
    let is_civilian = |token: Token<'_>| {
        matches!(reading.knowledge.tolls.who(token.lemma()), Some(Who::Civilian | Who::Child)) && token.pos() == "NOUN"
    };
    harmed.into_iter().find(|span| reading.doc.tokens_in(*span).any(is_civilian))
}

fn step(mention: &Mention<'_>) -> Step {
    let message = format!("{} ({})", mention.trigger.kind, mention.status.status);
    Step { rule: mention.trigger.rule.clone(), span: mention.span(), fired: true, message }
}

/// Whether one type covers the other: the same, or the family of it.
fn covers(general: &str, special: &str) -> bool {
    special.strip_prefix(general).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The family of an event type: `violence` of `violence/attack`.
fn family(kind: &str) -> &str {
    kind.split('/').next().unwrap_or(kind)
}

fn id_of(kind: &EventType) -> String {
    kind.id.clone()
}

#[cfg(test)]
mod tests;
