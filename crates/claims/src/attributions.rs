//! Who says what: sources, cues, contents, and whose words stand within whose.
//!
//! Rules over the tree find cues (`data/patterns/attribution/`); quotation marks tell how far a
//! content reaches. Answers of an interview are attributions of their own.
//!
//! Knows one report; that two names are one person is `entities`' business.

mod draft;
mod interview;
mod quoted;
mod speaker;

use std::collections::BTreeMap;

use ascribe_model::{Attribution, AttributionId, AttributionKind, Entity, Evidence, RuleName, Step, Time, TimeId, Trace};
use ascribe_nlp::{Token, TokenId};
use ascribe_text::{Span, Text};

use crate::entities;
use crate::reading::Reading;
use draft::Draft;
use quoted::Quoted;

/// The report's own voice and every attribution, in the order of the text.
pub(crate) fn find(
    reading: Reading<'_>,
    entities: &[Entity],
    times: &[Time],
    trace: Option<&mut Trace>,
) -> Vec<Attribution> {
    let mut drafts = cues(reading);
    let mut quoted = Quoted::of(reading);
    quoted.give(&mut drafts, reading);
    drafts.retain(|draft| !draft.content.is_empty() && may_stand(draft, &quoted, reading));
    if let Some(trace) = trace {
        trace.steps.extend(drafts.iter().map(step));
    }
    let mut found: Vec<_> = drafts.iter().map(|draft| finish(draft, &quoted, entities, times, reading)).collect();
    found.extend(interview::answers(reading, entities));
    found.sort_by_key(beginning);
    found.insert(0, Attribution::narration());
    number(&mut found);
    found
}

/// One draft for each cue: of several rules that fit, the one that ranks highest.
fn cues(reading: Reading<'_>) -> Vec<Draft<'_>> {
    let mut best: BTreeMap<TokenId, (i32, Draft<'_>)> = BTreeMap::new();
    for sentence in reading.sentences() {
        for found in reading.knowledge.attributions.find(sentence) {
            let rank = found.rule.gives.rank;
            let known = best.get(&found.at.root().id());
            if known.is_none_or(|(other, _)| *other < rank) {
                best.insert(found.at.root().id(), (rank, Draft::new(&found, reading)));
            }
        }
    }
    best.into_values().map(|(_, draft)| draft).collect()
}

/// Within somebody's quoted words only plain reports of others' words count: what the speaker
/// thinks and wants there is the speaker's own content.
fn may_stand(draft: &Draft<'_>, quoted: &Quoted, reading: Reading<'_>) -> bool {
    if quoted.around(draft.cue.span()).is_none() {
        return true;
    }
    let is_report = reading.knowledge.lexicons.contains("relayed", draft.cue.lemma());
    is_report && draft.source.is_some_and(|source| matches!(source.pos(), "PROPN" | "NOUN"))
}

fn finish(draft: &Draft<'_>, quoted: &Quoted, entities: &[Entity], times: &[Time], reading: Reading<'_>) -> Attribution {
    let source = draft.source_span();
    let speaker = draft.source.map(|source| entities::speaker(source, entities, reading));
    let mut attribution = Attribution {
        kind: kind(&draft.content, quoted),
        source: source.into_iter().collect(),
        cue: draft.cue_spans.clone(),
        content: draft.content.clone(),
        holder: speaker.and_then(|speaker| speaker.entity),
        role: speaker.and_then(|speaker| speaker.role),
        named: speaker.is_some_and(|speaker| speaker.named),
        parent: Some(AttributionId::NARRATION),
        stance: draft.stance,
        channel: draft.channel.map(crate::phrases::noun_phrase),
        said_at: said_at(draft.cue, times),
        ..Attribution::narration()
    };
    attribution.evidence = evidence(&attribution, &draft.rule, times, reading);
    attribution
}

fn kind(content: &[Span<Text>], quoted: &Quoted) -> AttributionKind {
    let within = content.iter().filter(|piece| quoted.around(**piece).is_some()).count();
    let touching = content.iter().filter(|piece| quoted.touches(**piece)).count();
    match (within, touching) {
        (_, 0) => AttributionKind::Indirect,
        (within, _) if within == content.len() => AttributionKind::Direct,
        _ => AttributionKind::Mixed,
    }
}

/// The time that hangs on the cue: "said on Tuesday".
fn said_at(cue: Token<'_>, times: &[Time]) -> Option<TimeId> {
    let sentence = cue.sentence().span();
    let hangs = |time: &&Time| {
        let head = cue.doc().tokens_in(time.span).find(|token| !time.span.contains(token.head().span()));
        head.is_some_and(|head| head.head().id() == cue.id() || is_object_under(head, cue))
    };
    times.iter().filter(|time| sentence.contains(time.span)).find(hangs).map(|time| time.id)
}

/// "on Tuesday": the noun hangs under a preposition that hangs under the verb.
fn is_object_under(noun: Token<'_>, verb: Token<'_>) -> bool {
    noun.dep() == "pobj" && noun.head().head().id() == verb.id()
}

fn evidence(of: &Attribution, by: &RuleName, times: &[Time], reading: Reading<'_>) -> Vec<Evidence> {
    let cell = |field, spans: &[Span<Text>]| {
        let spans: Vec<_> = spans.iter().flat_map(|&span| reading.by_sentence(span)).collect();
        (!spans.is_empty()).then(|| Evidence { field, spans, by: by.clone(), score: 1.0 })
    };
    let said: Vec<_> = of.said_at.iter().map(|time| times[time.index()].span).collect();
    let from_source = |is_there: bool| if is_there { of.source.as_slice() } else { &[] };
    let channel: Vec<_> = of.channel.into_iter().collect();
    let cells = [
        cell("source", &of.source),
        cell("cue", &of.cue),
        cell("content", &of.content),
        cell("holder", from_source(of.holder.is_some())),
        cell("role", from_source(of.role.is_some())),
        cell("stance", if of.cue.is_empty() { &of.content } else { &of.cue }),
        cell("channel", &channel),
        cell("said_at", &said),
    ];
    cells.into_iter().flatten().collect()
}

/// Gives ids in order, and to each attribution the one in whose content it stands.
fn number(found: &mut [Attribution]) {
    for (index, attribution) in found.iter_mut().enumerate() {
        attribution.id = AttributionId::new(index);
    }
    let parents: Vec<_> = found.iter().map(|attribution| parent(attribution, found)).collect();
    for (attribution, parent) in found.iter_mut().zip(parents) {
        attribution.parent = parent;
    }
}

/// The attribution with the narrowest content around this one's cue.
fn parent(of: &Attribution, all: &[Attribution]) -> Option<AttributionId> {
    if of.kind == AttributionKind::Narration {
        return None;
    }
    let anchor = of.cue.first().or(of.content.first())?;
    let length = |other: &Attribution| other.content.iter().map(|piece| piece.len()).sum::<usize>();
    let around = all.iter().filter(|other| {
        other.id != of.id && other.content.iter().any(|piece| piece.contains(*anchor)) && length(of) < length(other)
    });
    Some(around.min_by_key(|other| length(other)).map_or(AttributionId::NARRATION, |other| other.id))
}

fn beginning(attribution: &Attribution) -> usize {
    let spans = attribution.source.iter().chain(&attribution.cue).chain(&attribution.content);
    spans.map(|span| span.start()).min().unwrap_or_default()
}

fn step(draft: &Draft<'_>) -> Step {
    let message = format!("{:?} with {} pieces of content", draft.stance, draft.content.len());
    Step { rule: draft.rule.clone(), span: draft.cue.span(), fired: true, message }
}
