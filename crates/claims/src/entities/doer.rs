//! Whether words tell somebody to have done violence: "two men shot the mayor", "shot by two men".
//!
//! Unnamed people are no entities of a report, but for those who did what it is about. Knows the
//! verb above the word only; what event it is, and whether it took place, is told elsewhere.

use ascribe_nlp::Token;

use super::seed::{first_joined, is_agent};
use crate::reading::Reading;

/// Verbs joined to the first at most: "stormed in, shouted and opened fire".
const VERBS: usize = 4;

/// Whether `noun` is who does a violent deed in its clause, or in the clause about it.
pub(crate) fn does_violence(noun: Token<'_>, reading: Reading<'_>) -> bool {
    let first = first_joined(noun);
    if is_agent(first) {
        return is_deed(first.head().head(), reading);
    }
    let is_doer = |verb: Token<'_>| verbs(verb).any(|verb| is_deed(verb, reading));
    let who = |verb: &Token<'_>| {
        verb.dep() == "relcl"
            && verb
                .children()
                .any(|child| is_who(child) && child.dep() == "nsubj")
    };
    first.dep() == "nsubj" && is_doer(first.head())
        || noun.children().take(VERBS).filter(who).any(is_doer)
}

fn is_who(token: Token<'_>) -> bool {
    matches!(token.tag(), "WP" | "WDT")
}

/// A verb with those that share its subject.
fn verbs<'r>(verb: Token<'r>) -> impl Iterator<Item = Token<'r>> {
    let joined = |verb: &Token<'r>| {
        let shares = |child: &Token<'r>| {
            matches!(child.dep(), "conj" | "xcomp" | "advcl")
                && !child
                    .children()
                    .any(|below| matches!(below.dep(), "nsubj" | "nsubjpass" | "mark"))
        };
        verb.children().find(shares)
    };
    std::iter::successors(Some(verb), joined).take(VERBS)
}

/// "attacked", "opened fire", "carried out the raid".
fn is_deed(verb: Token<'_>, reading: Reading<'_>) -> bool {
    let is = |list, token: Token<'_>| reading.knowledge.lexicons.contains(list, token.lemma());
    let deed = |child: Token<'_>| child.dep() == "dobj" && is("deed_objects", child);
    // "denied the attack"
    let is_only_said = is("speech", verb) && !is("claim_verbs", verb);
    is("violent_verbs", verb) || !is_only_said && verb.children().any(deed)
}

/// Whether `noun` is who says something: "a doctor said", "according to a doctor".
pub(crate) fn says_something(noun: Token<'_>, reading: Reading<'_>) -> bool {
    let first = first_joined(noun);
    let lexicons = &reading.knowledge.lexicons;
    let is_speech = |verb: Token<'_>| {
        lexicons.contains("speech", verb.lemma()) && !lexicons.contains("thing_verbs", verb.lemma())
    };
    let is_reported = |word: Token<'_>| {
        let word = word.text().to_lowercase();
        reading.knowledge.reporting.stance(&word).is_some()
    };
    match first.dep() {
        "nsubj" => is_speech(first.head()),
        "pobj" => first.head().dep() == "prep" && is_reported(first.head().head()),
        _ => false,
    }
}
