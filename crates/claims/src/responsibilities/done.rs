//! Who did it where no words of responsibility say so: the doer of an event, told as such.
//!
//! "Rebels attacked the town, the army said" is a `reported` responsibility on the army's word. One
//! told with words of its own by the same voice is not told again.

use ascribe_knowledge::ResponsibilityRule;
use ascribe_model::{
    Attribution, AttributionId, EntityId, Event, Evidence, Mode, Participant, ParticipantRole,
    Responsibility, ResponsibilityId, RuleName, Status,
};
use ascribe_nlp::Token;
use ascribe_text::{Span, Text};

use super::answer::mentions;
use super::head::head;
use super::mode::{self, Saying};
use super::{Sources, actor, head_of, is_deed, retold, unreal};
use crate::entities;
use crate::holder::{holder_of, is_same_voice};

/// Adds those who did what took place, and those of whom it is told again.
pub(super) fn add(found: &mut Vec<Responsibility>, sources: Sources<'_>) {
    for event in sources
        .events
        .iter()
        .filter(|event| is_settled(event) && is_deed(event, sources))
    {
        let told = perpetrators(event).map(|one| (event.trigger, one.clone()));
        let again = retold::all(event, sources);
        for (told_by, one) in told.chain(again) {
            let act = act(event, told_by, &one, sources);
            let new = act.filter(|act| !act.is_told(found, sources));
            found.extend(new.and_then(|act| act.responsibility(sources)));
        }
    }
}

/// Whether the event took place, or is said not to have.
fn is_settled(event: &Event) -> bool {
    matches!(
        event.status,
        Status::Actual | Status::Attempted | Status::Historical | Status::Negated
    )
}

/// Those who did it. Where two fight each other and nobody is their target, no one is the doer.
pub(super) fn perpetrators(event: &Event) -> impl Iterator<Item = &Participant> {
    let count = |roles: &[ParticipantRole]| {
        let with = event.participants.iter();
        with.filter(|one| roles.contains(&one.role)).count()
    };
    let is_mutual = count(&[ParticipantRole::Perpetrator]) > 1
        && count(&[ParticipantRole::Target, ParticipantRole::Victim]) == 0
        && event.kind.starts_with("battle");
    let all = event.participants.iter();
    all.filter(move |one| one.role == ParticipantRole::Perpetrator && !is_mutual)
}

/// An event's perpetrator, as some words tell it.
struct Act<'r> {
    event: &'r Event,
    told_by: Span<Text>,
    /// The words for the doer, and the one on which the others hang.
    doer: Span<Text>,
    word: Token<'r>,
    actor: EntityId,
    attribution: AttributionId,
}

fn act<'r>(
    event: &'r Event,
    told_by: Span<Text>,
    one: &Participant,
    sources: Sources<'r>,
) -> Option<Act<'r>> {
    let word = head_of(one.span, sources)?;
    let attribution = holder_of(one.span, sources.attributions);
    let holder = &sources.attributions[attribution.index()];
    Some(Act {
        event,
        told_by: beside(word, event, told_by),
        doer: one.span,
        word,
        actor: actor_of(word, one, holder, sources)?,
        attribution,
    })
}

/// The words that tell of the event beside its doer, where others tell of it first.
fn beside(doer: Token<'_>, event: &Event, told_by: Span<Text>) -> Span<Text> {
    let sentence = doer.sentence().span();
    let mut near = mentions(event).filter(|span| sentence.contains(*span));
    match sentence.contains(told_by) {
        true => told_by,
        false => near.next().unwrap_or(told_by),
    }
}

/// The body whose people did it, rather than those people.
fn actor_of(
    word: Token<'_>,
    one: &Participant,
    holder: &Attribution,
    sources: Sources<'_>,
) -> Option<EntityId> {
    let is_ours = || {
        word.children()
            .any(|child| actor::is_first_person(child, sources))
    };
    actor::speaking_body(holder, sources)
        .filter(|_| is_ours())
        .or_else(|| entities::body_of(word, sources.entities, sources.reading))
        .or_else(|| actor::owner(word, sources))
        .or(one.entity)
        .or_else(|| actor::speaker_as_pronoun(word, holder, sources))
}

impl Act<'_> {
    /// Whether the same voice has told of the two already.
    fn is_told(&self, told: &[Responsibility], sources: Sources<'_>) -> bool {
        told.iter().any(|other| {
            other.event == Some(self.event.id)
                && other.actor == Some(self.actor)
                && is_same_voice(
                    other.head.attribution,
                    self.attribution,
                    sources.attributions,
                )
        })
    }

    fn responsibility(&self, sources: Sources<'_>) -> Option<Responsibility> {
        let cue = predicate(self.told_by, sources).unwrap_or(self.word);
        if is_what_is_denied(cue, sources) {
            return None;
        }
        unreal::made(cue, Mode::Reported, sources.reading)?;
        let saying = Saying {
            rule: said_as(self.given(cue)?),
            actor: Some(self.actor),
            word: Some(self.word),
            cue,
        };
        let holder = &sources.attributions[self.attribution.index()];
        let (mode, likelihood) = mode::of(saying, holder, sources)?;
        let evidence = self.evidence();
        Some(Responsibility {
            id: ResponsibilityId::new(0),
            head: head(
                self.attribution,
                mode,
                likelihood,
                self.doer,
                evidence,
                sources,
            ),
            event: Some(self.event.id),
            scope: None,
            actor: Some(self.actor),
            mode,
            part_of: None,
        })
    }

    /// What the words say by themselves: that it was done, or, in another's mouth, that it was not.
    fn given(&self, cue: Token<'_>) -> Option<Mode> {
        if self.event.status != Status::Negated {
            return Some(Mode::Reported);
        }
        let is_said = self.attribution != AttributionId::NARRATION;
        let is_negated = cue.children().any(|child| child.dep() == "neg");
        (is_said && is_negated).then_some(Mode::Denied)
    }

    fn evidence(&self) -> Vec<Evidence> {
        let by = RuleName::new("responsibility/perpetrator@1");
        vec![
            Evidence::new("mode", self.told_by, &by),
            Evidence::new("actor", self.doer, &by),
            Evidence::new("event", self.told_by, &by),
        ]
    }
}

/// "denied *shelling* the camp".
fn is_what_is_denied(cue: Token<'_>, sources: Sources<'_>) -> bool {
    let lexicons = &sources.reading.knowledge.lexicons;
    let is_object = matches!(cue.dep(), "xcomp" | "pcomp" | "dobj") && cue.pos() == "VERB";
    is_object && lexicons.contains("denying", cue.head().lemma())
}

/// What such words give, as a rule would.
pub(super) const fn said_as(mode: Mode) -> ResponsibilityRule {
    ResponsibilityRule {
        mode,
        needs_event: true,
        names_doer: false,
        of_speaker: false,
        of_body: false,
        of_group: false,
        answers: false,
    }
}

/// The verb by which an event is told: itself, or the one whose object it is ("carried out the raid").
fn predicate<'r>(trigger: Span<Text>, sources: Sources<'r>) -> Option<Token<'r>> {
    let word = sources.reading.token_at(trigger.start())?;
    let is_object = matches!(word.dep(), "dobj" | "nsubjpass") && word.head().pos() == "VERB";
    Some(if is_object { word.head() } else { word })
}
