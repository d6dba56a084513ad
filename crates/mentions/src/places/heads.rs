//! Places at the head of what is told of them: "Karvel. Police found a mine.", "Orrin province. ..."
//!
//! A brief goes from place to place, and one or two words before a full stop say where. Only where
//! several paragraphs begin so, and not with a rubric: "Outlook.". Knows no place by name.

use ascribe_knowledge::Knowledge;
use ascribe_model::{BlockKind, Report};
use ascribe_nlp::{Doc, Sentence, Token};
use ascribe_text::{Span, Text};

use super::names::is_capitalised;

/// Words of a head at most.
const LONGEST: usize = 4;

/// Paragraphs that begin so in a brief, at least.
const SEVERAL: usize = 2;

/// The names at the heads of paragraphs, where several are headed so.
pub(super) fn heads(doc: &Doc, report: &Report, knowledge: &Knowledge) -> Vec<Span<Text>> {
    let mut last = None;
    let mut found = Vec::new();
    for sentence in doc.sentences() {
        let block = report.block_at(sentence.span().start());
        let block = block.filter(|block| block.kind == BlockKind::Paragraph);
        let is_first = block.is_some_and(|block| last != Some(block.id));
        let goes_on = block.is_some_and(|block| sentence.span().end() < block.span.end());
        last = block.map(|block| block.id).or(last);
        if is_first && goes_on {
            found.extend(head(sentence, knowledge));
        }
    }
    let is_brief = SEVERAL <= found.len() && found.iter().any(|head| head.is_sure);
    let heads = found.into_iter().filter(|_| is_brief);
    heads.map(|head| head.span).collect()
}

/// What heads a paragraph.
struct Head {
    span: Span<Text>,
    /// Whether the tagger takes it for a name; of one word alone it cannot know.
    is_sure: bool,
}

/// The name in a sentence that is only a name: "Karvel.", "Orrin province."
fn head(sentence: Sentence<'_>, knowledge: &Knowledge) -> Option<Head> {
    let tokens: Vec<Token<'_>> = sentence.tokens().take(LONGEST + 2).collect();
    let is_stop = |token: &Token<'_>| token.text() == ".";
    let end = tokens.iter().position(is_stop)?;
    let (words, after) = tokens.split_at(end);
    let is_whole = after[1..].iter().all(|token| token.is_space());
    if !is_whole || words.is_empty() {
        return None;
    }
    let capitals = words.iter().take_while(|token| is_capitalised(**token));
    let name: Vec<_> = capitals.collect();
    let is_landmark = |token: &Token<'_>| knowledge.lexicons.contains("landmarks", token.lemma());
    let is_tagged = name.iter().all(|token| token.tag() == "NNP");
    let is_word = |token: &&&Token<'_>| {
        matches!(token.pos(), "PRON" | "DET" | "INTJ" | "AUX" | "NUM") || token.tag() == "NNS"
    };
    let is_named = match &words[name.len()..] {
        [] => is_tagged || name.len() == 1 && !name.iter().any(|token| is_word(&token)),
        [landmark] => is_landmark(landmark),
        _ => false,
    };
    let first = name.first().filter(|_| is_named)?;
    let word = first.text().to_lowercase();
    let is_rubric = knowledge.lexicons.contains("rubrics", &word);
    let span = first.span().hull(name.last()?.span());
    (!is_rubric).then_some(Head {
        span,
        is_sure: is_tagged,
    })
}
