//! Sentences that look as if they held a finding, from which none was made.
//!
//! It is better to say what was not understood than to let it pass unseen.

use ascribe_model::{ClaimHead, Findings, Unread};
use ascribe_nlp::{Sentence, Token};
use ascribe_text::{Span, Text};

use crate::reading::Reading;
use crate::tolls;

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
) -> [(bool, bool, &'static str); 3] {
    let span = sentence.span();
    let event = found
        .events
        .iter()
        .flat_map(|event| std::iter::once(&event.trigger).chain(&event.mentions))
        .any(|mention| span.contains(*mention));
    let mut heads = found.responsibilities.iter().map(|one| &one.head);
    let told = heads.any(|head| is_made_from(head, span));
    let toll = found.tolls.iter().any(|one| is_made_from(&one.head, span));
    [
        (
            has_event_word(sentence, reading),
            event || told || toll,
            "a word for an event without an event",
        ),
        (
            has_claim_words(sentence, reading),
            told,
            "words of responsibility without a responsibility",
        ),
        (
            tolls::is_told_in(sentence, reading),
            toll,
            "a toll word without a toll",
        ),
    ]
}

/// Whether a claim stands on words of the sentence, if only among others.
fn is_made_from(head: &ClaimHead, sentence: Span<Text>) -> bool {
    let mut spans = head.evidence.iter().flat_map(|cell| &cell.spans);
    sentence.contains(head.anchor) || spans.any(|span| sentence.contains(*span))
}

/// A word for an event, but for what only looks like one, and for bare plurals: "attacks rose" tells
/// of no event.
fn has_event_word(sentence: Sentence<'_>, reading: Reading<'_>) -> bool {
    let types = &reading.knowledge.events;
    let lookalikes = types.lookalikes.find(sentence);
    let is_lookalike = |token: Token<'_>| {
        let mut alike = lookalikes
            .iter()
            .filter_map(|found| found.capture("trigger"));
        alike.any(|other| other.id() == token.id())
    };
    sentence.tokens().any(|token| {
        let lemma = token.lemma();
        let is_word = token.pos() == "VERB" && types.of_verb(lemma).is_some()
            || token.pos() == "NOUN" && types.of_noun(lemma).is_some();
        is_word && token.tag() != "NNS" && !is_lookalike(token)
    })
}

/// "claimed ... responsibility", "denied ... involvement", "was acquitted of the bombing".
fn has_claim_words(sentence: Sentence<'_>, reading: Reading<'_>) -> bool {
    let lexicons = &reading.knowledge.lexicons;
    let has = |lexicon| {
        let mut tokens = sentence.tokens();
        tokens.any(|token| lexicons.contains(lexicon, token.lemma()))
    };
    let is_of_deed = |verb: Token<'_>| {
        let below = verb
            .children()
            .flat_map(Token::children)
            .chain(verb.children());
        let mut nouns = below.filter(|token| token.pos() == "NOUN");
        lexicons.contains("claim_verbs", verb.lemma())
            && verb.pos() == "VERB"
            && nouns.any(|noun| lexicons.contains("deed_nouns", noun.lemma()))
    };
    has("claim_verbs") && has("claim_objects") || sentence.tokens().any(is_of_deed)
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
        check("A gas explosion destroyed a house.", 0);
        check("Attacks are rare here.", 0);
    }

    #[test]
    fn a_toll_without_a_figure() {
        check("Dozens were killed.", 1);
        check("Twelve people were killed.", 0);
    }

    #[test]
    fn words_of_responsibility_without_one() {
        check("Responsibility for it has been claimed before.", 1);
    }
}
