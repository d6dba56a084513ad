//! States that act, and words that only say where a body is from.
//!
//! Knows one clause: "Ankara said" speaks of a government, "in Ankara" of a town.

use ascribe_knowledge::{Number, StateWord};
use ascribe_model::{EntityKind, Role};
use ascribe_nlp::Token;
use ascribe_text::{Span, Text};

use super::super::seed::is_subject;
use super::{Seed, seed};
use crate::reading::Reading;

/// A state that acts, by its name, its capital ("Ankara said") or its people ("the Turks warned").
pub(super) fn state<'r>(
    span: Span<Text>,
    head: Token<'r>,
    reading: Reading<'r>,
) -> Option<Seed<'r>> {
    let state = reading.knowledge.actors.state(span.slice(reading.text()))?;
    let verb = head.head();
    let lexicons = &reading.knowledge.lexicons;
    let is_agent = is_subject(head) && lexicons.contains("agent_verbs", verb.lemma());
    let is_active = head.dep() == "nsubj" && verb.pos() == "VERB" || is_accused(head, reading);
    let (acts, number) = match state.by {
        StateWord::Name => (is_agent || is_active, Number::One),
        StateWord::Capital => (is_agent && head.dep() == "nsubj", Number::One),
        StateWord::People => {
            let has_the = head.children().any(|child| child.dep() == "det");
            let is_noun = matches!(head.dep(), "nsubj") && has_the;
            (is_agent && is_noun, Number::Several)
        }
    };
    acts.then(|| Seed {
        is_sure: true,
        number,
        role: Some(Role::Government),
        rule: "entity/state@1",
        ..seed(span, head, EntityKind::Government)
    })
}

/// "the Velmaran army": of where it is, not a name beside it.
pub(super) fn is_origin(head: Token<'_>, reading: Reading<'_>) -> bool {
    let noun = head.head();
    let is_before = matches!(head.dep(), "amod" | "compound" | "nmod")
        && head.next().is_some_and(|next| next.id() == noun.id());
    let body = reading.knowledge.roles.body(&noun.lemma().to_lowercase());
    let is_state_body = body.is_some_and(|body| {
        matches!(
            body.kind,
            EntityKind::Forces | EntityKind::Government | EntityKind::Authority
        )
    });
    is_before && is_state_body
}

/// A country or town that is spoken of as one that acts or is accused.
pub(super) fn acts(head: Token<'_>, reading: Reading<'_>) -> bool {
    is_subject(head) || is_accused(head, reading)
}

fn is_accused(head: Token<'_>, reading: Reading<'_>) -> bool {
    let accuses =
        |verb: &str| reading.knowledge.lexicons.contains("accuse_of", verb) || verb == "attribute";
    match head.dep() {
        "dobj" => accuses(head.head().lemma()),
        "pobj" => accuses(head.head().head().lemma()),
        _ => false,
    }
}
