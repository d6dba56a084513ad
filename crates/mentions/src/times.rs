//! Time expressions: dates, durations and recurring times, with their values in TIMEX3's notation
//! and the days they can mean.
//!
//! "22 March 2024" is read as it stands; "Friday" and "last year" are resolved against the day of
//! publication, "the next day" against the date last spoken of. Without these they stay
//! unresolved: nothing is guessed from a clock. Bare days and months lie in the past unless their
//! verb speaks of what is to come. Does not know what a time is the time of.
//!
//! After TIMEX3 (ISO-TimeML); values for parts of the year and of the day are its codes.

mod absolute;
mod clock;
mod feast;
mod length;
mod period;
mod reading;
mod relative;
mod story;
mod vague;
mod years;

use ascribe_knowledge::{Calendar, Knowledge, Numbers};
use ascribe_model::{Anchor, BlockKind, Evidence, Report, RuleName, Time, TimeId, TimeKind};
use ascribe_nlp::{Doc, Token};
use jiff::civil::Date;

use crate::words::Words;
use reading::Reading;
use relative::Outlook;
use story::Story;

/// All time expressions of the text, in order.
#[must_use]
pub fn times(doc: &Doc, report: &Report, knowledge: &Knowledge) -> Vec<Time> {
    let published = report.published.as_ref().map(|published| published.value);
    let mut story = Story::beginning(published);
    let mut found = Vec::new();
    for sentence in doc.sentences() {
        let block = sentence
            .tokens()
            .next()
            .and_then(|first| report.block_at(first.span().start()));
        if block
            .is_some_and(|block| matches!(block.kind, BlockKind::Furniture | BlockKind::PullQuote))
        {
            continue;
        }
        let words = Words::of(doc, sentence);
        let mut reader = Reader {
            words: &words,
            calendar: &knowledge.calendar,
            numbers: &knowledge.numbers,
            published,
            story,
            is_headline: block.is_some_and(|block| block.kind == BlockKind::Title),
        };
        for reading in reader.read() {
            found.push(time(TimeId::new(found.len()), &words, reading, report));
        }
        story = reader.story;
        story.next_sentence();
    }
    found
}

/// One sentence being read from left to right.
struct Reader<'r, 'd> {
    words: &'r Words<'d>,
    calendar: &'r Calendar,
    numbers: &'r Numbers,
    published: Option<Date>,
    /// What has been spoken of so far, from which "the next day" counts.
    story: Story,
    /// Headlines tell of the past in the present tense.
    is_headline: bool,
}

/// One way of reading a time expression that begins at a word.
type Rule = fn(&Reader<'_, '_>, usize) -> Option<Reading>;

/// Of several that match, the one that reads furthest is taken; of equals, the first.
const RULES: &[Rule] = &[
    absolute::iso_date,
    absolute::date,
    absolute::month_and_year,
    absolute::season_and_year,
    years::decade,
    years::century,
    years::year,
    feast::feast,
    relative::named_day,
    relative::weekday,
    relative::date_without_year,
    relative::month_without_year,
    relative::season_without_year,
    relative::stepped_unit,
    relative::ago,
    period::quarter,
    period::half,
    period::year_earlier,
    period::unit_alone,
    period::year_end,
    story::stepped,
    story::later_or_earlier,
    story::beside_day,
    story::further_day,
    vague::vague_units,
    vague::vague,
    clock::clock,
    clock::part_then_day,
    length::duration,
    length::recurring,
];

/// Those that read one day.
const RULES_FOR_DAYS: &[Rule] = &[
    absolute::iso_date,
    absolute::date,
    relative::named_day,
    relative::weekday,
    relative::date_without_year,
];

impl Reader<'_, '_> {
    fn read(&mut self) -> Vec<Reading> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.words.len() {
            let Some(reading) = self.longest(at) else {
                at += 1;
                continue;
            };
            at = reading.range.end;
            self.story.tell(&reading);
            found.push(reading);
        }
        found
    }

    fn longest(&self, at: usize) -> Option<Reading> {
        if self.is_in_other_name(at) {
            return None;
        }
        let readings = RULES.iter().filter_map(|rule| rule(self, at));
        let plain = readings.rev().max_by_key(|reading| reading.range.end);
        self.with_edge(at).or(plain)
    }

    /// "*the end of* last year", "*sometime* next year": the same time.
    fn with_edge(&self, at: usize) -> Option<Reading> {
        let end = self.words.longest_at(at, &self.calendar.words.edges)?;
        let readings = RULES.iter().filter_map(|rule| rule(self, end));
        let inner = readings.rev().max_by_key(|reading| reading.range.end)?;
        let is_stretch = inner.kind == TimeKind::Date && inner.interval.is_some();
        is_stretch.then(|| inner.starting(at))
    }

    /// Whether the word is part of a person's, an organisation's or a work's name: "the Sunday Post".
    fn is_in_other_name(&self, at: usize) -> bool {
        let kind = self.words.token(at).map_or("", |token| token.entity_kind());
        ["ORG", "PERSON", "WORK_OF_ART", "FAC"].contains(&kind)
    }

    /// Whether the clause around the word speaks of what is to come.
    fn outlook(&self, at: usize) -> Outlook {
        let Some(token) = self.words.token(at) else {
            return Outlook::Back;
        };
        let is_future = |lemma: &str| self.calendar.words.future.iter().any(|one| one == lemma);
        let Some(verb) = token
            .ancestors()
            .find(|above| ["VERB", "AUX", "ADJ"].contains(&above.pos()))
        else {
            return Outlook::Back;
        };
        let is_intended = verb.tag() == "VB" && has_aux(verb, |lemma| lemma == "to");
        if is_intended && self.is_over(verb) || is_before_past(verb) {
            return Outlook::Back;
        }
        let is_present =
            matches!(verb.tag(), "VBZ" | "VBP") && !self.is_headline && !has_aux(verb, |_| true);
        match () {
            () if is_future(verb.lemma()) && verb.tag() != "VBD"
                || has_aux(verb, is_future)
                || is_set(verb) =>
            {
                Outlook::Ahead
            }
            () if is_intended || is_present || is_possible(verb) => Outlook::Perhaps,
            () => Outlook::Back,
        }
    }

    /// "foiled an attempt to bomb", "tried to bomb": the infinitive of what is over already.
    fn is_over(&self, infinitive: Token<'_>) -> bool {
        let words = &self.calendar.words.over;
        let is_one = |token: &Token<'_>| words.iter().any(|one| one == token.lemma());
        let mut above = infinitive.ancestors().take(2);
        above.any(|token| is_one(&token) && matches!(token.tag(), "VBD" | "VBN"))
    }
}

fn has_aux(verb: Token<'_>, is: impl Fn(&str) -> bool) -> bool {
    verb.children()
        .any(|child| child.dep() == "aux" && is(child.lemma()))
}

/// "*had been due* to end on Friday": nothing is to come of what had been to come.
fn is_before_past(verb: Token<'_>) -> bool {
    let had = |token: Token<'_>| {
        let mut children = token.children();
        children.any(|child| child.dep() == "aux" && child.text().eq_ignore_ascii_case("had"))
    };
    had(verb) || verb.tag() == "VB" && verb.ancestors().take(2).any(had)
}

/// "*would* be paid", "*may* meet", and not "may have met"
fn is_possible(verb: Token<'_>) -> bool {
    let mut auxiliaries = verb.children().filter(|child| child.dep() == "aux");
    auxiliaries.any(|child| child.tag() == "MD") && !has_aux(verb, |lemma| lemma == "have")
}

/// "a meeting *set for* April"
fn is_set(verb: Token<'_>) -> bool {
    let mut children = verb.children();
    verb.tag() == "VBN" && verb.lemma() == "set" && children.any(|child| child.text() == "for")
}

fn time(id: TimeId, words: &Words<'_>, reading: Reading, report: &Report) -> Time {
    let span = words.span(reading.range.clone());
    let mut evidence: Vec<_> = fields(&reading)
        .into_iter()
        .map(|field| Evidence::new(field, span, &RuleName::new(reading.rule)))
        .collect();
    if let Some(derived) = reading.derived {
        let mut entry = Evidence::new("value", span, &RuleName::new(derived));
        let published = report
            .published
            .as_ref()
            .and_then(|published| published.span);
        entry
            .spans
            .extend(published.filter(|_| reading.anchor == Some(Anchor::Published)));
        evidence.push(entry);
    }
    Time {
        id,
        span,
        kind: reading.kind,
        value: reading.value,
        interval: reading.interval,
        precision: reading.precision,
        anchor: reading.anchor,
        evidence,
    }
}

fn fields(reading: &Reading) -> Vec<&'static str> {
    let given = [
        ("type", true),
        ("precision", true),
        ("value", reading.value.is_some()),
        ("interval", reading.interval.is_some()),
        ("anchor", reading.anchor.is_some()),
    ];
    given
        .into_iter()
        .filter_map(|(field, is_given)| is_given.then_some(field))
        .collect()
}

#[cfg(test)]
mod tests;
