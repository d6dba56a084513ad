//! Words of saying by which nothing was said: "no group claimed", "did not accuse", "may claim",
//! "has yet to claim".
//!
//! Knows one cue and the words that hang on it or on which it hangs.

use ascribe_nlp::Token;

use crate::reading::Reading;

/// Whether the words of saying at `cue` are negated, only possible, or refused.
pub(crate) fn is_unsaid(cue: Token<'_>, reading: Reading<'_>) -> bool {
    let lexicons = &reading.knowledge.lexicons;
    let is = |token: Token<'_>, lexicon| lexicons.contains(lexicon, &token.text().to_lowercase());
    let commits = lexicons.contains("committing", cue.lemma());
    let is_open = cue.children().any(|child| match child.dep() {
        "neg" => true,
        "aux" => is(child, "modal"),
        _ => false,
    });
    commits && (is_open || is_withheld(cue, reading))
}

/// "refused to claim", "has yet to claim", "failed to condemn".
pub(crate) fn is_withheld(cue: Token<'_>, reading: Reading<'_>) -> bool {
    let lexicons = &reading.knowledge.lexicons;
    let is_infinitive = cue.children().any(|child| child.tag() == "TO");
    let above = cue.head();
    let has_yet = || {
        above.lemma() == "have"
            && above
                .children()
                .any(|child| lexicons.contains("not_yet", &child.text().to_lowercase()))
    };
    is_infinitive
        && cue.id() != above.id()
        && (lexicons.contains("withholding", above.lemma()) || has_yet())
}

/// "no group", "nobody", "neither side": then nothing was said.
pub(crate) fn is_nobody(source: Token<'_>, reading: Reading<'_>) -> bool {
    let lexicons = &reading.knowledge.lexicons;
    let is_no = |token: Token<'_>| lexicons.contains("nobody", &token.text().to_lowercase());
    let negates = |token: &Token<'_>| matches!(token.dep(), "det" | "preconj" | "cc");
    is_no(source)
        || source
            .children()
            .filter(negates)
            .take_while(|child| child.id() < source.id())
            .any(is_no)
}
