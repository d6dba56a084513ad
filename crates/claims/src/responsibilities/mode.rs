//! In what way a holder speaks of responsibility: the same words are a claim in the doer's mouth,
//! an accusation or a report in another's.

use ascribe_knowledge::ResponsibilityRule;
use ascribe_model::{
    Attribution, AttributionId, Commitment, EntityId, Factuality, Likelihood, Mode, Stance,
};
use ascribe_nlp::Token;

use super::Sources;
use super::actor::{is_first_person, speaking_body, spoken_for};
use crate::likelihood;

/// Words that say who did it.
#[derive(Clone, Copy)]
pub(super) struct Saying<'r> {
    pub(super) rule: ResponsibilityRule,
    pub(super) actor: Option<EntityId>,
    /// The word for the actor.
    pub(super) word: Option<Token<'r>>,
    pub(super) cue: Token<'r>,
}

/// The mode as the holder makes it, with how likely it is said to be; `None` where the holder does
/// not say so at all.
pub(super) fn of(
    saying: Saying<'_>,
    holder: &Attribution,
    sources: Sources<'_>,
) -> Option<(Mode, Option<likelihood::Said>)> {
    let likelihood = likelihood::of(saying.cue, sources.reading);
    let own_side = is_own_side(saying, holder, sources);
    let is_narration = holder.id == AttributionId::NARRATION;
    let names_doer = saying.rule.names_doer || is_accusation(holder, sources);
    let denies = holder.stance == Stance::Denies
        || likelihood.is_some_and(|(level, _)| is_below_even(level));
    let hedged =
        holder.stance == Stance::Suspects || likelihood.is_some() || is_hedged(saying, sources);
    let mode = match saying.rule.mode {
        _ if matches!(holder.stance, Stance::Asks | Stance::Doubts) => return None,
        Mode::Denied if !own_side => Mode::Cleared,
        Mode::Reported | Mode::Accused if own_side && denies => Mode::Denied,
        Mode::Reported | Mode::Accused | Mode::FalseFlag if own_side => Mode::Claimed,
        Mode::Reported | Mode::Accused | Mode::Suspected if denies => Mode::Cleared,
        Mode::Reported | Mode::Accused if hedged => Mode::Suspected,
        Mode::Reported if names_doer && !is_narration => Mode::Accused,
        given => given,
    };
    Some((mode, likelihood))
}

/// "accused them of ...": condemning an act takes it for granted, accusing does not.
fn is_accusation(holder: &Attribution, sources: Sources<'_>) -> bool {
    let lexicons = &sources.reading.knowledge.lexicons;
    let mut cues = holder
        .cue
        .iter()
        .flat_map(|cue| sources.reading.doc.tokens_in(*cue));
    cues.any(|token| lexicons.contains("accusing", token.lemma()))
}

const fn is_below_even(level: Likelihood) -> bool {
    matches!(
        level,
        Likelihood::AlmostNoChance | Likelihood::VeryUnlikely | Likelihood::Unlikely
    )
}

/// Whether the holder is the actor, or one who speaks for it.
fn is_own_side(saying: Saying<'_>, holder: &Attribution, sources: Sources<'_>) -> bool {
    let is_actor = |entity: Option<EntityId>| entity.is_some() && entity == saying.actor;
    let speaks = |word: Token<'_>| {
        holder
            .source
            .iter()
            .any(|source| source.contains(word.span()))
    };
    is_actor(holder.holder)
        || saying.word.is_some_and(speaks)
        || is_actor(spoken_for(holder, sources))
        || is_actor(speaking_body(holder, sources))
        || saying.word.is_some_and(|word| is_ours(word, sources))
        || says_so_itself(saying, sources)
}

/// "we", "our fighters".
fn is_ours(word: Token<'_>, sources: Sources<'_>) -> bool {
    let owner = |child: &Token<'_>| child.dep() == "poss";
    is_first_person(word, sources)
        || word
            .children()
            .filter(owner)
            .any(|owner| is_first_person(owner, sources))
}

/// "the murder, which *she* has always *denied*": the subject of the denial speaks for itself, though
/// nothing is quoted.
fn says_so_itself(saying: Saying<'_>, sources: Sources<'_>) -> bool {
    let lexicons = &sources.reading.knowledge.lexicons;
    let is_subject = |word: Token<'_>| word.dep() == "nsubj" && word.head().id() == saying.cue.id();
    saying.word.is_some_and(is_subject) && lexicons.contains("denying", saying.cue.lemma())
}

/// "suspected rebels", "were apparently behind", "seem to have attacked".
fn is_hedged(saying: Saying<'_>, sources: Sources<'_>) -> bool {
    let lexicons = &sources.reading.knowledge.lexicons;
    let is_hedge = |token: Token<'_>| lexicons.contains("hedges", &token.text().to_lowercase());
    let is_before = |word: Token<'_>| {
        let before = |token: &Token<'_>| token.id() < word.id() && token.dep() != "relcl";
        word.subtree().into_iter().filter(before).any(is_hedge)
    };
    let is_part = matches!(saying.cue.dep(), "xcomp" | "ccomp");
    saying.cue.children().any(is_hedge)
        || is_part && is_hedge(saying.cue.head())
        || saying.word.is_some_and(is_before)
}

pub(super) const fn stance(mode: Mode) -> Stance {
    match mode {
        Mode::Claimed => Stance::Claims,
        Mode::Denied | Mode::Cleared | Mode::Disavowed => Stance::Denies,
        Mode::Accused | Mode::FalseFlag => Stance::Accuses,
        Mode::Suspected => Stance::Suspects,
        Mode::Reported | Mode::NoneClaimed => Stance::Asserts,
    }
}

pub(super) const fn factuality(mode: Mode) -> Factuality {
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
