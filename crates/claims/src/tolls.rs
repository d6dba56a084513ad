//! How many an event hit: killed, injured, abducted and so on, as low, best and high, with whose
//! word it is. What one voice says twice ("at least 17", in the headline and below) is one toll.
//!
//! Rules find those counted (`data/tolls/`); the number beside them says how many. "Dozens" and
//! "several" give no toll, for they state no figure. What is threatened, intended or only possible
//! is no toll either. Knows one report; does not choose between two tolls of one event.

mod again;
mod count;
mod event;
mod evidence;
mod learned;
mod parts;
mod people;
mod period;
mod twice;

use std::collections::BTreeSet;

use ascribe_knowledge::{Found, TollRule};
use ascribe_mentions::Number;
use ascribe_model::{
    Attribution, AttributionId, ClaimHead, Commitment, Event, EventId, Factuality, Place, RuleName,
    Stance, Step, Time, TimeId, TimeKind, Toll, TollId, TollKind, Trace, Who,
};
use ascribe_nlp::{Sentence, Token, TokenId};
use ascribe_text::{Span, Text};

use crate::holder::holder_of;
use crate::likelihood;
use crate::nouns;
use crate::reading::Reading;
use again::Victims;
use count::Count;

/// What tolls are made from.
#[derive(Clone, Copy)]
pub(crate) struct Sources<'r> {
    pub(crate) reading: Reading<'r>,
    pub(crate) numbers: &'r [Number],
    pub(crate) times: &'r [Time],
    pub(crate) places: &'r [Place],
    pub(crate) attributions: &'r [Attribution],
    pub(crate) events: &'r [Event],
}

/// Some people to whom one thing happened.
struct Harmed<'r> {
    kind: TollKind,
    rule: RuleName,
    /// The word of harm, or the figure itself.
    word: Token<'r>,
    counted: Token<'r>,
    count: Count,
    who: Who,
    /// The toll of which these are a part, as its place in the list.
    part_of: Option<usize>,
    /// Whether they were only joined to those whom a rule counts: "five dead and 30 wounded".
    is_joined: bool,
    /// Whether the words say that these were counted before, among others.
    is_part: bool,
    /// Whether the words say that these are what was counted just before.
    follows: bool,
    /// The figure that this one corrects.
    instead_of: Option<u64>,
}

/// What a toll is tied to.
struct Links {
    /// The event, and the rule that ties the two.
    event: Option<(EventId, &'static str)>,
    period: Option<TimeId>,
    supersedes: Option<TollId>,
}

impl Harmed<'_> {
    /// Those counted, in words.
    fn anchor(&self) -> Span<Text> {
        nouns::core(self.counted).hull(self.count.span)
    }
}

/// All tolls, in the order of the text.
pub(crate) fn find(sources: Sources<'_>, trace: Option<&mut Trace>) -> Vec<Toll> {
    let mut found: Vec<Toll> = Vec::new();
    let mut victims = Victims::default();
    for sentence in sources.reading.sentences() {
        let mut before: Option<usize> = None;
        for mut harmed in harmed(sentence, sources) {
            let first = *before.get_or_insert(found.len());
            harmed.part_of = harmed.part_of.map(|whole| first + whole);
            add(&harmed, &mut found, &mut victims, sources);
        }
    }
    let found = twice::merged(found, sources);
    if let Some(trace) = trace {
        trace.steps.extend(found.iter().map(step));
    }
    found
}

/// Adds a toll, unless it is of somebody who was counted before.
fn add(harmed: &Harmed<'_>, found: &mut Vec<Toll>, victims: &mut Victims, sources: Sources<'_>) {
    let supersedes = corrected(harmed, found);
    let mut new = toll(TollId::new(found.len()), harmed, supersedes, sources);
    if new.part_of.is_none() && harmed.is_part {
        parts::among_earlier(&mut new, found);
    }
    if harmed.follows && again::follow(&mut new, found, sources).is_none() {
        return;
    }
    let again = victims.known(harmed, &new, found, sources);
    match again.and_then(|known| victims.toll_of(known, &new, found, sources)) {
        Some(known) => again::merge(&mut found[known], new),
        None => {
            victims.add(harmed, found.len(), again, sources);
            found.push(new);
        }
    }
}

/// Whether the sentence tells of people harmed, with a figure or without: "dozens were killed".
pub(crate) fn is_told_in(sentence: Sentence<'_>, reading: Reading<'_>) -> bool {
    let rules = &reading.knowledge.tolls;
    let lookalikes = lookalikes(sentence, reading);
    let is_people = |counted: Token<'_>, bare: bool| {
        let is_vague = reading
            .knowledge
            .lexicons
            .contains("vague_counts", counted.lemma());
        is_vague || people::who(counted, reading, bare).is_some()
    };
    rules.rules.find(sentence).iter().any(|found| {
        let counted = found.capture("counted");
        took_place(found.at.root(), reading)
            && counted.is_some_and(|counted| {
                !lookalikes.contains(&counted.id()) && is_people(counted, found.rule.gives.bare)
            })
    })
}

fn lookalikes(sentence: Sentence<'_>, reading: Reading<'_>) -> BTreeSet<TokenId> {
    let found = reading.knowledge.tolls.lookalikes.find(sentence);
    found
        .iter()
        .filter_map(|found| found.capture("counted"))
        .map(Token::id)
        .collect()
}

/// Those harmed in a sentence. A part names its whole by its place in the list.
fn harmed<'r>(sentence: Sentence<'r>, sources: Sources<'r>) -> Vec<Harmed<'r>> {
    let reading = sources.reading;
    let lookalikes = lookalikes(sentence, reading);
    let mut out: Vec<Harmed<'r>> = Vec::new();
    for found in reading.knowledge.tolls.rules.find(sentence) {
        let Some(first) = found.capture("counted") else {
            continue;
        };
        let word = found.at.root();
        if lookalikes.contains(&first.id()) || !took_place(word, reading) || recurs(word, sources) {
            continue;
        }
        for counted in nouns::joined(first) {
            let one = one(&found, counted, sources).map(|one| Harmed {
                is_joined: counted.id() != first.id(),
                ..one
            });
            out.extend(one.filter(|one| !is_counted(one, &out)));
        }
    }
    drop_joined(&mut out);
    drop_survived(&mut out);
    drop_nouns_of_harm(&mut out);
    learned::settle(&mut out, sentence, sources);
    parts::add(&mut out, sentence, sources);
    out
}

/// Those to whom another rule says that something else happened.
fn drop_joined(harmed: &mut Vec<Harmed<'_>>) {
    let sure = harmed.iter().filter(|one| !one.is_joined);
    let sure: Vec<_> = sure.map(|one| (one.count.span, one.kind)).collect();
    let is_other = |one: &Harmed<'_>| {
        sure.iter()
            .any(|(span, kind)| *span == one.count.span && *kind != one.kind)
    };
    harmed.retain(|one| !(one.is_joined && is_other(one)));
}

/// "a boy who was shot has died": he is counted as killed alone.
fn drop_survived(harmed: &mut Vec<Harmed<'_>>) {
    let killed = harmed.iter().filter(|one| one.kind == TollKind::Killed);
    let killed: Vec<_> = killed.map(|one| one.counted.id()).collect();
    harmed.retain(|one| one.kind != TollKind::Injured || !killed.contains(&one.counted.id()));
}

/// "the death of his friend", "the life of a guard": the friend is counted, and not the death too.
fn drop_nouns_of_harm(harmed: &mut Vec<Harmed<'_>>) {
    let counted: Vec<_> = harmed.iter().map(|one| (one.kind, one.counted)).collect();
    let is_whose = |kind: TollKind, noun: Token<'_>| {
        counted.iter().any(|(other, person)| {
            let of = Some(person.head()).filter(|of| person.dep() == "pobj" && of.lemma() == "of");
            *other == kind && of.is_some_and(|of| of.head().id() == noun.id())
        })
    };
    harmed.retain(|one| one.count.best != Some(1) || !is_whose(one.kind, one.counted));
}

fn is_counted(one: &Harmed<'_>, known: &[Harmed<'_>]) -> bool {
    known
        .iter()
        .any(|other| other.kind == one.kind && other.count.span == one.count.span)
}

fn one<'r>(
    found: &Found<'r, TollRule>,
    counted: Token<'r>,
    sources: Sources<'r>,
) -> Option<Harmed<'r>> {
    let rule = found.rule.gives;
    let who = people::who(counted, sources.reading, rule.bare)?;
    let count = match rule.none {
        true => count::none_of(counted),
        false => count::of(counted, sources)?,
    };
    let instead_of = found
        .at
        .root()
        .children()
        .find(|child| child.lemma() == "from")
        .and_then(|from| {
            let figure = from.children().find(|child| child.dep() == "pobj")?;
            count::of(figure, sources)?.best.filter(|_| rule.bare)
        });
    Some(Harmed {
        kind: rule.kind,
        rule: found.rule.name.clone(),
        word: found.at.root(),
        counted,
        count,
        who,
        part_of: None,
        is_joined: false,
        is_part: rule.part,
        follows: rule.follows,
        instead_of,
    })
}

/// Not "could kill", "to kill", "if ... killed", "did not kill".
fn took_place(word: Token<'_>, reading: Reading<'_>) -> bool {
    if !matches!(word.pos(), "VERB" | "AUX") {
        return true;
    }
    let lexicons = &reading.knowledge.lexicons;
    let has = |dep: &str, lexicon| {
        let mut children = word.children().filter(|child| child.dep() == dep);
        children.any(|child| lexicons.contains(lexicon, &child.text().to_lowercase()))
    };
    let auxiliary = |lemma: &str| {
        word.children()
            .any(|child| child.dep() == "aux" && child.lemma() == lemma)
    };
    let is_possible = has("aux", "modal") && !auxiliary("have");
    let is_intended = word.tag() == "VB" && auxiliary("to");
    let is_negated = word.children().any(|child| child.dep() == "neg");
    !(is_possible || is_intended || is_negated || has("mark", "conditions"))
}

/// "every week another guard was killed": no event of its own.
fn recurs(word: Token<'_>, sources: Sources<'_>) -> bool {
    let lexicons = &sources.reading.knowledge.lexicons;
    let is_word = |token: &Token<'_>| lexicons.contains("recurring", &token.text().to_lowercase());
    let is_set = |token: Token<'_>| {
        let mut sets = sources
            .times
            .iter()
            .filter(|time| time.kind == TimeKind::Set);
        sets.any(|time| time.span.overlaps(token.span()))
    };
    let mut when = word
        .children()
        .filter(|child| matches!(child.dep(), "npadvmod" | "advmod" | "prep"));
    when.any(|child| {
        is_word(&child) || is_set(child) || child.children().any(|below| is_word(&below))
    })
}

/// "may have been killed", "feared dead"
fn is_doubted(word: Token<'_>, reading: Reading<'_>) -> bool {
    let lexicons = &reading.knowledge.lexicons;
    let is_modal = |child: Token<'_>| {
        child.dep() == "aux" && lexicons.contains("possible_modals", child.lemma())
    };
    word.children().any(is_modal)
        || word.dep() == "xcomp" && lexicons.contains("fearing", word.head().lemma())
}

fn toll(id: TollId, harmed: &Harmed<'_>, supersedes: Option<TollId>, sources: Sources<'_>) -> Toll {
    let count = &harmed.count;
    let period = period::of(harmed.word, sources);
    let event = match period {
        None => event::of(harmed.word, count.span, harmed.kind, sources),
        Some(_) => None,
    };
    let links = Links {
        event,
        period,
        supersedes,
    };
    Toll {
        id,
        head: head(harmed, &links, sources),
        event: event.map(|(event, _)| event),
        kind: harmed.kind,
        who: harmed.who,
        low: count.low,
        best: count.best,
        high: count.high,
        period,
        part_of: harmed.part_of.map(TollId::new),
        supersedes,
    }
}

fn head(harmed: &Harmed<'_>, links: &Links, sources: Sources<'_>) -> ClaimHead {
    let anchor = harmed.anchor();
    let attribution = holder_of(anchor, sources.attributions);
    let holder = &sources.attributions[attribution.index()];
    let event = links.event.map(|(event, _)| &sources.events[event.index()]);
    ClaimHead {
        attribution,
        stance: holder.stance,
        factuality: factuality(harmed.word, holder, sources.reading),
        likelihood: likelihood::of(harmed.word, sources.reading).map(|(level, _)| level),
        said_at: holder.said_at,
        about_time: event.and_then(|event| event.time),
        anchor,
        evidence: evidence::of(harmed, links, holder, sources),
    }
}

fn factuality(word: Token<'_>, holder: &Attribution, reading: Reading<'_>) -> Factuality {
    let possible = Factuality {
        commitment: Commitment::Possible,
        positive: true,
    };
    match holder.stance {
        Stance::Denies if holder.id != AttributionId::NARRATION => Factuality::DENIED,
        Stance::Asks | Stance::Doubts | Stance::Intends => Factuality::UNKNOWN,
        Stance::Suspects => possible,
        _ if is_doubted(word, reading) => possible,
        _ => Factuality::CERTAIN,
    }
}

/// "rose to 45 from 30": the latest toll of 30.
fn corrected(harmed: &Harmed<'_>, found: &[Toll]) -> Option<TollId> {
    let figure = harmed.instead_of?;
    let is_it = |toll: &&Toll| {
        toll.kind == harmed.kind && (toll.best == Some(figure) || toll.low == Some(figure))
    };
    found.iter().rev().find(is_it).map(|toll| toll.id)
}

fn step(toll: &Toll) -> Step {
    let rule = toll.head.evidence[0].by.clone();
    let message = format!(
        "{} {:?}/{:?}/{:?} {}",
        toll.kind, toll.low, toll.best, toll.high, toll.who
    );
    Step {
        rule,
        span: toll.head.anchor,
        fired: true,
        message,
    }
}

#[cfg(test)]
mod tests;
