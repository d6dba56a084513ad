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
    if let Some(subject) = misplaced(cue) {
        return Some(subject);
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

/// "In Lenz the mayor announced": the tree may hang the subject beside the name before it.
fn misplaced(verb: Token<'_>) -> Option<Token<'_>> {
    let is_finite = matches!(verb.tag(), "VBD" | "VBZ" | "VBP");
    if !is_finite || subject(verb).is_some() {
        return None;
    }
    let before = verb.children().take_while(|child| child.id() < verb.id());
    let mut objects = before
        .filter(|child| child.dep() == "prep")
        .flat_map(Token::children)
        .filter(|child| child.dep() == "pobj");
    objects.find_map(|object| object.children().find(|child| is_next_to(*child, object)))
}

/// Whether an apposition follows its noun without a comma.
fn is_next_to(beside: Token<'_>, noun: Token<'_>) -> bool {
    let first = beside.subtree().first().copied();
    let is_after = first.and_then(Token::previous).map(Token::id) == Some(noun.id());
    beside.dep() == "appos" && is_nominal(beside) && is_after
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
