//! Clauses: the verb that says something, and of whom it is said.
//!
//! Knows trees, not what the words are for.

use ascribe_nlp::Token;
use ascribe_text::{Span, Text};

use crate::phrases;

/// A subject is looked for so many words up the tree.
const MOST_STEPS: usize = 6;

/// No word of a sentence that somebody wrote to be read has more words hanging on it.
const MOST_CHILDREN: usize = 64;

/// The verb of the clause in which `word` stands: "is" for "is weaker".
pub(crate) fn verb_of(word: Token<'_>) -> Token<'_> {
    let up = std::iter::once(word).chain(word.ancestors());
    up.take(MOST_STEPS)
        .find(|token| is_verb(*token))
        .unwrap_or(word)
}

/// The verb and those whose tense, doubt and negation it shares: "seems" for "seems to have
/// recovered", "has" for "has split and shrunk".
pub(crate) fn chain(verb: Token<'_>) -> Vec<Token<'_>> {
    std::iter::successors(Some(verb), |token| shared_with(*token))
        .take(MOST_STEPS)
        .collect()
}

fn shared_with(verb: Token<'_>) -> Option<Token<'_>> {
    let shares = verb.dep() == "xcomp" || verb.dep() == "conj" && subject(verb).is_none();
    (shares && !verb.is_root()).then(|| verb_of(verb.head()))
}

/// Of whom the clause around `cue` is said: the subject of its verb, or of the verb above where it
/// has none of its own; the noun that a participle or a relative clause describes.
pub(crate) fn subject_of(cue: Token<'_>) -> Option<Token<'_>> {
    let mut at = cue;
    for _ in 0..MOST_STEPS {
        if let Some(own) = subject(at) {
            return Some(noun_meant(own));
        }
        if at.is_root() {
            return None;
        }
        let head = at.head();
        match at.dep() {
            "xcomp" | "oprd" if is_verb(at) => {
                let object = head.children().find(|child| child.dep() == "dobj");
                if object.is_some() {
                    return object;
                }
            }
            "acl" | "relcl" => return Some(head),
            "prep" | "acomp" | "attr" | "oprd" | "xcomp" | "conj" | "prt" | "pobj" | "advmod" => {}
            "advcl" if at.tag() == "VBN" || at.tag() == "VBG" => {}
            "ccomp" if !is_verb(at) => {}
            _ => return None,
        }
        at = head;
    }
    None
}

/// The verb with what it takes after it, without subject, clauses beside it and afterthoughts.
pub(crate) fn said_of(cue: Token<'_>) -> Span<Text> {
    let verb = verb_of(cue);
    let start = phrases::verb_group(verb);
    let is_taken = |child: &Token<'_>| {
        verb.id() < child.id()
            && matches!(
                child.dep(),
                "dobj" | "prep" | "acomp" | "attr" | "xcomp" | "prt" | "agent" | "oprd" | "neg"
            )
    };
    let taken = children(verb).filter(is_taken);
    taken.fold(start.hull(cue.span()), |hull, child| {
        hull.hull(phrases::noun_phrase(child))
    })
}

/// What hangs on `token`; of a runaway sentence, the first so many.
pub(crate) fn children(token: Token<'_>) -> impl Iterator<Item = Token<'_>> {
    token.children().take(MOST_CHILDREN)
}

/// The subject that hangs on `verb` itself.
pub(crate) fn subject(verb: Token<'_>) -> Option<Token<'_>> {
    children(verb).find(|child| matches!(child.dep(), "nsubj" | "nsubjpass"))
}

/// A word in capitals that the tree hangs before `verb` as one of its auxiliaries.
pub(crate) fn name_before(verb: Token<'_>) -> Option<Token<'_>> {
    let is_name = |child: &Token<'_>| {
        let letters = child.text().chars().all(char::is_uppercase) && 1 < child.text().len();
        letters && child.id() < verb.id() && child.dep().starts_with("aux")
    };
    children(verb).find(is_name)
}

pub(crate) fn is_verb(token: Token<'_>) -> bool {
    matches!(token.pos(), "VERB" | "AUX")
}

/// What "who" or "which" stands for: the noun, or the clause, on which its own clause hangs. The token
/// itself where it is neither.
pub(crate) fn noun_meant(token: Token<'_>) -> Token<'_> {
    let is_relative = matches!(token.tag(), "WDT" | "WP");
    let clause = verb_of(token);
    let hangs = clause.dep() == "relcl" || clause.dep() == "advcl" && token.tag() == "WDT";
    if is_relative && hangs && clause.id() != token.id() {
        clause.head()
    } else {
        token
    }
}
