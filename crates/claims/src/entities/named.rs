//! Names in a sentence: those of the actor table, those that the pipeline finds, and those that
//! only their capitals tell.
//!
//! Knows no other sentence: that two names are of one person is `coreference`'s business.

use ascribe_knowledge::{Gender, Number};
use ascribe_model::EntityKind;
use ascribe_nlp::{Entity as Name, Sentence, Token};
use ascribe_text::{Span, Text};

use super::around;
use super::seed::{How, PlaceWords, Seed, is_subject};
use super::speaker::role_of;
use crate::reading::Reading;

/// Names of up to so many bytes may be words in capitals: "IS".
const SHORT_NAME: usize = 3;

/// Capitalised words of one name at most.
const LONGEST_NAME: usize = 12;

/// Names of the actor table, the longest first where two begin at one word.
pub(super) fn known_actors<'r>(sentence: Sentence<'r>, reading: Reading<'r>) -> Vec<Seed<'r>> {
    let mut seeds: Vec<Seed<'r>> = Vec::new();
    for token in sentence
        .tokens()
        .filter(|token| token.text().starts_with(char::is_uppercase))
    {
        let is_inside = seeds
            .last()
            .is_some_and(|seed| seed.span.overlaps(token.span()));
        if !is_inside && let Some(seed) = known_actor(token, reading) {
            seeds.push(seed);
        }
    }
    seeds
}

fn known_actor<'r>(first: Token<'r>, reading: Reading<'r>) -> Option<Seed<'r>> {
    let actors = &reading.knowledge.actors;
    let most = actors.longest() * 2;
    let following = std::iter::successors(Some(first), |token| token.next()).take(most);
    let ends = following.take_while(|token| token.sentence().index() == first.sentence().index());
    let spans = ends.flat_map(|last| {
        with_and_without_stop(last, first.span().hull(last.span()), reading.text())
    });
    let (last, span, actor) = spans
        .filter_map(|(last, span)| Some((last, span, actors.get(span.slice(reading.text()))?)))
        .last()?;
    let is_word = span.len() <= SHORT_NAME && !first.tag().starts_with("NNP");
    let head = reading
        .doc
        .tokens_in(span)
        .find(|token| !span.contains(token.head().span()))
        .unwrap_or(last);
    let seed = Seed {
        is_sure: true,
        rule: "entity/actor-table@1",
        ..name(span, head, actor.kind)
    };
    (!is_word).then_some(seed)
}

/// A name at the end of a sentence may have its full stop in its last token: "by IS-K."
fn with_and_without_stop<'r>(
    last: Token<'r>,
    span: Span<Text>,
    text: &str,
) -> impl Iterator<Item = (Token<'r>, Span<Text>)> + use<'r> {
    let has_stop = span.len() > 1 && span.slice(text).ends_with('.');
    let without = has_stop.then(|| (last, Span::new(span.start(), span.end() - 1)));
    std::iter::once((last, span)).chain(without)
}

fn name(span: Span<Text>, head: Token<'_>, kind: EntityKind) -> Seed<'_> {
    Seed {
        span,
        head,
        how: How::Named,
        kind,
        is_sure: false,
        number: Number::One,
        gender: None,
        role: None,
        rule: "entity/name@1",
    }
}

/// A name that the pipeline finds.
pub(super) fn named<'r>(
    found: Name<'r>,
    reading: Reading<'r>,
    places: &PlaceWords<'_>,
) -> Option<Seed<'r>> {
    let head = found
        .tokens()
        .find(|token| !found.span().contains(token.head().span()) || token.is_root())?;
    let span = without_article(found, reading)?;
    let words = span.slice(reading.text());
    let kind_word = body_kind(words, reading);
    let kind = match found.kind() {
        "PERSON" | "ORG" if places.holds(span, reading.text()) => {
            return acts(head, reading).then(|| name(span, head, EntityKind::PlaceName));
        }
        "PERSON" => EntityKind::Person,
        "ORG" if is_medium(head, reading) => EntityKind::Media,
        "ORG" if has_honorific(span, reading) => EntityKind::Person,
        "ORG" => kind_word.unwrap_or(EntityKind::Organisation),
        "NORP" if !matches!(head.dep(), "amod" | "compound") => EntityKind::People,
        "GPE" if acts(head, reading) => EntityKind::PlaceName,
        "PRODUCT" | "WORK_OF_ART" | "EVENT" | "LAW" | "FAC" if is_subject(head) => {
            EntityKind::Other
        }
        _ => return None,
    };
    let is_person = kind == EntityKind::Person;
    Some(Seed {
        is_sure: kind_word.is_some() || has_honorific(span, reading),
        number: if kind == EntityKind::People {
            Number::Several
        } else {
            Number::One
        },
        gender: is_person.then(|| gender(span, reading)).flatten(),
        role: is_person.then(|| role_of(head, reading)).flatten(),
        ..name(span, head, kind)
    })
}

/// A capitalised subject, or one accused, that the pipeline has no name for.
pub(super) fn unknown<'r>(token: Token<'r>, reading: Reading<'r>) -> Option<Seed<'r>> {
    let is_name =
        token.tag().starts_with("NNP") && token.entity_kind().is_empty() && acts(token, reading);
    let span = with_capitals_before(around::compound(token), token);
    is_name.then(|| Seed {
        gender: gender(span, reading),
        rule: "entity/capitalised-subject@1",
        ..name(span, token, EntityKind::Other)
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
    let kind = body_kind(token.text(), reading).unwrap_or(EntityKind::Organisation);
    (closes && is_short && after_name).then(|| Seed {
        rule: "entity/in-parentheses@1",
        ..name(token.span(), token, kind)
    })
}

/// Whether the word looks like an acronym: two capitals or more, and no small letter but a few.
pub(crate) fn is_short_name(word: &str) -> bool {
    let count = |is: fn(char) -> bool| word.chars().filter(|&letter| is(letter)).count();
    let capitals = count(char::is_uppercase);
    2 <= capitals && count(char::is_lowercase) < capitals && count(char::is_whitespace) == 0
}

/// With the capitalised words right before, which the tree may hang elsewhere: "Free Kesh Brigades".
fn with_capitals_before(span: Span<Text>, head: Token<'_>) -> Span<Text> {
    let is_part = |token: &Token<'_>| {
        token.text().starts_with(char::is_uppercase)
            && matches!(token.pos(), "PROPN" | "ADJ" | "NOUN")
            && token.sentence().index() == head.sentence().index()
    };
    let before = head
        .doc()
        .tokens_in(span)
        .next()
        .and_then(Token::previous)
        .filter(is_part);
    let run = std::iter::successors(before, |token| token.previous().filter(is_part));
    run.take(LONGEST_NAME)
        .fold(span, |span, token| span.hull(token.span()))
}

/// The kind that a word of the name stands for: "Northern Front" is a group.
fn body_kind(name: &str, reading: Reading<'_>) -> Option<EntityKind> {
    let kind_of = |word: &str| {
        let word = word.to_lowercase();
        let singular = word.strip_suffix('s').unwrap_or(&word);
        let roles = &reading.knowledge.roles;
        roles.body(&word).or_else(|| roles.body(singular))
    };
    let mut words = name.split_whitespace().rev();
    words.find_map(kind_of).map(|body| body.kind)
}

/// What a title or a given name says: "Mrs Lund", "Maria Lund".
fn gender(span: Span<Text>, reading: Reading<'_>) -> Option<Gender> {
    let first = reading.doc.tokens_in(span).next()?;
    let near = [first.previous(), Some(first)];
    near.into_iter()
        .flatten()
        .find_map(|token| gender_of(token, reading))
}

/// Whether a word is said of women or of men only.
pub(super) fn gender_of(token: Token<'_>, reading: Reading<'_>) -> Option<Gender> {
    let word = token.text().to_lowercase();
    let is = |list| reading.knowledge.lexicons.contains(list, &word);
    match (is("female"), is("male")) {
        (true, false) => Some(Gender::Female),
        (false, true) => Some(Gender::Male),
        _ => None,
    }
}

/// "Mrs Lund": whom a title of women or of men stands before is a person.
fn has_honorific(span: Span<Text>, reading: Reading<'_>) -> bool {
    let before = reading.doc.tokens_in(span).next().and_then(Token::previous);
    before.is_some_and(|before| {
        before.tag().starts_with("NNP") && gender_of(before, reading).is_some()
    })
}

/// "Telegram": where things are said rather than who says them.
fn is_medium(head: Token<'_>, reading: Reading<'_>) -> bool {
    reading
        .knowledge
        .lexicons
        .contains("statement_nouns", &head.text().to_lowercase())
}

/// A country or town that is spoken of as one that acts or is accused.
fn acts(head: Token<'_>, reading: Reading<'_>) -> bool {
    let lemma = head.head().lemma();
    let is_accused =
        |verb: &str| reading.knowledge.lexicons.contains("accuse_of", verb) || verb == "attribute";
    let above = head.head().head().lemma();
    is_subject(head)
        || head.dep() == "dobj" && is_accused(lemma)
        || head.dep() == "pobj" && is_accused(above)
}

/// The words of a name without article, titles of address and what hangs on at its end.
fn without_article(name: Name<'_>, reading: Reading<'_>) -> Option<Span<Text>> {
    let is_honorific = |token: &Token<'_>| {
        reading
            .knowledge
            .lexicons
            .contains("honorifics", &token.text().to_lowercase())
    };
    let is_article = |token: &Token<'_>| token.pos() == "DET" && token.dep() == "det";
    let is_outside = |token: &Token<'_>| is_article(token) || is_honorific(token);
    let mut tokens: Vec<_> = name.tokens().collect();
    let begin = tokens.iter().position(|token| !is_outside(token))?;
    tokens.drain(..begin);
    let begins_small = |token: &Token<'_>| token.text().starts_with(char::is_lowercase);
    let is_loose =
        |token: &Token<'_>| token.tag() == "POS" || token.is_space() || begins_small(token);
    while tokens.last().is_some_and(is_loose) {
        tokens.pop();
    }
    let span = tokens.first()?.span().hull(tokens.last()?.span());
    let has_letters = span.slice(reading.text()).chars().any(char::is_alphabetic);
    has_letters.then_some(span)
}
