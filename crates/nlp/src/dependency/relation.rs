//! How a node is related to the node it hangs under.

use super::condition::Values;
use crate::{Token, TokenId};

/// Where to look for a node, seen from the node above it.
#[derive(Debug, Clone)]
pub(super) enum Relation {
    /// A dependent by one of these relations.
    Dependent(Values),
    /// A dependent, or a dependent of one, and so on, whose own relation is one of these.
    Descendant(Values),
    /// The head, where the node above depends on it by one of these relations.
    Head(Values),
    /// The head, or that one's head, and so on, reached by one of these relations.
    Ancestor(Values),
    /// The token so many places further on; negative: before.
    Offset(isize),
    /// Any later token of the sentence.
    Later,
    /// Any earlier token of the sentence.
    Earlier,
}

impl Relation {
    /// The tokens so related to `above`: in the order of the text, ancestors from the nearest on.
    pub(super) fn candidates<'d>(&self, above: Token<'d>) -> Vec<Token<'d>> {
        match self {
            Self::Dependent(values) => keep(above.children(), values),
            Self::Descendant(values) => {
                let below = above
                    .subtree()
                    .into_iter()
                    .filter(|token| token.id() != above.id());
                keep(below, values)
            }
            Self::Head(values) => head_by(above, values).into_iter().collect(),
            Self::Ancestor(values) => {
                let path = std::iter::once(above).chain(above.ancestors());
                path.filter_map(|token| head_by(token, values)).collect()
            }
            Self::Offset(distance) => at_distance(above, *distance).into_iter().collect(),
            Self::Later => above
                .sentence()
                .tokens()
                .filter(|token| above.id() < token.id())
                .collect(),
            Self::Earlier => above
                .sentence()
                .tokens()
                .filter(|token| token.id() < above.id())
                .collect(),
        }
    }
}

fn keep<'d>(tokens: impl Iterator<Item = Token<'d>>, values: &Values) -> Vec<Token<'d>> {
    tokens
        .filter(|token| values.hold_for(token.dep()))
        .collect()
}

/// The token's head, where it depends on it by one of these relations.
fn head_by<'d>(token: Token<'d>, values: &Values) -> Option<Token<'d>> {
    (!token.is_root() && values.hold_for(token.dep())).then(|| token.head())
}

fn at_distance(token: Token<'_>, distance: isize) -> Option<Token<'_>> {
    let sentence = token.sentence().token_range();
    let place = token.id().index().checked_add_signed(distance)?;
    let inside = sentence.start.index() <= place && place < sentence.end.index();
    inside.then(|| token.doc().token(TokenId::new(place)))
}
