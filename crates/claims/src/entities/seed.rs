//! Places in a sentence where somebody is spoken of.

use std::collections::BTreeSet;

use ascribe_knowledge::{Gender, Number, Pronoun};
use ascribe_model::{EntityKind, Place, PlaceSense, Role};
use ascribe_nlp::{Entity as Name, Sentence, Token, TokenId};
use ascribe_text::{Span, Text};

use super::uses::Uses;
use super::{described, named};
use crate::reading::Reading;

/// One place where somebody is spoken of.
#[derive(Debug, Clone)]
pub(crate) struct Seed<'r> {
    pub(crate) span: Span<Text>,
    pub(crate) head: Token<'r>,
    pub(crate) how: How,
    pub(crate) kind: EntityKind,
    /// Whether the words tell the kind, rather than the pipeline's guess.
    pub(crate) is_sure: bool,
    pub(crate) number: Number,
    pub(crate) gender: Option<Gender>,
    pub(crate) role: Option<Role>,
    /// The first word of the list in which it stands: "A" for both of "A and B".
    pub(crate) list: TokenId,
    pub(crate) rule: &'static str,
}

/// In what way somebody is spoken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum How {
    /// By name.
    Named,
    /// By a word for what they are: "the army".
    Described,
    /// As an unnamed person: "a doctor". No entity, but one whom "she" can mean.
    Unnamed,
    /// As one of two: "both groups".
    Both,
    /// By its head: "the leadership of X".
    Leading,
    /// By a pronoun of the third person.
    Pointed(Pronoun),
}

impl Seed<'_> {
    /// Whether it is the subject of a verb, or joined to one.
    pub(crate) fn is_subject(&self) -> bool {
        is_subject(self.head) && !is_agent(first_joined(self.head))
    }
}

/// The seeds of a report's sentences, in order.
pub(crate) struct Seeds<'r> {
    reading: Reading<'r>,
    told: Told<'r>,
    names: std::iter::Peekable<Box<dyn Iterator<Item = Name<'r>> + 'r>>,
}

/// What the whole report tells of its names.
pub(super) struct Told<'r> {
    pub(super) places: PlaceWords<'r>,
    pub(super) uses: Uses<'r>,
    /// The whole names of those whom the pipeline takes for persons.
    people: BTreeSet<&'r str>,
}

impl<'r> Told<'r> {
    fn new(reading: Reading<'r>, places: &'r [Place]) -> Self {
        let is_person = |name: &Name<'r>| name.kind() == "PERSON" && name.tokens().len() == 2;
        let people = reading.doc.entities().filter(is_person);
        Self {
            places: PlaceWords::new(places, reading.text()),
            uses: Uses::new(reading),
            people: people
                .map(|name| name.span().slice(reading.text()))
                .collect(),
        }
    }

    /// Whether a person is so called somewhere in the report.
    pub(super) fn is_person(&self, words: &str) -> bool {
        self.people.contains(words)
    }
}

/// What the report's places are called, and where they stand.
pub(super) struct PlaceWords<'p> {
    spans: Vec<Span<Text>>,
    names: BTreeSet<&'p str>,
}

impl<'p> PlaceWords<'p> {
    fn new(places: &'p [Place], text: &'p str) -> Self {
        let literal = |place: &&Place| place.sense == PlaceSense::Literal;
        let literal = places.iter().filter(literal);
        let mut spans: Vec<_> = literal.map(|place| place.span).collect();
        spans.sort_unstable();
        let names = spans.iter().map(|span| span.slice(text)).collect();
        Self { spans, names }
    }

    /// Whether these words are read as a place, here or elsewhere in the report.
    pub(super) fn holds(&self, span: Span<Text>, text: &str) -> bool {
        let after = self
            .spans
            .partition_point(|place| place.end() <= span.start());
        let is_here = self
            .spans
            .get(after)
            .is_some_and(|place| place.overlaps(span));
        is_here || self.names.contains(span.slice(text))
    }
}

impl<'r> Seeds<'r> {
    pub(crate) fn new(reading: Reading<'r>, places: &'r [Place]) -> Self {
        let names: Box<dyn Iterator<Item = Name<'r>> + 'r> = Box::new(reading.doc.entities());
        Self {
            reading,
            told: Told::new(reading, places),
            names: names.peekable(),
        }
    }

    /// The seeds of `sentence`. Sentences are to be asked for in the order of the text.
    pub(crate) fn of(&mut self, sentence: Sentence<'r>) -> Vec<Seed<'r>> {
        let mut seeds = named::known_actors(sentence, self.reading);
        let names = self.names_in(sentence).into_iter();
        let found = names.flat_map(|name| named::named(name, self.reading, &self.told));
        seeds.extend(found);
        settle(&mut seeds);
        let mut taken = seeds.iter().map(|seed| seed.span).peekable();
        let (mut begin, mut unnamed) = (sentence.span().start(), Vec::new());
        for token in sentence.tokens() {
            while let Some(span) = taken.next_if(|span| span.end() <= token.span().start()) {
                begin = span.end();
            }
            let is_free = taken.peek().is_none_or(|span| !span.overlaps(token.span()));
            if is_free && let Some(mut seed) = self.unnamed(token) {
                seed.span = after(begin, seed.span, token);
                unnamed.push(seed);
            }
        }
        seeds.extend(unnamed);
        settle(&mut seeds);
        join(&mut seeds);
        seeds
    }

    fn unnamed(&self, token: Token<'r>) -> Option<Seed<'r>> {
        described::pointed(token, self.reading)
            .or_else(|| named::in_parentheses(token, self.reading))
            .or_else(|| described::described(token, self.reading))
            .or_else(|| named::unknown(token, self.reading, &self.told))
            .or_else(|| described::person(token, self.reading))
    }

    fn names_in(&mut self, sentence: Sentence<'r>) -> Vec<Name<'r>> {
        let range = sentence.token_range();
        let before = |name: &Name<'r>| name.token_range().start < range.end;
        let mut found = Vec::new();
        while let Some(name) = self.names.next_if(before) {
            if range.contains(&name.token_range().start) {
                found.push(name);
            }
        }
        found
    }
}

/// The words of `span` that begin at `begin` or later: "organisation" of "central X organisation".
fn after(begin: usize, span: Span<Text>, token: Token<'_>) -> Span<Text> {
    if begin <= span.start() {
        return span;
    }
    let mut tokens = token.doc().tokens_in(span);
    let first = tokens.find(|token| begin <= token.span().start());
    first.map_or(span, |first| Span::new(first.span().start(), span.end()))
}

/// Joins to a list what only "and" and an article stand between, whatever the tree says.
fn join(seeds: &mut [Seed<'_>]) {
    for at in 1..seeds.len() {
        let (before, after) = (&seeds[at - 1], &seeds[at]);
        let between = Span::new(before.span.end(), after.span.start());
        let mut words = before
            .head
            .doc()
            .tokens_in(between)
            .filter(|token| !between.is_empty() && !token.is_space());
        let is_and = words.next().is_some_and(|word| word.pos() == "CCONJ");
        if is_and && words.all(|word| word.pos() == "DET") {
            let list = before.list;
            seeds[at].list = list;
        }
    }
}

/// In the order of the text; of two that overlap, the one that was found first.
fn settle(seeds: &mut Vec<Seed<'_>>) {
    seeds.sort_by_key(|seed| seed.span.start());
    seeds.dedup_by(|later, earlier| earlier.span.overlaps(later.span));
}

/// Whether the token is a subject or an agent, or joined to one by "and".
pub(crate) fn is_subject(token: Token<'_>) -> bool {
    let first = first_joined(token);
    matches!(first.dep(), "nsubj" | "nsubjpass") || is_agent(first)
}

/// "by the army", after a passive verb.
pub(crate) fn is_agent(token: Token<'_>) -> bool {
    token.dep() == "pobj" && token.head().dep() == "agent"
}

/// Steps up a list of joined words at most: no list that a reader remembers is longer.
const LIST: usize = 12;

/// The first of the words to which `token` is joined: "A" for each of "A, B and C".
pub(crate) fn first_joined(token: Token<'_>) -> Token<'_> {
    let up = std::iter::successors(Some(token), |token| {
        (token.dep() == "conj").then(|| token.head())
    });
    up.take(LIST).last().unwrap_or(token)
}
