//! Who a source is, and in what capacity it speaks.

use ascribe_knowledge::Body;
use ascribe_model::{Entity, EntityId, EntityKind, Role};
use ascribe_nlp::Token;

use crate::entities::{around, mentioned_at};
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
    let entity = mentioned_at(source.span(), entities).or_else(|| renamed(source, entities));
    let entity = entity.map(|id| &entities[id.index()]);
    let is_named = |entity: &Entity| entity.mentions.iter().any(|mention| mention.named);
    // "The spokesman" of a sentence further down is still the army's.
    let own = role_of(source, reading);
    let told =
        own.filter(|role| *role != Role::UnnamedOfficial && !is_general(source, entity, reading));
    Speaker {
        entity: entity.map(|entity| entity.id),
        role: told.or(entity.and_then(|entity| entity.role)).or(own),
        named: entity.is_some_and(is_named) || source.pos() == "PROPN",
    }
}

/// Whether a person is called by a word that says little: "the officer" of a colonel.
fn is_general(source: Token<'_>, entity: Option<&Entity>, reading: Reading<'_>) -> bool {
    let is_person = entity.is_some_and(|one| one.kind == EntityKind::Person);
    is_person && titles(source, reading).is_empty()
}

/// "the mayor, Lida Karsk": the name beside the noun. After "the mayor of Teppe, Lida Karsk" the tree
/// hangs it under the town, of which a person is no other name.
fn renamed(source: Token<'_>, entities: &[Entity]) -> Option<EntityId> {
    let beside = |noun: Token<'_>| {
        let mut names = noun.children().filter(|child| child.dep() == "appos");
        names.find_map(|name| mentioned_at(name.span(), entities))
    };
    let is_person = |id: &EntityId| entities[id.index()].kind == EntityKind::Person;
    let of = source.children().filter(|child| child.lemma() == "of");
    let mut objects = of
        .flat_map(Token::children)
        .filter(|child| child.dep() == "pobj");
    beside(source).or_else(|| objects.find_map(|object| beside(object).filter(is_person)))
}

/// The noun that "who" or "which" stands for; the token itself where it is neither.
fn antecedent(token: Token<'_>) -> Token<'_> {
    let is_relative = token.pos() == "PRON" && matches!(token.tag(), "WP" | "WDT");
    let clause = token.ancestors().find(|above| above.dep() == "relcl");
    clause
        .filter(|_| is_relative)
        .map_or(token, |clause| clause.head())
}

/// The capacity that a noun phrase expresses: "an army spokesman", "General Koren", "police".
pub(crate) fn role_of(head: Token<'_>, reading: Reading<'_>) -> Option<Role> {
    let titles = titles(head, reading);
    if titles.is_empty() {
        return reading
            .knowledge
            .roles
            .body(&head.lemma().to_lowercase())
            .and_then(|body| body.role);
    }
    let above = governing_body(head, reading).and_then(|body| body.role);
    let own = titles.into_iter().flatten().next();
    above
        .or(own)
        .or(Some(Role::UnnamedOfficial).filter(|_| head.pos() != "PROPN"))
}

/// The roles of the titles in a noun phrase, `None` for those that have none of their own: its
/// head, or what stands before or after a name ("army spokesman Ada Koren, a colonel").
fn titles(head: Token<'_>, reading: Reading<'_>) -> Vec<Option<Role>> {
    let title = |token: Token<'_>| reading.knowledge.roles.title(&token.lemma().to_lowercase());
    if let Some(own) = title(head) {
        return vec![own];
    }
    let is_after = |token: &Token<'_>| token.dep() == "appos" && token.head().id() == head.id();
    let near = around::modifiers(head).filter(|token| token.id() < head.id() || is_after(token));
    near.filter_map(title).collect()
}

/// The body that a title is of: "army spokesman", "spokesman for the army", "the army's spokesman".
pub(crate) fn governing_body(title: Token<'_>, reading: Reading<'_>) -> Option<Body> {
    let mut bodies = around::modifiers(title)
        .filter_map(|token| reading.knowledge.roles.body(&token.lemma().to_lowercase()));
    bodies.next()
}

/// The body for which somebody with a title or a statement speaks: the army in "an army spokesman",
/// the front in "a leader of the front" and "a statement by the front".
pub(crate) fn spoken_for(
    head: Token<'_>,
    entities: &[Entity],
    reading: Reading<'_>,
) -> Option<EntityId> {
    let is_statement = reading
        .knowledge
        .lexicons
        .contains("statement_nouns", head.lemma());
    if titles(head, reading).is_empty() && !is_statement {
        return None;
    }
    bodies_beside(head, entities, |_| true)
}

/// The body whose people a word means: the front in "its fighters", "a group of fighters of the
/// front".
pub(crate) fn body_of(
    people: Token<'_>,
    entities: &[Entity],
    reading: Reading<'_>,
) -> Option<EntityId> {
    let is_member = reading
        .knowledge
        .lexicons
        .contains("members", &people.lemma().to_lowercase());
    let is_named = |entity: &Entity| entity.mentions.iter().any(|mention| mention.named);
    if is_member {
        bodies_beside(people, entities, is_named)
    } else {
        None
    }
}

/// The first body in a noun phrase, other than its head, of which `fits` holds.
fn bodies_beside(
    head: Token<'_>,
    entities: &[Entity],
    fits: impl Fn(&Entity) -> bool,
) -> Option<EntityId> {
    let is_body = |id: &EntityId| {
        let kind = entities[id.index()].kind;
        let is_body = !matches!(
            kind,
            EntityKind::Person | EntityKind::People | EntityKind::PlaceName
        );
        is_body && fits(&entities[id.index()])
    };
    around::modifiers(head)
        .filter_map(|token| mentioned_at(token.span(), entities))
        .find(is_body)
}
