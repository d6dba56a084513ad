//! What a report tells: who is spoken of, who says what, what happened, who did it on whose word,
//! how many it hit, how groups fare, and what leads to what.
//!
//! [`find`] runs the passes one after the other; each takes what the earlier ones found and
//! returns a new list. Pure: no input or output, no clock, no randomness, and text is never an
//! error. This crate knows one report; what other reports say is not its business.

mod assessments;
mod attributions;
mod causes;
mod clauses;
mod coreference;
mod entities;
mod events;
mod firmness;
mod holder;
mod learned;
mod likelihood;
mod limits;
mod nouns;
mod occurrences;
mod phrases;
mod reading;
mod responsibilities;
mod speakers;
#[cfg(test)]
mod testing;
mod told;
mod tolls;
mod unread;

use ascribe_knowledge::Knowledge;
use ascribe_model::{Factuality, Findings, Report, Trace};
use ascribe_nlp::Doc;
use ascribe_text::{Span, Text};

pub use learned::Learned;

use reading::Reading;

/// Everything that `doc`, the annotated text of `report`, tells. `learned` is what
/// learned readers found in it. With a `trace`, every rule that fired leaves a step there.
#[must_use]
pub fn find(
    report: &Report,
    doc: &Doc,
    learned: Learned<'_>,
    knowledge: &Knowledge,
    mut trace: Option<&mut Trace>,
) -> Findings {
    let reading = Reading {
        report,
        doc,
        knowledge,
        told: learned.told,
    };

    // Who, when, where, how many: what stands in the words themselves.
    let times = ascribe_mentions::times(doc, report, knowledge);
    let places = ascribe_mentions::places(doc, report, knowledge);
    let numbers = ascribe_mentions::numbers(doc, knowledge);
    let entities = coreference::resolve(reading, &places);

    // Who says what; everything after this stands in somebody's words.
    let attributions = attributions::find(
        reading,
        learned.said,
        &entities,
        &times,
        trace.as_deref_mut(),
    );
    // "I", "we" and "you" mean somebody only where it is known who speaks.
    let entities = coreference::voices(reading, entities, &attributions);

    // What happened, whom it hit, who did it, and who says that it did not happen.
    let known = events::Known {
        entities: &entities,
        times: &times,
        places: &places,
        attributions: &attributions,
    };
    let events::Found { events, statuses } = events::find(reading, known, trace.as_deref_mut());
    let sources = tolls::Sources {
        reading,
        numbers: &numbers,
        times: &times,
        places: &places,
        attributions: &attributions,
        events: &events,
    };
    let tolls = tolls::find(sources, trace.as_deref_mut());
    let sources = responsibilities::Sources::new(reading, &entities, &attributions, &events);
    let responsibilities = responsibilities::find(sources, trace.as_deref_mut());
    let occurrences = occurrences::find(reading, &attributions, &events, &statuses);

    // How groups fare, and what leads to what.
    let sources = assessments::Sources {
        reading,
        entities: &entities,
        times: &times,
        numbers: &numbers,
        attributions: &attributions,
        events: &events,
        responsibilities: &responsibilities,
    };
    let armed = assessments::subject::Armed::of(sources);
    let assessments = assessments::find(sources, &armed, trace.as_deref_mut());
    let causes = causes::find(sources, &armed, &assessments, trace);

    let mut findings = Findings {
        entities,
        times,
        places,
        attributions,
        events,
        occurrences,
        responsibilities,
        tolls,
        assessments,
        causes,
        ..Findings::default()
    };
    // What should have given a finding and did not.
    findings.unread = unread::find(reading, &findings);
    findings.notes = limits::notes(reading, &findings);
    findings
}

/// How certain the report is of what each of its verbs, nouns and adjectives names, in the order of
/// the text. The rules are those that settle the status of events.
#[must_use]
pub fn factualities(
    report: &Report,
    doc: &Doc,
    learned: Learned<'_>,
    knowledge: &Knowledge,
) -> Vec<(Span<Text>, Factuality)> {
    let reading = Reading {
        report,
        doc,
        knowledge,
        told: learned.told,
    };
    let times = ascribe_mentions::times(doc, report, knowledge);
    let places = ascribe_mentions::places(doc, report, knowledge);
    let entities = coreference::resolve(reading, &places);
    let attributions = attributions::find(reading, learned.said, &entities, &times, None);
    events::factualities(reading, &attributions)
}
