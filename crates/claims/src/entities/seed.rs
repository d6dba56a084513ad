//! Places in a sentence where somebody is spoken of.

use ascribe_model::{EntityKind, Role};
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

/// The seeds of a sentence, in order.
pub(super) fn seeds<'r>(sentence: Sentence<'r>, reading: Reading<'r>) -> Vec<Seed<'r>> {
    let range = sentence.token_range();
    let names = reading.doc.entities().filter(|name| range.contains(&name.token_range().start));
    let mut seeds: Vec<_> = names.filter_map(|name| named(name, reading)).collect();
    let taken: Vec<_> = seeds.iter().map(|seed| seed.span).collect();
    let free = sentence.tokens().filter(|token| !taken.iter().any(|span| span.overlaps(token.span())));
    seeds.extend(free.filter_map(|token| unnamed(token, reading)));
    seeds.sort_by_key(|seed| seed.span);
    seeds.dedup_by(|later, earlier| earlier.span.overlaps(later.span));
    seeds
}

fn named<'r>(name: Name<'r>, reading: Reading<'r>) -> Option<Seed<'r>> {
    let head = name.tokens().find(|token| !name.span().contains(token.head().span()) || token.is_root())?;
    let span = without_article(name, reading.text())?;
    let kind = match name.kind() {
        "PERSON" => EntityKind::Person,
        "ORG" => body_kind(span.slice(reading.text()), reading).unwrap_or(EntityKind::Organisation),
        "NORP" if !matches!(head.dep(), "amod" | "compound") => EntityKind::People,
        "GPE" if acts(head, reading) => EntityKind::PlaceName,
        "PRODUCT" | "WORK_OF_ART" | "EVENT" | "LAW" | "FAC" if is_subject(head) => EntityKind::Other,
        _ => return None,
    };
    let role = if kind == EntityKind::Person { role_of(head, reading) } else { None };
    Some(Seed { span, head, how: How::Named, kind, role, rule: "entity/name@1" })
}

fn unnamed<'r>(token: Token<'r>, reading: Reading<'r>) -> Option<Seed<'r>> {
    pointed(token).or_else(|| unknown_name(token)).or_else(|| described(token, reading))
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

/// A capitalised subject that the pipeline has no name for.
fn unknown_name(token: Token<'_>) -> Option<Seed<'_>> {
    let is_name = token.tag().starts_with("NNP") && token.entity_kind().is_empty() && is_subject(token);
    is_name.then(|| Seed {
        span: compound(token),
        head: token,
        how: How::Named,
        kind: EntityKind::Other,
        role: None,
        rule: "entity/capitalised-subject@1",
    })
}

/// "the army", "rebels": a word for a body that is not itself part of a name or of a compound.
fn described<'r>(token: Token<'r>, reading: Reading<'r>) -> Option<Seed<'r>> {
    if !matches!(token.pos(), "NOUN" | "PROPN") || matches!(token.dep(), "compound" | "amod" | "nmod") {
        return None;
    }
    let body = reading.knowledge.roles.body(&token.lemma().to_lowercase())?;
    let title = reading.knowledge.roles.title(&token.lemma().to_lowercase());
    let is_one_person = title.is_some() && !token.tag().ends_with('S');
    (!is_one_person).then(|| Seed {
        span: compound(token),
        head: token,
        how: How::Described,
        kind: governing_body(token, reading).map_or(body.kind, |above| above.kind),
        role: body.role,
        rule: "entity/description@1",
    })
}

/// The noun with the modifiers right before it, and no article.
fn compound(noun: Token<'_>) -> Span<Text> {
    let before = noun.children().filter(|child| {
        child.id() < noun.id() && matches!(child.dep(), "compound" | "amod" | "nmod") && child.pos() != "DET"
    });
    let span = before.fold(noun.span(), |hull, child| hull.hull(child.span()));
    if span.contains(phrases::noun_phrase(noun)) { phrases::noun_phrase(noun) } else { span }
}

/// The kind that a word of the name stands for: "Northern Front" is a group.
fn body_kind(name: &str, reading: Reading<'_>) -> Option<EntityKind> {
    let words: Vec<String> = name.split_whitespace().rev().map(str::to_lowercase).collect();
    let kind_of = |word: &String| {
        let singular = word.strip_suffix('s').unwrap_or(word);
        reading.knowledge.roles.body(word).or_else(|| reading.knowledge.roles.body(singular))
    };
    words.iter().find_map(kind_of).map(|body| body.kind)
}

/// A country or town that is spoken of as one that acts or is accused.
fn acts(head: Token<'_>, reading: Reading<'_>) -> bool {
    let lemma = head.head().lemma();
    is_subject(head) || head.dep() == "dobj" && reading.knowledge.lexicons.contains("accuse_of", lemma)
}

fn is_subject(token: Token<'_>) -> bool {
    matches!(token.dep(), "nsubj" | "nsubjpass") || token.dep() == "pobj" && token.head().dep() == "agent"
}

fn without_article(name: Name<'_>, text: &str) -> Option<Span<Text>> {
    let is_article = |token: &Token<'_>| matches!(token.text().to_lowercase().as_str(), "the" | "a" | "an");
    let mut tokens: Vec<_> = name.tokens().skip_while(is_article).collect();
    while tokens.last().is_some_and(|token| token.tag() == "POS" || token.is_space()) {
        tokens.pop();
    }
    let span = tokens.first()?.span().hull(tokens.last()?.span());
    span.slice(text).chars().any(char::is_alphabetic).then_some(span)
}
