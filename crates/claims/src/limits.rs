//! How much of one sentence and of one chain is read.
//!
//! Work within a sentence grows faster than its length. What is beyond the limits is no language that
//! anybody speaks: lists without stops, or a text made to do harm. It is said in the record's notes.

use ascribe_model::{Findings, Note};
use ascribe_nlp::Sentence;

use crate::reading::Reading;

/// Tokens in the longest sentence in which findings are looked for.
const MOST_TOKENS: usize = 1000;

/// Holders in the longest chain, the report's own voice apart.
pub(crate) const MOST_HOLDERS: usize = 10;

/// Whether the sentence is too long to be read.
pub(crate) fn is_too_long(sentence: &Sentence<'_>) -> bool {
    sentence.tokens().len() > MOST_TOKENS
}

/// What was left out.
pub(crate) fn notes(reading: Reading<'_>, found: &Findings) -> Vec<Note> {
    let sentences = reading.doc.sentences();
    let long =
        sentences.filter(|sentence| is_too_long(sentence) && reading.is_told(sentence.span()));
    let mut notes: Vec<_> = long
        .map(|sentence| Note {
            code: "sentence-too-long",
            message: format!(
                "a sentence of {} words was not read; the limit is {MOST_TOKENS}",
                sentence.tokens().len()
            ),
            span: Some(sentence.span()),
        })
        .collect();
    notes.extend(deep_chain(found));
    notes
}

/// The first chain that is as long as one may be.
fn deep_chain(found: &Findings) -> Option<Note> {
    let is_deep = |start: usize| {
        let mut parent = found.attributions[start].parent;
        for _ in 1..MOST_HOLDERS {
            parent = parent.and_then(|above| found.attributions[above.index()].parent);
        }
        parent.is_some()
    };
    let deep = (0..found.attributions.len()).find(|&index| is_deep(index))?;
    Some(Note {
        code: "chain-too-deep",
        message: format!("chains of more than {MOST_HOLDERS} holders are cut"),
        span: found.attributions[deep].cue.first().copied(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::read;

    fn check(text: &str, codes: &[&str]) {
        let (_, found) = read(text);
        let notes: Vec<_> = found.notes.iter().map(|note| note.code).collect();
        assert_eq!(notes, codes);
    }

    #[test]
    fn a_sentence_without_end_is_not_read() {
        check("The army blamed the rebels.", &[]);
        check(
            &"the army blamed the rebels and ".repeat(400),
            &["sentence-too-long"],
        );
    }

    #[test]
    fn chains_are_cut() {
        check(
            &format!(
                "{} the rebels fled.",
                "The army said that".to_owned() + &" a doctor said that".repeat(60)
            ),
            &["chain-too-deep"],
        );
    }

    #[test]
    fn no_chain_is_longer() {
        let text =
            "The army said that".to_owned() + &" the mayor said that".repeat(60) + " they fled.";
        let (_, found) = read(&text);
        for one in &found.attributions {
            let above = |id: &ascribe_model::AttributionId| found.attributions[id.index()].parent;
            let chain = std::iter::successors(one.parent, above).count();
            assert!(chain <= MOST_HOLDERS, "{chain}");
        }
    }
}
