//! Who is counted: civilians, fighters, soldiers, children.

use ascribe_knowledge::Knowledge;
use ascribe_model::Who;
use ascribe_nlp::Token;

use crate::nouns;

/// Who is meant by `counted`; `None` where it does not name people. Where the rule itself says
/// that people are counted (`bare`), any word will do.
pub(super) fn who(counted: Token<'_>, knowledge: &Knowledge, bare: bool) -> Option<Who> {
    let lemma = counted.lemma().to_lowercase();
    if counted.text().ends_with("self") {
        return Some(Who::Perpetrator);
    }
    if counted.entity_kind() == "PERSON" || matches!(counted.tag(), "PRP" | "CD") || lemma == "more"
    {
        return Some(Who::Any);
    }
    let noun = by_compound(counted, &lemma, knowledge).or_else(|| knowledge.tolls.who(&lemma));
    match noun {
        Some(Who::Any) => Some(by_modifier(counted, knowledge).unwrap_or(Who::Any)),
        None if bare || is_nobody(&lemma) => Some(Who::Any),
        who => who,
    }
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

fn is_nobody(lemma: &str) -> bool {
    ["nobody", "none", "one", "noone"].contains(&lemma)
}

/// "..., including four children": those who are counted among `counted`.
pub(super) fn included<'r>(counted: Token<'r>) -> impl Iterator<Item = Token<'r>> {
    let is_after = move |child: &Token<'r>| child.lemma() == "include" && counted.id() < child.id();
    let nearest = counted
        .children()
        .chain(counted.head().children())
        .find(move |child| is_after(child));
    let objects = nearest
        .into_iter()
        .flat_map(Token::children)
        .filter(|child| matches!(child.dep(), "pobj" | "dobj"));
    objects.flat_map(nouns::joined)
}
