//! What is known of one who is spoken of, while the report is being read.

use std::collections::BTreeSet;

use ascribe_knowledge::{Gender, Number};
use ascribe_model::{Entity, EntityId, EntityKind, Evidence, Mention, Role, RuleName};
use ascribe_nlp::TokenId;
use ascribe_text::{Span, Text};

use crate::entities::{How, Seed};

/// One who is spoken of.
#[derive(Debug)]
pub(super) struct Referent {
    pub(super) kind: EntityKind,
    /// Whether words told the kind, rather than the pipeline's guess.
    pub(super) is_sure: bool,
    pub(super) number: Number,
    pub(super) gender: Option<Gender>,
    /// Whether it is told to have done violence.
    pub(super) does_violence: bool,
    /// Whether it is told to have said something.
    pub(super) speaks: bool,
    /// Whether the report names it.
    pub(super) is_named: bool,
    pub(super) name: String,
    pub(super) aliases: Vec<String>,
    pub(super) role: Option<Role>,
    /// The nouns by which it was described, with their modifiers (lemmas).
    pub(super) nouns: Vec<Described>,
    pub(super) last: Seen,
    /// How many the pronoun was that last meant it: "they" or "it".
    pub(super) last_number: Option<Number>,
    /// How often it was spoken of without a break of a sentence.
    pub(super) run: usize,
    mentions: Vec<Mention>,
    evidence: Vec<Evidence>,
}

/// A noun with the words before it: "army", with "northern".
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Described {
    pub(super) noun: String,
    pub(super) modifiers: BTreeSet<String>,
}

/// Where somebody was last spoken of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    /// Of the sentences that tell something.
    pub(super) sentence: usize,
    pub(super) block: Option<usize>,
    pub(super) head: TokenId,
    pub(super) place: Place,
    /// Whether that was in a clause below another.
    pub(super) is_below: bool,
    /// The first word of the list in which it stood.
    pub(super) list: TokenId,
    /// Whether it was one of a list: "A and B".
    pub(super) is_listed: bool,
    /// Whether it stood in parentheses.
    pub(super) is_aside: bool,
    /// The quotation it stood in.
    pub(super) quotation: Option<usize>,
}

/// What part the words had in their sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    Other,
    Object,
    Subject,
}

impl Seen {
    /// The same, with the best part that it had in its sentence.
    fn over(self, before: Self) -> Self {
        let rank = |seen: Self| (seen.place, !seen.is_below);
        let best = if rank(self) < rank(before) {
            before
        } else {
            self
        };
        Self {
            place: best.place,
            is_below: best.is_below,
            ..self
        }
    }
}

impl Referent {
    pub(super) fn new(seed: &Seed<'_>, words: &str, last: Seen) -> Self {
        let by = RuleName::new(seed.rule);
        let cells = ["name", "kind"].map(|field| Evidence::new(field, seed.span, &by));
        Self {
            kind: seed.kind,
            is_sure: seed.is_sure,
            number: seed.number,
            gender: seed.gender,
            does_violence: false,
            speaks: false,
            is_named: false,
            name: words.to_owned(),
            aliases: Vec::new(),
            role: None,
            nouns: Vec::new(),
            last,
            last_number: None,
            run: 0,
            mentions: Vec::new(),
            evidence: cells.to_vec(),
        }
    }

    /// Whether it is an entity: an unnamed person is none, but for those who did violence, and one
    /// who speaks and is spoken of again.
    pub(super) fn is_told(&self) -> bool {
        let is_one = self.number == Number::One;
        let is_voice = self.speaks && is_one && 1 < self.mentions.len();
        self.is_named || self.does_violence || is_voice || self.kind != EntityKind::Person
    }

    /// Whether all that is known is one word that the pipeline guesses to be a name: "Amery".
    pub(super) fn is_bare_name(&self) -> bool {
        self.is_named && !self.is_sure && !self.name.contains(' ')
    }

    /// Whether it is more than a word that the pipeline guesses to be a name: "the Amsel road".
    pub(super) fn is_someone(&self) -> bool {
        self.is_sure || self.last.place != Place::Other
    }

    /// Adds one place where it is spoken of. `rule` read that it is the same one.
    pub(super) fn mention(&mut self, seed: &Seed<'_>, words: &str, rule: &str, at: Seen) {
        let by = RuleName::new(rule);
        let is_named = seed.how == How::Named;
        self.mentions.push(Mention {
            span: seed.span,
            named: is_named,
        });
        self.evidence
            .push(Evidence::new("mentions", seed.span, &by));
        self.give_role(seed.role, seed.span, seed.rule);
        self.tell_again(seed, words);
        if is_named {
            self.call(words, seed.span, &by);
        }
        // Who was "it" once is no person.
        self.gender = self.gender.or(seed.gender);
        let distance = at.sentence - self.last.sentence;
        self.run = if distance <= 1 { self.run + 1 } else { 1 };
        self.last = if distance == 0 {
            at.over(self.last)
        } else {
            at
        };
        if let How::Pointed(pronoun) = seed.how {
            self.last_number = Some(pronoun.number);
        }
    }

    /// Notes that these words tell cells that others told before: each of them is enough.
    fn tell_again(&mut self, seed: &Seed<'_>, words: &str) {
        let is_named = seed.how == How::Named;
        let is_noun = matches!(seed.how, How::Described | How::Unnamed);
        let is_alias = is_named && self.aliases.iter().any(|alias| alias == words);
        for (field, is_told) in [
            ("name", is_named && self.is_named && self.name == words),
            ("aliases", is_alias),
            ("kind", (is_named || is_noun) && seed.kind == self.kind),
            ("role", seed.role.is_some() && seed.role == self.role),
        ] {
            let told = self.evidence.iter_mut().find(|cell| cell.field == field);
            if let Some(cell) = told.filter(|_| is_told)
                && cell.spans.last() != Some(&seed.span)
            {
                cell.spans.push(seed.span);
            }
        }
    }

    /// Its role, where none is known yet.
    pub(super) fn give_role(&mut self, role: Option<Role>, span: Span<Text>, rule: &str) {
        // Who is named is no unnamed official; what else he is the words may tell later.
        let role =
            role.filter(|role| *role != Role::UnnamedOfficial || self.kind != EntityKind::Person);
        let role = role.filter(|role| *role != Role::UnnamedOfficial || !self.is_named);
        if self.role.is_none() && role.is_some() {
            self.role = role;
            self.evidence
                .push(Evidence::new("role", span, &RuleName::new(rule)));
        }
    }

    /// Takes the kind that words tell in place of one that was guessed.
    pub(super) fn become_sure(&mut self, kind: EntityKind, span: Span<Text>, rule: &str) {
        if !self.is_sure && self.kind != kind {
            self.kind = kind;
            self.evidence.retain(|cell| cell.field != "kind");
            self.evidence
                .push(Evidence::new("kind", span, &RuleName::new(rule)));
        }
        self.is_sure = true;
    }

    /// A name: the first one, or the fullest of a person, is the entity's; others are aliases.
    fn call(&mut self, words: &str, span: Span<Text>, by: &RuleName) {
        if !self.is_named {
            self.is_named = true;
            words.clone_into(&mut self.name);
            self.evidence.retain(|cell| cell.field != "name");
            self.evidence.push(Evidence::new("name", span, by));
            return;
        }
        let is_known = self.name == words || self.aliases.iter().any(|alias| alias == words);
        if is_known {
            return;
        }
        let is_fuller = self.kind == EntityKind::Person
            && words.split_whitespace().count() > self.name.split_whitespace().count()
            && words.split_whitespace().next_back() == self.name.split_whitespace().next_back();
        let alias = if is_fuller {
            let shorter = std::mem::replace(&mut self.name, words.to_owned());
            if let Some(cell) = self.evidence.iter_mut().find(|cell| cell.field == "name") {
                let first = std::mem::replace(cell, Evidence::new("name", span, by));
                self.evidence.push(Evidence {
                    field: "aliases",
                    ..first
                });
            }
            shorter
        } else {
            self.evidence.push(Evidence::new("aliases", span, by));
            words.to_owned()
        };
        self.aliases.push(alias);
    }

    /// The main name of the actor table, where it has one: what the text says is an alias.
    pub(super) fn rename(&mut self, name: &str) {
        if self.name == name {
            return;
        }
        let words = std::mem::replace(&mut self.name, name.to_owned());
        if self.aliases.contains(&words) {
            return;
        }
        if let Some(cell) = self.evidence.iter().find(|cell| cell.field == "name") {
            let cell = Evidence {
                field: "aliases",
                ..cell.clone()
            };
            self.evidence.push(cell);
        }
        self.aliases.push(words);
    }

    /// The record's entity.
    pub(super) fn finish(mut self, id: usize) -> Entity {
        self.mentions.sort_by_key(|mention| mention.span);
        Entity {
            id: EntityId::new(id),
            kind: self.kind,
            name: self.name,
            aliases: self.aliases,
            role: self.role,
            part_of: None,
            mentions: self.mentions,
            evidence: self.evidence,
        }
    }

    pub(super) fn first_mention(&self) -> Option<Span<Text>> {
        self.mentions.iter().map(|mention| mention.span).min()
    }
}
