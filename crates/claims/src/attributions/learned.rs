//! What a trained reader marked as said, put together with what the rules found.
//!
//! A trained reader knows more ways of saying something and where the words of a speaker end; the
//! rules know what a cue does (claims, denies, asks). Where both mark one cue, the attribution has
//! the reader's stretches and the rule's sense.

use ascribe_knowledge::{AttributionRule, ContentPlace};
use ascribe_model::{RuleName, Said, Stance};
use ascribe_nlp::Token;
use ascribe_text::{Span, Text};

use super::draft::Draft;
use crate::reading::Reading;

/// Cues that only the reader marked rank as plain words of saying do.
const RANK: i32 = 4;

/// The drafts of the rules and of the reader, one for each cue, in the order of the text.
pub(super) fn joined<'r>(
    mut drafts: Vec<Draft<'r>>,
    said: &[Said],
    reading: Reading<'r>,
) -> Vec<Draft<'r>> {
    if said.is_empty() {
        return drafts;
    }
    let mut added = Vec::new();
    for one in said {
        match drafts.iter().position(|draft| is_of(draft, one)) {
            Some(at) => take(&mut drafts[at], one, reading),
            None => added.extend(alone(one, reading)),
        }
    }
    drafts.retain(|draft| draft.read.is_some() || stands_alone(draft));
    drafts.extend(added);
    drafts.sort_by_key(|draft| draft.cue.id());
    drafts.dedup_by_key(|draft| draft.cue.id());
    drafts
}

/// Whether the rule's cue is the reader's.
fn is_of(draft: &Draft<'_>, said: &Said) -> bool {
    draft.read.is_none() && said.cue.iter().any(|cue| cue.overlaps(draft.cue.span()))
}

/// Whether what only a rule found is kept: what tells who did something.
fn stands_alone(draft: &Draft<'_>) -> bool {
    let on = |name: &str| std::env::var("LM").is_ok_and(|all| all.contains(name));
    if on("keepnone") { return false; }
    if on("keepall") { return true; }
    matches!(
        draft.stance,
        Stance::Claims | Stance::Denies | Stance::Accuses | Stance::Suspects | Stance::Confirms
    )
}

/// Puts the reader's stretches in the place of the rule's.
fn take<'r>(draft: &mut Draft<'r>, said: &Said, reading: Reading<'r>) {
    draft.content.clone_from(&said.content);
    draft.cue_spans.clone_from(&said.cue);
    if let Some(source) = head(&said.source, reading) {
        draft.source = Some(source);
        draft.source_spans.clone_from(&said.source);
    }
    draft.read = Some(said.score);
}

/// What no rule found.
fn alone<'r>(said: &Said, reading: Reading<'r>) -> Option<Draft<'r>> {
    let cue = head(&said.cue, reading)?;
    let gives = AttributionRule {
        content: ContentPlace::Phrase,
        needs_source: false,
        rank: RANK,
        stance: None,
    };
    Some(Draft {
        rule: RuleName::new("attribution/reader@1"),
        gives,
        cue,
        cue_spans: said.cue.clone(),
        source: head(&said.source, reading),
        source_spans: said.source.clone(),
        content: said.content.clone(),
        channel: None,
        stance: stance(cue, said, reading),
        read: Some(said.score),
    })
}

/// What the cue does with the content; "vowed to return" intends it.
fn stance(cue: Token<'_>, said: &Said, reading: Reading<'_>) -> Stance {
    let of_word = reading.knowledge.reporting.stance(&cue.lemma().to_lowercase());
    let is_infinitive = || {
        let mut tokens = said.content.iter().flat_map(|piece| reading.doc.tokens_in(*piece));
        tokens.next().is_some_and(|token| token.tag() == "TO")
    };
    match of_word {
        Some(stance) => stance,
        None if is_infinitive() => Stance::Intends,
        None => Stance::Asserts,
    }
}

/// The token under which the others of the stretches hang; of several, the first.
fn head<'r>(spans: &[Span<Text>], reading: Reading<'r>) -> Option<Token<'r>> {
    let is_within = |token: Token<'_>| spans.iter().any(|span| span.contains(token.span()));
    let mut tokens = spans.iter().flat_map(|span| reading.doc.tokens_in(*span));
    let is_head = |token: &Token<'r>| token.is_root() || !is_within(token.head());
    let plain = |token: &Token<'r>| !matches!(token.pos(), "PUNCT" | "SPACE" | "DET");
    let all: Vec<_> = tokens.by_ref().collect();
    let heads = || all.iter().copied().filter(is_head);
    heads().find(plain).or_else(|| heads().next())
}
