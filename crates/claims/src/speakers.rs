//! Those who give themselves a name: "a group calling itself the Sons of the Valley".

use ascribe_model::{Entity, EntityId};
use ascribe_nlp::Token;

use crate::entities::mentioned_at;

/// The name by which those called `noun` call themselves, where it is an entity.
pub(crate) fn self_named(noun: Token<'_>, entities: &[Entity]) -> Option<EntityId> {
    let calling = noun.children().filter(|child| child.dep() == "acl");
    let names_itself =
        |verb: &Token<'_>| verb.children().any(|child| child.text().ends_with("self"));
    let name = |verb: Token<'_>| {
        let parts = verb
            .children()
            .filter(|child| matches!(child.dep(), "oprd" | "dobj" | "attr" | "ccomp"))
            .filter(|child| !child.text().ends_with("self"));
        parts
            .filter_map(|part| mentioned_at(part.span(), entities))
            .next()
    };
    calling.filter(names_itself).find_map(name)
}
