//! The page's parts, in the order in which a person asks: what happened, who did it, how many were
//! hit, how the groups fare, what leads to what, who speaks, what was not understood.

use ascribe_wire::{Assessment, AssessmentValue, Event, Head, Occurrence, OccurrenceValue, Record};

use crate::ink::Ink;
use crate::layout::{Item, Page};
use crate::words::{Words, certainty, clean, leaf, plain};

/// One part of the page.
pub(crate) struct Section {
    heading: &'static str,
    /// What stands there if nothing was found; empty parts without such words are left out.
    empty: &'static str,
    items: fn(&Words<'_>) -> Vec<Item>,
}

/// Every part below the head, in order.
pub(crate) const SECTIONS: &[Section] = &[
    Section {
        heading: "What happened",
        empty: "No event was found.",
        items: events,
    },
    Section {
        heading: "Who did it, on whose word",
        empty: "",
        items: responsibilities,
    },
    Section {
        heading: "How many were hit",
        empty: "",
        items: tolls,
    },
    Section {
        heading: "How the groups fare",
        empty: "",
        items: assessments,
    },
    Section {
        heading: "What leads to what",
        empty: "",
        items: causes,
    },
    Section {
        heading: "Who speaks",
        empty: "",
        items: attributions,
    },
    Section {
        heading: "Not understood",
        empty: "",
        items: unread,
    },
    Section {
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
    let report = &record.report;
    let title = report
        .title
        .as_ref()
        .map_or_else(|| "Untitled".to_owned(), |title| clean(&title.text));
    page.heading(&title);
    let published = report.published.as_ref().map(|published| {
        let from = match published.known_from.as_str() {
            "argument" => "as told".to_owned(),
            other => format!("from its {other}"),
        };
        format!("{} ({from})", published.value)
    });
    let origin: Vec<String> = [
        report.byline.as_ref().map(|byline| clean(&byline.text)),
        report.outlet.as_deref().map(clean),
        published.or_else(|| Some("day of publication unknown".to_owned())),
        report
            .translated_from
            .as_deref()
            .map(|language| format!("translated from {}", clean(language))),
    ]
    .into_iter()
    .flatten()
    .collect();
    page.wrapped(Ink::Place, &origin.join(" · "));
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
    let mut chains: Vec<String> = event
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
    chains.extend(
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
    chains.extend(told.filter_map(|claim| occurrence(words, claim)));
    let quotes = words.basis(&event.evidence);
    let quotes = if quotes.is_empty() {
        vec![words.quote(&event.trigger)]
    } else {
        quotes
    };
    Item {
        label: leaf(&event.kind),
        fact: joined(fact),
        chains,
        quotes,
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
    Some(format!("{}: {said}", words.chain(&claim.head.attribution)))
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
        let chain = words.chain(&said.id);
        let quotes = said.content.iter().map(|content| words.quote(content));
        if let Some(item) = items.iter_mut().find(|item| item.fact == chain) {
            item.quotes.extend(quotes);
        } else {
            let role = said.role.as_deref().map(plain).unwrap_or_default();
            items.push(Item {
                label: role,
                fact: chain,
                chains: vec![],
                quotes: quotes.collect(),
            });
        }
    }
    items
}

fn unread(words: &Words<'_>) -> Vec<Item> {
    let item = |unread: &ascribe_wire::Unread| Item {
        chains: vec![clean(&unread.why)],
        quotes: vec![words.quote(&unread.span)],
        ..Item::default()
    };
    words.record.unread.iter().map(item).collect()
}

fn notes(words: &Words<'_>) -> Vec<Item> {
    let item = |note: &ascribe_wire::Note| Item {
        fact: String::new(),
        chains: vec![format!("{} ({})", clean(&note.message), note.code)],
        quotes: note.span.iter().map(|span| words.quote(span)).collect(),
        ..Item::default()
    };
    words.record.notes.iter().map(item).collect()
}

/// A claim: what, on whose word, in which words.
fn claimed(words: &Words<'_>, head: &Head, label: String, fact: String) -> Item {
    let chain = Some(words.chain(&head.attribution));
    let said_at = head.said_at.as_deref().and_then(|time| words.time(time));
    let likelihood = head.likelihood.as_deref().map(plain);
    let sure = certainty(&head.factuality)
        .filter(|_| head.factuality != "certain-")
        .map(str::to_owned);
    let chains = vec![joined([chain, said_at, likelihood, sure])];
    Item {
        label,
        fact,
        chains,
        quotes: words.basis(&head.evidence),
    }
}

/// Which event it is about, where there is more than one.
fn several_events(words: &Words<'_>, event: Option<&str>) -> Option<String> {
    let event = event.filter(|_| 1 < words.record.events.len())?;
    words.event(event)
}

fn joined(parts: impl IntoIterator<Item = Option<String>>) -> String {
    let parts: Vec<String> = parts
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(" · ")
}
