//! How many: the number beside a noun, or one where a single person is named.

use ascribe_mentions::Number;
use ascribe_nlp::Token;
use ascribe_text::{Span, Text};

use super::{Sources, people};

/// A count with the words that give it. Invariant: at least one of the three is given.
pub(super) struct Count {
    pub(super) span: Span<Text>,
    pub(super) low: Option<u64>,
    pub(super) best: Option<u64>,
    pub(super) high: Option<u64>,
    pub(super) rule: &'static str,
}

/// The count of those whom `counted` names; `None` where the text states no figure.
/// Headlines leave out articles: "Teen killed" is one.
pub(super) fn of(counted: Token<'_>, sources: Sources<'_>) -> Option<Count> {
    let is_headline = || sources.reading.is_headline(counted.span());
    stated(counted, sources)
        .or_else(|| single(counted, sources))
        .or_else(|| bare_noun(counted, sources).filter(|_| is_headline()))
}

/// "the others were unharmed": none of those whom `counted` names.
pub(super) fn none_of(counted: Token<'_>) -> Count {
    Count {
        span: counted.span(),
        low: None,
        best: Some(0),
        high: None,
        rule: "number/none-of-them@1",
    }
}

/// "twelve people", "at least 140", "no one", "no people".
fn stated(counted: Token<'_>, sources: Sources<'_>) -> Option<Count> {
    let beside = |token: &Token<'_>| {
        let is_figure = token.dep() == "nsubj" && token.tag() == "CD";
        token.id() < counted.id()
            && (is_figure || matches!(token.dep(), "nummod" | "det" | "quantmod"))
    };
    let tokens = std::iter::once(counted).chain(counted.children().filter(beside));
    let at = tokens
        .filter_map(|token| number_at(token, sources.numbers))
        .next()?;
    let Number {
        span,
        low,
        best,
        high,
        rule,
        ..
    } = sources.numbers[at];
    let count = Count {
        span,
        low,
        best,
        high,
        rule,
    };
    Some(bounded_above(&count, at, sources).unwrap_or(count))
}

/// "at least 12 but no more than 20".
fn bounded_above(count: &Count, at: usize, sources: Sources<'_>) -> Option<Count> {
    let next = sources.numbers.get(at + 1)?;
    let is_open = count.best.is_none() && count.high.is_none();
    let above = next
        .high
        .filter(|_| is_open && next.best.is_none() && next.low.is_none())?;
    let between = sources
        .reading
        .text()
        .get(count.span.end()..next.span.start())?;
    let joins = between.trim().to_lowercase();
    let is_joined = sources
        .reading
        .knowledge
        .lexicons
        .contains("bound_joins", &joins);
    is_joined.then(|| Count {
        span: count.span.hull(next.span),
        low: count.low,
        best: None,
        high: Some(above),
        rule: "number/at-least-at-most@1",
    })
}

fn number_at(token: Token<'_>, numbers: &[Number]) -> Option<usize> {
    let after = numbers.partition_point(|number| number.tokens.end <= token.id());
    let number = numbers.get(after)?;
    number.tokens.contains(&token.id()).then_some(after)
}

/// "a soldier", "the driver", "Ann Berg", "himself": one.
fn single(counted: Token<'_>, sources: Sources<'_>) -> Option<Count> {
    let lexicons = &sources.reading.knowledge.lexicons;
    let one = |span, rule| {
        Some(Count {
            span,
            low: None,
            best: Some(1),
            high: None,
            rule,
        })
    };
    let determiner = determiner(counted).or_else(|| shared_determiner(counted));
    let is_another = counted
        .children()
        .any(|child| is_ordinal(child) && child.lemma() != "first");
    if is_another {
        return None;
    }
    let is_joined = counted.children().any(|child| child.dep() == "conj");
    match counted.tag() {
        "NN" | "JJ" if counted.tag() == "NN" || people::is_aged(counted) => {
            let article = determiner.filter(|word| !lexicons.contains("not_one", word.lemma()))?;
            let is_own = article.head().id() == counted.id();
            let start = if is_own {
                article.span()
            } else {
                counted.span()
            };
            one(start.hull(counted.span()), "number/single-person@1")
        }
        "NNP" if counted.entity_kind() == "PERSON" => one(name(counted), "number/named-person@1"),
        "DT" if lexicons.contains("one_more", counted.lemma()) => {
            one(counted.span(), "number/another@1")
        }
        "PRP" if is_one(counted, sources) && !is_joined => one(counted.span(), "number/pronoun@1"),
        "PRP" if lexicons.contains("reflexives", &counted.text().to_lowercase()) => {
            one(counted.span(), "number/pronoun@1")
        }
        _ => None,
    }
}

/// "third", "12th".
fn is_ordinal(word: Token<'_>) -> bool {
    let starts_with_digit = word
        .text()
        .starts_with(|first: char| first.is_ascii_digit());
    word.entity_kind() == "ORDINAL" || word.tag() == "JJ" && starts_with_digit
}

/// "Teen" in "Teen killed in Karvel"; "police" and "crew" are more than one.
fn bare_noun(counted: Token<'_>, sources: Sources<'_>) -> Option<Count> {
    let lexicons = &sources.reading.knowledge.lexicons;
    let is_many = lexicons.contains("many_in_one", counted.lemma());
    let is_counted = counted
        .children()
        .any(|child| matches!(child.dep(), "nummod" | "det" | "conj" | "appos"));
    let is_one = matches!(counted.tag(), "NN" | "NNP")
        && counted.entity_kind().is_empty()
        && !is_many
        && !is_counted;
    is_one.then(|| Count {
        span: counted.span(),
        low: None,
        best: Some(1),
        high: None,
        rule: "number/headline-person@1",
    })
}

fn determiner(noun: Token<'_>) -> Option<Token<'_>> {
    noun.children()
        .find(|child| matches!(child.dep(), "det" | "poss"))
}

/// "a father and son": the article serves both.
fn shared_determiner(noun: Token<'_>) -> Option<Token<'_>> {
    (noun.dep() == "conj")
        .then(|| determiner(noun.head()))
        .flatten()
}

fn is_one(pronoun: Token<'_>, sources: Sources<'_>) -> bool {
    let lexicons = &sources.reading.knowledge.lexicons;
    lexicons.contains("person_pronouns", &pronoun.text().to_lowercase())
}

fn name(head: Token<'_>) -> Span<Text> {
    let parts = head
        .children()
        .filter(|child| child.dep() == "compound" && child.entity_kind() == "PERSON");
    parts.fold(head.span(), |hull, part| hull.hull(part.span()))
}
