//! Contents that are a single word which only points: "which", "it", "so".
//!
//! "..., which they denied" denies what the words around say. Other such contents are no
//! attribution, but where the cue is one of responsibility ("the rebels claimed it").

use std::collections::BTreeSet;

use ascribe_model::Stance;
use ascribe_nlp::{Token, TokenId};
use ascribe_text::{Span, Text};

use super::draft::Draft;
use crate::reading::Reading;

/// Puts what is meant in the place of the pointers, and empties the contents that only point.
pub(super) fn resolve(drafts: &mut [Draft<'_>], reading: Reading<'_>) {
    let responsible = responsibility_cues(drafts, reading);
    for index in 0..drafts.len() {
        let draft = &drafts[index];
        if let Some(charge) = charge(draft, reading) {
            answer(index, charge.subtree_span(), drafts, reading);
            continue;
        }
        let Some(pointer) = pointer(draft, reading) else {
            continue;
        };
        let (is_answer, keeps) = (
            answers(draft, pointer),
            responsible.contains(&draft.cue.id()),
        );
        match meant(index, drafts).filter(|_| is_answer) {
            Some(outer) => {
                let clause = draft.cue.subtree_span();
                cut(&mut drafts[outer], clause, reading.text());
                drafts[index].content = drafts[outer].content.clone();
            }
            None if keeps && !is_answer => {}
            None => drafts[index].content.clear(),
        }
    }
}

/// "..., a charge the group denied": the noun that stands for the words before it.
fn charge<'r>(draft: &Draft<'r>, reading: Reading<'r>) -> Option<Token<'r>> {
    let noun = draft.cue.head();
    let is_charge = reading
        .knowledge
        .lexicons
        .contains("accusation_nouns", noun.lemma());
    let stands_beside = matches!(noun.dep(), "appos" | "npadvmod" | "conj" | "dep");
    (draft.cue.dep() == "relcl" && is_charge && stands_beside).then_some(noun)
}

/// Gives the draft the content of the one around it, which loses the clause.
fn answer(index: usize, clause: Span<Text>, drafts: &mut [Draft<'_>], reading: Reading<'_>) {
    if let Some(outer) = meant(index, drafts) {
        cut(&mut drafts[outer], clause, reading.text());
        drafts[index].content = drafts[outer].content.clone();
    }
}

/// Whether "which they denied" answers the words that it hangs on.
fn answers(draft: &Draft<'_>, pointer: Token<'_>) -> bool {
    draft.cue.dep() == "relcl"
        && pointer.tag().starts_with('W')
        && matches!(draft.stance, Stance::Denies | Stance::Confirms)
}

/// The only word of the content, where it is one that points.
fn pointer<'r>(draft: &Draft<'r>, reading: Reading<'r>) -> Option<Token<'r>> {
    let [piece] = draft.content.as_slice() else {
        return None;
    };
    let mut tokens = reading.doc.tokens_in(*piece);
    let only = tokens.next().filter(|_| tokens.next().is_none())?;
    matches!(only.pos(), "PRON" | "DET" | "SCONJ" | "ADP" | "PART").then_some(only)
}

fn responsibility_cues(drafts: &[Draft<'_>], reading: Reading<'_>) -> BTreeSet<TokenId> {
    let sentences: BTreeSet<_> = drafts
        .iter()
        .filter(|draft| pointer(draft, reading).is_some())
        .map(|draft| draft.cue.sentence().index())
        .collect();
    let concerned = reading
        .sentences()
        .filter(|sentence| sentences.contains(&sentence.index()));
    concerned
        .flat_map(|sentence| reading.knowledge.responsibilities.find(sentence))
        .map(|found| found.at.root().id())
        .collect()
}

/// The draft whose words are answered: the one around this one's cue, or, where its content ends
/// before the answer, the one whose cue it hangs under.
fn meant(index: usize, drafts: &[Draft<'_>]) -> Option<usize> {
    let of_cue = |above: Token<'_>| drafts.iter().position(|draft| draft.cue.id() == above.id());
    surrounding(index, drafts).or_else(|| drafts[index].cue.ancestors().find_map(of_cue))
}

/// The draft with the narrowest content around this one's cue.
fn surrounding(index: usize, drafts: &[Draft<'_>]) -> Option<usize> {
    let cue = drafts[index].cue.span();
    let holds = |other: &Draft<'_>| other.content.iter().any(|piece| piece.contains(cue));
    (0..drafts.len())
        .filter(|&other| other != index && holds(&drafts[other]))
        .min_by_key(|&other| drafts[other].length())
}

/// Takes `clause` out of the content, with the comma before it.
fn cut(draft: &mut Draft<'_>, clause: Span<Text>, text: &str) {
    let is_edge = |mark: char| mark == ',' || mark.is_whitespace();
    let mut kept = Vec::new();
    for piece in &draft.content {
        let before = Span::new(
            piece.start(),
            piece.end().min(clause.start()).max(piece.start()),
        );
        let after = Span::new(
            piece.start().max(clause.end()).min(piece.end()),
            piece.end(),
        );
        for rest in [before, after] {
            let words = rest.slice(text);
            let start = rest.start() + (words.len() - words.trim_start_matches(is_edge).len());
            let end = rest.start() + words.trim_end_matches(is_edge).len();
            if start < end {
                kept.push(Span::new(start, end));
            }
        }
    }
    draft.content = kept;
}
