//! How groups fare, on whose word: how many they are, who leads them, what they live on, what they
//! hold and can do, and where that is heading.
//!
//! Rules find the words (`data/patterns/assessment/`). Only groups that fight, forces and
//! governments are judged; a question, a condition or a prospect is no judgement. What one voice
//! says twice is one assessment.
//!
//! Knows one report. Whether a judgement is right is none of its business.

pub(crate) mod subject;
#[cfg(test)]
mod tests;
mod value;

use std::collections::{BTreeMap, BTreeSet};

use ascribe_knowledge::{AssessmentRule, Found};
use ascribe_mentions::Number;
use ascribe_model::{
    Assessment, AssessmentId, Attribute, Attribution, ClaimHead, Direction, Entity, EntityId,
    Event, Evidence, Factuality, Responsibility, Stance, Step, Time, Trace, Value,
};
use ascribe_nlp::Token;
use ascribe_text::{Span, Text};

use crate::firmness::{self, Own};
use crate::holder::{holder_of, is_same_voice};
use crate::reading::Reading;
use crate::{clauses, entities, nouns, phrases};
use subject::Armed;

/// A repetition is looked for among so many voices that say the same.
const MOST_VOICES: usize = 64;

/// What assessments and causes are made from.
#[derive(Clone, Copy)]
pub(crate) struct Sources<'r> {
    pub(crate) reading: Reading<'r>,
    pub(crate) entities: &'r [Entity],
    pub(crate) times: &'r [Time],
    pub(crate) numbers: &'r [Number],
    pub(crate) attributions: &'r [Attribution],
    pub(crate) events: &'r [Event],
    pub(crate) responsibilities: &'r [Responsibility],
}

/// Every assessment, in the order of the text.
pub(crate) fn find(
    sources: Sources<'_>,
    armed: &Armed,
    trace: Option<&mut Trace>,
) -> Vec<Assessment> {
    let mut found = Vec::new();
    for sentence in sources.reading.sentences() {
        let mut taken = BTreeSet::new();
        for fit in sources.reading.knowledge.assessments.find(sentence) {
            let cue = fit.at.root().id();
            if taken.contains(&cue) {
                continue;
            }
            let told = told(&fit, armed, sources);
            if !told.is_empty() {
                taken.insert(cue);
            }
            found.extend(told);
        }
    }
    found.sort_by_key(|one| one.head.anchor);
    let mut found = merged(found, sources);
    for (index, one) in found.iter_mut().enumerate() {
        one.id = AssessmentId::new(index);
    }
    if let Some(trace) = trace {
        trace.steps.extend(found.iter().map(step));
    }
    found
}

/// What a rule found, once for each of those who are judged together.
fn told(fit: &Found<'_, AssessmentRule>, armed: &Armed, sources: Sources<'_>) -> Vec<Assessment> {
    let cue = fit.at.root();
    let rule = &fit.rule.gives;
    let attribution = holder_of(cue.span(), sources.attributions);
    let holder = &sources.attributions[attribution.index()];
    let own = Own {
        negation: rule.negated,
        modal: rule.modal,
    };
    let Some(factuality) = firmness::of(cue, holder, own, sources.reading) else {
        return Vec::new();
    };
    let subjects = subjects(fit, armed, sources);
    // "It has not been defeated" says where a group is not heading, in the words that say so.
    let is_not_so =
        rule.direction.is_some() && !factuality.positive && holder.stance != Stance::Denies;
    let parts = Parts {
        holder,
        factuality: Factuality {
            positive: factuality.positive || is_not_so,
            ..factuality
        },
        direction: rule.direction.filter(|_| !is_not_so),
        object: object(fit, sources),
        worth: if is_not_so {
            Some(value::in_words(cue))
        } else {
            value::of(fit, sources)
        },
        time: time_of(cue, sources.times),
    };
    if rule.needs_object && parts.object.is_none()
        || fit.capture("count").is_some() && parts.worth.is_none()
    {
        return Vec::new();
    }
    let is_other = |subject: EntityId| parts.object.is_none_or(|(object, _)| object != subject);
    subjects
        .into_iter()
        .filter(|(subject, _)| is_other(*subject))
        .map(|subject| assessment(fit, subject, &parts, sources))
        .collect()
}

/// Who is judged: those of whom the rule's match speaks; where it may leave that unsaid, the group
/// that the paragraph is about.
fn subjects<'r>(
    fit: &Found<'r, AssessmentRule>,
    armed: &Armed,
    sources: Sources<'r>,
) -> Vec<(EntityId, Token<'r>)> {
    let mut spoken_of = spoken_of(fit, armed, sources);
    if spoken_of.is_empty() && fit.rule.gives.implied && !is_anothers(fit, sources) {
        spoken_of.extend(subject::implied(fit.at.root(), armed, sources));
    }
    spoken_of
}

/// Whether the words of the match say whose it is: "the governor's popularity", "support for the bill".
fn is_anothers(fit: &Found<'_, AssessmentRule>, sources: Sources<'_>) -> bool {
    let is_owned = |noun: Token<'_>| {
        let span = noun.subtree_span();
        let mut named = noun
            .doc()
            .tokens_in(span)
            .filter(|token| token.id() != noun.id());
        let has_owner =
            clauses::children(noun).any(|child| child.dep() == "poss" && child.pos() != "PRON");
        has_owner
            || named.any(|token| entities::mentioned_at(token.span(), sources.entities).is_some())
    };
    let value = fit.capture("value");
    value
        .or_else(|| clauses::subject_of(fit.at.root()))
        .is_some_and(is_owned)
}

/// Those whom the rule captures, else the subject of the cue's clause, else a name right before its
/// verb, which the tree may take for an auxiliary ("IS").
fn spoken_of<'r>(
    fit: &Found<'r, AssessmentRule>,
    armed: &Armed,
    sources: Sources<'r>,
) -> Vec<(EntityId, Token<'r>)> {
    let judged = |word| subject::judged(word, &fit.rule.gives.of, armed, sources);
    if let Some(word) = fit.capture("subject") {
        return judged(word);
    }
    let cue = fit.at.root();
    match clauses::subject_of(cue) {
        Some(word) => judged(word),
        None => clauses::name_before(clauses::verb_of(cue)).map_or_else(Vec::new, judged),
    }
}

/// What those who are judged together share.
struct Parts<'r> {
    holder: &'r Attribution,
    factuality: Factuality,
    direction: Option<Direction>,
    object: Option<(EntityId, Token<'r>)>,
    worth: Option<value::Worth>,
    time: Option<&'r Time>,
}

fn assessment(
    fit: &Found<'_, AssessmentRule>,
    (subject, word): (EntityId, Token<'_>),
    parts: &Parts<'_>,
    sources: Sources<'_>,
) -> Assessment {
    let rule = &fit.rule.gives;
    let anchor = anchor(fit);
    let by = &fit.rule.name;
    let mut evidence = vec![
        Evidence::new("attribute", anchor, by),
        Evidence::new("subject", words_for(word, sources), by),
    ];
    let more = [
        parts.direction.map(|_| ("direction", anchor)),
        parts
            .object
            .map(|(_, object)| ("object", nouns::core(object))),
        parts.worth.as_ref().map(|worth| ("value", worth.span)),
        parts.time.map(|time| ("about_time", time.span)),
    ];
    let cells = more.into_iter().flatten();
    evidence.extend(cells.map(|(field, span)| Evidence::new(field, span, by)));
    Assessment {
        id: AssessmentId::new(0),
        head: ClaimHead {
            about_time: parts.time.map(|time| time.id),
            ..head(parts.holder, anchor, parts.factuality, evidence)
        },
        subject,
        attribute: rule.attribute,
        value: parts.worth.as_ref().map(|worth| worth.value.clone()),
        object: parts.object.map(|(object, _)| object),
        direction: parts.direction,
    }
}

/// The head of a claim that `anchor` makes; what the holder brings to it has the holder's evidence.
pub(crate) fn head(
    holder: &Attribution,
    anchor: Span<Text>,
    factuality: Factuality,
    mut evidence: Vec<Evidence>,
) -> ClaimHead {
    let cell = |field: &str| holder.evidence.iter().find(|cell| cell.field == field);
    let said_at = holder.said_at.filter(|_| cell("said_at").is_some());
    let likelihood = holder.likelihood.filter(|_| cell("likelihood").is_some());
    evidence.extend(said_at.and_then(|_| cell("said_at")).cloned());
    evidence.extend(likelihood.and_then(|_| cell("likelihood")).cloned());
    ClaimHead {
        attribution: holder.id,
        stance: holder.stance,
        factuality,
        likelihood,
        said_at,
        about_time: None,
        anchor,
        evidence,
    }
}

/// The whole name or description that the word stands in.
fn words_for(word: Token<'_>, sources: Sources<'_>) -> Span<Text> {
    entities::widened(nouns::compound(word), sources.entities)
}

/// The words on which the rule's match stands, the verb with its auxiliaries.
fn anchor(fit: &Found<'_, AssessmentRule>) -> Span<Text> {
    let cue = fit.at.root();
    let subject = fit.capture("subject").map(Token::id);
    let words = fit.at.tokens().into_iter();
    let words = words.filter(|token| Some(token.id()) != subject);
    // "no longer": the negation hangs on the adverb.
    let with_negation = |token: Token<'_>| {
        let no = clauses::children(token).find(|child| child.dep() == "neg");
        no.map_or(token.span(), |no| token.span().hull(no.span()))
    };
    words.fold(phrases::verb_group(cue), |hull, token| {
        hull.hull(with_negation(token))
    })
}

/// The second party, where the report names it.
fn object<'r>(
    fit: &Found<'r, AssessmentRule>,
    sources: Sources<'r>,
) -> Option<(EntityId, Token<'r>)> {
    let word = clauses::noun_meant(fit.capture("object")?);
    subject::meant(word, sources)
}

/// The time that hangs on the cue's verb: "ran out of money last spring".
pub(crate) fn time_of<'t>(cue: Token<'_>, times: &'t [Time]) -> Option<&'t Time> {
    let verb = clauses::verb_of(cue);
    let sentence = verb.sentence().span();
    let hangs = |time: &&Time| {
        let mut tokens = verb.doc().tokens_in(time.span);
        let head = tokens.find(|token| token.is_root() || !time.span.contains(token.head().span()));
        let on = head.map(|head| match head.dep() {
            "pobj" if head.head().dep() == "prep" => head.head().head(),
            _ => head.head(),
        });
        on.is_some_and(|on| on.id() == verb.id() || on.id() == cue.id())
    };
    let first = times.partition_point(|time| time.span.start() < sentence.start());
    let near = times[first..]
        .iter()
        .take_while(|time| time.span.start() < sentence.end());
    near.into_iter().find(hangs)
}

/// What one voice says twice of one group and attribute in one direction, as one.
fn merged(found: Vec<Assessment>, sources: Sources<'_>) -> Vec<Assessment> {
    let mut kept: Vec<Assessment> = Vec::new();
    let mut alike: BTreeMap<Likeness, Vec<usize>> = BTreeMap::new();
    for one in found {
        let known = alike.entry(Likeness::of(&one)).or_default();
        let is_same = |index: &&usize| {
            let voice = kept[**index].head.attribution;
            is_same_voice(voice, one.head.attribution, sources.attributions)
        };
        match known.iter().take(MOST_VOICES).find(is_same) {
            Some(index) => repeat(&mut kept[*index], one),
            None => {
                known.push(kept.len());
                kept.push(one);
            }
        }
    }
    kept
}

/// In what two assessments agree that say the same: with a direction, the words may differ.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Likeness {
    subject: EntityId,
    attribute: Attribute,
    direction: Option<Direction>,
    object: Option<EntityId>,
    factuality: String,
    value: String,
}

impl Likeness {
    fn of(one: &Assessment) -> Self {
        let is_figure = matches!(one.value, Some(Value::Number { .. }));
        let value = if is_figure || one.direction.is_none() {
            format!("{:?}", one.value)
        } else {
            String::new()
        };
        Self {
            subject: one.subject,
            attribute: one.attribute,
            direction: one.direction,
            object: one.object,
            factuality: one.head.factuality.to_string(),
            value,
        }
    }
}

/// Adds what is said again to what was said; its evidence speaks for the cells that are the same.
fn repeat(known: &mut Assessment, again: Assessment) {
    let differs = |field: &str| match field {
        "value" => known.value != again.value,
        "about_time" => known.head.about_time != again.head.about_time,
        "said_at" => known.head.said_at != again.head.said_at,
        _ => false,
    };
    let same = again
        .head
        .evidence
        .into_iter()
        .filter(|cell| !differs(cell.field));
    let same: Vec<_> = same.collect();
    known.head.evidence.extend(same);
}

fn step(one: &Assessment) -> Step {
    let direction = one
        .direction
        .map(|direction: Direction| direction.to_string());
    Step {
        rule: one.head.evidence[0].by.clone(),
        span: one.head.anchor,
        fired: true,
        message: format!(
            "{} of {}: {}",
            one.attribute,
            one.subject,
            direction.unwrap_or_default()
        ),
    }
}
