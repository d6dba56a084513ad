//! All who are spoken of so far, and where they were spoken of last.

use std::collections::{BTreeMap, BTreeSet};

use ascribe_knowledge::Gender;
use ascribe_model::{Entity, EntityId, EntityKind};
use ascribe_nlp::{Token, TokenId};
use ascribe_text::{Span, Text, quotations};

use super::beside::Belongs;
use super::names::Names;
use super::referent::{Described, Place, Referent, Seen};
use super::salience::is_below;
use crate::entities::{How, Seed, does_violence, is_short_name, is_subject, says_something};
use crate::reading::Reading;

/// All who are spoken of so far.
pub(super) struct Cast<'r> {
    pub(super) reading: Reading<'r>,
    pub(super) all: Vec<Referent>,
    names: Names,
    /// Who was described by a noun (lemma), in the order of the text.
    by_noun: BTreeMap<String, Vec<usize>>,
    /// Whom the head of a mention means.
    by_head: BTreeMap<TokenId, usize>,
    /// The order in which they were last spoken of: the last one is the nearest.
    recent: Vec<usize>,
    /// The sentence that is being read, of those that tell something.
    pub(super) sentence: usize,
    /// Outermost quotations, in order.
    quotations: Vec<Span<Text>>,
    belongs: Belongs,
}

/// How many of those last spoken of are remembered.
const MEMORY: usize = 16;

impl<'r> Cast<'r> {
    pub(super) fn new(reading: Reading<'r>) -> Self {
        let quotations = reading.blocks().flat_map(|block| {
            let found = quotations(reading.text(), block.span.trimmed(reading.text()));
            found
                .into_iter()
                .filter(|one| one.depth == 0)
                .map(|one| one.outer)
        });
        Self {
            quotations: quotations.collect(),
            reading,
            all: Vec::new(),
            names: Names::default(),
            by_noun: BTreeMap::new(),
            by_head: BTreeMap::new(),
            recent: Vec::new(),
            sentence: 0,
            belongs: Belongs::default(),
        }
    }

    /// Goes on to the next sentence.
    pub(super) fn begin(&mut self, sentence: usize) {
        self.sentence = sentence;
    }

    /// Adds one who was not spoken of before.
    pub(super) fn create(&mut self, seed: &Seed<'r>) {
        let index = self.all.len();
        let words = seed.span.slice(self.reading.text());
        self.all.push(Referent::new(seed, words, self.seen(seed)));
        self.mention(index, seed, seed.rule);
    }

    /// "the front", "its branch": for a body only where one of that name was spoken of.
    pub(super) fn is_body_by_name(&self, seed: &Seed<'r>) -> bool {
        let lemma = seed.head.lemma().to_lowercase();
        let knowledge = self.reading.knowledge;
        let is_bare = seed.span == seed.head.span();
        let is_only_branch = knowledge.roles.body(&lemma).is_none();
        seed.how == How::Described
            && (is_only_branch || is_bare && knowledge.lexicons.contains("bodies_by_name", &lemma))
    }

    /// Adds a mention of several who are known.
    pub(super) fn mention_all(&mut self, all: &[usize], seed: &Seed<'r>, rule: &str) {
        for &index in all {
            self.mention(index, seed, rule);
        }
    }

    /// Adds a mention of one who is known.
    pub(super) fn mention(&mut self, index: usize, seed: &Seed<'r>, rule: &str) {
        let at = self.seen(seed);
        let words = seed.span.slice(self.reading.text());
        let is_he = seed.kind == EntityKind::Person && matches!(seed.how, How::Pointed(_));
        let known = &mut self.all[index];
        let is_surname = seed.kind == EntityKind::Person && seed.how == How::Named;
        let becomes_person = is_surname && known.is_bare_name();
        if seed.is_sure && known.kind != EntityKind::Person || is_he || becomes_person {
            known.become_sure(seed.kind, seed.span, seed.rule);
        }
        known.mention(seed, words, rule, at);
        known.does_violence |= does_violence(seed.head, self.reading);
        known.speaks |= says_something(seed.head, self.reading);
        match seed.how {
            How::Named => self.name(index, seed, words),
            How::Described | How::Unnamed => self.describe(index, described(seed)),
            How::Pointed(_) | How::Both | How::Leading => {}
        }
        self.belongs.note(index, seed, self.reading);
        self.by_head.insert(seed.head.id(), index);
        if seed.how == How::Named {
            // The tree may hang what stands beside a name under any of its words.
            for token in self.reading.doc.tokens_in(seed.span) {
                self.by_head.insert(token.id(), index);
            }
        }
        self.recent.retain(|&other| other != index);
        // "they were soldiers": no new ones.
        if seed.head.dep() != "attr" || self.all[index].is_named {
            self.recent.push(index);
        }
        if self.recent.len() > MEMORY {
            self.recent.remove(0);
        }
    }

    /// Remembers a name, and the titles before it.
    fn name(&mut self, index: usize, seed: &Seed<'r>, words: &str) {
        if let Some(name) = self.table_name(words, seed.kind) {
            self.all[index].rename(name);
            self.names.add(name, seed.kind, index);
        }
        self.names.add(words, seed.kind, index);
        if seed.kind == EntityKind::Person {
            for title in titles(seed, self.reading) {
                self.describe(index, title);
            }
        }
    }

    /// Remembers a noun by which one may be called again: "researcher".
    fn describe(&mut self, index: usize, by: Described) {
        let known = self.by_noun.entry(by.noun.clone()).or_default();
        if !known.contains(&index) {
            known.push(index);
        }
        if !self.all[index].nouns.contains(&by) {
            self.all[index].nouns.push(by);
        }
    }

    /// The one that bears the name `words`.
    pub(super) fn called(&self, seed: &Seed<'r>) -> Option<(usize, &'static str)> {
        let words = seed.span.slice(self.reading.text());
        let fits = |known: &Referent| {
            let is_other_gender = matches!(
                (known.gender, seed.gender),
                (Some(Gender::Female), Some(Gender::Male))
                    | (Some(Gender::Male), Some(Gender::Female))
            );
            known.is_named && !is_other_gender
        };
        let table = self.table_name(words, seed.kind);
        let by_table = table.and_then(|name| self.names.find(name, seed.kind, &self.all, fits));
        let found = by_table.or_else(|| self.names.find(words, seed.kind, &self.all, fits));
        found.map(|index| (index, seed.rule))
    }

    /// Who was described by `noun`, in the order of the text.
    pub(super) fn described_by(&self, noun: &str) -> &[usize] {
        self.by_noun.get(noun).map_or(&[], Vec::as_slice)
    }

    /// Whom the head of an earlier mention means.
    pub(super) fn at(&self, head: Token<'_>) -> Option<usize> {
        self.by_head.get(&head.id()).copied()
    }

    /// Those last spoken of, the nearest first.
    pub(super) fn recent(&self) -> impl Iterator<Item = usize> {
        self.recent.iter().rev().copied()
    }

    /// Where the words of `seed` stand.
    pub(super) fn seen(&self, seed: &Seed<'_>) -> Seen {
        Seen {
            sentence: self.sentence,
            block: self.reading.block_index(seed.span),
            head: seed.head.id(),
            place: place(seed),
            is_below: is_below(seed.head),
            list: seed.list,
            is_listed: is_listed(seed.head) || seed.list != seed.head.id(),
            is_aside: self.is_aside(seed.span),
            quotation: self.quotation(seed.span),
        }
    }

    /// Whether an open parenthesis stands before `span` in its sentence.
    fn is_aside(&self, span: Span<Text>) -> bool {
        /// An aside is not longer than this.
        const LONGEST: usize = 300;
        let before = &self.reading.text()[..span.start()];
        let near = before.char_indices().rev().take(LONGEST);
        let mut marks = near.filter(|(_, mark)| matches!(mark, '(' | ')' | '\n'));
        marks.next().is_some_and(|(_, mark)| mark == '(')
    }

    fn quotation(&self, span: Span<Text>) -> Option<usize> {
        let after = self
            .quotations
            .partition_point(|one| one.end() <= span.start());
        self.quotations
            .get(after)
            .is_some_and(|one| one.contains(span))
            .then_some(after)
    }

    /// The main name that the actor table has for one who is called `words`.
    fn table_name(&self, words: &str, kind: EntityKind) -> Option<&'r str> {
        let actors = &self.reading.knowledge.actors;
        let state = || {
            (kind == EntityKind::Government)
                .then(|| actors.state(words))
                .flatten()
        };
        let actor = actors.get(words).map(|actor| actor.name.as_str());
        actor.or_else(|| state().map(|state| state.name.as_str()))
    }

    /// The entities in the order of first mention; unnamed persons are none.
    pub(super) fn finish(self) -> Vec<Entity> {
        let mut order: Vec<usize> = (0..self.all.len())
            .filter(|&index| self.all[index].is_told())
            .collect();
        order.sort_by_key(|&index| self.all[index].first_mention());
        let mut ids: Vec<Option<EntityId>> = vec![None; self.all.len()];
        for (id, &index) in order.iter().enumerate() {
            ids[index] = Some(EntityId::new(id));
        }
        let heads = &self.by_head;
        let belongs = self
            .belongs
            .resolve(|head| heads.get(&head).copied(), &self.all);
        let roles: Vec<_> = self.all.iter().map(|one| one.role).collect();
        let mut told: Vec<_> = self.all.into_iter().enumerate().collect();
        told.retain(|(index, _)| ids[*index].is_some());
        told.sort_by_key(|(_, one)| one.first_mention());
        let mut entities: Vec<Entity> = Vec::with_capacity(told.len());
        for (id, (index, one)) in told.into_iter().enumerate() {
            let mut entity = one.finish(id);
            if let Some(owner) = belongs.get(&index) {
                owner.write(&mut entity, &ids, &roles);
            }
            entities.push(entity);
        }
        entities
    }
}

/// The noun of a description with the words before it.
pub(super) fn described(seed: &Seed<'_>) -> Described {
    let head = seed.head;
    let before = std::iter::successors(head.previous(), |token| token.previous());
    // The tree may take "IS" for a verb.
    let is_modifier = |token: &Token<'_>| {
        matches!(token.dep(), "compound" | "amod" | "nmod")
            || matches!(token.pos(), "ADJ" | "PROPN")
            || is_short_name(token.text())
    };
    let modifiers = before.take_while(is_modifier);
    let modifiers = modifiers.take(MEMORY);
    Described {
        noun: head.lemma().to_lowercase(),
        modifiers: modifiers
            .map(|token| token.lemma().to_lowercase())
            .collect(),
    }
}

/// "President" and "Defence Minister" before a name: how the person may be called later.
fn titles(seed: &Seed<'_>, reading: Reading<'_>) -> Vec<Described> {
    let first = reading.doc.tokens_in(seed.span).next();
    let Some(first) = first else {
        return Vec::new();
    };
    let inside = reading.doc.tokens_in(seed.span);
    let title = |token: Token<'_>| {
        let noun = token.lemma().to_lowercase();
        let knowledge = reading.knowledge;
        let is_title = knowledge.roles.title(&noun).is_some()
            || knowledge.lexicons.contains("men_and_women", &noun);
        is_title.then_some(Described {
            noun,
            modifiers: BTreeSet::new(),
        })
    };
    first
        .previous()
        .into_iter()
        .chain(inside)
        .filter_map(title)
        .collect()
}

/// "A" and "B" of "A and B".
fn is_listed(token: Token<'_>) -> bool {
    let mut below = token.children().take(MEMORY);
    token.dep() == "conj" || below.any(|child| child.dep() == "conj")
}

fn place(seed: &Seed<'_>) -> Place {
    match seed.head.dep() {
        _ if seed.is_subject() => Place::Subject,
        // "The army's answer came"
        "poss" if is_subject(seed.head.head()) => Place::Subject,
        "dobj" | "dative" | "attr" | "oprd" => Place::Object,
        _ => Place::Other,
    }
}
