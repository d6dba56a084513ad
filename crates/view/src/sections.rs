//! The page's parts, in the order in which a person asks: what happened, who did it, how many were
//! hit, how the groups fare, what leads to what, who speaks, what was not understood.

use std::ops::Range;

use ascribe_wire::{
    Assessment, AssessmentValue, Attribution, Event, Evidence, Head, Occurrence, OccurrenceValue,
    Record, Span,
};

use crate::ink::Ink;
use crate::item::{Item, Voice};
use crate::layout::Page;
use crate::words::{Words, certainty, clean, leaf, plain};

/// One part of the page.
pub(crate) struct Section {
    /// A word for its findings, as a style sheet uses it.
    pub(crate) kind: &'static str,
    pub(crate) heading: &'static str,
    /// What stands there if nothing was found; empty parts without such words are left out.
    pub(crate) empty: &'static str,
    pub(crate) items: fn(&Words<'_>) -> Vec<Item>,
}

/// Every part below the head, in order.
pub(crate) const SECTIONS: &[Section] = &[
    Section {
        kind: "event",
        heading: "What happened",
        empty: "No event was found.",
        items: events,
    },
    Section {
        kind: "responsibility",
        heading: "Who did it, on whose word",
        empty: "",
        items: responsibilities,
    },
    Section {
        kind: "toll",
        heading: "How many were hit",
        empty: "",
        items: tolls,
    },
    Section {
        kind: "assessment",
        heading: "How the groups fare",
        empty: "",
        items: assessments,
    },
    Section {
        kind: "cause",
        heading: "What leads to what",
        empty: "",
        items: causes,
    },
    Section {
        kind: "attribution",
        heading: "Who speaks",
        empty: "",
        items: attributions,
    },
    Section {
        kind: "unread",
        heading: "Not understood",
        empty: "",
        items: unread,
    },
    Section {
        kind: "note",
        heading: "Notes",
        empty: "",
        items: notes,
    },
];

impl Section {
    pub(crate) fn print(&self, record: &Record, page: &mut Page) {
        let items = (self.items)(&Words::new(record));
        if items.is_empty() && self.empty.is_empty() {
            return;
        }
        page.heading(self.heading);
        if items.is_empty() {
            page.wrapped(Ink::Quote, &format!("  {}", self.empty));
        }
        page.items(&items);
    }
}

/// The title, and whence and when the report is.
pub(crate) fn head(record: &Record, page: &mut Page) {
    page.heading(&title(record));
    page.wrapped(Ink::Place, &origin(record).join(" · "));
}

/// The report's title in words.
pub(crate) fn title(record: &Record) -> String {
    let title = record.report.title.as_ref();
    title.map_or_else(|| "Untitled".to_owned(), |title| clean(&title.text))
}

/// Who wrote the report, where and when it was published, and what it was translated from.
pub(crate) fn origin(record: &Record) -> Vec<String> {
    let report = &record.report;
    let published = report.published.as_ref().map(|published| {
        let from = match published.known_from.as_str() {
            "argument" => "as told".to_owned(),
            other => format!("from its {other}"),
        };
        format!("{} ({from})", published.value)
    });
    let translated = report.translated_from.as_deref();
    let parts = [
        report.byline.as_ref().map(|byline| clean(&byline.text)),
        report.outlet.as_deref().map(clean),
        published.or_else(|| Some("day of publication unknown".to_owned())),
        translated.map(|language| format!("translated from {}", clean(language))),
    ];
    parts.into_iter().flatten().collect()
}

fn events(words: &Words<'_>) -> Vec<Item> {
    words
        .record
        .events
        .iter()
        .map(|event| self::event(words, event))
        .collect()
}

fn event(words: &Words<'_>, event: &Event) -> Item {
    let happened = if event.status == "actual" {
        "happened".to_owned()
    } else {
        plain(&event.status)
    };
    let sure = certainty(&event.factuality).filter(|_| event.status == "actual");
    let when = event.time.as_deref().and_then(|time| words.time(time));
    let place = event.place.as_deref().and_then(|place| words.place(place));
    let fact = [Some(happened), sure.map(str::to_owned), when, place];
    let mut lines: Vec<String> = event
        .participants
        .iter()
        .map(|participant| {
            format!(
                "{}: {}",
                plain(&participant.role),
                clean(&participant.span.text)
            )
        })
        .collect();
    lines.extend(
        event
            .weapon
            .as_ref()
            .map(|weapon| format!("weapon: {}", clean(&weapon.text))),
    );
    let told = words
        .record
        .occurrences
        .iter()
        .filter(|claim| claim.event == event.id);
    for line in told.filter_map(|claim| occurrence(words, claim)) {
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    let quotes = words.basis(&event.evidence);
    let quotes = if quotes.is_empty() {
        vec![words.quote(&event.trigger)]
    } else {
        quotes
    };
    Item {
        id: event.id.clone(),
        label: leaf(&event.kind),
        fact: joined(fact),
        lines,
        quotes,
        spans: spans_of(&event.evidence)
            .chain(event.mentions.iter().map(range))
            .collect(),
        ..Item::default()
    }
}

/// What a holder says of an event, unless it is the report itself saying that it happened.
fn occurrence(words: &Words<'_>, claim: &Occurrence) -> Option<String> {
    let said = match &claim.value {
        OccurrenceValue::Happened(true) if claim.head.attribution == "a0" => return None,
        OccurrenceValue::Happened(true) => "it happened".to_owned(),
        OccurrenceValue::Happened(false) => "it did not happen".to_owned(),
        OccurrenceValue::Name(name) => format!("its {} was {}", claim.field, told(words, name)),
        OccurrenceValue::Words(span) => format!("its {} was “{}”", claim.field, clean(&span.text)),
    };
    let chain = words.chain(&claim.head.attribution);
    Some(format!("{}: {said}", chain.join(" > ")))
}

fn told(words: &Words<'_>, name: &str) -> String {
    words
        .time(name)
        .or_else(|| words.place(name))
        .unwrap_or_else(|| leaf(name))
}

fn responsibilities(words: &Words<'_>) -> Vec<Item> {
    let item = |claim: &ascribe_wire::Responsibility| {
        let actor = claim.actor.as_deref().and_then(|actor| words.entity(actor));
        let event = several_events(words, claim.event.as_deref());
        let fact = joined([Some(actor.unwrap_or_else(|| "nobody".to_owned())), event]);
        claimed(words, &claim.head, plain(&claim.mode), fact)
    };
    words.record.responsibilities.iter().map(item).collect()
}

fn tolls(words: &Words<'_>) -> Vec<Item> {
    let item = |claim: &ascribe_wire::Toll| {
        let period = claim
            .period
            .as_deref()
            .and_then(|period| words.time(period));
        let event = several_events(words, claim.event.as_deref());
        let fact = joined([Some(words.toll(claim)), period, event]);
        claimed(words, &claim.head, plain(&claim.kind), fact)
    };
    words.record.tolls.iter().map(item).collect()
}

fn assessments(words: &Words<'_>) -> Vec<Item> {
    let item = |claim: &Assessment| {
        let object = claim
            .object
            .as_deref()
            .and_then(|object| words.entity(object));
        let direction = claim.direction.clone();
        let value = claim.value.as_ref().map(|value| assessed(words, value));
        let subject = words.entity(&claim.subject);
        let time = claim.head.about_time.as_deref();
        let fact = joined([
            subject,
            denied(&claim.head),
            direction,
            value,
            object.map(|object| format!("with {object}")),
            time.and_then(|time| words.time(time)),
        ]);
        claimed(words, &claim.head, plain(&claim.attribute), fact)
    };
    words.record.assessments.iter().map(item).collect()
}

/// What is said not to be so must not look as if it were.
fn denied(head: &Head) -> Option<String> {
    let denial = certainty(&head.factuality).filter(|_| head.factuality == "certain-");
    denial.map(str::to_owned)
}

fn assessed(words: &Words<'_>, value: &AssessmentValue) -> String {
    match value {
        AssessmentValue::Number {
            low,
            best,
            high,
            unit,
        } => {
            let low = low.map(|low| format!("at least {low}"));
            let best = best.map(|best| best.to_string());
            let high = high.map(|high| format!("up to {high}"));
            let figures: Vec<_> = [best, low, high].into_iter().flatten().collect();
            format!("{} {unit}", figures.join(", "))
        }
        AssessmentValue::Entity { entity } => words.entity(entity).unwrap_or_default(),
        AssessmentValue::Words(span) => format!("“{}”", clean(&span.text)),
    }
}

fn causes(words: &Words<'_>) -> Vec<Item> {
    let item = |claim: &ascribe_wire::Cause| {
        let leads = if claim.polarity == "-" {
            "keeps away"
        } else {
            "→"
        };
        let (cause, effect) = (
            clean(&claim.cause.span.text),
            clean(&claim.effect.span.text),
        );
        let conditional = claim.conditional.then(|| "conditional".to_owned());
        let fact = joined([
            Some(format!("{cause} {leads} {effect}")),
            denied(&claim.head),
            conditional,
        ]);
        claimed(words, &claim.head, String::new(), fact)
    };
    words.record.causes.iter().map(item).collect()
}

/// Everything that is said, under the name of whoever says it, in the order of first appearance.
fn attributions(words: &Words<'_>) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    for said in words
        .record
        .attributions
        .iter()
        .filter(|said| said.kind != "narration")
    {
        let item = attribution(words, said);
        match items.iter_mut().find(|other| other.voice == item.voice) {
            Some(other) => {
                other.quotes.extend(item.quotes);
                other.spans.extend(item.spans);
            }
            None => items.push(item),
        }
    }
    items
}

fn attribution(words: &Words<'_>, said: &Attribution) -> Item {
    let parts = said.source.iter().chain(&said.cue).chain(&said.content);
    let voice = Voice {
        chain: words.chain(&said.id),
        manner: String::new(),
    };
    Item {
        id: said.id.clone(),
        label: said.role.as_deref().map(plain).unwrap_or_default(),
        voice: Some(voice),
        quotes: said
            .content
            .iter()
            .map(|content| words.quote(content))
            .collect(),
        spans: parts.map(range).collect(),
        ..Item::default()
    }
}

fn unread(words: &Words<'_>) -> Vec<Item> {
    let item = |unread: &ascribe_wire::Unread| Item {
        lines: vec![clean(&unread.why)],
        quotes: vec![words.quote(&unread.span)],
        spans: vec![range(&unread.span)],
        ..Item::default()
    };
    words.record.unread.iter().map(item).collect()
}

fn notes(words: &Words<'_>) -> Vec<Item> {
    let item = |note: &ascribe_wire::Note| Item {
        lines: vec![format!("{} ({})", clean(&note.message), note.code)],
        quotes: note.span.iter().map(|span| words.quote(span)).collect(),
        spans: note.span.iter().map(range).collect(),
        ..Item::default()
    };
    words.record.notes.iter().map(item).collect()
}

/// A claim: what, on whose word, in which words.
fn claimed(words: &Words<'_>, head: &Head, label: String, fact: String) -> Item {
    let said_at = head.said_at.as_deref().and_then(|time| words.time(time));
    let likelihood = head.likelihood.as_deref().map(plain);
    let sure = certainty(&head.factuality)
        .filter(|_| head.factuality != "certain-")
        .map(str::to_owned);
    let voice = Voice {
        chain: words.chain(&head.attribution),
        manner: joined([said_at, likelihood, sure]),
    };
    Item {
        id: head.id.clone(),
        label,
        fact,
        voice: Some(voice),
        quotes: words.basis(&head.evidence),
        spans: spans_of(&head.evidence).collect(),
        ..Item::default()
    }
}

/// Which event it is about, where there is more than one.
fn several_events(words: &Words<'_>, event: Option<&str>) -> Option<String> {
    let event = event.filter(|_| 1 < words.record.events.len())?;
    words.event(event)
}

fn range(span: &Span) -> Range<usize> {
    span.start..span.end
}

fn spans_of(evidence: &[Evidence]) -> impl Iterator<Item = Range<usize>> {
    evidence.iter().flat_map(|one| one.spans.iter().map(range))
}

fn joined(parts: impl IntoIterator<Item = Option<String>>) -> String {
    let parts: Vec<String> = parts
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(" · ")
}
