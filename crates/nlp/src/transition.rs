//! Transition-based analysis: a state that reads a draft from left to right, and a network that
//! picks each next action among those the state allows.
//!
//! Ported in behaviour from spaCy's `Parser.greedy_parse` and `TransitionSystem`. This module
//! does not know where token vectors come from, nor what a tree or a name is: that is in
//! [`arc_eager`] and [`bilou`].

mod actions;
pub(crate) mod arc_eager;
pub(crate) mod bilou;
pub(crate) mod load;
pub(crate) mod network;
pub(crate) mod projectivity;
pub(crate) mod tree;

#[cfg(test)]
mod testing;

use crate::labels::Label;

/// One thing the network can choose to do: a move, and the label that goes with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Action<M> {
    pub(crate) kind: M,
    pub(crate) label: Label,
}

/// A token that a feature looks at, or none: "the second word of the stack".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place(u32);

/// An analysis under way.
pub(crate) trait State {
    /// What can be done, labels aside.
    type Move: Copy;

    /// Whether nothing is left to do.
    fn is_final(&self) -> bool;

    /// Which actions are open now.
    fn allowed(&self) -> impl Fn(Action<Self::Move>) -> bool;

    /// Does `action`, which must be allowed.
    fn apply(&mut self, action: Action<Self::Move>);

    /// Gives up; the state is final after that.
    fn stop(&mut self);

    /// Fills `places` with the tokens that the network looks at.
    fn context(&self, places: &mut [Place]);

    /// Every token from here on, and no earlier one, can still be looked at.
    fn horizon(&self) -> usize;
}

/// Rates the actions of a state.
pub(crate) trait Scores {
    /// One score an action, in the order of the actions, for a state that stands so.
    fn scores<S: State>(&mut self, state: &S) -> &[f32];
}

/// Takes the best allowed action until the analysis is complete. Of equals, the first is best.
pub(crate) fn run<S: State>(state: &mut S, actions: &[Action<S::Move>], network: &mut impl Scores) {
    while !state.is_final() {
        match choose(state, actions, network) {
            Some(action) => state.apply(action),
            None => state.stop(),
        }
    }
}

fn choose<S: State>(
    state: &S,
    actions: &[Action<S::Move>],
    network: &mut impl Scores,
) -> Option<Action<S::Move>> {
    let allowed = state.allowed();
    let mut open = actions.iter().filter(|&&action| allowed(action));
    let first = *open.next()?;
    if open.next().is_none() {
        return Some(first);
    }
    let mut best: Option<(Action<S::Move>, f32)> = None;
    for (&action, &score) in actions.iter().zip(network.scores(state)) {
        if best.is_none_or(|(_, highest)| highest < score) && allowed(action) {
            best = Some((action, score));
        }
    }
    best.map(|(action, _)| action)
}

impl Place {
    /// No token.
    pub(crate) const NONE: Self = Self(u32::MAX);

    /// The token at `index`.
    pub(crate) const fn at(index: u32) -> Self {
        Self(index)
    }

    /// The token's index in its draft.
    pub(crate) fn get(self) -> Option<u32> {
        (self != Self::NONE).then_some(self.0)
    }
}

impl From<Option<u32>> for Place {
    fn from(index: Option<u32>) -> Self {
        index.map_or(Self::NONE, Self)
    }
}
