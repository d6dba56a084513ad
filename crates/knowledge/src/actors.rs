//! Groups, forces and bodies by name, from `actors/actors.tsv`.
//!
//! Knows names by their exact letters; whether a report's "SDF" is this one or another is beyond
//! it: of actors that share a name it gives the first.

use std::collections::BTreeMap;

use ascribe_model::EntityKind;

use crate::{DataFiles, Error, table};

const HEADER: [&str; 6] = ["id", "name", "kind", "aliases", "countries", "source"];

/// Actors by name and alias.
#[derive(Debug, Clone, Default)]
pub struct Actors {
    actors: Vec<Actor>,
    by_name: BTreeMap<String, usize>,
    longest: usize,
}

/// One actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Its identifier in the table.
    pub id: String,
    /// Its main name.
    pub name: String,
    /// What sort of thing it is.
    pub kind: EntityKind,
}

impl Actors {
    /// The actor that is called `name`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Actor> {
        self.by_name.get(name).map(|&index| &self.actors[index])
    }

    /// The number of white-space separated words of the longest name.
    #[must_use]
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// Every name, main or other.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }

    pub(crate) fn load(files: &DataFiles) -> Result<Self, Error> {
        let file = files.get("actors/actors.tsv")?;
        let mut actors = Self::default();
        for (line, [id, name, kind, aliases, ..]) in table::rows(file, HEADER)? {
            let kind = kind_of(kind).ok_or_else(|| {
                Error::table(
                    &file.path,
                    line,
                    format_args!("there is no kind of actor `{kind}`"),
                )
            })?;
            let names = std::iter::once(name)
                .chain(aliases.split('|'))
                .filter(|name| !name.is_empty());
            for name in names {
                actors.longest = actors.longest.max(name.split_whitespace().count());
                actors
                    .by_name
                    .entry(name.to_owned())
                    .or_insert(actors.actors.len());
            }
            actors.actors.push(Actor {
                id: id.to_owned(),
                name: name.to_owned(),
                kind,
            });
        }
        Ok(actors)
    }
}

fn kind_of(kind: &str) -> Option<EntityKind> {
    Some(match kind {
        "non-state armed group"
        | "informal armed group"
        | "communal militia"
        | "militia"
        | "criminal group"
        | "private military company"
        | "coalition" => EntityKind::Group,
        "political party" | "international organisation" | "NGO or monitor" => {
            EntityKind::Organisation
        }
        "state forces" => EntityKind::Forces,
        "government" => EntityKind::Government,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(row: &str) -> Result<Actors, Error> {
        let text = format!("{}\n{row}\n", HEADER.join("\t"));
        Actors::load(&DataFiles::new([("actors/actors.tsv".to_owned(), text)]))
    }

    #[test]
    fn aliases_lead_to_the_name() {
        let actors = check("a1\tRed Banner\tmilitia\tRB|Banner Brigade\t\town").unwrap();
        assert_eq!(actors.get("RB").unwrap().name, "Red Banner");
        assert_eq!((actors.get("rb"), actors.longest()), (None, 2));
    }

    #[test]
    fn unknown_kinds_are_errors() {
        let error = check("a1\tRed Banner\tclub\t\t\town")
            .unwrap_err()
            .to_string();
        assert!(error.starts_with("actors/actors.tsv:2: "), "{error}");
    }
}
