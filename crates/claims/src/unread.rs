//! Sentences that look as if they held a finding, from which none was made.
//!
//! It is better to say what was not understood than to let it pass unseen.

use ascribe_model::{Findings, Unread};
use ascribe_nlp::Sentence;
use ascribe_text::{Span, Text};

use crate::reading::Reading;

/// The stretches that were not understood, in order.
pub(crate) fn find(reading: Reading<'_>, found: &Findings) -> Vec<Unread> {
    let mut unread = Vec::new();
    for sentence in reading.sentences() {
        let span = sentence.span();
        for (is_due, is_read, why) in checks(sentence, reading, found) {
            if is_due && !is_read {
                unread.push(Unread {
                    span,
                    why: why.to_owned(),
                });
            }
        }
    }
    unread
}

/// For each kind of finding: whether the sentence calls for one, and whether one was made.
fn checks(
    sentence: Sentence<'_>,
    reading: Reading<'_>,
    found: &Findings,
) -> [(bool, bool, &'static str); 2] {
    let span = sentence.span();
    let events = found
        .events
        .iter()
        .flat_map(|event| std::iter::once(&event.trigger).chain(&event.mentions));
    let told = found
        .responsibilities
        .iter()
        .any(|one| span.contains(one.head.anchor));
    let event = any(events, span);
    [
        (
            has_event_word(sentence, reading),
            event || told,
            "a word for an event without an event",
        ),
        (
            has_claim_words(sentence),
            told,
            "words of responsibility without a responsibility",
        ),
    ]
}

fn any<'s>(mut spans: impl Iterator<Item = &'s Span<Text>>, within: Span<Text>) -> bool {
    spans.any(|span| within.contains(*span))
}

fn has_event_word(sentence: Sentence<'_>, reading: Reading<'_>) -> bool {
    let types = &reading.knowledge.events;
    sentence.tokens().any(|token| {
        let lemma = token.lemma();
        token.pos() == "VERB" && types.of_verb(lemma).is_some()
            || token.pos() == "NOUN" && types.of_noun(lemma).is_some()
    })
}

/// "claimed ... responsibility", "denied ... involvement".
fn has_claim_words(sentence: Sentence<'_>) -> bool {
    let has = |lemmas: &[&str]| {
        sentence
            .tokens()
            .any(|token| lemmas.contains(&token.lemma()))
    };
    has(&["claim", "deny", "take", "reject", "admit"]) && has(&["responsibility", "involvement"])
}

#[cfg(test)]
mod tests {
    use crate::testing::read;

    fn check(text: &str, expected: usize) {
        let (_, found) = read(text);
        assert_eq!(found.unread.len(), expected, "{text}: {:?}", found.unread);
    }

    #[test]
    fn what_was_read_is_not_unread() {
        check(
            "The Northern Front claimed responsibility for the attack in Lasko.",
            0,
        );
        check("The mayor opened a school.", 0);
    }

    #[test]
    fn words_of_responsibility_without_one() {
        check("Responsibility for it has been claimed before.", 1);
    }
}
