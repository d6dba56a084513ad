//! How firmly something is said to be so: plainly, hedged, denied, or not at all.
//!
//! Reads the words around one cue: negation, modals, "seems to", "reportedly", "if", a question.
//! Does not weigh one holder against another.

use ascribe_model::{Attribution, AttributionId, Commitment, Factuality, Stance};
use ascribe_nlp::{Sentence, Token};

use crate::clauses;
use crate::reading::Reading;

/// Words beside a cue that a rule counts as its own.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Own {
    /// "no longer controls"
    pub(crate) negation: bool,
    /// "can strike"
    pub(crate) modal: bool,
}

/// A question ends within so many tokens of a sentence's end: `?"`.
const LAST_TOKENS: usize = 3;

/// A condition is looked for so many words up the tree.
const MOST_STEPS: usize = 32;

/// How firmly `holder` says what `cue` says; `None` where it is asked, supposed, meant or foreseen.
pub(crate) fn of(
    cue: Token<'_>,
    holder: &Attribution,
    own: Own,
    reading: Reading<'_>,
) -> Option<Factuality> {
    let chain = clauses::chain(clauses::verb_of(cue));
    let is_open = asks(cue.sentence()) || is_supposed(cue, reading);
    if is_open || chain.iter().any(|verb| is_prospect(*verb, own, reading)) {
        return None;
    }
    let negations = chain.iter().filter(|verb| is_negated(**verb)).count();
    let positive = own.negation || negations % 2 == 0;
    let hedged = chain
        .iter()
        .filter_map(|verb| hedge(*verb, cue, reading))
        .max();
    let said = holder.id != AttributionId::NARRATION;
    match holder.stance {
        Stance::Denies if said => Some(Factuality {
            commitment: Commitment::Certain,
            positive: !positive,
        }),
        Stance::Asks | Stance::Doubts | Stance::Intends => None,
        Stance::Suspects => Some(Factuality {
            commitment: Commitment::Possible,
            positive,
        }),
        _ => Some(Factuality {
            commitment: hedged.unwrap_or(Commitment::Certain),
            positive,
        }),
    }
}

/// Whether the sentence is a question.
pub(crate) fn asks(sentence: Sentence<'_>) -> bool {
    let from_end = sentence.tokens().rev().filter(|token| !token.is_space());
    from_end.take(LAST_TOKENS).any(|token| token.text() == "?")
}

/// Whether the words stand under "if", "unless" or "whether", depend on such a clause, or stand in
/// what is not believed or said.
fn is_supposed(cue: Token<'_>, reading: Reading<'_>) -> bool {
    let words = &reading.knowledge.lexicons;
    let is_condition =
        |token: Token<'_>| words.contains("conditions", &token.text().to_lowercase());
    let opens = |verb: Token<'_>| {
        clauses::children(verb).any(|child| {
            matches!(child.dep(), "mark" | "advmod")
                && (is_condition(child) || is_yet_to_come(child, verb, reading))
        })
    };
    let depends = |verb: Token<'_>| {
        let mut clauses = clauses::children(verb).filter(|child| child.dep() == "advcl");
        clauses.any(opens)
    };
    let is_unsaid = |token: Token<'_>| token.dep() == "ccomp" && is_negated(token.head());
    let verb = clauses::verb_of(cue);
    let up = || {
        std::iter::once(verb)
            .chain(verb.ancestors())
            .take(MOST_STEPS)
    };
    clauses::chain(verb).into_iter().any(depends)
        || up().any(|token| opens(token) || is_unsaid(token))
}

/// "once they are defeated": in the present tense, what has not happened yet.
fn is_yet_to_come(mark: Token<'_>, verb: Token<'_>, reading: Reading<'_>) -> bool {
    let words = &reading.knowledge.lexicons;
    let is_present = |token: Token<'_>| matches!(token.tag(), "VBZ" | "VBP");
    let mut aux = verb
        .children()
        .filter(|child| child.dep().starts_with("aux"));
    words.contains("time_conditions", &mark.text().to_lowercase())
        && (is_present(verb) || aux.any(is_present))
}

/// "will lose", "to lose": unless "to" hangs on "seems" or "continues".
fn is_prospect(verb: Token<'_>, own: Own, reading: Reading<'_>) -> bool {
    let words = &reading.knowledge.lexicons;
    clauses::children(verb)
        .filter(|child| child.dep() == "aux")
        .any(|aux| {
            let word = aux.text().to_lowercase();
            if aux.tag() == "TO" {
                let above = verb.head().lemma();
                !words.contains("hedging_verbs", above) && !words.contains("phase_verbs", above)
            } else {
                words.contains("modal", &word)
                    && !words.contains("open_modals", &word)
                    && !own.modal
            }
        })
}

/// "not", and "no longer", of which "no" hangs on "longer".
fn is_negated(verb: Token<'_>) -> bool {
    let is_no = |child: Token<'_>| child.dep() == "neg";
    let mut children = clauses::children(verb);
    children.any(|child| is_no(child) || child.dep() == "advmod" && child.children().any(is_no))
}

/// How much the words around one verb take from what is said.
fn hedge(verb: Token<'_>, cue: Token<'_>, reading: Reading<'_>) -> Option<Commitment> {
    let words = &reading.knowledge.lexicons;
    let is_open = |child: Token<'_>| {
        child.dep() == "aux" && words.contains("open_modals", &child.text().to_lowercase())
    };
    let is_hedge = |child: Token<'_>| {
        child.dep() == "advmod" && words.contains("hedges", &child.text().to_lowercase())
    };
    if clauses::children(verb).any(is_open) {
        Some(Commitment::Possible)
    } else if clauses::children(verb).any(is_hedge)
        || verb.id() != cue.id() && words.contains("hedging_verbs", verb.lemma())
    {
        Some(Commitment::Probable)
    } else {
        None
    }
}
