//! Who did it, on whose word.
//!
//! Rules find the words (`data/patterns/responsibility/`). Whose word it is decides between
//! `claimed`, `accused` and `reported`: "the rebels were behind the attack" is an accusation in the
//! army's mouth, a claim in their own, and a report in nobody's. An event's perpetrator, told
//! without such words ("rebels attacked the town, the army said"), is a `reported` responsibility.
//! What one voice says twice is one responsibility.
//!
//! Knows one report. What cannot be tied to an entity is left to `unread`.

mod event;
mod mode;
mod unreal;

use std::collections::BTreeSet;

use ascribe_knowledge::{Found, ResponsibilityRule};
use ascribe_model::{
    Attribution, AttributionId, ClaimHead, Entity, EntityId, Event, Evidence, Mode, Participant,
    ParticipantRole, Responsibility, ResponsibilityId, RuleName, Status, Step, Trace,
};
use ascribe_nlp::Token;
use ascribe_text::{Span, Text};

use crate::entities;
use crate::holder::{holder_of, is_same_voice};
use crate::phrases;
use crate::reading::Reading;
use mode::Saying;

/// What responsibilities are made from.
#[derive(Clone, Copy)]
pub(crate) struct Sources<'r> {
    pub(crate) reading: Reading<'r>,
    pub(crate) entities: &'r [Entity],
    pub(crate) attributions: &'r [Attribution],
    pub(crate) events: &'r [Event],
}

/// Every responsibility: first those told in so many words, then perpetrators of events.
pub(crate) fn find(sources: Sources<'_>, trace: Option<&mut Trace>) -> Vec<Responsibility> {
    let mut found = Vec::new();
    let mut cues = BTreeSet::new();
    for sentence in sources.reading.sentences() {
        for fit in sources.reading.knowledge.responsibilities.find(sentence) {
            let cue = fit.at.root().id();
            if !cues.contains(&cue)
                && let Some(one) = told(&fit, sources)
            {
                cues.insert(cue);
                found.push(one);
            }
        }
    }
    for event in sources.events {
        found.extend(
            event
                .participants
                .iter()
                .filter_map(|one| done(event, one, &found, sources))
                .collect::<Vec<_>>(),
        );
    }
    found.sort_by_key(|one| one.head.anchor);
    let mut found = merged(found, sources);
    for (index, one) in found.iter_mut().enumerate() {
        one.id = ResponsibilityId::new(index);
    }
    if let Some(trace) = trace {
        trace.steps.extend(found.iter().map(step));
    }
    found
}

/// What a rule found, where its actor is an entity or nobody.
fn told(fit: &Found<'_, ResponsibilityRule>, sources: Sources<'_>) -> Option<Responsibility> {
    let cue = fit.at.root();
    let actor_word = fit.capture("actor");
    let given = fit.rule.gives.mode;
    if unreal::is_unreal(cue, given, sources.reading) {
        return None;
    }
    let attribution = whose(cue, given, sources);
    let actor = actor_word.and_then(|word| doer(word, given, attribution, sources));
    if actor.is_none() && (given != Mode::NoneClaimed || actor_word.is_some()) {
        return None;
    }
    let saying = Saying {
        rule: fit.rule.gives,
        actor,
        word: actor_word,
        cue,
    };
    let mode = mode::of(saying, &sources.attributions[attribution.index()], sources);
    let deed = fit.capture("deed");
    let event = event::meant(cue, deed, sources.events);
    if event.is_none() && fit.rule.gives.needs_event {
        return None;
    }
    let scope = fit.capture("scope").or(deed).map(phrases::noun_phrase);
    let by = &fit.rule.name;
    let anchor = phrases::verb_group(cue);
    let mut evidence = vec![Evidence::new("mode", anchor, by)];
    evidence.extend(
        actor
            .and(actor_word)
            .map(|word| Evidence::new("actor", phrases::noun_phrase(word), by)),
    );
    evidence
        .extend(event.map(|_| Evidence::new("event", deed.map_or(anchor, |deed| deed.span()), by)));
    evidence.extend(scope.map(|scope| Evidence::new("scope", scope, by)));
    let head = head(attribution, mode, anchor, evidence, sources);
    Some(Responsibility {
        id: ResponsibilityId::new(0),
        head,
        event,
        scope,
        actor,
        mode,
        part_of: None,
    })
}

/// An event's perpetrator, where no rule has told of the two already.
fn done(
    event: &Event,
    one: &Participant,
    told: &[Responsibility],
    sources: Sources<'_>,
) -> Option<Responsibility> {
    let took_place = matches!(
        event.status,
        Status::Actual | Status::Attempted | Status::Historical
    );
    if one.role != ParticipantRole::Perpetrator || !took_place {
        return None;
    }
    let word = head_of(one.span, sources)?;
    let actor = entities::body_of(word, sources.entities, sources.reading).or(one.entity)?;
    let attribution = holder_of(one.span, sources.attributions);
    let is_told = |other: &Responsibility| {
        other.event == Some(event.id)
            && other.actor == Some(actor)
            && is_same_voice(other.head.attribution, attribution, sources.attributions)
    };
    if told.iter().any(is_told) {
        return None;
    }
    let by = RuleName::new("responsibility/perpetrator@1");
    let rule = ResponsibilityRule {
        mode: Mode::Reported,
        needs_event: true,
        names_doer: false,
    };
    let saying = Saying {
        rule,
        actor: Some(actor),
        word: Some(word),
        cue: word,
    };
    let mode = mode::of(saying, &sources.attributions[attribution.index()], sources);
    let evidence = vec![
        Evidence::new("mode", event.trigger, &by),
        Evidence::new("actor", one.span, &by),
        Evidence::new("event", event.trigger, &by),
    ];
    let head = head(attribution, mode, one.span, evidence, sources);
    let (id, event) = (ResponsibilityId::new(0), Some(event.id));
    Some(Responsibility {
        id,
        head,
        event,
        scope: None,
        actor: Some(actor),
        mode,
        part_of: None,
    })
}

/// Who `word` says did it: the body for which a spokesman denies it, the one whose fighters did it,
/// the speaker where it is "we".
fn doer(
    word: Token<'_>,
    given: Mode,
    attribution: AttributionId,
    sources: Sources<'_>,
) -> Option<EntityId> {
    let body = || entities::spoken_for(word, sources.entities, sources.reading);
    let speaks = matches!(given, Mode::Claimed | Mode::Denied);
    if let Some(body) = body().filter(|_| speaks) {
        return Some(body);
    }
    let speaker = || {
        let said = &sources.attributions[attribution.index()];
        mode::spoken_for(said, sources).or(said.holder)
    };
    entities::body_of(word, sources.entities, sources.reading)
        .or_else(|| entities::mentioned_at(word.span(), sources.entities))
        .or_else(|| speaker().filter(|_| mode::is_first_person(word)))
}

/// The word of `span` on which the others hang.
fn head_of<'r>(span: Span<Text>, sources: Sources<'r>) -> Option<Token<'r>> {
    let mut tokens = sources.reading.doc.tokens_in(span);
    tokens.find(|token| token.is_root() || !span.contains(token.head().span()))
}

/// What one voice says of one event and actor in one way, as one, with the evidence of all.
fn merged(found: Vec<Responsibility>, sources: Sources<'_>) -> Vec<Responsibility> {
    let mut kept: Vec<Responsibility> = Vec::new();
    for one in found {
        let is_same = |other: &&mut Responsibility| {
            one.event.is_some()
                && (other.event, other.actor, other.mode) == (one.event, one.actor, one.mode)
                && is_same_voice(
                    other.head.attribution,
                    one.head.attribution,
                    sources.attributions,
                )
        };
        match kept.iter_mut().find(is_same) {
            Some(known) => known.head.evidence.extend(one.head.evidence),
            None => kept.push(one),
        }
    }
    kept
}

/// The attribution whose cue this is, else the one in whose content it stands. That nobody has
/// claimed something is said by whoever tells so.
fn whose(cue: Token<'_>, given: Mode, sources: Sources<'_>) -> AttributionId {
    let is_own =
        |attribution: &&Attribution| attribution.cue.iter().any(|span| span.contains(cue.span()));
    let own = sources
        .attributions
        .iter()
        .find(is_own)
        .filter(|_| given != Mode::NoneClaimed);
    own.map_or_else(
        || holder_of(cue.span(), sources.attributions),
        |attribution| attribution.id,
    )
}

fn head(
    attribution: AttributionId,
    mode: Mode,
    anchor: Span<Text>,
    mut evidence: Vec<Evidence>,
    sources: Sources<'_>,
) -> ClaimHead {
    let holder = &sources.attributions[attribution.index()];
    let said = holder
        .evidence
        .iter()
        .find(|cell| cell.field == "said_at" && holder.said_at.is_some());
    evidence.extend(said.cloned());
    ClaimHead {
        attribution,
        stance: mode::stance(mode),
        factuality: mode::factuality(mode),
        likelihood: None,
        said_at: holder.said_at,
        about_time: None,
        anchor,
        evidence,
    }
}

fn step(one: &Responsibility) -> Step {
    let rule = one
        .head
        .evidence
        .first()
        .map_or_else(|| RuleName::new("responsibility"), |cell| cell.by.clone());
    Step {
        rule,
        span: one.head.anchor,
        fired: true,
        message: format!("{} by {:?} of {:?}", one.mode, one.actor, one.event),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::read;

    /// Finds "mode actor < holder" for each responsibility; `-` where there is none.
    fn check(text: &str, expected: &[&str]) {
        let (_, found) = read(text);
        let name = |id: Option<ascribe_model::EntityId>| {
            id.map_or("-", |id| found.entities[id.index()].name.as_str())
        };
        let row = |one: &ascribe_model::Responsibility| {
            let holder = found.attributions[one.head.attribution.index()].holder;
            format!("{} {} < {}", one.mode, name(one.actor), name(holder))
        };
        assert_eq!(
            found.responsibilities.iter().map(row).collect::<Vec<_>>(),
            expected,
            "{text}"
        );
    }

    #[test]
    fn claimed() {
        check(
            "The Northern Front claimed responsibility for the bombing in Lasko.",
            &["claimed Northern Front < Northern Front"],
        );
        check(
            "The Northern Front said it was behind the attack in Lasko.",
            &["claimed Northern Front < Northern Front"],
        );
        check("The Northern Front claimed victory in the vote.", &[]);
    }

    #[test]
    fn denied() {
        check(
            "The Northern Front denied any involvement in the attack.",
            &["denied Northern Front < Northern Front"],
        );
        check("The embassy denied a visa to the reporter.", &[]);
    }

    #[test]
    fn accused_and_suspected() {
        check(
            "The army blamed the Northern Front for the attack.",
            &["accused Northern Front < army"],
        );
        check(
            "Police said the Northern Front was behind the attack.",
            &["accused Northern Front < Police"],
        );
        check(
            "The attack bore the hallmarks of the Northern Front.",
            &["suspected Northern Front < -"],
        );
        check("The mayor accused the Northern Front of lying.", &[]);
        check(
            "Two villages burned. The governor said he suspected the Northern Front of the attack.",
            &["suspected Northern Front < -"],
        );
    }

    #[test]
    fn reported_in_anothers_words() {
        check(
            "Gunmen attacked the town of Lasko, officials said.",
            &["reported Gunmen < officials"],
        );
        check(
            "Rebels attacked the town of Lasko.",
            &["reported Rebels < -"],
        );
    }

    #[test]
    fn spokesmen_speak_for_their_side() {
        check(
            "A spokesman for the Northern Front denied any involvement in the attack.",
            &["denied Northern Front < -"],
        );
        check(
            "A bomb exploded in Lasko. A spokesman for the Northern Front said it had carried out the attack.",
            &["claimed Northern Front < -"],
        );
    }

    #[test]
    fn deeds_of_members_are_the_groups() {
        check(
            "Fighters of the Northern Front attacked a village.",
            &["reported Northern Front < -"],
        );
        check(
            "The Northern Front said its fighters had attacked a village.",
            &["claimed Northern Front < Northern Front"],
        );
    }

    #[test]
    fn denied_in_passing() {
        check(
            "The government blamed the bombing on the Hill Brigade, which they denied.",
            &[
                "accused Hill Brigade < government",
                "denied Hill Brigade < Hill Brigade",
            ],
        );
    }

    #[test]
    fn said_twice_by_one_voice() {
        check(
            "The army blamed the Northern Front for the attack in Lasko. The army said the Front was behind the attack.",
            &["accused Northern Front < army"],
        );
    }

    #[test]
    fn none_claimed() {
        check(
            "No group has claimed responsibility for the attack.",
            &["none_claimed - < -"],
        );
        check(
            "The Northern Front has not claimed responsibility for the attack.",
            &["none_claimed Northern Front < -"],
        );
    }

    #[test]
    fn every_cell_has_evidence() {
        let (_, found) = read("The army blamed the Northern Front for the attack in Lasko.");
        for cell in ["mode", "actor", "event"] {
            assert!(
                found.responsibilities[0]
                    .head
                    .evidence
                    .iter()
                    .any(|evidence| evidence.field == cell),
                "{cell}"
            );
        }
    }
}
