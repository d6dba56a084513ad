//! How the record's values are put for a person: chains, figures, dates, quotations.

use ascribe_wire::{Attribution, Evidence, Record, Span, Toll};

/// Quotations longer than this lose their middle, in characters.
const LONGEST_QUOTE: usize = 260;

/// Words no further apart than this are quoted together, in characters.
const CLOSE: usize = 60;

/// Cells that say where a finding belongs; their words are shown with the event, not with it.
const SETTING: &[&str] = &[
    "event",
    "time",
    "place",
    "period",
    "about_time",
    "said_at",
    "supersedes",
];

/// Looks things up in one record.
pub(crate) struct Words<'r> {
    pub(crate) record: &'r Record,
    /// The code points at which lines begin.
    line_starts: Vec<usize>,
}

impl<'r> Words<'r> {
    pub(crate) fn new(record: &'r Record) -> Self {
        let ends = record
            .report
            .text
            .chars()
            .enumerate()
            .filter(|(_, character)| *character == '\n');
        let line_starts = std::iter::once(0)
            .chain(ends.map(|(at, _)| at + 1))
            .collect();
        Self {
            record,
            line_starts,
        }
    }

    /// The line of the report at which a span begins, from 1.
    pub(crate) fn line(&self, span: &Span) -> usize {
        self.line_starts
            .partition_point(|&start| start <= span.start)
            .max(1)
    }

    /// Who says it according to whom, outermost first: the report, the army's spokesman.
    pub(crate) fn chain(&self, attribution: &str) -> Vec<String> {
        let mut names = Vec::new();
        let mut at = self.attribution(attribution);
        while let Some(said) = at {
            names.push(self.holder(said));
            // A chain is never longer than the list; this also ends a broken record's circle.
            if self.record.attributions.len() < names.len() {
                break;
            }
            at = said
                .parent
                .as_deref()
                .and_then(|parent| self.attribution(parent));
        }
        names.reverse();
        names
    }

    /// The name of whoever says it.
    pub(crate) fn holder(&self, said: &Attribution) -> String {
        if said.kind == "narration" {
            return "report".to_owned();
        }
        let name = said
            .holder
            .as_deref()
            .and_then(|holder| self.entity(holder));
        let words = said.source.first().map(|source| clean(&source.text));
        let role = said.role.as_deref().map(plain);
        name.or(words)
            .or(role)
            .unwrap_or_else(|| "somebody".to_owned())
    }

    pub(crate) fn attribution(&self, id: &str) -> Option<&'r Attribution> {
        self.record.attributions.iter().find(|said| said.id == id)
    }

    pub(crate) fn entity(&self, id: &str) -> Option<String> {
        let entity = self.record.entities.iter().find(|entity| entity.id == id)?;
        Some(clean(&entity.name))
    }

    /// A time as the report has it, with the days it means: "Sunday (2024-03-03)".
    pub(crate) fn time(&self, id: &str) -> Option<String> {
        let time = self.record.times.iter().find(|time| time.id == id)?;
        let words = clean(&time.span.text);
        Some(match &time.interval {
            Some([first, last]) if first == last => format!("{words} ({first})"),
            Some([first, last]) => format!("{words} ({first} to {last})"),
            None => format!("{words} (day unknown)"),
        })
    }

    pub(crate) fn place(&self, id: &str) -> Option<String> {
        let place = self.record.places.iter().find(|place| place.id == id)?;
        Some(match &place.country {
            Some(country) => format!("{}, {country}", clean(&place.name)),
            None => clean(&place.name),
        })
    }

    /// What an event is and where it is told: "bombing (line 5)".
    pub(crate) fn event(&self, id: &str) -> Option<String> {
        let event = self.record.events.iter().find(|event| event.id == id)?;
        Some(format!(
            "{} (line {})",
            leaf(&event.kind),
            self.line(&event.trigger)
        ))
    }

    /// A quotation and its line.
    pub(crate) fn quote(&self, span: &Span) -> (String, usize) {
        (format!("“{}”", shortened(&span.text)), self.line(span))
    }

    /// The words a finding stands on: its first evidence, with the others that stand close by.
    pub(crate) fn basis(&self, evidence: &[Evidence]) -> Vec<(String, usize)> {
        let own = evidence
            .iter()
            .filter(|one| !SETTING.contains(&one.field.as_str()));
        let mut spans: Vec<&Span> = own.flat_map(|one| &one.spans).collect();
        let Some(&first) = spans.first() else {
            return Vec::new();
        };
        spans.sort_by_key(|span| (span.start, span.end));
        let mut around = (first.start, first.end);
        for span in spans.iter().filter(|span| first.end <= span.end) {
            around = self.joined(around, span);
        }
        for span in spans.iter().rev().filter(|span| span.start <= first.start) {
            around = self.joined(around, span);
        }
        let text = self.record.report.text.chars();
        let text = text.skip(around.0).take(around.1 - around.0).collect();
        vec![self.quote(&Span {
            start: around.0,
            end: around.1,
            text,
        })]
    }

    /// `range` with `span`, where that stands close by on the same line.
    fn joined(&self, range: (usize, usize), span: &Span) -> (usize, usize) {
        let line = |at: usize| self.line_starts.partition_point(|&start| start <= at);
        let close = span.start <= range.1 + CLOSE && range.0 <= span.end + CLOSE;
        if close && line(span.start) == line(range.0) {
            (range.0.min(span.start), range.1.max(span.end))
        } else {
            range
        }
    }

    /// How many, and who: "at least 14 people, among them ...".
    pub(crate) fn toll(&self, toll: &Toll) -> String {
        let mut words = format!("{} {}", figure(toll), who(toll));
        let other = |id: &String| self.record.tolls.iter().find(|other| other.head.id == *id);
        if let Some(whole) = toll.part_of.as_ref().and_then(other) {
            words.push_str(&format!(", of {}", figure(whole)));
        }
        if let Some(earlier) = toll.supersedes.as_ref().and_then(other) {
            words.push_str(&format!(", where it was {} before", figure(earlier)));
        }
        words
    }
}

/// The figure of a toll within its bounds.
fn figure(toll: &Toll) -> String {
    match (toll.low, toll.best, toll.high) {
        (None, Some(best), None) => best.to_string(),
        (Some(low), None, None) => format!("at least {low}"),
        (None, None, Some(high)) => format!("up to {high}"),
        (Some(low), None, Some(high)) => format!("{low} to {high}"),
        (low, Some(best), high) => {
            let low = low.map(|low| format!("at least {low}"));
            let high = high.map(|high| format!("up to {high}"));
            let bounds: Vec<_> = low.into_iter().chain(high).collect();
            format!("{best} ({})", bounds.join(", "))
        }
        (None, None, None) => "an unknown number of".to_owned(),
    }
}

fn who(toll: &Toll) -> &str {
    let one = figure(toll) == "1";
    match toll.who.as_str() {
        "civilian" if one => "civilian",
        "civilian" => "civilians",
        "fighter" if one => "fighter",
        "fighter" => "fighters",
        "forces" => "of the forces",
        "child" if one => "child",
        "child" => "children",
        "perpetrator" => "of the attackers",
        "any" if one => "person",
        "any" => "people",
        other => other,
    }
}

/// The last part of an event type, in words: "suicide bombing".
pub(crate) fn leaf(kind: &str) -> String {
    plain(kind.rsplit('/').next().unwrap_or(kind))
}

/// A name of the record as words.
pub(crate) fn plain(name: &str) -> String {
    name.replace(['_', '-'], " ")
}

/// FactBank's sign in words; nothing where there is no doubt.
pub(crate) fn certainty(factuality: &str) -> Option<&'static str> {
    match factuality {
        "certain-" => Some("it is said not to be so"),
        "probable+" => Some("probably"),
        "probable-" => Some("probably not"),
        "possible+" => Some("possibly"),
        "possible-" => Some("possibly not"),
        "unknown" => Some("open whether so"),
        _ => None,
    }
}

/// Words on one line, with single spaces.
pub(crate) fn clean(words: &str) -> String {
    let visible = |character: &char| !character.is_control() || character.is_whitespace();
    let words: String = words.chars().filter(visible).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn shortened(words: &str) -> String {
    let words = clean(words);
    let chars: Vec<char> = words.chars().collect();
    if chars.len() <= LONGEST_QUOTE {
        return words;
    }
    let half = LONGEST_QUOTE / 2;
    let start: String = chars[..half].iter().collect();
    let end: String = chars[chars.len() - half..].iter().collect();
    let start = start
        .rsplit_once(' ')
        .map_or(start.as_str(), |(start, _)| start);
    let end = end.split_once(' ').map_or(end.as_str(), |(_, end)| end);
    format!("{start} … {end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_quotations_lose_their_middle() {
        let long = "word ".repeat(100) + "end";
        let short = shortened(&long);
        assert!(short.chars().count() <= LONGEST_QUOTE + 3);
        assert!(short.starts_with("word word") && short.ends_with("word end"));
        assert!(short.contains(" … "));
        assert_eq!(shortened("A  bomb\nwent off"), "A bomb went off");
    }

    #[test]
    fn types_in_words() {
        assert_eq!(
            leaf("violence/explosion/suicide_bombing"),
            "suicide bombing"
        );
        assert_eq!(leaf("violence"), "violence");
    }
}
