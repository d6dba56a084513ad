//! Reasons for what somebody thinks or says, which are no causes of what happened: "I think so
//! because ...", "we know it was them because ...".
//!
//! Knows the clause that "because" and its like hang on.

use ascribe_knowledge::Person;
use ascribe_nlp::Token;

use crate::clauses;
use crate::reading::Reading;

/// Whether `effect`, the verb of what is said to follow, only says that somebody thinks so, or who
/// it was.
pub(super) fn is_reason_for_thinking(effect: Token<'_>, reading: Reading<'_>) -> bool {
    thinks(effect, reading) || is_thought(effect, reading) && only_names_doer(effect, reading)
}

/// "I think so", "I say this", "they believe it".
fn thinks(verb: Token<'_>, reading: Reading<'_>) -> bool {
    if !is_of_mind(verb, reading) {
        return false;
    }
    let is_self = |token: Token<'_>| {
        let pronoun = reading.knowledge.pronouns.get(&token.text().to_lowercase());
        pronoun.is_some_and(|one| one.person == Person::First)
    };
    let points = |child: Token<'_>| {
        let is_part = matches!(child.dep(), "dobj" | "advmod" | "ccomp");
        is_part && is_pointer(child, reading)
    };
    clauses::subject(verb).is_some_and(is_self) || verb.children().any(points)
}

/// Whether the clause stands under a word of thinking or saying.
fn is_thought(verb: Token<'_>, reading: Reading<'_>) -> bool {
    verb.dep() == "ccomp" && is_of_mind(verb.head(), reading)
}

/// "it was them", "the rebels did it".
fn only_names_doer(verb: Token<'_>, reading: Reading<'_>) -> bool {
    let mut children = verb.children();
    let is_it = clauses::subject(verb).is_some_and(|one| is_pointer(one, reading));
    let has_name = verb.children().any(|child| child.dep() == "attr");
    verb.pos() == "AUX" && is_it && has_name
        || children.any(|child| child.dep() == "dobj" && is_pointer(child, reading))
}

fn is_of_mind(verb: Token<'_>, reading: Reading<'_>) -> bool {
    let is = |list| reading.knowledge.lexicons.contains(list, verb.lemma());
    is("mind") || is("speech") || is("knowing")
}

fn is_pointer(word: Token<'_>, reading: Reading<'_>) -> bool {
    let word = word.text().to_lowercase();
    reading.knowledge.lexicons.contains("pointers", &word)
}
