//! Who a source is, and in what capacity it speaks.

use ascribe_knowledge::Body;
use ascribe_model::{Entity, EntityId, Role};
use ascribe_nlp::Token;

use crate::entities::mentioned_at;
use crate::phrases;
use crate::reading::Reading;

/// What is known of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Speaker {
    /// Who it is, where it is an entity.
    pub(crate) entity: Option<EntityId>,
    /// In what capacity it speaks.
    pub(crate) role: Option<Role>,
    /// Whether the report names it.
    pub(crate) named: bool,
}

/// The source whose head word is `source`.
pub(crate) fn speaker(source: Token<'_>, entities: &[Entity], reading: Reading<'_>) -> Speaker {
    let source = antecedent(source);
    let entity = mentioned_at(source.span(), entities).map(|id| &entities[id.index()]);
    let is_named = |entity: &Entity| entity.mentions.iter().any(|mention| mention.named);
    Speaker {
        entity: entity.map(|entity| entity.id),
        role: role_of(source, reading).or(entity.and_then(|entity| entity.role)),
        named: entity.is_some_and(is_named) || source.pos() == "PROPN",
    }
}

/// The noun that "who" or "which" stands for; the token itself where it is neither.
fn antecedent(token: Token<'_>) -> Token<'_> {
    let is_relative = matches!(token.text().to_lowercase().as_str(), "who" | "which" | "that") && token.pos() == "PRON";
    let clause = token.ancestors().find(|above| above.dep() == "relcl");
    clause.filter(|_| is_relative).map_or(token, |clause| clause.head())
}

/// The capacity that a noun phrase expresses: "an army spokesman", "General Koren", "police".
pub(crate) fn role_of(head: Token<'_>, reading: Reading<'_>) -> Option<Role> {
    let roles = &reading.knowledge.roles;
    let own = roles.title(&head.lemma().to_lowercase());
    if let Some(role) = own.or_else(|| beside(head, reading)) {
        let above = governing_body(head, reading).and_then(|body| body.role);
        return above.or(role).or(Some(Role::UnnamedOfficial).filter(|_| head.pos() != "PROPN"));
    }
    roles.body(&head.lemma().to_lowercase()).and_then(|body| body.role)
}

/// A title before or after a name: "army spokesman Ada Koren", "Ada Koren, a spokesman".
#[expect(clippy::option_option, reason = "no title, and a title without a role of its own, are two answers")]
fn beside(name: Token<'_>, reading: Reading<'_>) -> Option<Option<Role>> {
    let mut near = name.children().filter(|child| matches!(child.dep(), "compound" | "appos" | "nmod" | "amod"));
    near.find_map(|child| reading.knowledge.roles.title(&child.lemma().to_lowercase()))
}

/// The body that a title is of: "army spokesman", "spokesman for the army", "the army's spokesman".
pub(crate) fn governing_body(title: Token<'_>, reading: Reading<'_>) -> Option<Body> {
    let phrase = phrases::noun_phrase(title);
    let words = reading.doc.tokens_in(phrase).filter(|token| token.id() != title.id());
    let mut bodies = words.filter(|token| hangs_close(*token, title));
    bodies.find_map(|token| reading.knowledge.roles.body(&token.lemma().to_lowercase()))
}

/// A modifier, an owner, or what stands behind "of", "for" or "from", of the title or one step on.
fn hangs_close(token: Token<'_>, title: Token<'_>) -> bool {
    let is_modifier = matches!(token.dep(), "compound" | "amod" | "nmod" | "poss" | "appos");
    let is_object = token.dep() == "pobj" && matches!(token.head().text(), "of" | "for" | "from" | "in" | "within");
    let above = if is_object { token.head().head() } else { token.head() };
    let is_near = above.id() == title.id() || above.head().id() == title.id();
    (is_modifier || is_object) && is_near
}
