//! Places in a sentence where somebody is spoken of.

use ascribe_model::{EntityKind, Place, PlaceSense, Role};
use ascribe_nlp::{Entity as Name, Sentence, Token};
use ascribe_text::{Span, Text};

use crate::entities::speaker::{governing_body, role_of};
use crate::phrases;
use crate::reading::Reading;

/// One place where somebody is spoken of.
#[derive(Debug, Clone)]
pub(super) struct Seed<'r> {
    pub(super) span: Span<Text>,
    pub(super) head: Token<'r>,
    pub(super) how: How,
    pub(super) kind: EntityKind,
    pub(super) role: Option<Role>,
    pub(super) rule: &'static str,
}

/// In what way somebody is spoken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// By name.
    Named,
    /// By a word for what they are.
    Described,
    /// By a pronoun.
    Pointed,
}

/// The rule for names of the actor table.
pub(super) const ACTOR_RULE: &str = "entity/actor-table@1";

/// Names of up to so many bytes may be words in capitals: "IS".
const SHORT_NAME: usize = 3;

/// The seeds of a sentence, in order.
pub(super) fn seeds<'r>(
    sentence: Sentence<'r>,
    reading: Reading<'r>,
    places: &[Place],
) -> Vec<Seed<'r>> {
    let range = sentence.token_range();
    let mut seeds = known_actors(sentence, reading);
    let names = reading
        .doc
        .entities()
        .filter(|name| range.contains(&name.token_range().start));
    let named: Vec<_> = names
        .filter_map(|name| named(name, reading, places))
        .collect();
    let is_new = |seed: &Seed<'_>| !seeds.iter().any(|known| known.span.overlaps(seed.span));
    let named: Vec<_> = named.into_iter().filter(is_new).collect();
    seeds.extend(named);
    let taken: Vec<_> = seeds.iter().map(|seed| seed.span).collect();
    let free = sentence
        .tokens()
        .filter(|token| !taken.iter().any(|span| span.overlaps(token.span())));
    seeds.extend(free.filter_map(|token| unnamed(token, reading)));
    seeds.sort_by_key(|seed| seed.span);
    seeds.dedup_by(|later, earlier| earlier.span.overlaps(later.span));
    seeds
}

/// Names of the actor table, the longest first where two begin at one word.
fn known_actors<'r>(sentence: Sentence<'r>, reading: Reading<'r>) -> Vec<Seed<'r>> {
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
    (!is_word).then_some(Seed {
        span,
        head,
        how: How::Named,
        kind: actor.kind,
        role: None,
        rule: ACTOR_RULE,
    })
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

fn named<'r>(name: Name<'r>, reading: Reading<'r>, places: &[Place]) -> Option<Seed<'r>> {
    let head = name
        .tokens()
        .find(|token| !name.span().contains(token.head().span()) || token.is_root())?;
    let span = without_article(name, reading.text())?;
    let kind = match name.kind() {
        "PERSON" | "ORG" if is_place(span, places, reading) => {
            return acts(head, reading).then_some(Seed {
                span,
                head,
                how: How::Named,
                kind: EntityKind::PlaceName,
                role: None,
                rule: "entity/name@1",
            });
        }
        "PERSON" => EntityKind::Person,
        "ORG" if is_medium(head, reading) => EntityKind::Media,
        "ORG" => body_kind(span.slice(reading.text()), reading).unwrap_or(EntityKind::Organisation),
        "NORP" if !matches!(head.dep(), "amod" | "compound") => EntityKind::People,
        "GPE" if acts(head, reading) => EntityKind::PlaceName,
        "PRODUCT" | "WORK_OF_ART" | "EVENT" | "LAW" | "FAC" if is_subject(head) => {
            EntityKind::Other
        }
        _ => return None,
    };
    let role = if kind == EntityKind::Person {
        role_of(head, reading)
    } else {
        None
    };
    Some(Seed {
        span,
        head,
        how: How::Named,
        kind,
        role,
        rule: "entity/name@1",
    })
}

/// Whether these words are read as a place, here or elsewhere in the report.
fn is_place(span: Span<Text>, places: &[Place], reading: Reading<'_>) -> bool {
    let words = span.slice(reading.text());
    places
        .iter()
        .filter(|place| place.sense == PlaceSense::Literal)
        .any(|place| place.span.overlaps(span) || place.span.slice(reading.text()) == words)
}

fn unnamed<'r>(token: Token<'r>, reading: Reading<'r>) -> Option<Seed<'r>> {
    pointed(token)
        .or_else(|| described(token, reading))
        .or_else(|| unknown_name(token, reading))
}

fn pointed(token: Token<'_>) -> Option<Seed<'_>> {
    let kind = match token.text().to_lowercase().as_str() {
        "he" | "she" | "him" | "her" | "his" => EntityKind::Person,
        "it" | "its" | "they" | "them" | "their" => EntityKind::Group,
        _ => return None,
    };
    (token.pos() == "PRON").then(|| Seed {
        span: token.span(),
        head: token,
        how: How::Pointed,
        kind,
        role: None,
        rule: "entity/pronoun@1",
    })
}

/// A capitalised subject, or one accused, that the pipeline has no name for.
fn unknown_name<'r>(token: Token<'r>, reading: Reading<'r>) -> Option<Seed<'r>> {
    let is_name =
        token.tag().starts_with("NNP") && token.entity_kind().is_empty() && acts(token, reading);
    is_name.then(|| Seed {
        span: with_capitals_before(compound(token), token),
        head: token,
        how: How::Named,
        kind: EntityKind::Other,
        role: None,
        rule: "entity/capitalised-subject@1",
    })
}

/// "the army", "rebels": a word for a body that is not itself part of a name or of a compound.
fn described<'r>(token: Token<'r>, reading: Reading<'r>) -> Option<Seed<'r>> {
    let is_modifier = matches!(token.dep(), "compound" | "amod" | "nmod");
    // "an army spokesman" speaks of the army too.
    let names_side = || {
        let title = token.head().lemma().to_lowercase();
        token.pos() == "NOUN" && reading.knowledge.roles.title(&title).is_some()
    };
    if !matches!(token.pos(), "NOUN" | "PROPN") || is_modifier && !names_side() {
        return None;
    }
    if token
        .children()
        .any(|child| child.dep() == "det" && matches!(child.text(), "no" | "No"))
    {
        return None;
    }
    let body = reading
        .knowledge
        .roles
        .body(&token.lemma().to_lowercase())?;
    let title = reading.knowledge.roles.title(&token.lemma().to_lowercase());
    let is_one_person = title.is_some() && !token.tag().ends_with('S');
    (!is_one_person).then(|| Seed {
        span: compound(token),
        head: token,
        how: How::Described,
        kind: governing_body(token, reading).map_or(body.kind, |above| above.kind),
        role: role_of(token, reading),
        rule: "entity/description@1",
    })
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
    run.fold(span, |span, token| span.hull(token.span()))
}

/// The noun with the modifiers right before it, and no article.
fn compound(noun: Token<'_>) -> Span<Text> {
    let before = noun.children().filter(|child| {
        child.id() < noun.id()
            && matches!(child.dep(), "compound" | "amod" | "nmod")
            && child.pos() != "DET"
            && !matches!(child.tag(), "JJR" | "RBR")
    });
    let span = before.fold(noun.span(), |hull, child| hull.hull(child.span()));
    if span.contains(phrases::noun_phrase(noun)) {
        phrases::noun_phrase(noun)
    } else {
        span
    }
}

/// The kind that a word of the name stands for: "Northern Front" is a group.
fn body_kind(name: &str, reading: Reading<'_>) -> Option<EntityKind> {
    let words: Vec<String> = name
        .split_whitespace()
        .rev()
        .map(str::to_lowercase)
        .collect();
    let kind_of = |word: &String| {
        let singular = word.strip_suffix('s').unwrap_or(word);
        reading
            .knowledge
            .roles
            .body(word)
            .or_else(|| reading.knowledge.roles.body(singular))
    };
    words.iter().find_map(kind_of).map(|body| body.kind)
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

fn is_subject(token: Token<'_>) -> bool {
    matches!(token.dep(), "nsubj" | "nsubjpass")
        || token.dep() == "pobj" && token.head().dep() == "agent"
}

fn without_article(name: Name<'_>, text: &str) -> Option<Span<Text>> {
    let is_article =
        |token: &Token<'_>| matches!(token.text().to_lowercase().as_str(), "the" | "a" | "an");
    let mut tokens: Vec<_> = name.tokens().skip_while(is_article).collect();
    let begins_small = |token: &Token<'_>| token.text().starts_with(char::is_lowercase);
    while tokens
        .last()
        .is_some_and(|token| token.tag() == "POS" || token.is_space() || begins_small(token))
    {
        tokens.pop();
    }
    let span = tokens.first()?.span().hull(tokens.last()?.span());
    span.slice(text)
        .chars()
        .any(char::is_alphabetic)
        .then_some(span)
}
