//! Names in a sentence: those that the pipeline finds, and short names in parentheses.
//!
//! Names of the actor table are found in `actors`, and what only capitals tell in `unknown`. Knows no
//! other sentence but by what the report uses its names as: that two names are of one person is
//! `coreference`'s business.

mod actors;
mod extent;
mod kind;
mod state;
mod unknown;

use ascribe_knowledge::Number;
use ascribe_model::EntityKind;
use ascribe_nlp::{Entity as Name, Token};
use ascribe_text::{Span, Text};

use super::seed::{How, Seed, Told, first_joined};
use super::speaker::role_of;
use crate::reading::Reading;

pub(super) use actors::known_actors;
pub(super) use kind::gender_of;
pub(super) use unknown::unknown;

/// A stretch that the pipeline takes for one name, cut to what is of the name.
struct Found<'r> {
    tokens: Vec<Token<'r>>,
    span: Span<Text>,
    head: Token<'r>,
    label: &'r str,
    /// Whether a word for where something is stands before it: "Near Karvel".
    is_after_place_word: bool,
}

impl<'r> Found<'r> {
    fn words(&self, reading: Reading<'r>) -> &'r str {
        self.span.slice(reading.text())
    }
}

/// What is the same of all names.
fn seed(span: Span<Text>, head: Token<'_>, kind: EntityKind) -> Seed<'_> {
    Seed {
        span,
        head,
        how: How::Named,
        kind,
        is_sure: false,
        number: Number::One,
        gender: None,
        role: None,
        list: first_joined(head).id(),
        rule: "entity/name@1",
    }
}

/// The names in a stretch that the pipeline finds: it may take "the X and the Y" for one.
pub(super) fn named<'r>(found: Name<'r>, reading: Reading<'r>, told: &Told<'_>) -> Vec<Seed<'r>> {
    let tokens: Vec<_> = found.tokens().collect();
    let one = |tokens: &[Token<'r>]| one_name(tokens, found.kind(), reading, told);
    let mut begin = 0;
    let mut seeds = Vec::new();
    for at in 1..tokens.len() {
        let is_article = tokens[at].pos() == "DET" && tokens[at - 1].dep() == "cc";
        if is_article {
            seeds.extend(one(&tokens[begin..at - 1]));
            begin = at;
        }
    }
    seeds.extend(one(&tokens[begin..]));
    seeds
}

fn one_name<'r>(
    tokens: &[Token<'r>],
    label: &'r str,
    reading: Reading<'r>,
    told: &Told<'_>,
) -> Option<Seed<'r>> {
    let found = extent::whole(tokens, label, reading, told)?;
    if state::is_origin(found.head, reading) {
        return None;
    }
    if let Some(state) = state::state(found.span, found.head, reading) {
        return Some(state);
    }
    let by_words = kind::told(&found, reading, told);
    let kind = kind::of(&found, by_words, reading, told)?;
    let is_person = kind == EntityKind::Person;
    Some(Seed {
        is_sure: by_words.is_some() || kind::has_honorific(found.span, reading),
        number: if kind == EntityKind::People {
            Number::Several
        } else {
            Number::One
        },
        gender: kind::gender(found.span, reading).filter(|_| is_person),
        role: is_person.then(|| role_of(found.head, reading)).flatten(),
        ..seed(found.span, found.head, kind)
    })
}

/// The short name in "the Front for Highland Unity (FHU)".
pub(super) fn in_parentheses<'r>(token: Token<'r>, reading: Reading<'r>) -> Option<Seed<'r>> {
    let before = token.previous().filter(|before| before.text() == "(")?;
    let closes = token.next().is_some_and(|after| after.text() == ")");
    let is_short = is_short_name(token.text());
    let after_name = before
        .previous()
        .is_some_and(|name| name.text().starts_with(char::is_uppercase));
    let kind = kind::of_words(token.text(), false, reading).unwrap_or(EntityKind::Organisation);
    let is_name = closes && is_short && after_name && !kind::is_thing(token.span(), reading);
    is_name.then(|| Seed {
        rule: "entity/in-parentheses@1",
        ..seed(token.span(), token, kind)
    })
}

/// Whether the word looks like an acronym: two capitals or more, and no small letter but a few.
pub(crate) fn is_short_name(word: &str) -> bool {
    let count = |is: fn(char) -> bool| word.chars().filter(|&letter| is(letter)).count();
    let capitals = count(char::is_uppercase);
    2 <= capitals && count(char::is_lowercase) < capitals && count(char::is_whitespace) == 0
}
