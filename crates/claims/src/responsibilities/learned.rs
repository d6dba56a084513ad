//! What a learned reader makes of words that no rule for responsibility reads.

use ascribe_model::{Attribution, Mode, ToldClaim};
use ascribe_nlp::{Sentence, Token};
use ascribe_text::{Span, Text};

use super::actor::{self, Doer};
use super::answer::mentions;
use super::event::Words;
use super::{Sources, head_of};
use crate::reading::Reading;

/// The name of the learned reader among the rules.
pub(super) const READER: &str = "responsibility/reader@1";

/// Words make somebody responsible from this score on.
const NEW: f32 = 0.55;
/// A word is the actor's or the event's from this score on.
const PART: f32 = 0.4;

/// The words of a sentence that the reader is sure of.
pub(super) fn claims<'r>(
    sentence: Sentence<'r>,
    reading: Reading<'r>,
) -> impl Iterator<Item = &'r ToldClaim> {
    let all = reading.told_claims(sentence.span()).iter();
    all.filter(|claim| claim.score * claim.mode_score >= NEW)
}

/// The words that the reader names.
pub(super) fn words<'r>(claim: &ToldClaim, reading: Reading<'r>) -> Option<Words<'r>> {
    let event = claim.event.filter(|(_, score)| *score >= PART);
    let deed = event.and_then(|(index, _)| reading.told_trigger(index));
    Some(Words {
        cue: reading.token_at(claim.cue.start())?,
        deed: deed.and_then(|span| reading.token_at(span.start())),
        scope: None,
    })
}

/// Whether what is claimed, or what somebody is accused of, can be a deed: not "claimed *victory*", nor
/// "accused them of *lying* about the attack".
pub(super) fn is_of_a_deed(cue: Token<'_>, mode: Mode, sources: Sources<'_>) -> bool {
    match mode {
        Mode::Claimed => !object(cue).is_some_and(|noun| is_other(noun, sources)),
        Mode::Accused => act(cue).is_none_or(|verb| {
            is_deed(verb, sources)
                || verb.lemma() == "be"
                || object(verb).is_some_and(|noun| is_deed(noun, sources))
        }),
        _ => true,
    }
}

fn object(verb: Token<'_>) -> Option<Token<'_>> {
    let mut children = verb.children();
    children.find(|child| child.dep() == "dobj" && child.pos() == "NOUN")
}

/// The act of which somebody is accused: "of *planting* the bomb".
fn act(cue: Token<'_>) -> Option<Token<'_>> {
    let mut below = cue.children().filter(|child| child.dep() == "prep");
    below.find_map(|word| word.children().find(|child| child.dep() == "pcomp"))
}

fn is_other(noun: Token<'_>, sources: Sources<'_>) -> bool {
    let lexicons = &sources.reading.knowledge.lexicons;
    lexicons.contains("claimed_otherwise", noun.lemma())
}

fn is_deed(word: Token<'_>, sources: Sources<'_>) -> bool {
    let lexicons = &sources.reading.knowledge.lexicons;
    let mut events = sources.events.iter();
    lexicons.contains("deed_nouns", word.lemma())
        || lexicons.contains("answering_nouns", word.lemma())
        || events.any(|event| mentions(event).any(|span| span.overlaps(word.span())))
}

/// Who is said to have done it: whom the reader names, or else the one who claims or denies it.
pub(super) fn doers<'r>(
    claim: &ToldClaim,
    said: &Attribution,
    sources: Sources<'r>,
) -> Vec<Doer<'r>> {
    let word = |told: Option<(Span<Text>, f32)>| {
        let (span, _) = told.filter(|(_, score)| *score >= PART)?;
        sources.reading.token_at(span.start())
    };
    let is_own = matches!(claim.mode, Mode::Claimed | Mode::Denied | Mode::Disavowed);
    let named = word(claim.actor).or_else(|| word(claim.holder).filter(|_| is_own));
    match named {
        Some(word) => actor::of_word(word, claim.mode, said, sources),
        None if claim.mode == Mode::NoneClaimed => vec![Doer {
            entity: None,
            word: None,
        }],
        None if is_own => speaker(said, sources).into_iter().collect(),
        None => Vec::new(),
    }
}

fn speaker<'r>(said: &Attribution, sources: Sources<'r>) -> Option<Doer<'r>> {
    Some(Doer {
        entity: Some(actor::speaking_body(said, sources)?),
        word: head_of(*said.source.first()?, sources),
    })
}
