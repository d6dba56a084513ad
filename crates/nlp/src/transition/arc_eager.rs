//! The state of the dependency parser: a stack, a buffer, and the arcs so far.
//!
//! The non-monotonic arc-eager system of Honnibal and Johnson (2015), in behaviour spaCy's
//! `arc_eager.pyx`. This module does not know the network, and arcs with crossing branches are
//! left to [`projectivity`](super::projectivity).

use super::{Action, Place, State};
use crate::draft::SentenceStart;
use crate::error::Error;
use crate::labels::Label;

/// What the parser can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Move {
    /// Puts the next word on the stack.
    Shift,
    /// Takes the top word off the stack; puts it back before the buffer if it has no head yet.
    Reduce,
    /// Makes the next word the head of the top word, which leaves the stack.
    LeftArc,
    /// Makes the top word the head of the next word, which goes on the stack.
    RightArc,
    /// Begins a sentence with the second next word.
    Break,
}

/// A parse under way. Arcs never cross, so that a word's children are a chain of siblings in
/// the order in which they were attached.
#[derive(Debug, Default)]
pub(crate) struct Parse {
    length: u32,
    stack: Vec<u32>,
    /// Words taken back from the stack, the next one last; they come before `next`.
    returned: Vec<u32>,
    /// The first word that has never been read.
    next: u32,
    heads: Vec<Place>,
    labels: Vec<Label>,
    latest_left_child: Vec<Place>,
    latest_right_child: Vec<Place>,
    /// The child that this word's head got on the same side before it.
    earlier_sibling: Vec<Place>,
    /// Words that have been taken back, so may not be shifted again.
    unshiftable: Vec<bool>,
    sentence_starts: Vec<SentenceStart>,
    /// All words before this one have their final place.
    settled: u32,
}

impl Move {
    /// The move that has this number in a `moves` file.
    ///
    /// # Errors
    /// If there is none.
    pub(crate) fn numbered(number: u8, place: &str) -> Result<Self, Error> {
        let moves = [
            Self::Shift,
            Self::Reduce,
            Self::LeftArc,
            Self::RightArc,
            Self::Break,
        ];
        let known = moves.get(usize::from(number)).copied();
        known.ok_or_else(|| Error::corrupt(place, format_args!("a parser has no move {number}")))
    }
}

impl Parse {
    /// The parse of as many words as there are `sentence_starts`; those that are set are kept.
    pub(crate) fn new(sentence_starts: &[SentenceStart]) -> Self {
        let length = sentence_starts.len();
        Self {
            length: u32::try_from(length).expect("offsets fit 32 bits"),
            heads: vec![Place::NONE; length],
            labels: vec![Label::default(); length],
            latest_left_child: vec![Place::NONE; length],
            latest_right_child: vec![Place::NONE; length],
            earlier_sibling: vec![Place::NONE; length],
            unshiftable: vec![false; length],
            sentence_starts: sentence_starts.to_vec(),
            ..Self::default()
        }
    }

    /// The head of `word` and its relation to it, unless it is a root.
    pub(crate) fn arc(&self, word: usize) -> Option<(u32, Label)> {
        Some((self.heads[word].get()?, self.labels[word]))
    }

    /// The word at `depth` of the stack, 0 being its top.
    fn stacked(&self, depth: usize) -> Option<u32> {
        let index = self.stack.len().checked_sub(depth + 1)?;
        Some(self.stack[index])
    }

    /// The word that comes `ahead` words after the next one.
    fn upcoming(&self, ahead: usize) -> Option<u32> {
        if let Some(index) = self.returned.len().checked_sub(ahead + 1) {
            return Some(self.returned[index]);
        }
        let word = self.next as usize + ahead - self.returned.len();
        u32::try_from(word).ok().filter(|&word| word < self.length)
    }

    fn upcoming_count(&self) -> usize {
        (self.length - self.next) as usize + self.returned.len()
    }

    fn begins_sentence(&self, word: u32) -> bool {
        self.sentence_starts[word as usize] == SentenceStart::Yes
    }

    fn may_begin_sentence(&self, word: u32) -> bool {
        self.sentence_starts[word as usize] != SentenceStart::No
    }

    fn has_head(&self, word: u32) -> bool {
        self.heads[word as usize] != Place::NONE
    }

    fn allows_shift(&self, next: u32) -> bool {
        self.stack.is_empty()
            || 2 <= self.upcoming_count()
                && !self.begins_sentence(next)
                && !self.unshiftable[next as usize]
    }

    fn allows_reduce(&self, next: Option<u32>) -> bool {
        match (self.stack.len(), next) {
            (0, _) => false,
            (1, Some(next)) => self.may_begin_sentence(next),
            _ => true,
        }
    }

    fn allows_break(&self) -> bool {
        let (Some(next), Some(second)) = (self.upcoming(0), self.upcoming(1)) else {
            return false;
        };
        second == next + 1 && !self.begins_sentence(second) && self.may_begin_sentence(second)
    }

    fn push(&mut self) {
        let word = self.returned.pop().unwrap_or_else(|| {
            self.next += 1;
            self.next - 1
        });
        self.stack.push(word);
    }

    fn reduce(&mut self) {
        let Some(top) = self.stack.pop() else { return };
        if self.stack.is_empty() {
            self.settled = top;
        } else if !self.has_head(top) {
            self.unshiftable[top as usize] = true;
            self.returned.push(top);
        }
    }

    fn attach(&mut self, child: u32, head: u32, label: Label) {
        self.detach(child);
        self.heads[child as usize] = Place::at(head);
        self.labels[child as usize] = label;
        let latest = self.latest_child(child, head);
        let earlier = std::mem::replace(latest, Place::at(child));
        self.earlier_sibling[child as usize] = earlier;
    }

    /// Takes `child` from its head. It is the head's latest child: while a word with a head is on
    /// the stack, that head is below it and gets no others.
    fn detach(&mut self, child: u32) {
        let Some(head) = self.heads[child as usize].get() else {
            return;
        };
        let earlier = self.earlier_sibling[child as usize];
        let latest = self.latest_child(child, head);
        if *latest == Place::at(child) {
            *latest = earlier;
        }
    }

    fn latest_child(&mut self, child: u32, head: u32) -> &mut Place {
        let children = if child < head {
            &mut self.latest_left_child
        } else {
            &mut self.latest_right_child
        };
        &mut children[head as usize]
    }

    /// The latest and second latest left children of `head`.
    fn left_children(&self, head: Option<u32>) -> [Place; 2] {
        self.latest_two(&self.latest_left_child, head)
    }

    /// The latest and second latest right children of `head`.
    fn right_children(&self, head: Option<u32>) -> [Place; 2] {
        self.latest_two(&self.latest_right_child, head)
    }

    fn latest_two(&self, latest: &[Place], head: Option<u32>) -> [Place; 2] {
        let latest = head.map_or(Place::NONE, |head| latest[head as usize]);
        let second = latest
            .get()
            .map_or(Place::NONE, |child| self.earlier_sibling[child as usize]);
        [latest, second]
    }
}

impl State for Parse {
    type Move = Move;

    fn is_final(&self) -> bool {
        self.stack.is_empty() && self.upcoming_count() == 0
    }

    fn allowed(&self) -> impl Fn(Action<Move>) -> bool {
        let next = self.upcoming(0);
        let shift = next.is_some_and(|next| self.allows_shift(next));
        let reduce = self.allows_reduce(next);
        let arc = !self.stack.is_empty() && next.is_some_and(|next| !self.begins_sentence(next));
        let begin = self.allows_break();
        move |action| match action.kind {
            Move::Shift => shift,
            Move::Reduce => reduce,
            Move::LeftArc | Move::RightArc => arc,
            Move::Break => begin,
        }
    }

    fn apply(&mut self, action: Action<Move>) {
        let (top, next) = (self.stacked(0), self.upcoming(0));
        match (action.kind, top, next) {
            (Move::Shift, _, Some(_)) => self.push(),
            (Move::Reduce, ..) => self.reduce(),
            (Move::LeftArc, Some(top), Some(next)) => {
                self.attach(top, next, action.label);
                self.unshiftable[next as usize] = false;
                self.stack.pop();
            }
            (Move::RightArc, Some(top), Some(next)) => {
                self.attach(next, top, action.label);
                self.push();
            }
            (Move::Break, ..) => {
                if let Some(second) = self.upcoming(1) {
                    self.sentence_starts[second as usize] = SentenceStart::Yes;
                }
            }
            _ => self.stop(),
        }
    }

    fn stop(&mut self) {
        self.stack.clear();
        self.returned.clear();
        self.next = self.length;
    }

    fn context(&self, places: &mut [Place]) {
        let next = self.upcoming(0);
        let [top, second, third] = [self.stacked(0), self.stacked(1), self.stacked(2)];
        let common = [next, self.upcoming(1), top, second, third].map(Place::from);
        let left_of_next = self.left_children(next)[0];
        let left_of_top = self.left_children(top)[0];
        let right_of_top = self.right_children(top);
        if let [a, b, c, d, e, rest @ ..] = places {
            [*a, *b, *c, *d, *e] = common;
            match rest {
                [_, _, _] => rest.copy_from_slice(&[left_of_next, left_of_top, right_of_top[0]]),
                // spaCy fills the seventh feature twice; the second left child of the top is lost.
                [_, _, _, _, _, _, _, _] => {
                    rest[..4].copy_from_slice(&[
                        left_of_top,
                        right_of_top[0],
                        left_of_next,
                        right_of_top[1],
                    ]);
                    rest[4..6].copy_from_slice(&self.left_children(second));
                    rest[6..].copy_from_slice(&self.right_children(second));
                }
                _ => rest.fill(Place::NONE),
            }
        }
    }

    fn horizon(&self) -> usize {
        self.settled as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [(char, Move); 5] = [
        ('S', Move::Shift),
        ('D', Move::Reduce),
        ('L', Move::LeftArc),
        ('R', Move::RightArc),
        ('B', Move::Break),
    ];

    /// The parse of words whose given sentence starts are `+` (yes), `-` (no) or `.` (unknown),
    /// after `moves`.
    #[track_caller]
    fn after(words: &str, moves: &str) -> Parse {
        let start = |word| match word {
            '+' => SentenceStart::Yes,
            '-' => SentenceStart::No,
            _ => SentenceStart::Unknown,
        };
        let mut parse = Parse::new(&words.chars().map(start).collect::<Vec<_>>());
        for name in moves.chars() {
            let (_, kind) = NAMES.into_iter().find(|(known, _)| *known == name).unwrap();
            let action = Action {
                kind,
                label: Label::default(),
            };
            assert!(parse.allowed()(action), "{name} is allowed");
            parse.apply(action);
        }
        parse
    }

    #[track_caller]
    fn check_allowed(words: &str, moves: &str, expected: &str) {
        let parse = after(words, moves);
        let allowed = parse.allowed();
        let is_open = |kind| {
            allowed(Action {
                kind,
                label: Label::default(),
            })
        };
        let open: String = NAMES
            .iter()
            .filter(|(_, kind)| is_open(*kind))
            .map(|(name, _)| name)
            .collect();
        assert_eq!(open, expected);
    }

    #[track_caller]
    fn check_heads(words: &str, moves: &str, expected: &[Option<u32>]) {
        let parse = after(words, moves);
        assert!(parse.is_final());
        let heads: Vec<_> = (0..words.len())
            .map(|word| parse.arc(word).map(|(head, _)| head))
            .collect();
        assert_eq!(heads, expected);
    }

    #[track_caller]
    fn check_context(words: &str, moves: &str, count: usize, expected: &[i64]) {
        let mut places = vec![Place::NONE; count];
        after(words, moves).context(&mut places);
        let shown: Vec<_> = places
            .iter()
            .map(|place| place.get().map_or(-1, i64::from))
            .collect();
        assert_eq!(shown, expected);
    }

    // Validity as in the `is_valid` functions of spaCy's `arc_eager.pyx`.
    #[test]
    fn what_is_allowed() {
        check_allowed("...", "", "SB");
        check_allowed("...", "S", "SDLRB");
        check_allowed(".", "", "S");
        check_allowed(".", "S", "D");
        check_allowed("..", "S", "DLR");
    }

    #[test]
    fn sentences_are_not_crossed() {
        check_allowed("...", "B", "S");
        check_allowed("...", "BS", "DB");
        check_allowed(".+.", "S", "DB");
        check_allowed(".+.", "", "S");
        check_allowed(".-.", "", "S");
        check_allowed(".-.", "S", "SLRB");
    }

    #[test]
    fn a_word_without_a_head_goes_back_once() {
        check_allowed("....", "SSD", "DLRB");
        check_allowed("....", "SSDL", "SB");
    }

    #[test]
    fn arcs() {
        check_heads("", "", &[]);
        check_heads(".", "SD", &[None]);
        check_heads("...", "SLSRDD", &[Some(1), None, Some(1)]);
        check_heads("..", "BSDSD", &[None, None]);
        check_heads("...", "SRLDSD", &[None, Some(2), None]);
    }

    // `set_context_tokens` of spaCy's `_state.pxd`.
    #[test]
    fn context() {
        check_context("....", "", 8, &[0, 1, -1, -1, -1, -1, -1, -1]);
        check_context("....", "SL", 8, &[1, 2, -1, -1, -1, 0, -1, -1]);
        check_context("......", "SLSRS", 8, &[4, 5, 3, 2, 1, -1, -1, -1]);
        check_context("......", "SSLLSRD", 8, &[4, 5, 2, -1, -1, -1, 0, 3]);
        check_context(
            "......",
            "SSLLSRD",
            13,
            &[4, 5, 2, -1, -1, 0, 3, -1, -1, -1, -1, -1, -1],
        );
        check_context(
            ".......",
            "SSLLSRDRDS",
            13,
            &[6, -1, 5, 2, -1, -1, -1, -1, -1, 0, 1, 4, 3],
        );
    }

    #[test]
    fn giving_up_is_final() {
        let mut parse = after("....", "SSD");
        parse.stop();
        assert!(parse.is_final());
    }

    #[test]
    fn numbers_of_moves() {
        assert_eq!(Move::numbered(4, "test").unwrap(), Move::Break);
        assert!(Move::numbered(5, "test").unwrap_err().is_corrupt());
    }
}
