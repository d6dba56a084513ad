//! How two words stand to each other in the sentence's tree and in the text.

use crate::fast::Known;
use crate::features::Features;
use crate::network::Input;

/// How many relations of two words are told apart.
pub(crate) const RELATIONS: usize = 12;

/// What each word of a text hangs on. Words are counted from the text's first.
#[derive(Debug)]
pub(crate) struct Kin {
    words: Vec<Ties>,
}

#[derive(Debug, Clone, Copy)]
struct Ties {
    head: usize,
    governor: usize,
    /// The last of the heads' way up, which the words of one sentence share.
    root: usize,
    /// The number of its block.
    block: usize,
}

impl Kin {
    pub(crate) fn of(input: &Input<Known>) -> Self {
        Self::new(&input.features.words, &input.words.blocks)
    }

    fn new(words: &[Features], blocks: &[usize]) -> Self {
        let roots = roots(&words.iter().map(|word| word.head).collect::<Vec<_>>());
        let each = words.iter().zip(roots).enumerate();
        let ties = each.map(|(place, (word, root))| Ties {
            head: word.head,
            governor: word.governor,
            root,
            block: blocks.partition_point(|&first| first <= place),
        });
        Self {
            words: ties.collect(),
        }
    }

    /// The number of the nearest relation between two words, the first that there is.
    pub(crate) fn relation(&self, from: usize, to: usize) -> usize {
        let (one, other) = (self.words[from], self.words[to]);
        let relations = [
            from == to,
            other.head == from,
            one.head == to,
            one.head == other.head,
            self.words[other.head].head == from,
            self.words[one.head].head == to,
            other.governor == from,
            one.governor == to,
            one.governor == other.governor,
            one.root == other.root,
            one.block == other.block,
        ];
        let nearest = relations.iter().position(|&there| there);
        nearest.unwrap_or(RELATIONS - 1)
    }
}

/// The last word on every word's way up. Each word is passed once.
fn roots(heads: &[usize]) -> Vec<usize> {
    let mut found: Vec<Option<usize>> = vec![None; heads.len()];
    let mut way = Vec::new();
    for start in 0..heads.len() {
        let mut word = start;
        // A way longer than the text goes round in circles.
        let root = loop {
            if let Some(root) = found[word] {
                break root;
            }
            way.push(word);
            if heads[word] == word || heads.len() < way.len() {
                break word;
            }
            word = heads[word];
        };
        for word in way.drain(..) {
            found[word] = Some(root);
        }
    }
    let own = |(word, root): (usize, Option<_>)| root.unwrap_or(word);
    found.into_iter().enumerate().map(own).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roots_are_at_the_end_of_the_way() {
        assert_eq!(roots(&[1, 1, 1, 2, 4]), [1, 1, 1, 1, 4]);
        assert_eq!(roots(&[1, 0, 2]).len(), 3);
        assert!(roots(&[]).is_empty());
    }

    /// "Rebels in the hills burned a bus." "Police" in the next sentence, "They" in the next block.
    fn kin() -> Kin {
        let heads = [4, 0, 3, 1, 4, 6, 4, 4, 8, 9];
        let governors = [4, 4, 4, 4, 4, 4, 4, 4, 8, 9];
        let roots = roots(&heads);
        let ties = |place: usize| Ties {
            head: heads[place],
            governor: governors[place],
            root: roots[place],
            block: usize::from(place == 9),
        };
        Kin {
            words: (0..heads.len()).map(ties).collect(),
        }
    }

    #[track_caller]
    fn check(from: usize, to: usize, expected: usize) {
        assert_eq!(kin().relation(from, to), expected, "{from} {to}");
    }

    #[test]
    fn the_nearest_relation_counts() {
        check(4, 4, 0);
        check(4, 0, 1);
        check(0, 4, 2);
        check(0, 6, 3);
        check(4, 1, 4);
        check(1, 4, 5);
        check(4, 3, 6);
        check(3, 4, 7);
        check(3, 6, 8);
        check(4, 8, 10);
        check(4, 9, 11);
    }
}
