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
    let used = Used::by(found);
    let mut unread = Vec::new();
    for sentence in reading.sentences() {
        let span = sentence.span();
        for (is_due, is_read, why) in checks(sentence, reading, &used) {
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

/// The words on which findings stand, each list in the order of the text.
struct Used {
    events: Vec<Span<Text>>,
    responsibilities: Vec<Span<Text>>,
    tolls: Vec<Span<Text>>,
}

impl Used {
    fn by(found: &Findings) -> Self {
        let events = found.events.iter();
        let events =
            events.flat_map(|event| std::iter::once(&event.trigger).chain(&event.mentions));
        let told = found.responsibilities.iter().map(|one| &one.head);
        let tolls = found.tolls.iter().map(|one| &one.head);
        Self {
            events: sorted(events.copied()),
            responsibilities: sorted(told.flat_map(words_of)),
            tolls: sorted(tolls.flat_map(words_of)),
        }
    }
}

fn words_of(head: &ClaimHead) -> impl Iterator<Item = Span<Text>> + '_ {
    let spans = head.evidence.iter().flat_map(|cell| &cell.spans);
    std::iter::once(head.anchor).chain(spans.copied())
}

fn sorted(spans: impl Iterator<Item = Span<Text>>) -> Vec<Span<Text>> {
    let mut spans: Vec<_> = spans.collect();
    spans.sort_unstable();
    spans.dedup();
    spans
}

/// Whether one of `spans`, which are sorted, lies in the sentence.
fn is_used(spans: &[Span<Text>], sentence: Span<Text>) -> bool {
    let first = spans.partition_point(|span| span.start() < sentence.start());
    let near = spans[first..].iter();
    near.take_while(|span| span.start() < sentence.end())
        .any(|span| sentence.contains(*span))
}

/// For each kind of finding: whether the sentence calls for one, and whether one was made.
fn checks(
    sentence: Sentence<'_>,
    reading: Reading<'_>,
    used: &Used,
) -> [(bool, bool, &'static str); 3] {
    let span = sentence.span();
    let told = is_used(&used.responsibilities, span);
    let toll = is_used(&used.tolls, span);
    [
        (
            has_event_word(sentence, reading),
            is_used(&used.events, span) || told || toll,
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
