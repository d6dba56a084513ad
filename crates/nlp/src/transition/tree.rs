//! From the arcs of a finished parse to a draft's heads, relations and sentences.

use super::arc_eager::Parse;
use super::projectivity::{Decorations, Edges};
use crate::draft::{Draft, SentenceStart};
use crate::labels::Label;

/// Writes a finished parse to its draft. Words without a head are roots with the relation `root`,
/// and the subtree of each root is a sentence.
///
/// DIFFERENCE: spaCy finds the sentences anew after it has moved words to their true heads, and
/// gives up after ten attempts. No word moves to another root's subtree, so that is not needed.
pub(crate) fn write(parse: &Parse, root: Label, decorations: &Decorations, draft: &mut Draft) {
    for word in 0..draft.len() {
        if let Some((head, relation)) = parse.arc(word) {
            (draft.heads[word], draft.relations[word]) = (head, relation);
        } else {
            draft.heads[word] = u32::try_from(word).expect("offsets fit 32 bits");
            draft.relations[word] = root;
        }
    }
    let edges = Edges::of(&draft.heads);
    write_sentences(draft, &edges);
    decorations.undo(draft, &edges);
}

fn write_sentences(draft: &mut Draft, edges: &Edges) {
    draft.sentence_starts.fill(SentenceStart::No);
    for word in 0..draft.len() {
        if draft.heads[word] as usize == word {
            draft.sentence_starts[edges.first(word)] = SentenceStart::Yes;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use proptest::prelude::*;

    use super::super::arc_eager::Move;
    use super::super::testing::{Noise, draft_of};
    use super::super::{Action, run};
    use super::*;
    use crate::labels::Labels;

    fn sentences(draft: &Draft) -> Vec<Range<usize>> {
        let begins = |&index: &usize| draft.sentence_starts[index] == SentenceStart::Yes;
        let starts: Vec<usize> = (0..draft.len())
            .filter(begins)
            .chain([draft.len()])
            .collect();
        starts.windows(2).map(|pair| pair[0]..pair[1]).collect()
    }

    fn reaches_root(draft: &Draft, mut word: usize) -> bool {
        for _ in 0..draft.len() {
            word = draft.heads[word] as usize;
        }
        draft.heads[word] as usize == word
    }

    proptest! {
        /// Whatever the network says, whichever moves and labels it knows, and whichever sentence
        /// starts are given: every sentence is a tree of its own.
        #[test]
        fn every_parse_is_well_formed(
            spaces in prop::collection::vec(prop::bool::weighted(0.1), 0..60),
            given in prop::collection::vec(0..20u8, 60),
            known in 1..32u8,
            seed: u64,
        ) {
            let mut labels = Labels::default();
            let mut decorations = Decorations::default();
            let mut actions = Vec::new();
            let moves = [Move::Shift, Move::Reduce, Move::LeftArc, Move::RightArc, Move::Break];
            for (number, kind) in moves.into_iter().enumerate() {
                for name in ["a", "b", "a||b", "b||a", "a||a"] {
                    decorations.note(name, &mut labels, "test").unwrap();
                    if known & (1 << number) != 0 {
                        actions.push(Action { kind, label: labels.add(name) });
                    }
                }
            }
            let mut draft = draft_of(&spaces);
            for (start, given) in draft.sentence_starts.iter_mut().zip(given) {
                *start = match given { 0 => SentenceStart::Yes, 1 => SentenceStart::No, _ => SentenceStart::Unknown };
            }
            let given = draft.sentence_starts.clone();

            let mut parse = Parse::new(&draft.sentence_starts);
            run(&mut parse, &actions, &mut Noise::new(seed, 13, actions.len()));
            write(&parse, labels.add("ROOT"), &decorations, &mut draft);

            prop_assert!(draft.sentence_starts.first().is_none_or(|first| *first == SentenceStart::Yes));
            prop_assert!((0..draft.len()).all(|word| reaches_root(&draft, word)));
            for sentence in sentences(&draft) {
                let roots = sentence.clone().filter(|&word| draft.heads[word] as usize == word).count();
                prop_assert_eq!(roots, 1);
                prop_assert!(sentence.clone().all(|word| sentence.contains(&(draft.heads[word] as usize))));
            }
            for (given, start) in given.iter().zip(&draft.sentence_starts) {
                prop_assert!(*given != SentenceStart::Yes || *start == SentenceStart::Yes);
            }
            for &relation in &draft.relations {
                prop_assert!(!labels.name(relation).contains("||"));
            }
        }
    }
}
