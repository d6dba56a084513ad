//! An attribution while it is being put together.

use ascribe_knowledge::{AttributionRule, ContentPlace, Found};
use ascribe_model::{RuleName, Stance};
use ascribe_nlp::Token;
use ascribe_text::{Span, Text};

use super::speaker::speaker;
use crate::phrases;
use crate::reading::Reading;

/// One cue with what is known of it.
pub(super) struct Draft<'r> {
    pub(super) rule: RuleName,
    pub(super) place: ContentPlace,
    /// The word on which the attribution turns.
    pub(super) cue: Token<'r>,
    pub(super) cue_spans: Vec<Span<Text>>,
    pub(super) source: Option<Token<'r>>,
    pub(super) content: Vec<Span<Text>>,
    pub(super) channel: Option<Token<'r>>,
    pub(super) stance: Stance,
}

impl<'r> Draft<'r> {
    /// What a rule found, put into stretches of text.
    pub(super) fn new(found: &Found<'r, AttributionRule>, reading: Reading<'r>) -> Self {
        let cue = found.at.root();
        let source = found.capture("source").or_else(|| speaker(cue));
        Self {
            rule: found.rule.name.clone(),
            place: found.rule.gives.content,
            cue,
            cue_spans: cue_spans(found, reading.text()),
            source,
            content: content(found, source),
            channel: found.capture("channel"),
            stance: stance(found, reading),
        }
    }

    /// The number of bytes that the content covers.
    pub(super) fn length(&self) -> usize {
        self.content.iter().map(|piece| piece.len()).sum()
    }

    /// The source's words.
    pub(super) fn source_span(&self) -> Option<Span<Text>> {
        self.source.map(phrases::noun_phrase)
    }
}

fn captured<'r>(found: &Found<'r, AttributionRule>, name: &str) -> Vec<Token<'r>> {
    let begins = |capture: &str| capture.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('_'));
    found.at.captures().filter(|&(capture, _)| begins(capture)).map(|(_, token)| token).collect()
}

fn cue_spans(found: &Found<'_, AttributionRule>, text: &str) -> Vec<Span<Text>> {
    let mut spans: Vec<_> = captured(found, "cue").iter().map(|token| token.span()).collect();
    spans.push(phrases::verb_group(found.at.root()));
    let mut spans = phrases::joined(spans, text);
    if let Some(last) = spans.last_mut().filter(|last| text[last.end()..].starts_with(':')) {
        *last = Span::new(last.start(), last.end() + 1);
    }
    spans
}

fn content(found: &Found<'_, AttributionRule>, source: Option<Token<'_>>) -> Vec<Span<Text>> {
    let heads = captured(found, "content");
    match found.rule.gives.content {
        ContentPlace::Phrase => {
            let mut without = captured(found, "cue_");
            without.extend(source);
            phrases::pieces(&heads, &without.into_iter().filter(|token| !holds_any(*token, &heads)).collect::<Vec<_>>())
        }
        ContentPlace::Around => phrases::pieces(&heads, &[found.at.root()]),
        ContentPlace::Quotation => Vec::new(),
    }
}

/// Whether one of `below` hangs under `token`.
fn holds_any(token: Token<'_>, below: &[Token<'_>]) -> bool {
    below.iter().any(|other| other.id() == token.id() || other.ancestors().any(|above| above.id() == token.id()))
}

fn stance(found: &Found<'_, AttributionRule>, reading: Reading<'_>) -> Stance {
    let word = reading.knowledge.reporting.stance(&found.at.root().lemma().to_lowercase());
    word.or(found.rule.gives.stance).unwrap_or(Stance::Asserts)
}
