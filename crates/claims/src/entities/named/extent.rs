//! Which words are of a name: with the "of Velmara" that the pipeline cuts off, and without articles,
//! titles and whatever else it takes along.
//!
//! Knows words and tags; what is so called is told in `kind`.

use ascribe_model::EntityKind;
use ascribe_nlp::Token;
use ascribe_text::{Span, Text};

use super::super::seed::Told;
use super::{Found, kind};
use crate::reading::Reading;

/// Capitalised words of one name at most.
const LONGEST_NAME: usize = 12;

/// Words of a date that is part of a name, at least: "Sixth of June Column".
const DATE_IN_NAME: usize = 3;

/// The name that the pipeline found at `tokens`, as the text has it.
pub(super) fn whole<'r>(
    tokens: &[Token<'r>],
    label: &'r str,
    reading: Reading<'r>,
    told: &Told<'_>,
) -> Option<Found<'r>> {
    let bare = without_preposition(tokens, reading);
    let is_after_place_word = bare.len() < tokens.len();
    let tokens = with_front(
        with_of(until_clause(bare, reading), label, reading),
        reading,
    );
    let (tokens, label) = person_in(tokens, label, reading, told);
    let around = tokens.first()?.span().hull(tokens.last()?.span());
    let head = tokens
        .iter()
        .find(|token| !around.contains(token.head().span()) || token.is_root());
    let head = *head?;
    let span = without_article(&tokens, reading)?;
    Some(Found {
        head,
        span,
        label,
        tokens,
        is_after_place_word,
    })
}

/// "Near Karvel", of which the pipeline makes a name.
fn without_preposition<'t, 'r>(tokens: &'t [Token<'r>], reading: Reading<'r>) -> &'t [Token<'r>] {
    match tokens {
        [first, rest @ ..] if !rest.is_empty() && is_place_word(*first, reading) => rest,
        _ => tokens,
    }
}

fn is_place_word(token: Token<'_>, reading: Reading<'_>) -> bool {
    let word = token.text().to_lowercase();
    let lexicons = &reading.knowledge.lexicons;
    lexicons.contains("place_before_names", &word)
}

/// "the Brigade than Dol": what begins with a word that joins no names is another phrase.
fn until_clause<'r>(tokens: &[Token<'r>], reading: Reading<'r>) -> Vec<Token<'r>> {
    let lexicons = &reading.knowledge.lexicons;
    let joins = |token: &Token<'r>| {
        let is_small = token.text().starts_with(char::is_lowercase);
        let is_clause = matches!(
            token.tag(),
            "IN" | "MD" | "VBD" | "VBZ" | "VBP" | "WDT" | "WP"
        );
        !(is_small && is_clause) || lexicons.contains("name_joints", token.text())
    };
    tokens.iter().copied().take_while(joins).collect()
}

/// "Minister for the Upper Lakes Ada Koren" of which the pipeline makes one body; and persons without
/// their titles.
fn person_in<'r>(
    mut tokens: Vec<Token<'r>>,
    label: &'r str,
    reading: Reading<'r>,
    told: &Told<'_>,
) -> (Vec<Token<'r>>, &'r str) {
    let text = reading.text();
    if label == "ORG"
        && let [.., first, last] = tokens.as_slice()
        && told.is_person(first.span().hull(last.span()).slice(text))
    {
        let person = tokens.split_off(tokens.len() - 2);
        return (person, "PERSON");
    }
    let ranked = after_title(&tokens, label, reading);
    match ranked {
        Some(at) => (tokens.split_off(at), "PERSON"),
        None => (tokens, label),
    }
}

/// Where the name begins after "Lieutenant", "Foreign Secretary": at least two words of it.
fn after_title(tokens: &[Token<'_>], label: &str, reading: Reading<'_>) -> Option<usize> {
    let roles = &reading.knowledge.roles;
    let is_title = |token: &Token<'_>| {
        let lower = token.text().to_lowercase();
        let singular = lower.strip_suffix('s').unwrap_or(&lower);
        roles.title(&lower).or(roles.title(singular)).is_some()
    };
    let at = tokens.iter().rposition(is_title)? + 1;
    let rest = &tokens[at..];
    let is_capital = |token: &Token<'_>| token.text().starts_with(char::is_uppercase);
    let is_name = 2 <= rest.len() && rest.iter().all(is_capital);
    // "General Motors", "the Minister Council of Kesh"
    let is_rank = || {
        let lower = tokens[0].text().to_lowercase();
        let words = span_of(rest).map_or("", |span| span.slice(reading.text()));
        at == 1
            && !reading
                .knowledge
                .lexicons
                .contains("ranks_in_names", &lower)
            && kind::of_words(words, false, reading).is_none()
    };
    let fits = label == "PERSON" || label == "ORG" && is_rank();
    (is_name && fits).then_some(at)
}

fn span_of(tokens: &[Token<'_>]) -> Option<Span<Text>> {
    Some(tokens.first()?.span().hull(tokens.last()?.span()))
}

/// "the High Court" with the "of Velmara" that the pipeline cuts off.
fn with_of<'r>(mut tokens: Vec<Token<'r>>, label: &str, reading: Reading<'r>) -> Vec<Token<'r>> {
    let last = tokens.last().copied();
    let is_body = last.is_some_and(|last| {
        label == "ORG" && kind::of_words(last.text(), false, reading).is_some() && 1 < tokens.len()
    });
    let of = last
        .and_then(Token::next)
        .filter(|of| is_body && of.lemma() == "of" && of.dep() == "prep");
    let after = of.and_then(Token::next);
    let run = std::iter::successors(after, |token| token.next());
    let place: Vec<_> = run
        .take_while(|token| token.pos() == "PROPN")
        .take(LONGEST_NAME)
        .collect();
    if !place.is_empty() {
        tokens.extend(of);
        tokens.extend(place);
    }
    tokens
}

/// "the Sons of the Lantern" of which the pipeline sees the Lantern alone.
fn with_front<'r>(mut tokens: Vec<Token<'r>>, reading: Reading<'r>) -> Vec<Token<'r>> {
    let is_article = |token: &Token<'r>| token.lemma() == "the";
    let before = tokens.first().copied().filter(|first| !is_article(first));
    let before = before.and_then(Token::previous);
    let article = before.filter(is_article);
    let of = article.map_or(before, Token::previous);
    let of = of.filter(|of| matches!(of.text(), "of" | "for"));
    let front = of.and_then(Token::previous).filter(|front| {
        let word = front.text().to_lowercase();
        let kind = reading.knowledge.roles.name(&word);
        let kind = kind.or_else(|| kind::of_words(front.text(), false, reading));
        let is_front = kind == Some(EntityKind::Group) || kind.is_some() && article.is_some();
        front.text().starts_with(char::is_uppercase) && !front.begins_sentence() && is_front
    });
    let Some(front) = front else { return tokens };
    let is_part = |token: &Token<'r>| {
        token.text().starts_with(char::is_uppercase) && matches!(token.pos(), "PROPN" | "ADJ")
    };
    let more = std::iter::successors(front.previous().filter(is_part), |token| {
        token.previous().filter(is_part)
    });
    let mut whole: Vec<_> = more.take(LONGEST_NAME).collect();
    whole.reverse();
    whole.push(front);
    whole.extend(of);
    whole.extend(article);
    whole.append(&mut tokens);
    whole
}

/// With the capitalised words right before, which the tree may hang elsewhere: "Free Kesh Brigades".
pub(super) fn with_capitals_before(
    span: Span<Text>,
    head: Token<'_>,
    reading: Reading<'_>,
) -> Span<Text> {
    let is_part = |token: &Token<'_>| {
        token.text().starts_with(char::is_uppercase)
            && matches!(token.pos(), "PROPN" | "ADJ" | "NOUN")
            && token.sentence().index() == head.sentence().index()
            && !matches!(token.entity_kind(), "DATE" | "TIME")
            && !is_place_word(*token, reading)
    };
    let before = head.doc().tokens_in(span).next().and_then(Token::previous);
    if let Some(date) = before.and_then(date_before) {
        return date.hull(span);
    }
    let run = std::iter::successors(before.filter(is_part), |token| {
        token.previous().filter(is_part)
    });
    run.take(LONGEST_NAME)
        .take_while(|token| !is_honorific(*token, reading))
        .fold(span, |span, token| span.hull(token.span()))
}

/// Whether "the" stands before it.
pub(super) fn article_before(span: Span<Text>, reading: Reading<'_>) -> bool {
    let before = reading.doc.tokens_in(span).next().and_then(Token::previous);
    before.is_some_and(|before| before.lemma() == "the")
}

/// Whether it stands behind a capital "Near", as names of places in a list do.
pub(super) fn is_after_place_word(span: Span<Text>, reading: Reading<'_>) -> bool {
    let before = reading.doc.tokens_in(span).next().and_then(Token::previous);
    before.is_some_and(|before| {
        is_place_word(before, reading) && before.text().starts_with(char::is_uppercase)
    })
}

/// The day for which a body is named: "Sixth of June Column".
fn date_before(last: Token<'_>) -> Option<Span<Text>> {
    let is_date = |token: &Token<'_>| token.entity_kind() == "DATE";
    let run = std::iter::successors(Some(last).filter(is_date), |token| {
        token.previous().filter(is_date)
    });
    let run: Vec<_> = run.take(LONGEST_NAME).collect();
    let first = run.iter().rev().find(|token| token.pos() != "DET")?;
    let has_of = run.iter().any(|token| token.tag() == "IN");
    let is_name = first.text().starts_with(char::is_uppercase);
    (has_of && is_name && DATE_IN_NAME <= run.len()).then(|| first.span().hull(last.span()))
}

/// "Mr", "Dr": an address and no part of the name.
fn is_honorific(token: Token<'_>, reading: Reading<'_>) -> bool {
    let word = token.text().to_lowercase();
    reading.knowledge.lexicons.contains("honorifics", &word)
}

/// The words of a name without article, titles of address and what hangs on at its end.
fn without_article(name: &[Token<'_>], reading: Reading<'_>) -> Option<Span<Text>> {
    let is_article = |token: &Token<'_>| token.pos() == "DET" && token.dep() == "det";
    let is_outside = |token: &Token<'_>| is_article(token) || is_honorific(*token, reading);
    let mut tokens = name.to_vec();
    let begin = tokens.iter().position(|token| !is_outside(token))?;
    tokens.drain(..begin);
    let begins_small = |token: &Token<'_>| token.text().starts_with(char::is_lowercase);
    let is_loose = |token: &Token<'_>| {
        token.pos() == "PUNCT" || token.tag() == "POS" || token.is_space() || begins_small(token)
    };
    while tokens.last().is_some_and(is_loose) {
        tokens.pop();
    }
    let span = span_of(&tokens)?;
    let has_letters = span.slice(reading.text()).chars().any(char::is_alphabetic);
    has_letters.then_some(span)
}
