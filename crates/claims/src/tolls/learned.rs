//! Those whom a learned reader takes for harmed where no rule counts them.

use ascribe_model::{Named, RuleName, ToldToll, TollKind, Who};
use ascribe_nlp::{Sentence, Token};

use super::{Harmed, Sources, count, is_counted, people};

/// The name of the learned reader among the rules.
const READER: &str = "toll/reader@1";

/// A figure counts from this score on.
const NEW: f32 = 0.98;

/// Adds those that only the reader found.
pub(super) fn settle<'r>(
    harmed: &mut Vec<Harmed<'r>>,
    sentence: Sentence<'r>,
    sources: Sources<'r>,
) {
    let reading = sources.reading;
    for told in reading.told_tolls(sentence.span()) {
        let is_new = told.score * told.kind_score >= NEW;
        let one = is_new.then(|| one(told, sources)).flatten();
        harmed.extend(one.filter(|one| !is_counted(one, harmed)));
    }
    harmed.sort_by_key(|one| one.counted.id());
}

fn one<'r>(told: &ToldToll, sources: Sources<'r>) -> Option<Harmed<'r>> {
    let reading = sources.reading;
    let number = reading.token_at(told.number.start())?;
    let counted = counted(number);
    let trigger = told
        .event
        .and_then(|(event, _)| reading.told_trigger(event));
    let word = trigger.and_then(|span| reading.token_at(span.start()));
    Some(Harmed {
        kind: TollKind::from_name(&told.kind)?,
        rule: RuleName::new(READER),
        word: word.unwrap_or(counted),
        counted,
        count: count::of(counted, sources)?,
        who: people::who(counted, reading, true).unwrap_or(Who::Any),
        part_of: None,
        is_joined: false,
        is_part: false,
        follows: false,
        instead_of: None,
    })
}

/// The people beside a figure: "guards" of "four guards".
fn counted(number: Token<'_>) -> Token<'_> {
    let is_beside = matches!(
        number.dep(),
        "nummod" | "det" | "quantmod" | "amod" | "poss"
    );
    if is_beside { number.head() } else { number }
}
