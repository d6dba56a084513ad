//! Who did it, on whose word.
//!
//! Rules find the words (`data/patterns/responsibility/`). Whose word it is decides between
//! `claimed`, `accused` and `reported`: "the rebels were behind the attack" is an accusation in the
//! army's mouth, a claim in their own, and a report in nobody's. An event's perpetrator, told
//! without such words, is a `reported` responsibility.
//!
//! Knows one report. What cannot be tied to an entity is left to `unread`.

mod event;

use std::collections::BTreeSet;

use ascribe_knowledge::{Found, ResponsibilityRule};
use ascribe_model::{
    Attribution, AttributionId, ClaimHead, Commitment, Entity, EntityId, Event, Evidence,
    Factuality, Mode, Participant, ParticipantRole, Responsibility, ResponsibilityId, RuleName,
    Stance, Status, Step, Trace,
};
use ascribe_nlp::Token;
use ascribe_text::{Span, Text};

use crate::entities;
use crate::holder::holder_of;
use crate::phrases;
use crate::reading::Reading;

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
    let actor = actor_word.and_then(|actor| entities::mentioned_at(actor.span(), sources.entities));
    let given = fit.rule.gives.mode;
    if actor.is_none() && (given != Mode::NoneClaimed || actor_word.is_some()) {
        return None;
    }
    let attribution = whose(cue, given, sources);
    let mode = mode(
        given,
        actor,
        actor_word,
        &sources.attributions[attribution.index()],
        cue,
        sources.reading,
    );
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
    let actor = one
        .entity
        .filter(|_| one.role == ParticipantRole::Perpetrator && took_place)?;
    if told
        .iter()
        .any(|other| other.event == Some(event.id) && other.actor == Some(actor))
    {
        return None;
    }
    let by = RuleName::new("responsibility/perpetrator@1");
    let word = sources.reading.token_at(one.span.end().saturating_sub(1))?;
    let attribution = holder_of(one.span, sources.attributions);
    let mode = mode(
        Mode::Reported,
        Some(actor),
        Some(word),
        &sources.attributions[attribution.index()],
        word,
        sources.reading,
    );
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

/// The mode as the holder makes it.
fn mode(
    given: Mode,
    actor: Option<EntityId>,
    word: Option<Token<'_>>,
    attribution: &Attribution,
    cue: Token<'_>,
    reading: Reading<'_>,
) -> Mode {
    let own_side =
        actor.is_some() && actor == attribution.holder || word.is_some_and(is_first_person);
    let is_narration = attribution.id == AttributionId::NARRATION;
    let hedged = attribution.stance == Stance::Suspects || is_hedged(cue, word, reading);
    match given {
        Mode::Denied if !own_side => Mode::Cleared,
        Mode::Reported if own_side && attribution.stance == Stance::Denies => Mode::Denied,
        Mode::Reported if own_side => Mode::Claimed,
        Mode::Reported if attribution.stance == Stance::Denies => Mode::Cleared,
        Mode::Reported if hedged => Mode::Suspected,
        Mode::Reported if !is_narration => Mode::Accused,
        Mode::Accused if hedged => Mode::Suspected,
        given => given,
    }
}

fn is_first_person(word: Token<'_>) -> bool {
    matches!(
        word.text().to_lowercase().as_str(),
        "we" | "i" | "us" | "our"
    )
}

/// "suspected rebels", "were probably behind".
fn is_hedged(cue: Token<'_>, word: Option<Token<'_>>, reading: Reading<'_>) -> bool {
    let is_hedge = |token: Token<'_>| {
        reading
            .knowledge
            .lexicons
            .contains("hedges", &token.text().to_lowercase())
    };
    cue.children().any(is_hedge) || word.is_some_and(|word| word.children().any(is_hedge))
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
        stance: stance(mode),
        factuality: factuality(mode),
        likelihood: None,
        said_at: holder.said_at,
        about_time: None,
        anchor,
        evidence,
    }
}

const fn stance(mode: Mode) -> Stance {
    match mode {
        Mode::Claimed => Stance::Claims,
        Mode::Denied | Mode::Cleared | Mode::Disavowed => Stance::Denies,
        Mode::Accused | Mode::FalseFlag => Stance::Accuses,
        Mode::Suspected => Stance::Suspects,
        Mode::Reported | Mode::NoneClaimed => Stance::Asserts,
    }
}

const fn factuality(mode: Mode) -> Factuality {
    match mode {
        Mode::Denied | Mode::Cleared | Mode::Disavowed => Factuality::DENIED,
        Mode::Suspected => Factuality {
            commitment: Commitment::Probable,
            positive: true,
        },
        Mode::NoneClaimed => Factuality::UNKNOWN,
        Mode::Claimed | Mode::Accused | Mode::Reported | Mode::FalseFlag => Factuality::CERTAIN,
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
