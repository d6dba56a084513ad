//! Words of responsibility that say nothing of it: "if they claim it", "neither side has claimed".
//!
//! "May have" hedges an accusation and is left to the mode; a claim or a denial that may come has
//! not been made. Knows one cue and its children.

use ascribe_model::Mode;
use ascribe_nlp::Token;

use crate::reading::Reading;

/// Whether `cue`, read as `mode`, is a condition, a prospect or a negation.
pub(super) fn is_unreal(cue: Token<'_>, mode: Mode, reading: Reading<'_>) -> bool {
    let is = |token: Token<'_>, lexicon| {
        let words = &reading.knowledge.lexicons;
        words.contains(lexicon, &token.text().to_lowercase())
    };
    let is_told = matches!(mode, Mode::Claimed | Mode::Denied | Mode::Disavowed);
    cue.children().any(|child| match child.dep() {
        "mark" | "advmod" => is(child, "conditions"),
        "aux" => is_told && is(child, "modal"),
        "nsubj" | "nsubjpass" => child.children().any(|word| is(word, "negative_pairs")),
        "preconj" | "cc" => is(child, "negative_pairs") && mode != Mode::NoneClaimed,
        _ => false,
    })
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
            "Neither the Northern Front nor the Lasko Guard has claimed responsibility for the blast.",
            &[],
        );
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
