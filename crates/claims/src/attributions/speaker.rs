//! Who speaks, where the cue has no subject of its own: "she left, saying so", "called and said so".

use ascribe_nlp::Token;

use crate::reading::Reading;

/// Steps up the tree at most, so that the subject of a far clause is not taken.
const REACH: usize = 4;

/// The subject that the grammar passes on to `cue`.
pub(super) fn speaker<'r>(cue: Token<'r>, reading: Reading<'r>) -> Option<Token<'r>> {
    if cue.pos() == "NOUN" {
        return of_noun(cue, reading);
    }
    if cue
        .children()
        .any(|child| matches!(child.dep(), "auxpass" | "nsubjpass"))
    {
        return agent(cue);
    }
    let mut verb = cue;
    for _ in 0..REACH {
        if let Some(subject) = subject(verb) {
            return Some(subject);
        }
        if matches!(verb.dep(), "acl" | "relcl") {
            return Some(verb.head()).filter(|noun| is_nominal(*noun));
        }
        if !matches!(
            verb.dep(),
            "conj" | "xcomp" | "advcl" | "pcomp" | "prep" | "ccomp"
        ) || verb.is_root()
        {
            return None;
        }
        verb = verb.head();
    }
    None
}

fn subject(verb: Token<'_>) -> Option<Token<'_>> {
    verb.children()
        .find(|child| matches!(child.dep(), "nsubj" | "nsubjpass"))
}

/// "was told by the mayor": the one who acts in a passive clause.
fn agent(verb: Token<'_>) -> Option<Token<'_>> {
    let by = verb.children().find(|child| child.dep() == "agent")?;
    by.children().find(|child| child.dep() == "pobj")
}

/// "the army's claim", "a claim by the army".
fn of_noun<'r>(noun: Token<'r>, reading: Reading<'r>) -> Option<Token<'r>> {
    let lexicons = &reading.knowledge.lexicons;
    let owner = noun.children().find(|child| child.dep() == "poss");
    let by = noun.children().find(|child| {
        child.dep() == "prep" && lexicons.contains("author_prepositions", child.text())
    });
    owner.or_else(|| by?.children().find(|child| child.dep() == "pobj"))
}

fn is_nominal(token: Token<'_>) -> bool {
    matches!(token.pos(), "NOUN" | "PROPN" | "PRON")
}
