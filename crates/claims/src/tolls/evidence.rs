//! The words that each cell of a toll stands on.

use ascribe_model::{Attribution, Evidence, RuleName};

use super::{Harmed, Links, Sources};
use crate::likelihood;

pub(super) fn of(
    harmed: &Harmed<'_>,
    links: &Links,
    holder: &Attribution,
    sources: Sources<'_>,
) -> Vec<Evidence> {
    let mut out = counted(harmed);
    let mut add = |field, span, by: &str| out.push(Evidence::new(field, span, &RuleName::new(by)));
    if let Some((event, by)) = links.event {
        add("event", sources.events[event.index()].trigger, by);
    }
    if let Some(period) = links.period {
        add("period", sources.times[period.index()].span, "toll/since@1");
    }
    if harmed.part_of.is_some() {
        add("part_of", harmed.anchor(), "toll/including@1");
    }
    if links.supersedes.is_some() {
        add("supersedes", harmed.word.span(), "toll/instead-of@1");
    }
    if let Some((_, words)) = likelihood::of(harmed.word, sources.reading) {
        add("likelihood", words, "likelihood/words@1");
    }
    out.extend(said_at(holder));
    out.extend(about_time(links, sources));
    out
}

/// What, who and how many.
fn counted(harmed: &Harmed<'_>) -> Vec<Evidence> {
    let count = &harmed.count;
    let bounds = [
        ("low", count.low),
        ("best", count.best),
        ("high", count.high),
    ];
    let stated = bounds
        .into_iter()
        .filter(|(_, value)| value.is_some())
        .map(|(field, _)| field);
    let by_count = RuleName::new(count.rule);
    let mut out = vec![
        Evidence::new("kind", harmed.word.span(), &harmed.rule),
        Evidence::new(
            "who",
            harmed.counted.span(),
            &RuleName::new("toll/words-for-people@1"),
        ),
    ];
    out.extend(stated.map(|field| Evidence::new(field, count.span, &by_count)));
    out
}

fn said_at(holder: &Attribution) -> impl Iterator<Item = Evidence> {
    let cells = holder
        .evidence
        .iter()
        .filter(|cell| cell.field == "said_at");
    cells.filter(|_| holder.said_at.is_some()).cloned()
}

/// The time of its event is what a toll is about.
fn about_time(links: &Links, sources: Sources<'_>) -> Option<Evidence> {
    let (event, _) = links.event?;
    let cell = sources.events[event.index()]
        .evidence
        .iter()
        .find(|cell| cell.field == "time")?;
    let by = RuleName::new("derived/time-of-event@1");
    Some(Evidence {
        field: "about_time",
        by,
        ..cell.clone()
    })
}
