//! What happened: event mentions, what each is, who did it to whom, when, where, and whether it
//! took place.
//!
//! Words and patterns over the tree find triggers (`data/events/`); a later "the attack" joins the
//! event it points back to. Knows one report; that two reports tell of one incident is not known
//! here. Bare plurals without anything particular ("attacks rose") make no event.

mod attributes;
mod cells;
mod learned;
mod mentioned;
mod near;
mod parts;
mod same;
mod setting;
mod status;
mod trigger;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use ascribe_model::{
    Attribution, Entity, Event, EventId, Evidence, Factuality, ParticipantRole, Place, RuleName,
    Status, Step, Time, Trace,
};
use ascribe_nlp::{Sentence, Token};
use ascribe_text::{Span, Text};

use crate::reading::Reading;
use attributes::Mark;
use cells::Cells;
use mentioned::Mentioned;
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
    marks: Vec<Mark>,
    /// The lemma of the trigger, in lower case.
    word: String,
    /// The lemmas of those aimed at, in lower case.
    targets: BTreeSet<String>,
}

/// Events, and what each of their mentions says by itself of whether it took place.
pub(crate) struct Found {
    pub(crate) events: Vec<Event>,
    pub(crate) statuses: BTreeMap<Span<Text>, Status>,
}

/// All events of the report, in the order of their first mention.
pub(crate) fn find(reading: Reading<'_>, known: Known<'_>, trace: Option<&mut Trace>) -> Found {
    let mut mentions = Vec::new();
    for sentence in reading.sentences() {
        let triggers = trigger::find(reading, sentence);
        let mut parts = parts::find(reading, sentence);
        let told = Told {
            reality: status::find(reading, sentence),
            marks: attributes::find(reading, sentence),
        };
        for trigger in triggers {
            let own = |token: Token<'_>| trigger.tokens.iter().any(|one| one.id() == token.id());
            let (mine, rest) = parts.into_iter().partition(|part| own(part.trigger));
            parts = rest;
            mentions.push(mention(reading, known, trigger, mine, &told));
        }
    }
    mentions.retain(|mention| mention.is_particular(reading));
    if let Some(trace) = trace {
        trace.steps.extend(mentions.iter().map(step));
    }
    let statuses = mentions
        .iter()
        .map(|mention| (mention.span(), mention.status.status))
        .collect();
    let groups = same::group(reading, known, mentions);
    let mentioned = Mentioned::new(known.entities);
    let events = groups
        .iter()
        .enumerate()
        .map(|(index, group)| {
            let cells = Cells::of(group, reading, known, &mentioned);
            event(EventId::new(index), group, &cells, reading, known)
        })
        .collect();
    Found { events, statuses }
}

/// How certain the report is of what each verb, noun and adjective names.
pub(crate) fn factualities(
    reading: Reading<'_>,
    attributions: &[Attribution],
) -> Vec<(Span<Text>, Factuality)> {
    let of_sentence = |sentence: Sentence<'_>| -> Vec<_> {
        let told = status::find(reading, sentence);
        let is_predicate =
            |token: &Token<'_>| matches!(token.pos(), "VERB" | "AUX" | "NOUN" | "ADJ" | "PROPN");
        let words = sentence.tokens().filter(is_predicate);
        words
            .map(|token| {
                (
                    token.span(),
                    told.of_words(&[token], reading, attributions).factuality,
                )
            })
            .collect()
    };
    reading.sentences().flat_map(of_sentence).collect()
}

/// What the rules say of the tokens of one sentence.
struct Told {
    reality: status::Found,
    marks: attributes::Found,
}

fn mention<'r>(
    reading: Reading<'r>,
    known: Known<'_>,
    trigger: Trigger<'r>,
    parts: Vec<Part<'r>>,
    told: &Told,
) -> Mention<'r> {
    let kind = reading.knowledge.events.get(&trigger.kind);
    let parts = parts.into_iter().map(|part| match kind {
        Some(kind) => part.of_type(kind),
        None => part,
    });
    let (weapons, mut parts): (Vec<_>, Vec<_>) = parts.partition(|part| part.role.is_none());
    // What the rule that settled the type says of its parts comes first.
    parts.sort_by_key(|part| part.rule != trigger.rule);
    let weapon = weapons
        .into_iter()
        .next()
        .map(|part| (part.token, part.rule));
    let status = told.reality.of(&trigger, reading, known.attributions);
    let setting = setting::of(&trigger, reading, known);
    let marks = told.marks.of(&trigger);
    let aimed_at = parts
        .iter()
        .filter(|part| part.role == Some(ParticipantRole::Target));
    Mention {
        word: trigger.token().lemma().to_lowercase(),
        targets: aimed_at
            .map(|part| part.token.lemma().to_lowercase())
            .collect(),
        trigger,
        parts,
        weapon,
        status,
        setting,
        marks,
    }
}

impl<'r> Mention<'r> {
    fn span(&self) -> Span<Text> {
        self.trigger.token().span()
    }

    /// The words for those who have that part.
    fn parts_as(&self, role: ParticipantRole) -> impl Iterator<Item = Token<'r>> + '_ {
        let parts = self.parts.iter();
        parts
            .filter(move |part| part.role == Some(role))
            .map(|part| part.token)
    }

    /// Whether it is told as something that happens again and again.
    fn recurs(&self) -> bool {
        self.marks.iter().any(|mark| mark.name == "recurring")
    }

    /// Whether it is told as certain. What is only denied or asked about settles no cell of an event
    /// that others tell of.
    fn is_firm(&self) -> bool {
        self.status.factuality == Factuality::CERTAIN
    }

    /// "Kidnapping people costs little": the doing as such.
    fn is_general(&self) -> bool {
        let token = self.trigger.token();
        let is_subject = matches!(token.dep(), "nsubj" | "csubj") && token.tag() == "VBG";
        let has = |dep: &str| token.children().any(|child| child.dep() == dep);
        is_subject && has("dobj") && !has("det")
    }

    /// Whether more is said than that such things happen: "attacks rose" is no event.
    fn is_particular(&self, reading: Reading<'_>) -> bool {
        let token = self.trigger.token();
        if token.tag() != "NNS" && learned::is_told(token, reading) {
            return true;
        }
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
        // "An attack there has little effect": any attack, none in particular.
        let is_any = self.status.status == Status::Hypothetical
            && self.parts.is_empty()
            && self.setting.time.is_none();
        if is_sum || is_any || self.is_general() {
            return false;
        }
        let is_set = self.setting.time.is_some() || self.setting.place.is_some();
        let is_known = |part: &Part<'_>| {
            let is_doer = part.role == Some(ParticipantRole::Perpetrator);
            part.token.pos() == "PROPN" || !part.is_shared || is_doer
        };
        let has_known_part = || self.parts.iter().any(is_known);
        let was_tried = matches!(self.status.status, Status::Foiled | Status::Attempted);
        token.tag() != "NNS" || is_specified || did_harm || is_set || was_tried || has_known_part()
    }
}

/// One event from its mentions.
fn event(
    id: EventId,
    group: &[Mention<'_>],
    cells: &Cells,
    reading: Reading<'_>,
    known: Known<'_>,
) -> Event {
    let weight = |mention: &&Mention<'_>| (mention.trigger.weight(), Reverse(mention.span()));
    let named = group.iter().max_by_key(weight).unwrap_or(&group[0]);
    let told = group
        .iter()
        .find(|mention| mention.status.status == Status::Actual);
    let reality = &told.unwrap_or(&group[0]).status;
    let mut evidence = vec![
        Evidence::new("type", named.span(), &named.trigger.rule).scored(named.trigger.score),
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
        place: cells.place.as_ref().map(|(id, _)| *id),
        participants: cells.parts.iter().map(|(part, _)| part.clone()).collect(),
        weapon: cells.weapon.as_ref().map(|(span, _)| *span),
        attributes: cells.marks.iter().map(|mark| mark.name).collect(),
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

#[cfg(test)]
mod tests;
