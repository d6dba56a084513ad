//! The state of the name finder: every token begins a name, is inside, last, a name by itself
//! (unit), or outside.
//!
//! In behaviour spaCy's `BiluoPushDown` (`ner.pyx`), 3.8: names don't cross sentences, don't
//! begin with white space, and those that are already there stay. This module does not know the
//! network.

use super::{Action, Place, State};
use crate::draft::{Draft, EntitySpan, SentenceStart};
use crate::error::Error;
use crate::labels::Label;

/// What the finder can say about the next token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Move {
    /// It begins a name of several tokens.
    Begin,
    /// It goes on with the name.
    Inside,
    /// It ends the name.
    Last,
    /// It is a name by itself.
    Unit,
    /// It is no name.
    Outside,
}

/// A search for names under way.
#[derive(Debug)]
pub(crate) struct Names<'d> {
    draft: &'d Draft,
    length: u32,
    next: u32,
    /// Where the present name began, and its label.
    open: Option<(u32, Label)>,
    found: Vec<EntitySpan>,
    /// Tokens of names that were there before; they are skipped.
    taken: Vec<bool>,
}

impl Move {
    /// The move that has this number in a `moves` file, `None` where it is there for training.
    ///
    /// # Errors
    /// If there is none.
    pub(crate) fn numbered(number: u8, place: &str) -> Result<Option<Self>, Error> {
        match number {
            0 => Ok(None),
            1 => Ok(Some(Self::Begin)),
            2 => Ok(Some(Self::Inside)),
            3 => Ok(Some(Self::Last)),
            4 => Ok(Some(Self::Unit)),
            5 => Ok(Some(Self::Outside)),
            _ => Err(Error::corrupt(
                place,
                format_args!("a name finder has no move {number}"),
            )),
        }
    }

    /// Whether there is such a move with this label: being outside has none.
    pub(crate) fn takes(self, label: &str) -> bool {
        self != Self::Outside || label.is_empty()
    }
}

impl<'d> Names<'d> {
    /// A search through `draft`, whose names so far are kept.
    pub(crate) fn new(draft: &'d Draft) -> Self {
        let mut taken = vec![false; draft.len()];
        for entity in &draft.entities {
            taken[entity.start as usize..entity.end as usize].fill(true);
        }
        let length = u32::try_from(draft.len()).expect("offsets fit 32 bits");
        let mut names = Self {
            draft,
            length,
            next: 0,
            open: None,
            found: Vec::new(),
            taken,
        };
        names.skip_taken();
        names
    }

    /// The names found, in order.
    pub(crate) fn finish(self) -> Vec<EntitySpan> {
        self.found
    }

    fn skip_taken(&mut self) {
        while self.is_taken(self.next) {
            self.next += 1;
        }
    }

    fn is_taken(&self, token: u32) -> bool {
        self.taken.get(token as usize) == Some(&true)
    }

    /// Whether a name can reach from the next token to the one after it.
    fn can_go_on(&self) -> bool {
        let second = self.next + 1;
        second < self.length
            && !self.is_taken(second)
            && self.draft.sentence_starts[second as usize] != SentenceStart::Yes
    }

    fn close(&mut self) {
        if let Some((start, label)) = self.open.take() {
            self.found.push(EntitySpan {
                start,
                end: self.next + 1,
                label,
            });
        }
    }
}

impl State for Names<'_> {
    type Move = Move;

    fn is_final(&self) -> bool {
        self.next == self.length
    }

    /// A label is required of all moves but `Outside`: the unlabelled unit is for blocked tokens,
    /// which there are none of.
    fn allowed(&self) -> impl Fn(Action<Move>) -> bool {
        let outside = self.open.is_none();
        let is_space = self
            .draft
            .tokens
            .get(self.next as usize)
            .is_some_and(|token| token.lexeme.is_space);
        let (open, can_go_on) = (self.open.map(|(_, label)| label), self.can_go_on());
        move |action| {
            let is_labelled = action.label != Label::default();
            match action.kind {
                Move::Begin => is_labelled && outside && can_go_on && !is_space,
                Move::Inside => is_labelled && open == Some(action.label) && can_go_on,
                Move::Last => is_labelled && open == Some(action.label),
                Move::Unit => is_labelled && outside && !is_space,
                Move::Outside => outside,
            }
        }
    }

    fn apply(&mut self, action: Action<Move>) {
        if matches!(action.kind, Move::Begin | Move::Unit) {
            self.open = Some((self.next, action.label));
        }
        if matches!(action.kind, Move::Last | Move::Unit) {
            self.close();
        }
        self.next += 1;
        self.skip_taken();
    }

    fn stop(&mut self) {
        self.next = self.length;
    }

    fn context(&self, places: &mut [Place]) {
        places.fill(Place::NONE);
        let next = (!self.is_final()).then_some(self.next);
        let start = self.open.map(|(start, _)| start);
        match places {
            [at_next, first, previous] => {
                *at_next = next.into();
                *first = start.into();
                *previous = next.and_then(|next| start.map(|_| next - 1)).into();
            }
            [at_next, name @ ..] => {
                *at_next = next.into();
                for (place, token) in name.iter_mut().zip(start.unwrap_or(self.next)..self.next) {
                    *place = Place::at(token);
                }
            }
            [] => {}
        }
    }

    /// A name with several features looks back to its start.
    fn horizon(&self) -> usize {
        self.open.map_or(self.next, |(start, _)| start) as usize
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::run;
    use super::super::testing::{Noise, draft_of};
    use super::*;
    use crate::labels::Labels;

    const NAMES: [(char, Move); 5] = [
        ('B', Move::Begin),
        ('I', Move::Inside),
        ('L', Move::Last),
        ('U', Move::Unit),
        ('O', Move::Outside),
    ];

    /// A draft of words, `.`, or `+` where a sentence begins, `_` for white space, `x` for a word
    /// that is a name already.
    fn draft(words: &str, label: Label) -> Draft {
        let mut draft = draft_of(&words.chars().map(|word| word == '_').collect::<Vec<_>>());
        for (index, word) in (0u32..).zip(words.chars()) {
            if word == '+' {
                draft.sentence_starts[index as usize] = SentenceStart::Yes;
            }
            if word == 'x' {
                draft.entities.push(EntitySpan {
                    start: index,
                    end: index + 1,
                    label,
                });
            }
        }
        draft
    }

    /// What is allowed after `moves`, with the label of the open name and, `'`, another one.
    #[track_caller]
    fn check_allowed(words: &str, moves: &str, expected: &str) {
        let mut labels = Labels::default();
        let (label, other) = (labels.add("PERSON"), labels.add("ORG"));
        let draft = draft(words, label);
        let mut names = Names::new(&draft);
        for name in moves.chars() {
            let (_, kind) = NAMES.into_iter().find(|(known, _)| *known == name).unwrap();
            let action = Action { kind, label };
            assert!(names.allowed()(action), "{name} is allowed");
            names.apply(action);
        }
        let allowed = names.allowed();
        let mut open = String::new();
        for (name, kind) in NAMES {
            open.extend(allowed(Action { kind, label }).then_some(name));
            if allowed(Action { kind, label: other }) != allowed(Action { kind, label }) {
                open.push('\'');
            }
        }
        assert_eq!(open, expected);
    }

    // Validity as in the `is_valid` functions of spaCy's `ner.pyx`; `'` is "with this label only".
    #[test]
    fn what_is_allowed() {
        check_allowed("...", "", "BUO");
        check_allowed(".", "", "UO");
        check_allowed("...", "B", "I'L'");
        check_allowed("..", "B", "L'");
        check_allowed("...", "BL", "UO");
    }

    #[test]
    fn names_do_not_cross_sentences() {
        check_allowed(".+.", "", "UO");
        check_allowed("..+.", "B", "L'");
        check_allowed(".+.", "O", "BUO");
    }

    #[test]
    fn names_do_not_begin_with_white_space() {
        check_allowed("_..", "", "O");
        check_allowed("._.", "B", "I'L'");
    }

    #[test]
    fn names_that_are_there_stay() {
        check_allowed(".x.", "", "UO");
        check_allowed("..x.", "B", "L'");
        check_allowed("x..", "", "BUO");
    }

    #[test]
    fn a_move_without_a_label_is_only_outside() {
        let draft = draft("...", Label::default());
        let names = Names::new(&draft);
        let open: Vec<_> = NAMES
            .iter()
            .filter(|(_, kind)| {
                names.allowed()(Action {
                    kind: *kind,
                    label: Label::default(),
                })
            })
            .collect();
        assert_eq!(open, [&('O', Move::Outside)]);
    }

    // `set_context_tokens` of spaCy's `_state.pxd`.
    #[test]
    fn context() {
        let label = Labels::default().add("ORG");
        let draft = draft("........", label);
        let mut names = Names::new(&draft);
        let shown = |names: &Names<'_>, count| {
            let mut places = vec![Place::NONE; count];
            names.context(&mut places);
            places
                .iter()
                .map(|place| place.get().map_or(-1, i64::from))
                .collect::<Vec<_>>()
        };
        names.apply(Action {
            kind: Move::Outside,
            label: Label::default(),
        });
        assert_eq!(
            (shown(&names, 3), shown(&names, 6)),
            (vec![1, -1, -1], vec![1, -1, -1, -1, -1, -1])
        );
        names.apply(Action {
            kind: Move::Begin,
            label,
        });
        names.apply(Action {
            kind: Move::Inside,
            label,
        });
        assert_eq!(
            (shown(&names, 3), shown(&names, 6)),
            (vec![3, 1, 2], vec![3, 1, 2, -1, -1, -1])
        );
    }

    proptest! {
        /// Whatever the network says, and whichever moves it knows: names don't overlap, don't
        /// cross sentences and don't begin with white space.
        #[test]
        fn names_are_well_formed(words in "[.+_x]{0,40}", known in 1..32u8, seed: u64) {
            let mut labels = Labels::default();
            let mut actions = Vec::new();
            for (number, (_, kind)) in NAMES.into_iter().enumerate() {
                for label in ["ORG", "DATE"] {
                    let label = if kind == Move::Outside { Label::default() } else { labels.add(label) };
                    actions.extend((known & (1 << number) != 0).then_some(Action { kind, label }));
                }
            }
            let mut draft = draft(&words, labels.add("ORG"));
            let mut names = Names::new(&draft);
            run(&mut names, &actions, &mut Noise::new(seed, 6, actions.len()));
            let found = names.finish();
            for name in &found {
                let inside = name.start as usize + 1..name.end as usize;
                prop_assert!(name.start < name.end && (name.end as usize) <= draft.len());
                prop_assert!(!draft.tokens[name.start as usize].lexeme.is_space);
                prop_assert!(draft.sentence_starts[inside].iter().all(|start| *start != SentenceStart::Yes));
            }
            draft.entities.extend(found);
            draft.entities.sort_unstable_by_key(|name| name.start);
            prop_assert!(draft.entities.windows(2).all(|pair| pair[0].end <= pair[1].start));
        }
    }
}
