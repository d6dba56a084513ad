//! What a report does with its names: "the Heron commands 900 fighters" tells a group, "Oske, who
//! has followed it" a person.
//!
//! A name that no list knows, and whose words do not say what it is, is what it is used as
//! anywhere in the report. Knows names by their last word, by which they come back.

use std::collections::BTreeSet;

use ascribe_knowledge::{Gender, Pronoun};
use ascribe_model::EntityKind;
use ascribe_nlp::Token;

use super::seed::{first_joined, is_subject};
use super::{around, described};
use crate::reading::Reading;

/// Capitalised words of one name at most.
const LONGEST_NAME: usize = 12;

/// Words below a verb that are looked at.
const BELOW: usize = 12;

/// The last words of the names that a report uses for groups, for bodies and for persons.
#[derive(Debug, Default)]
pub(super) struct Uses<'r> {
    groups: BTreeSet<&'r str>,
    people: BTreeSet<&'r str>,
    organisations: BTreeSet<&'r str>,
    /// Names that are treated as those of some body: "members of Grey Winter".
    bodies: BTreeSet<&'r str>,
    /// Names of those who do what armed groups and armed men do.
    armed: BTreeSet<&'r str>,
    /// Names that stand elsewhere than at the beginning of a sentence.
    inside: BTreeSet<&'r str>,
}

impl<'r> Uses<'r> {
    pub(super) fn new(reading: Reading<'r>) -> Self {
        let mut uses = Self::default();
        for sentence in reading.sentences() {
            let mut first = true;
            for token in sentence.tokens() {
                if !first && is_part(token) {
                    uses.inside.insert(token.text());
                }
                first = first && !token.text().chars().any(char::is_alphanumeric);
                if is_part(token) && !token.next().is_some_and(is_part) {
                    uses.note(token, reading);
                }
            }
        }
        uses
    }

    /// Notes what the name that ends in `last` is used as.
    fn note(&mut self, last: Token<'r>, reading: Reading<'r>) {
        let name = Name::new(last);
        if name.is_person() {
            self.people.insert(last.text());
        } else if name.is_group(reading) {
            self.groups.insert(last.text());
        } else if name.is_called(EntityKind::Organisation, reading) {
            self.organisations.insert(last.text());
        }
        if name.is_body(reading) {
            self.bodies.insert(last.text());
        }
        if name.is_armed(reading) {
            self.armed.insert(last.text());
        }
    }

    /// The kind that the report gives to a name that ends in `last`.
    pub(super) fn kind(&self, last: &str) -> Option<EntityKind> {
        let is_body = self.bodies.contains(last);
        let is_group = self.groups.contains(last) || is_body && self.armed.contains(last);
        let is_organisation = self.organisations.contains(last) || is_body;
        match (is_group, self.people.contains(last)) {
            (true, false) => Some(EntityKind::Group),
            (false, true) => Some(EntityKind::Person),
            (false, false) => is_organisation.then_some(EntityKind::Organisation),
            (true, true) => None,
        }
    }

    /// Whether the word is a name elsewhere than at the beginning of a sentence, where every word
    /// looks like one.
    pub(super) fn is_name(&self, word: &str) -> bool {
        self.inside.contains(word)
    }
}

fn is_part(token: Token<'_>) -> bool {
    token.text().starts_with(char::is_uppercase) && matches!(token.pos(), "PROPN" | "ADJ" | "NOUN")
}

/// One name in a sentence.
struct Name<'r> {
    first: Token<'r>,
    last: Token<'r>,
    has_article: bool,
}

impl<'r> Name<'r> {
    fn new(last: Token<'r>) -> Self {
        let before = |token: &Token<'r>| token.previous().filter(|token| is_part(*token));
        let first = std::iter::successors(Some(last), before)
            .take(LONGEST_NAME)
            .last()
            .unwrap_or(last);
        let article = first.previous();
        Self {
            first,
            last,
            has_article: article.is_some_and(|word| word.text().eq_ignore_ascii_case("the")),
        }
    }

    /// "Marit Oske, who has followed them", "Ada Koren, 34,".
    fn is_person(&self) -> bool {
        let after = self.last.next().filter(|comma| comma.text() == ",");
        let Some(word) = after.and_then(Token::next).filter(|_| !self.has_article) else {
            return false;
        };
        let is_age = || word.text().len() == 2 && word.text().parse::<u32>().is_ok();
        let is_closed = || word.next().is_some_and(|after| after.text() == ",");
        word.text() == "who" || self.first.id() != self.last.id() && is_age() && is_closed()
    }

    fn is_group(&self, reading: Reading<'_>) -> bool {
        self.is_called(EntityKind::Group, reading)
            || self.names_itself(reading)
            || self.has_article && self.is_armed(reading)
    }

    fn is_armed(&self, reading: Reading<'_>) -> bool {
        self.has_people(reading)
            || self.does(reading)
            || self.is_accused(reading)
            || self.is_fought(reading)
    }

    /// "members of Grey Winter", "a Grey Winter cell", "belong to Grey Winter": persons have none.
    fn is_body(&self, reading: Reading<'_>) -> bool {
        let head = self.last.head();
        let is_of = || matches!(head.lemma(), "of" | "for" | "from" | "by");
        match self.last.dep() {
            "compound" => is(head, "body_people", reading),
            "pobj" if is_of() => is(head.head(), "body_people", reading),
            "pobj" if head.lemma() == "to" => head.head().lemma() == "belong",
            _ => false,
        }
    }

    /// "a collective calling itself Open Ledger".
    fn names_itself(&self, reading: Reading<'_>) -> bool {
        let before = self.first.previous();
        let before = before.filter(|word| !self.has_article || word.pos() != "DET");
        let before = before.or_else(|| self.first.previous().and_then(Token::previous));
        let pronoun = before.filter(|word| {
            let pronoun = reading.knowledge.pronouns.get(&word.text().to_lowercase());
            let is_many = |one: &Pronoun| one.gender.is_none_or(|gender| gender == Gender::Thing);
            pronoun.is_some_and(|one| one.reflexive && is_many(&one))
        });
        let verb = pronoun.and_then(Token::previous);
        verb.is_some_and(|verb| is(verb, "naming_verbs", reading))
    }

    /// "the armed group Ember Column", "the Heron movement", "the Ember Column, a militia".
    fn is_called(&self, kind: EntityKind, reading: Reading<'_>) -> bool {
        let is_body = |token: Token<'_>| {
            let lemma = token.lemma().to_lowercase();
            let body = described::body(token, &lemma, reading);
            token.text().starts_with(char::is_lowercase)
                && body.is_some_and(|body| body.kind == kind)
        };
        let is_beside = |token: &Token<'_>| token.head().id() == self.last.id();
        let near = self.first.previous();
        let quoted = near
            .filter(|mark| is_quote(*mark))
            .and_then(Token::previous);
        let before = near.filter(|word| word.tag() == "NN");
        // "the Dol wing" is led by one.
        let is_whole = |word: &Token<'_>| !is(*word, "branch_nouns", reading);
        let after = self.last.next().filter(|word| word.tag() == "NN");
        let after = after.filter(is_whole);
        let mut said = self.last.children().take(BELOW);
        before.filter(is_beside).or(quoted).is_some_and(is_body)
            || self.has_article && after.is_some_and(is_body)
            || said.any(|child| child.dep() == "appos" && is_body(child))
    }

    /// "the Heron's fighters", "a commander of the Heron", "Heron fighters".
    fn has_people(&self, reading: Reading<'_>) -> bool {
        let head = self.last.head();
        match self.last.dep() {
            "poss" | "compound" => is(head, "armed_people", reading),
            "pobj" if matches!(head.lemma(), "of" | "from" | "by" | "with" | "to") => {
                is(head.head(), "armed_people", reading)
            }
            _ => false,
        }
    }

    /// "the Heron ambushed a patrol", "the Heron lost four men", "the Heron claimed the raid".
    fn does(&self, reading: Reading<'_>) -> bool {
        let verb = self.last.head();
        let below = |list: &str| {
            let mut objects = verb.children().take(BELOW);
            objects.any(|object| object.dep() == "dobj" && is(object, list, reading))
        };
        let has = || below("armed_people") || verb.lemma() == "lose" && below("fighter_nouns");
        let claims = || verb.lemma() == "claim" && (below("claim_objects") || below("event_nouns"));
        is_subject(self.last)
            && verb.pos() == "VERB"
            && (is(verb, "armed_deeds", reading) || has() || claims())
    }

    /// "fighting with the Heron", "the truce between the army and the Heron".
    fn is_fought(&self, reading: Reading<'_>) -> bool {
        let first = first_joined(self.last);
        let against = first.head();
        let is_people = matches!(self.last.entity_kind(), "NORP" | "GPE" | "LOC");
        let is_foe = first.dep() == "pobj"
            && is(against, "foe_prepositions", reading)
            && is(against.head(), "fights", reading);
        !is_people && is_foe
    }

    /// "blamed the Ember Column": mostly whom a report does not know better.
    fn is_accused(&self, reading: Reading<'_>) -> bool {
        let verb = match self.last.dep() {
            "dobj" => self.last.head(),
            "pobj" if matches!(self.last.head().lemma(), "on" | "to") => self.last.head().head(),
            _ => return false,
        };
        match verb.lemma() {
            "blame" => true,
            "attribute" => around::near(verb).any(|token| is(token, "event_nouns", reading)),
            _ => false,
        }
    }
}

fn is_quote(token: Token<'_>) -> bool {
    matches!(
        token.text(),
        "\"" | "\u{201c}" | "\u{2018}" | "'" | "\u{ab}"
    )
}

fn is(token: Token<'_>, list: &str, reading: Reading<'_>) -> bool {
    let lemma = token.lemma().to_lowercase();
    reading.knowledge.lexicons.contains(list, &lemma)
}
