//! Who is counted: civilians, fighters, soldiers, children.

use ascribe_knowledge::Knowledge;
use ascribe_model::Who;
use ascribe_nlp::Token;

use crate::reading::Reading;

/// Who is meant by `counted`; `None` where it does not name people. Where the rule itself says
/// that people are counted (`bare`), any word will do.
pub(super) fn who(counted: Token<'_>, reading: Reading<'_>, bare: bool) -> Option<Who> {
    let knowledge = reading.knowledge;
    let lemma = counted.lemma().to_lowercase();
    let text = counted.text().to_lowercase();
    if knowledge.lexicons.contains("reflexives", &text) {
        return Some(Who::Perpetrator);
    }
    if is_aged(counted)
        || counted.entity_kind() == "PERSON"
        || matches!(counted.tag(), "PRP" | "CD")
    {
        return Some(Who::Any);
    }
    let noun = by_compound(counted, &lemma, knowledge).or_else(|| knowledge.tolls.who(&lemma));
    match noun {
        Some(Who::Any) => Some(by_modifier(counted, knowledge).unwrap_or(Who::Any)),
        None if bare => Some(Who::Any),
        who => who,
    }
}

/// "a 17-year-old": somebody, told by age alone.
pub(super) fn is_aged(counted: Token<'_>) -> bool {
    let is = |token: Option<Token<'_>>, text: &str| token.is_some_and(|token| token.text() == text);
    let hyphen = counted.previous();
    counted.lemma() == "old" && is(hyphen, "-") && is(hyphen.and_then(Token::previous), "year")
}

/// "police officer" is entered as two words.
fn by_compound(counted: Token<'_>, lemma: &str, knowledge: &Knowledge) -> Option<Who> {
    let compounds = counted
        .children()
        .filter(|child| matches!(child.dep(), "compound" | "amod"));
    compounds
        .filter_map(|child| {
            knowledge
                .tolls
                .who(&format!("{} {lemma}", child.lemma().to_lowercase()))
        })
        .next()
}

/// "members of the security forces", "civilian victims".
fn by_modifier(counted: Token<'_>, knowledge: &Knowledge) -> Option<Who> {
    let known = |token: Token<'_>| {
        knowledge
            .tolls
            .who(&token.lemma().to_lowercase())
            .filter(|who| *who != Who::Any)
    };
    let beside = counted
        .children()
        .filter(|child| matches!(child.dep(), "compound" | "amod"))
        .filter_map(known);
    let of = counted
        .children()
        .filter(|child| child.lemma() == "of")
        .flat_map(Token::children);
    beside
        .chain(of.filter(|child| child.dep() == "pobj").filter_map(known))
        .next()
}
