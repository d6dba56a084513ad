//! Whether a verb tells of the people of an event told before: "Gunmen killed five farmers. The
//! farmers were shot from behind."
//!
//! Only words that point back count ("the farmers", "they"), soon after, where they can be the same
//! people: as many, and of the same side. Knows no names; who "they" are is not settled here.

use ascribe_model::{ParticipantRole, Who};
use ascribe_nlp::Token;

use super::{Mention, sentence, told};
use crate::events::trigger::is_word;
use crate::reading::Reading;

/// How many sentences later a story still tells of the same people.
const SOON: usize = 3;

/// Whether the verb of `mention` is about people to whom the group's event was done.
pub(super) fn are_the_same(
    group: &[Mention<'_>],
    mention: &Mention<'_>,
    reading: Reading<'_>,
) -> bool {
    let is_soon = group
        .last()
        .is_some_and(|last| sentence(mention) <= sentence(last) + SOON);
    if mention.trigger.token().pos() != "VERB" || !is_soon {
        return false;
    }
    of(mention)
        .filter(|one| points_back(*one, reading))
        .any(|one| {
            let mut others = told(group).flat_map(of);
            others.any(|other| can_be(one, other, reading))
        })
}

/// Those harmed or aimed at.
pub(super) fn of<'m, 'r>(mention: &'m Mention<'r>) -> impl Iterator<Item = Token<'r>> + 'm {
    let victims = mention.parts_as(ParticipantRole::Victim);
    victims.chain(mention.parts_as(ParticipantRole::Target))
}

fn points_back(token: Token<'_>, reading: Reading<'_>) -> bool {
    token
        .children()
        .any(|child| is_word(child, "det", "definite_determiners", reading))
}

/// Whether the two nouns can be of the same people: a side and a number known of both agree.
pub(super) fn can_be(one: Token<'_>, other: Token<'_>, reading: Reading<'_>) -> bool {
    let who = |token: Token<'_>| reading.knowledge.tolls.who(&token.lemma().to_lowercase());
    let side = |who| {
        if who == Who::Child {
            Who::Civilian
        } else {
            who
        }
    };
    let same_side = match (who(one).map(side), who(other).map(side)) {
        (Some(Who::Any), Some(_)) | (Some(_), Some(Who::Any)) => true,
        (Some(one), Some(other)) => one == other,
        _ => false,
    };
    let counts = (count(one), count(other));
    same_side && (counts.0.is_none() || counts.1.is_none() || counts.0 == counts.1)
}

fn count(token: Token<'_>) -> Option<String> {
    let mut children = token.children();
    let number = children.find(|child| child.dep() == "nummod")?;
    Some(number.text().to_lowercase())
}
