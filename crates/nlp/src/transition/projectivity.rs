//! Undoes the trick by which a projective parser learns crossing arcs: such an arc is attached
//! higher up, with a label that says so, `relcl||dobj`: "really a `relcl`, below a `dobj`"
//! (Nivre and Nilsson 2005, the *head* encoding; spaCy's `nonproj.deprojectivize`).
//!
//! This module does not know how the tree came about.

use rustc_hash::FxHashMap;

use crate::draft::Draft;
use crate::error::Error;
use crate::labels::{Label, Labels};

const DELIMITER: &str = "||";

/// The decorated labels of a parser, each with what it stands for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Decorations(FxHashMap<Label, Decoration>);

#[derive(Debug, Clone, Copy)]
struct Decoration {
    relation: Label,
    /// The relation that the true head has to its own.
    head_relation: Label,
}

/// The first and last token of each token's subtree.
pub(crate) struct Edges {
    left: Vec<u32>,
    right: Vec<u32>,
}

impl Decorations {
    /// Notes what `label` stands for, where it is decorated.
    ///
    /// # Errors
    /// If it is decorated twice.
    pub(crate) fn note(
        &mut self,
        label: &str,
        labels: &mut Labels,
        place: &str,
    ) -> Result<(), Error> {
        let Some((relation, head_relation)) = label.split_once(DELIMITER) else {
            return Ok(());
        };
        if head_relation.contains(DELIMITER) {
            return Err(Error::corrupt(
                place,
                format_args!("label {label:?} has more than one {DELIMITER:?}"),
            ));
        }
        let meaning = Decoration {
            relation: labels.add(relation),
            head_relation: labels.add(head_relation),
        };
        self.0.insert(labels.add(label), meaning);
        Ok(())
    }

    /// Moves every token with a decorated label to its true head, if that is found: the first
    /// token below the present head, breadth first, with the relation that the label names.
    pub(crate) fn undo(&self, draft: &mut Draft, edges: &Edges) {
        for token in 0..draft.len() {
            let Some(meaning) = self.0.get(&draft.relations[token]) else {
                continue;
            };
            if let Some(head) = find_head(draft, edges, token, meaning.head_relation) {
                draft.heads[token] = head;
            }
            draft.relations[token] = meaning.relation;
        }
    }
}

/// Searches the subtree of `token`'s head, `token`'s own left out. Only tokens within the edges
/// that the projective tree had count as children, also after others have moved: spaCy does so.
fn find_head(draft: &Draft, edges: &Edges, token: usize, relation: Label) -> Option<u32> {
    let mut level = vec![draft.heads[token]];
    while !level.is_empty() {
        let mut below = Vec::new();
        for &parent in &level {
            let at = parent as usize;
            let is_child = |&child: &u32| draft.heads[child as usize] == parent && child != parent;
            for child in (edges.left[at]..=edges.right[at]).filter(is_child) {
                let index = child as usize;
                if draft.tokens[index].lexeme.is_space || index == token {
                    continue;
                }
                if draft.relations[index] == relation {
                    return Some(child);
                }
                below.push(child);
            }
        }
        level = below;
    }
    None
}

impl Edges {
    /// The edges of a projective forest.
    pub(crate) fn of(heads: &[u32]) -> Self {
        let own = || (0..).take(heads.len()).collect();
        let mut edges = Self {
            left: own(),
            right: own(),
        };
        for (child, &head) in heads.iter().enumerate() {
            edges.widen(head as usize, child);
        }
        for (child, &head) in heads.iter().enumerate().rev() {
            edges.widen(head as usize, child);
        }
        edges
    }

    fn widen(&mut self, head: usize, child: usize) {
        self.left[head] = self.left[head].min(self.left[child]);
        self.right[head] = self.right[head].max(self.right[child]);
    }

    /// The first token of the subtree of `token`.
    pub(crate) fn first(&self, token: usize) -> usize {
        self.left[token] as usize
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::draft_of;
    use super::*;

    /// Gives each word of a table `head relation` (heads counted from 0) and expects what becomes
    /// of it. A word `_` is white space.
    #[track_caller]
    fn check(words: &str, arcs: &[(u32, &str)], expected: &[(u32, &str)]) {
        let mut labels = Labels::default();
        let mut decorations = Decorations::default();
        let spaces: Vec<bool> = words.split(' ').map(|word| word == "_").collect();
        let mut draft = draft_of(&spaces);
        for (index, &(head, relation)) in arcs.iter().enumerate() {
            decorations.note(relation, &mut labels, "test").unwrap();
            (draft.heads[index], draft.relations[index]) = (head, labels.add(relation));
        }
        let edges = Edges::of(&draft.heads);
        decorations.undo(&mut draft, &edges);
        let relations = draft.relations.iter().map(|&label| labels.name(label));
        assert_eq!(
            draft
                .heads
                .iter()
                .copied()
                .zip(relations)
                .collect::<Vec<_>>(),
            expected
        );
    }

    #[test]
    fn moves_to_the_first_word_with_the_relation() {
        check(
            "We saw a man yesterday who left",
            &[
                (1, "nsubj"),
                (1, "ROOT"),
                (3, "det"),
                (1, "dobj"),
                (1, "npadvmod"),
                (6, "nsubj"),
                (1, "relcl||dobj"),
            ],
            &[
                (1, "nsubj"),
                (1, "ROOT"),
                (3, "det"),
                (1, "dobj"),
                (1, "npadvmod"),
                (6, "nsubj"),
                (3, "relcl"),
            ],
        );
    }

    #[test]
    fn searches_breadth_first_and_from_the_left() {
        let arcs = [(1, "x"), (2, "y"), (2, "ROOT"), (2, "x"), (2, "z||x")];
        check(
            "a b c d e",
            &arcs,
            &[(1, "x"), (2, "y"), (2, "ROOT"), (2, "x"), (3, "z")],
        );
    }

    #[test]
    fn stays_where_no_head_is_found() {
        check(
            "a b c",
            &[(1, "x"), (1, "ROOT"), (1, "y||w")],
            &[(1, "x"), (1, "ROOT"), (1, "y")],
        );
        check(
            "_ b c",
            &[(1, "x"), (1, "ROOT"), (1, "y||x")],
            &[(1, "x"), (1, "ROOT"), (1, "y")],
        );
        check(
            "a b c",
            &[(1, "y"), (1, "ROOT"), (1, "x||x")],
            &[(1, "y"), (1, "ROOT"), (1, "x")],
        );
    }

    #[test]
    fn a_label_is_decorated_once() {
        let noted = Decorations::default().note("a||b||c", &mut Labels::default(), "test");
        assert!(noted.unwrap_err().is_corrupt());
    }

    #[test]
    fn edges_are_those_of_the_whole_subtree() {
        let edges = Edges::of(&[1, 3, 1, 3, 3, 4]);
        assert_eq!(
            (edges.left, edges.right),
            (vec![0, 0, 2, 0, 4, 5], vec![0, 2, 2, 5, 5, 5])
        );
    }
}
