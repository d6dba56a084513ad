//! How many: the number beside a noun, or one where a single person is named.

use ascribe_mentions::Number;
use ascribe_nlp::Token;
use ascribe_text::{Span, Text};

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
pub(super) fn of(counted: Token<'_>, numbers: &[Number], is_headline: bool) -> Option<Count> {
    stated(counted, numbers)
        .or_else(|| single(counted))
        .or_else(|| bare_noun(counted).filter(|_| is_headline))
}

/// "twelve people", "at least 140", "no one", "no people".
fn stated(counted: Token<'_>, numbers: &[Number]) -> Option<Count> {
    let beside = |token: &Token<'_>| {
        matches!(token.dep(), "nummod" | "det" | "quantmod") && token.id() < counted.id()
    };
    let tokens = std::iter::once(counted).chain(counted.children().filter(beside));
    let number = tokens
        .filter_map(|token| number_at(token, numbers))
        .next()?;
    let Number {
        span,
        low,
        best,
        high,
        rule,
        ..
    } = *number;
    Some(Count {
        span,
        low,
        best,
        high,
        rule,
    })
}

fn number_at<'n>(token: Token<'_>, numbers: &'n [Number]) -> Option<&'n Number> {
    let after = numbers.partition_point(|number| number.tokens.end <= token.id());
    numbers
        .get(after)
        .filter(|number| number.tokens.contains(&token.id()))
}

/// "a soldier", "the driver", "Ann Berg", "himself": one.
fn single(counted: Token<'_>) -> Option<Count> {
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
        .any(|child| child.entity_kind() == "ORDINAL" && child.lemma() != "first");
    if is_another {
        return None;
    }
    let is_joined = counted.children().any(|child| child.dep() == "conj");
    match counted.tag() {
        "NN" => {
            let article = determiner
                .filter(|word| !["no", "any", "every", "each"].contains(&word.lemma()))?;
            let is_own = article.head().id() == counted.id();
            let start = if is_own {
                article.span()
            } else {
                counted.span()
            };
            one(start.hull(counted.span()), "number/single-person@1")
        }
        "NNP" if counted.entity_kind() == "PERSON" => one(name(counted), "number/named-person@1"),
        "PRP" if is_one(counted) && !is_joined => one(counted.span(), "number/pronoun@1"),
        "PRP" if counted.text().ends_with("self") => one(counted.span(), "number/pronoun@1"),
        _ => None,
    }
}

/// "Teen" in "Teen killed in Karvel"; "police" and "crew" are more than one.
fn bare_noun(counted: Token<'_>) -> Option<Count> {
    let is_many = ["police", "crew", "staff", "people", "family"].contains(&counted.lemma());
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

fn is_one(pronoun: Token<'_>) -> bool {
    ["he", "she", "him", "her", "himself", "herself"]
        .contains(&pronoun.text().to_lowercase().as_str())
}

fn name(head: Token<'_>) -> Span<Text> {
    let parts = head
        .children()
        .filter(|child| child.dep() == "compound" && child.entity_kind() == "PERSON");
    parts.fold(head.span(), |hull, part| hull.hull(part.span()))
}
