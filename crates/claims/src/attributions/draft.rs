//! An attribution while it is being put together.

use ascribe_knowledge::{AttributionRule, ContentPlace, Found};
use ascribe_model::{RuleName, Stance};
use ascribe_nlp::Token;
use ascribe_text::{Span, Text};

use super::speaker::speaker;
use crate::phrases;
use crate::reading::Reading;

/// Rules below this rank find much that nobody says.
const WEAK_BELOW: i32 = 4;

/// One cue with what is known of it.
pub(super) struct Draft<'r> {
    pub(super) rule: RuleName,
    pub(super) gives: AttributionRule,
    /// The word on which the attribution turns.
    pub(super) cue: Token<'r>,
    pub(super) cue_spans: Vec<Span<Text>>,
    pub(super) source: Option<Token<'r>>,
    /// The source's words, where the reader marked them; else the phrase of `source`.
    pub(super) source_spans: Vec<Span<Text>>,
    pub(super) content: Vec<Span<Text>>,
    pub(super) channel: Option<Token<'r>>,
    pub(super) stance: Stance,
    /// How sure the trained reader is of it, where it is its.
    pub(super) read: Option<f32>,
}

impl<'r> Draft<'r> {
    /// What a rule found, put into stretches of text.
    pub(super) fn new(found: &Found<'r, AttributionRule>, reading: Reading<'r>) -> Self {
        let cue = found.at.root();
        let source = found.capture("source").or_else(|| speaker(cue, reading));
        Self {
            rule: found.rule.name.clone(),
            gives: found.rule.gives,
            cue,
            cue_spans: cue_spans(found, reading.text()),
            source,
            source_spans: Vec::new(),
            content: without_other_sentences(content(found, source, reading), cue, reading.text()),
            channel: found.capture("channel").or_else(|| channel(cue, reading)),
            stance: stance(found, reading),
            read: None,
        }
    }

    /// Whether the rule asks for a source or a content that is not there.
    pub(super) fn is_incomplete(&self) -> bool {
        let stands_elsewhere = matches!(
            self.gives.content,
            ContentPlace::Quotation | ContentPlace::Below
        );
        let lacks_content = self.content.is_empty() && !stands_elsewhere;
        lacks_content || self.gives.needs_source && self.source.is_none()
    }

    /// Whether the rule is less sure than those for plain words of saying.
    pub(super) fn is_weak(&self) -> bool {
        self.gives.content == ContentPlace::Phrase && self.gives.rank < WEAK_BELOW
    }

    /// The number of bytes that the content covers.
    pub(super) fn length(&self) -> usize {
        self.content.iter().map(|piece| piece.len()).sum()
    }

    /// The source's words.
    pub(super) fn source_words(&self) -> Vec<Span<Text>> {
        if self.source_spans.is_empty() {
            self.source.map(phrases::noun_phrase).into_iter().collect()
        } else {
            self.source_spans.clone()
        }
    }
}

fn captured<'r>(found: &Found<'r, AttributionRule>, name: &str) -> Vec<Token<'r>> {
    let begins = |capture: &str| {
        capture
            .strip_prefix(name)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
    };
    found
        .at
        .captures()
        .filter(|&(capture, _)| begins(capture))
        .map(|(_, token)| token)
        .collect()
}

fn cue_spans(found: &Found<'_, AttributionRule>, text: &str) -> Vec<Span<Text>> {
    let mut spans: Vec<_> = captured(found, "cue")
        .iter()
        .map(|token| token.span())
        .collect();
    spans.push(phrases::verb_group(found.at.root()));
    let mut spans = phrases::joined(spans, text);
    if let Some(last) = spans
        .last_mut()
        .filter(|last| text[last.end()..].starts_with(':'))
    {
        *last = Span::new(last.start(), last.end() + 1);
    }
    spans
}

fn content<'r>(
    found: &Found<'r, AttributionRule>,
    source: Option<Token<'r>>,
    reading: Reading<'r>,
) -> Vec<Span<Text>> {
    let heads = captured(found, "content");
    match found.rule.gives.content {
        ContentPlace::Phrase => {
            let mut without = captured(found, "cue_");
            without.extend(source);
            without.extend(channel(found.at.root(), reading).map(|channel| channel.head()));
            without.extend(heads.iter().flat_map(|head| strays(*head, reading)));
            without.extend(heads.iter().flat_map(|head| asides(*head, found.at.root())));
            phrases::pieces(
                &heads,
                &without
                    .into_iter()
                    .filter(|token| !holds_any(*token, &heads))
                    .collect::<Vec<_>>(),
            )
        }
        ContentPlace::Around => phrases::pieces(&heads, &[found.at.root()]),
        ContentPlace::Quotation | ContentPlace::Below => Vec::new(),
    }
}

/// The pieces that are not the sentence before or after the cue's, which the tree hangs under it:
/// "they have not announced this, it came from others", "the army blamed them; they claimed it".
fn without_other_sentences(
    mut content: Vec<Span<Text>>,
    cue: Token<'_>,
    text: &str,
) -> Vec<Span<Text>> {
    let is_negated = cue.children().any(|child| child.dep() == "neg");
    let cue = cue.span();
    content.retain(|piece| {
        let after = is_negated
            && cue.end() <= piece.start()
            && text[cue.end()..piece.start()].contains(',');
        let before = piece.end() <= cue.start() && text[piece.end()..cue.start()].contains(';');
        !after && !before
    });
    content
}

/// What the tree hangs under a content but the next words of the speaker or of the report are:
/// "said it was early, but added ...", "said it was over, telling them ...".
fn strays<'r>(head: Token<'r>, reading: Reading<'r>) -> Vec<Token<'r>> {
    let speaks = |token: Token<'_>| reading.knowledge.lexicons.contains("speech", token.lemma());
    let after_comma = |token: Token<'_>| {
        let first = token.subtree().first().and_then(|first| first.previous());
        first.is_some_and(|before| before.text() == ",")
    };
    let has_subject = |token: Token<'_>| {
        token
            .children()
            .any(|child| matches!(child.dep(), "nsubj" | "nsubjpass"))
    };
    let is_stray = |child: &Token<'_>| match child.dep() {
        "conj" => speaks(*child) && !has_subject(*child),
        "advcl" => {
            child.tag() == "VBG" && speaks(*child) && head.id() < child.id() && after_comma(*child)
        }
        _ => false,
    };
    if head.pos() == "NOUN" {
        Vec::new()
    } else {
        head.children().filter(is_stray).collect()
    }
}

/// "It killed nine, the army said, while the mayor spoke of four": the clause after the words of
/// saying that sets something against what was said.
fn asides<'r>(head: Token<'r>, cue: Token<'r>) -> Vec<Token<'r>> {
    let has_subject = |token: Token<'_>| {
        let mut children = token.children();
        children.any(|child| matches!(child.dep(), "nsubj" | "nsubjpass"))
    };
    let is_aside =
        |child: &Token<'_>| child.dep() == "advcl" && cue.id() < child.id() && has_subject(*child);
    if head.id() < cue.id() {
        head.children().filter(is_aside).collect()
    } else {
        Vec::new()
    }
}

/// Whether one of `below` hangs under `token`.
fn holds_any(token: Token<'_>, below: &[Token<'_>]) -> bool {
    below.iter().any(|other| {
        other.id() == token.id() || other.ancestors().any(|above| above.id() == token.id())
    })
}

/// "in a statement", "on Telegram": below the cue, or below its object where it is a channel by
/// its words alone.
fn channel<'r>(cue: Token<'r>, reading: Reading<'r>) -> Option<Token<'r>> {
    let lexicons = &reading.knowledge.lexicons;
    let is_channel = |token: &Token<'_>| {
        let is = |list, word: &str| lexicons.contains(list, &word.to_lowercase());
        let through = is("channel_prepositions", token.head().text());
        let is_medium = is("statement_nouns", token.lemma());
        let is_plain = token.pos() == "PROPN"
            || token
                .children()
                .any(|child| is("indefinite_articles", child.text()));
        let is_direct = token.head().head().id() == cue.id();
        token.dep() == "pobj"
            && through
            && is_medium
            && (is_direct || is_plain && hangs_in_phrase(*token, cue))
    };
    cue.subtree().into_iter().find(is_channel)
}

/// Whether no clause stands between the two.
fn hangs_in_phrase(token: Token<'_>, cue: Token<'_>) -> bool {
    let links = std::iter::once(token)
        .chain(token.ancestors())
        .take_while(|link| link.id() != cue.id());
    links
        .into_iter()
        .all(|link| matches!(link.dep(), "pobj" | "prep" | "dobj"))
}

fn stance(found: &Found<'_, AttributionRule>, reading: Reading<'_>) -> Stance {
    let word = reading
        .knowledge
        .reporting
        .stance(&found.at.root().lemma().to_lowercase());
    word.or(found.rule.gives.stance).unwrap_or(Stance::Asserts)
}
