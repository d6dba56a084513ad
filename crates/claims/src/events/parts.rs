//! Who did what to whom, with what.
//!
//! Rules over the tree name the parts; this module turns them into participants. "Who" stands for
//! the noun before it; a pronoun is a participant only where it is known for whom it stands.

use ascribe_knowledge::EventType;
use ascribe_model::{Entity, EntityKind, Named, Participant, ParticipantRole, RuleName};
use ascribe_nlp::{Sentence, Token};
use ascribe_text::{Span, Text};

use super::learned;
use super::mentioned::Mentioned;
use crate::nouns;
use crate::reading::Reading;

/// A token with a part in the event of a trigger.
pub(super) struct Part<'r> {
    pub(super) trigger: Token<'r>,
    /// `None` for the weapon.
    pub(super) role: Option<ParticipantRole>,
    pub(super) token: Token<'r>,
    pub(super) rule: RuleName,
    /// Whether a rule for all types named it, which knows no more than who did it and to whom.
    pub(super) is_shared: bool,
    /// The kinds of which one must be known as an entity; empty where anything will do.
    only: &'r [EntityKind],
}

impl<'r> Part<'r> {
    /// What a learned reader tells.
    pub(super) fn told(
        trigger: Token<'r>,
        role: Option<ParticipantRole>,
        token: Token<'r>,
        rule: RuleName,
    ) -> Self {
        Self {
            trigger,
            role,
            token,
            rule,
            is_shared: false,
            only: &[],
        }
    }

    /// The part in the words of the event's own type: who arrests is an authority.
    pub(super) fn of_type(mut self, kind: &EventType) -> Self {
        self.role = match self.role {
            Some(ParticipantRole::Perpetrator) if self.is_shared => Some(kind.doer),
            Some(ParticipantRole::Target) if self.is_shared => Some(kind.done_to),
            role => role,
        };
        self
    }
}

/// All parts in a sentence, in the order of the text and of the rules.
pub(super) fn find<'r>(reading: Reading<'r>, sentence: Sentence<'r>) -> Vec<Part<'r>> {
    let events = &reading.knowledge.events;
    let mut found = Vec::new();
    for pattern in events.patterns.find(sentence) {
        found.extend(parts(pattern.at.captures(), &pattern.rule.name, None));
    }
    for pattern in events.parts.find(sentence) {
        found.extend(parts(
            pattern.at.captures(),
            &pattern.rule.name,
            Some(&pattern.rule.gives.only),
        ));
    }
    found.extend(learned::parts(reading, sentence));
    found
}

fn parts<'r>(
    captures: impl Iterator<Item = (&'r str, Token<'r>)>,
    rule: &RuleName,
    shared: Option<&'r [EntityKind]>,
) -> Vec<Part<'r>> {
    let captures: Vec<_> = captures.collect();
    let Some(&(_, trigger)) = captures.iter().find(|(name, _)| *name == "trigger") else {
        return Vec::new();
    };
    let part = |(name, token): &(&str, Token<'r>)| {
        let role = ParticipantRole::from_name(name);
        let is_part = role.is_some() || *name == "weapon";
        let token = is_part
            .then(|| meant(*token, trigger))
            .flatten()
            .filter(|token| !nouns::is_remark(*token))?;
        Some(nouns::joined(token).into_iter().map(move |token| Part {
            trigger,
            role,
            token,
            rule: rule.clone(),
            is_shared: shared.is_some(),
            only: shared.unwrap_or_default(),
        }))
    };
    captures.iter().filter_map(part).flatten().collect()
}

/// The noun that a relative pronoun stands for; other tokens stand for themselves.
fn meant<'r>(token: Token<'r>, trigger: Token<'r>) -> Option<Token<'r>> {
    if !matches!(token.tag(), "WP" | "WDT") {
        return Some(token);
    }
    std::iter::once(trigger)
        .chain(trigger.ancestors())
        .find(|verb| verb.dep() == "relcl")
        .map(Token::head)
}

/// Participants from parts, each one once.
pub(super) fn merged<'p, 'r: 'p>(
    parts: impl Iterator<Item = &'p Part<'r>>,
    reading: Reading<'r>,
    all: &[Entity],
    mentioned: &Mentioned<'_>,
) -> Vec<(Participant, RuleName)> {
    let mut out: Vec<(Participant, RuleName)> = Vec::new();
    for part in parts {
        let Some(role) = part.role else { continue };
        let entity = mentioned.entity_of(part.token);
        let is_pointer = part.token.pos() == "PRON" || matches!(part.token.tag(), "DT" | "EX");
        let span = mentioned.widened(nouns::core(part.token), part.token);
        let words = |span: Span<Text>| span.slice(reading.text()).to_lowercase();
        let is_known = out.iter().any(|(other, _)| {
            let same =
                entity.is_some() && other.entity == entity || words(other.span) == words(span);
            other.span.overlaps(span) || other.role == role && same
        });
        // "the attack on the march" has an event for its target where the type does not say so.
        let is_event = part.is_shared && has_event_word(part.token, reading);
        let kind = entity.map(|entity| all[entity.index()].kind);
        let is_of_kind = part.only.is_empty() || kind.is_some_and(|kind| part.only.contains(&kind));
        let is_no_part = is_event || is_nobody(part.token, reading) || !is_of_kind;
        if !(is_known || is_no_part || is_pointer && entity.is_none()) {
            out.push((Participant { role, entity, span }, part.rule.clone()));
        }
    }
    out
}

fn has_event_word(token: Token<'_>, reading: Reading<'_>) -> bool {
    let lexicons = &reading.knowledge.lexicons;
    lexicons.contains("event_nouns", token.lemma())
}

/// "no soldier", "none of the rebels": nobody.
fn is_nobody(token: Token<'_>, reading: Reading<'_>) -> bool {
    let is_negative = |word: Token<'_>| {
        let lexicons = &reading.knowledge.lexicons;
        lexicons.contains("negative_determiners", &word.text().to_lowercase())
    };
    is_negative(token)
        || token
            .children()
            .any(|child| child.dep() == "det" && is_negative(child))
}
