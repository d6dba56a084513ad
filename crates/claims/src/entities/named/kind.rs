//! What a name is the name of: told by its own words, by what the report uses it as, or guessed by
//! the pipeline.

use ascribe_knowledge::Gender;
use ascribe_model::EntityKind;
use ascribe_nlp::Token;
use ascribe_text::{Span, Text};

use super::super::seed::{Told, is_subject};
use super::{Found, is_short_name, state, unknown};
use crate::reading::Reading;

/// What the words of the name tell, or what the report uses it as.
pub(super) fn told(found: &Found<'_>, reading: Reading<'_>, told: &Told<'_>) -> Option<EntityKind> {
    let has_article = has_article(&found.tokens, reading);
    let words = found.words(reading);
    let by_words = of_words(words, has_article, reading);
    let used = told.uses.kind(found.tokens.last()?.text());
    let kind = used_as(words, by_words, used, reading);
    kind.filter(|kind| *kind != EntityKind::Person || !has_article)
}

/// What it is, told or guessed; `None` where it is nobody.
pub(super) fn of(
    found: &Found<'_>,
    by_words: Option<EntityKind>,
    reading: Reading<'_>,
    told: &Told<'_>,
) -> Option<EntityKind> {
    let (span, head) = (found.span, found.head);
    let is_used = || told.uses.kind(head.text()).is_some() || is_used(found, told);
    let acts = || state::acts(head, reading);
    let is_no_place = || !told.places.holds(span, reading.text());
    match found.label {
        "PERSON" | "ORG" if is_no_name(span, reading) || is_common(found, told) => None,
        "PERSON" | "ORG" if by_words.is_none() && is_thing(span, reading) => None,
        "PERSON" | "ORG" if by_words != Some(EntityKind::Group) && !is_no_place() => {
            acts().then_some(EntityKind::PlaceName)
        }
        "PERSON" => of_person(found, by_words, reading),
        "ORG" => of_body(found, by_words, reading),
        "NORP" if !is_no_place() => None,
        "PRODUCT" | "WORK_OF_ART" | "EVENT" | "LAW" | "FAC" | "NORP" if is_used() => by_words,
        "NORP" if !matches!(head.dep(), "amod" | "compound") => Some(EntityKind::People),
        "GPE" if acts() => Some(EntityKind::PlaceName),
        "PRODUCT" | "WORK_OF_ART" | "EVENT" | "LAW" | "FAC" => of_thing(found, reading),
        _ => None,
    }
}

fn is_used(found: &Found<'_>, told: &Told<'_>) -> bool {
    let last = found.tokens.last();
    last.is_some_and(|last| told.uses.kind(last.text()).is_some())
}

fn of_person(
    found: &Found<'_>,
    by_words: Option<EntityKind>,
    reading: Reading<'_>,
) -> Option<EntityKind> {
    let is_titled = has_honorific(found.span, reading);
    match by_words {
        _ if is_in_place(found, reading) => None,
        Some(kind) if !is_titled => Some(kind),
        _ if has_article(&found.tokens, reading) => Some(EntityKind::Organisation),
        _ => Some(EntityKind::Person),
    }
}

fn of_body(
    found: &Found<'_>,
    by_words: Option<EntityKind>,
    reading: Reading<'_>,
) -> Option<EntityKind> {
    let words = found.words(reading);
    let is_acronym = is_short_name(words);
    if let Some(medium) = medium(found.head, reading) {
        return by_words.or(medium.then_some(EntityKind::Media));
    }
    if has_honorific(found.span, reading) {
        return Some(EntityKind::Person);
    }
    let is_bare = by_words.is_none() && !is_acronym && !words.contains(' ');
    let is_place = is_bare && is_in_place(found, reading);
    (!is_place).then(|| by_words.unwrap_or(EntityKind::Organisation))
}

/// A ship, a law or a bridge that speaks or acts is mostly somebody whom the pipeline does not know.
fn of_thing(found: &Found<'_>, reading: Reading<'_>) -> Option<EntityKind> {
    if is_thing(found.span, reading) {
        None
    } else if unknown::speaks(found.head, found.span, reading) {
        Some(EntityKind::Person)
    } else {
        is_subject(found.head).then_some(EntityKind::Other)
    }
}

/// The kind that the words of a name tell, or what the report uses it as: "the Union" that loses
/// fighters is no trade union.
pub(super) fn used_as(
    words: &str,
    told: Option<EntityKind>,
    used: Option<EntityKind>,
    reading: Reading<'_>,
) -> Option<EntityKind> {
    let last = words.rsplit(' ').next().unwrap_or(words).to_lowercase();
    let is_open = reading.knowledge.lexicons.contains("open_names", &last);
    let is_open = told.is_none() || told == Some(EntityKind::Organisation) && is_open;
    used.filter(|_| is_open).or(told)
}

/// The kind that a word of the name stands for: "Northern Front" is a group, "Ministry of Defence"
/// an authority. What stands before "of" says more than what stands after it.
pub(super) fn of_words(name: &str, has_article: bool, reading: Reading<'_>) -> Option<EntityKind> {
    let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    let roles = &reading.knowledge.roles;
    let of = words.iter().position(|word| is_small(word, name));
    let (front, rest) = words.split_at(of.unwrap_or(words.len()));
    let of_pair = match front {
        [.., first, last] => roles.name(&format!("{first} {last}")),
        _ => None,
    };
    let of_last = || {
        front
            .last()
            .filter(|_| has_article || 1 < words.len())
            .and_then(|word| roles.name(word))
    };
    of_pair
        .or_else(|| of_parts(front, reading))
        .or_else(of_last)
        .or_else(|| of_parts(rest, reading))
}

/// The last word that says what it is: "Salt Lake Front-East".
fn of_parts(words: &[String], reading: Reading<'_>) -> Option<EntityKind> {
    let roles = &reading.knowledge.roles;
    let body = |word: &str| {
        let singular = word.strip_suffix('s').unwrap_or(word);
        let body = roles.body(word).or_else(|| roles.body(singular))?;
        Some((singular.to_owned(), body.kind))
    };
    let mut parts = words.iter().rev().flat_map(|word| word.rsplit('-'));
    let (word, kind) = parts.find_map(body)?;
    let lexicons = &reading.knowledge.lexicons;
    let is_armed = |word: &String| {
        let is = |list| lexicons.contains(list, word);
        is("armed_words") || is("armed_names") || is("kind_modifiers")
    };
    // "Contact Group": a group of any sort.
    let is_any = lexicons.contains("open_groups", &word) && !words.iter().any(is_armed);
    Some(if is_any {
        EntityKind::Organisation
    } else {
        kind
    })
}

/// Whether the name writes a word in small letters: "of", "for".
fn is_small(word: &str, name: &str) -> bool {
    name.split_whitespace().any(|part| part == word)
}

/// What the pipeline takes for a name and is none: an office or a body by its word alone, a creed,
/// small letters.
pub(super) fn is_no_name(span: Span<Text>, reading: Reading<'_>) -> bool {
    let word = span.slice(reading.text());
    let lower = word.to_lowercase();
    let last = lower.split_whitespace().next_back().unwrap_or(&lower);
    let knowledge = reading.knowledge;
    !word.chars().any(char::is_uppercase)
        || knowledge.roles.title(last).is_some()
        || knowledge.roles.body(&lower).is_some()
        || knowledge.lexicons.contains("creeds", &lower)
}

/// "Law of the Sea", "VBIED", "Operation North Wind": names of things, and of no body.
pub(super) fn is_thing(span: Span<Text>, reading: Reading<'_>) -> bool {
    let name = span.slice(reading.text());
    let is_front = |word: &&str| word.starts_with(char::is_uppercase);
    let front: Vec<&str> = name.split_whitespace().take_while(is_front).collect();
    let is = |list, word: &str| {
        let word = word.to_lowercase();
        reading.knowledge.lexicons.contains(list, &word)
    };
    front.last().is_some_and(|last| is("no_bodies", last))
        || front
            .first()
            .is_some_and(|first| is("no_bodies_before", first))
}

/// "Photographs showed": a word that begins a sentence, and is a name nowhere else.
fn is_common(found: &Found<'_>, told: &Told<'_>) -> bool {
    let [.., one] = found.tokens.as_slice() else {
        return false;
    };
    let is_one_word = one.span() == found.span;
    is_one_word && matches!(one.tag(), "NN" | "NNS") && !told.uses.is_name(one.text())
}

/// "in Lenz", "Near Lenz": a name after "in" is no person.
fn is_in_place(found: &Found<'_>, reading: Reading<'_>) -> bool {
    let before = found.head.head().text().to_lowercase();
    let lexicons = &reading.knowledge.lexicons;
    found.is_after_place_word
        || found.head.dep() == "pobj" && lexicons.contains("place_before_names", &before)
}

/// "the Ember Column": persons have no article.
fn has_article(found: &[Token<'_>], reading: Reading<'_>) -> bool {
    let first = found.first().copied();
    let near = [first, first.and_then(Token::previous)];
    let is_the = |token: Token<'_>| {
        // "said that Marek Dol" has none.
        let word = token.text().to_lowercase();
        token.pos() == "DET" && reading.knowledge.lexicons.contains("definite", &word)
    };
    near.into_iter().flatten().any(is_the)
}

/// What a title or a given name says: "Mrs Lund", "Maria Lund".
pub(super) fn gender(span: Span<Text>, reading: Reading<'_>) -> Option<Gender> {
    let first = reading.doc.tokens_in(span).next()?;
    let near = [first.previous(), Some(first)];
    near.into_iter()
        .flatten()
        .find_map(|token| gender_of(token, reading))
}

/// Whether a word is said of women or of men only.
pub(in super::super) fn gender_of(token: Token<'_>, reading: Reading<'_>) -> Option<Gender> {
    let word = token.text().to_lowercase();
    let is = |list| reading.knowledge.lexicons.contains(list, &word);
    match (is("female"), is("male")) {
        (true, false) => Some(Gender::Female),
        (false, true) => Some(Gender::Male),
        _ => None,
    }
}

/// "Mrs Lund": whom a title of women or of men stands before is a person.
pub(super) fn has_honorific(span: Span<Text>, reading: Reading<'_>) -> bool {
    let before = reading.doc.tokens_in(span).next().and_then(Token::previous);
    before.is_some_and(|before| {
        before.tag().starts_with("NNP") && gender_of(before, reading).is_some()
    })
}

/// Whether it is where things are said rather than who says them: "Telegram" is somebody who
/// carries them, a "Communique" is not.
fn medium(head: Token<'_>, reading: Reading<'_>) -> Option<bool> {
    let lexicons = &reading.knowledge.lexicons;
    let word = head.text().to_lowercase();
    let is_medium = lexicons.contains("statement_nouns", &word);
    is_medium.then(|| lexicons.contains("media_names", &word))
}
