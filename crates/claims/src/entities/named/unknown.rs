//! Names that only their capitals tell: a subject, or one accused, that the pipeline has no name for.

use ascribe_model::EntityKind;
use ascribe_nlp::Token;
use ascribe_text::{Span, Text};

use super::super::seed::{Told, is_subject};
use super::super::speaker::role_of;
use super::{Seed, extent, kind, seed, state};
use crate::reading::Reading;

/// A capitalised subject, or one accused, that the pipeline has no name for.
pub(in super::super) fn unknown<'r>(
    token: Token<'r>,
    reading: Reading<'r>,
    told: &Told<'_>,
) -> Option<Seed<'r>> {
    let used = told.uses.kind(token.text());
    let is_name = token.tag().starts_with("NNP")
        && token.entity_kind().is_empty()
        && (used.is_some()
            || state::acts(token, reading)
            || is_other_name(token, reading)
            || kind::has_honorific(token.span(), reading));
    let span = extent::with_capitals_before(token.span(), token, reading);
    if !is_name || kind::is_no_name(span, reading) || extent::is_after_place_word(span, reading) {
        return None;
    }
    let words = span.slice(reading.text());
    let has_article = extent::article_before(span, reading);
    let by_words = kind::of_words(words, has_article, reading);
    let kind_word = kind::used_as(words, by_words, used, reading);
    let is_common = |words: &str| words == token.text() && !told.uses.is_name(words);
    if kind_word.is_none() && (is_common(words) || kind::is_thing(span, reading)) {
        return None;
    }
    let is_person = kind_word.is_none()
        && (is_other_name(token, reading)
            || kind::has_honorific(span, reading)
            || speaks(token, span, reading));
    let guess = if is_person {
        EntityKind::Person
    } else {
        EntityKind::Other
    };
    Some(Seed {
        is_sure: kind_word.is_some() || kind::has_honorific(span, reading),
        gender: kind::gender(span, reading),
        role: is_person.then(|| role_of(token, reading)).flatten(),
        rule: "entity/capitalised-subject@1",
        ..seed(span, token, kind_word.unwrap_or(guess))
    })
}

/// "A councillor, Anders Moll": the name of the person beside whom it stands.
fn is_other_name(token: Token<'_>, reading: Reading<'_>) -> bool {
    let beside = token.head();
    let roles = &reading.knowledge.roles;
    token.dep() == "appos"
        && beside.pos() == "NOUN"
        && roles.title(&beside.lemma().to_lowercase()).is_some()
}

/// "Bado Terrvane said": two names or more without an article, of one who speaks.
pub(super) fn speaks(token: Token<'_>, span: Span<Text>, reading: Reading<'_>) -> bool {
    let words = span.slice(reading.text()).split_whitespace().count();
    let has_article = token.children().any(|child| child.dep() == "det");
    let lexicons = &reading.knowledge.lexicons;
    1 < words
        && !has_article
        && is_subject(token)
        && lexicons.contains("speech", token.head().lemma())
}
