//! Words of responsibility that say nothing of it: "if they claim it", "no evidence that they did it".
//!
//! "May have" hedges an accusation and is left to the mode; a claim or a denial that may come has
//! not been made, and one that is refused or that neither of two makes is known not to have been.
//! Knows one cue and the words around it.

use ascribe_model::Mode;
use ascribe_nlp::Token;

use crate::attributions::{is_nobody, is_withheld};
use crate::reading::Reading;

/// What `cue`, read as `mode`, says in fact; `None` where it is a condition, a question, a prospect or
/// a negation.
pub(super) fn made(cue: Token<'_>, mode: Mode, reading: Reading<'_>) -> Option<Mode> {
    if is_open(cue, mode, reading)
        || is_purpose(cue, mode)
        || is_unfounded(cue, reading)
        || is_question(cue)
    {
        return None;
    }
    let is_withheld = is_withheld(cue, reading);
    let is_neither = mode != Mode::NoneClaimed && is_by_nobody(cue, reading);
    match mode {
        Mode::NoneClaimed => Some(mode),
        Mode::Claimed if is_withheld || is_neither => Some(Mode::NoneClaimed),
        _ if is_withheld || is_neither => None,
        mode => Some(mode),
    }
}

/// "if ...", "whether ...", "may claim".
fn is_open(cue: Token<'_>, mode: Mode, reading: Reading<'_>) -> bool {
    let claims = matches!(mode, Mode::Claimed | Mode::Denied | Mode::Disavowed);
    let lexicons = &reading.knowledge.lexicons;
    let is = |token: Token<'_>, lexicon| lexicons.contains(lexicon, &token.text().to_lowercase());
    cue.children().any(|child| match child.dep() {
        "mark" => is(child, "conditions"),
        "advmod" => is(child, "conditions") || claims && is(child, "recurring"),
        "aux" => claims && is(child, "modal"),
        "preconj" | "cc" => mode != Mode::NoneClaimed && is(child, "negative_pairs"),
        _ => false,
    })
}

/// "in order to blame the rebels": nobody has blamed them yet.
fn is_purpose(cue: Token<'_>, mode: Mode) -> bool {
    let is_to = |child: Token<'_>| child.dep() == "aux" && child.tag() == "TO";
    matches!(mode, Mode::Accused | Mode::Suspected)
        && matches!(cue.dep(), "acl" | "advcl")
        && cue.children().any(is_to)
}

/// "neither the rebels nor the army", "neither side", "nobody".
fn is_by_nobody(cue: Token<'_>, reading: Reading<'_>) -> bool {
    let is_subject = |child: &Token<'_>| matches!(child.dep(), "nsubj" | "nsubjpass");
    cue.children()
        .filter(is_subject)
        .any(|subject| is_nobody(subject, reading))
}

/// "no evidence that ...", "does not mean that ...", but not "no doubt that ...".
fn is_unfounded(cue: Token<'_>, reading: Reading<'_>) -> bool {
    let above = cue.head();
    let is_told_of = matches!(cue.dep(), "ccomp" | "acl") && above.id() != cue.id();
    let is_negated = || above.children().any(|child| child.dep() == "neg");
    let affirms = || {
        let lexicons = &reading.knowledge.lexicons;
        lexicons.contains("certainty_nouns", above.lemma())
    };
    let is_none = || above.pos() == "NOUN" && is_nobody(above, reading) && !affirms();
    is_told_of && (is_negated() || is_none())
}

/// "Was the group behind the attack?"
fn is_question(cue: Token<'_>) -> bool {
    let last = cue.sentence().tokens().next_back();
    let subject = cue.children().find(|child| child.dep() == "nsubj");
    let is_before = |subject: Token<'_>| {
        let auxiliary = cue.children().find(|child| child.dep() == "aux");
        auxiliary.unwrap_or(cue).id() < subject.id()
    };
    last.is_some_and(|last| last.text() == "?") && subject.is_some_and(is_before)
}

#[cfg(test)]
mod tests {
    use crate::testing::read;

    fn check(text: &str, expected: &[&str]) {
        let (_, found) = read(text);
        let modes = found
            .responsibilities
            .iter()
            .map(|one| one.mode.to_string());
        assert_eq!(modes.collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn what_was_not_said_is_no_claim() {
        check(
            "If the Northern Front claims responsibility for the blast, the talks will end.",
            &[],
        );
        check(
            "The Northern Front may claim responsibility for the blast.",
            &[],
        );
        check(
            "The Northern Front will deny responsibility for the blast.",
            &[],
        );
    }

    #[test]
    fn what_is_known_not_to_have_been_claimed() {
        check(
            "Neither the Northern Front nor the Lasko Guard has claimed responsibility for the blast.",
            &["none_claimed", "none_claimed"],
        );
        check(
            "A bomb exploded in Lasko. The Northern Front refused to claim responsibility.",
            &["none_claimed"],
        );
        check(
            "A bomb exploded in Lasko. The Northern Front has yet to claim responsibility.",
            &["none_claimed"],
        );
    }

    #[test]
    fn what_nobody_says_is_nothing() {
        check(
            "There is no evidence that the Northern Front carried out the attack.",
            &[],
        );
        check("Was the Northern Front behind the attack?", &[]);
        check(
            "Neither the army nor the police blamed the Northern Front for the attack.",
            &[],
        );
    }

    #[test]
    fn what_was_said_is_one() {
        check(
            "The Northern Front claimed responsibility for the blast.",
            &["claimed"],
        );
        check(
            "The Northern Front denied responsibility for the blast.",
            &["denied"],
        );
    }
}
