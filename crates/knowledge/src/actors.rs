//! Groups, forces and bodies by name, from `actors/actors.tsv`; states, from `actors/states.tsv`.
//!
//! Knows names by their letters, accents and hyphens aside; whether a report's "SDF" is this one or another is beyond
//! it: of actors that share a name it gives the first.

use std::collections::BTreeMap;

use ascribe_model::EntityKind;

use crate::{DataFiles, Error, spelling, table};

const HEADER: [&str; 6] = ["id", "name", "kind", "aliases", "countries", "source"];

const STATES: [&str; 4] = ["name", "capital", "people", "aliases"];

/// Names of fewer letters are not looked for in capitals.
const LONG_NAME: usize = 5;

/// Actors by name and alias.
#[derive(Debug, Clone, Default)]
pub struct Actors {
    actors: Vec<Actor>,
    by_name: BTreeMap<String, usize>,
    /// By the form in which spellings are compared.
    by_spelling: BTreeMap<String, usize>,
    /// The same in capitals, where there are letters enough to be no acronym.
    by_capitals: BTreeMap<String, usize>,
    longest: usize,
    states: BTreeMap<String, State>,
}

/// A state as one who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// Its name.
    pub name: String,
    /// What the word is that stands for it.
    pub by: StateWord,
}

/// What stands for a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StateWord {
    /// Its name: "Turkey".
    Name,
    /// Its capital: "Ankara".
    Capital,
    /// Its people: "the Turks".
    People,
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
    /// The actor that is called `name`, whatever its accents, apostrophes and hyphens; a longer name
    /// may be in capitals.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Actor> {
        let spelled = spelling(name);
        let is_capitals = || !spelled.chars().any(char::is_lowercase);
        let capitals = || self.by_capitals.get(&*spelled).filter(|_| is_capitals());
        let exact = self.by_name.get(name);
        let found = exact.or_else(|| self.by_spelling.get(&*spelled));
        found.or_else(capitals).map(|&index| &self.actors[index])
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

    /// The state for which `word` can stand.
    #[must_use]
    pub fn state(&self, word: &str) -> Option<&State> {
        self.states.get(word)
    }

    pub(crate) fn load(files: &DataFiles) -> Result<Self, Error> {
        let mut actors = Self::load_actors(files)?;
        let rows = table::rows(files.get("actors/states.tsv")?, STATES)?;
        // A name goes before another state's people: "Dominican".
        for by in [StateWord::Name, StateWord::Capital, StateWord::People] {
            for (_, [name, capital, people, aliases]) in &rows {
                let words = match by {
                    StateWord::Name => [*name, aliases],
                    StateWord::Capital => [*capital, ""],
                    StateWord::People => [*people, ""],
                };
                let words = words.into_iter().flat_map(|words| words.split('|'));
                for word in words.filter(|word| !word.is_empty()) {
                    let name = (*name).to_owned();
                    let state = State { name, by };
                    actors.states.entry(word.to_owned()).or_insert(state);
                }
            }
        }
        Ok(actors)
    }

    /// Notes that the next actor is called `name`.
    fn add(&mut self, name: &str) {
        let index = self.actors.len();
        let spelled = spelling(name).into_owned();
        let capitals = spelled.to_uppercase();
        self.by_name.entry(name.to_owned()).or_insert(index);
        let letters = capitals.chars().filter(|c| c.is_alphabetic()).count();
        if LONG_NAME <= letters && capitals != spelled {
            self.by_capitals.entry(capitals).or_insert(index);
        }
        self.by_spelling.entry(spelled).or_insert(index);
    }

    fn load_actors(files: &DataFiles) -> Result<Self, Error> {
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
                actors.add(name);
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
        Actors::load_actors(&DataFiles::new([("actors/actors.tsv".to_owned(), text)]))
    }

    #[test]
    fn aliases_lead_to_the_name() {
        let actors = check("a1\tRed Banner\tmilitia\tRB|Banner Brigade\t\town").unwrap();
        assert_eq!(actors.get("RB").unwrap().name, "Red Banner");
        assert_eq!((actors.get("rb"), actors.longest()), (None, 2));
    }

    #[test]
    fn a_name_has_many_spellings() {
        let actors = check("a1\tAl-Réd Ba'nner\tmilitia\tIs-To\t\town").unwrap();
        for name in ["Al Red Banner", "Al-Red Ba\u{2019}nner", "AL-RED BANNER"] {
            assert!(actors.get(name).is_some(), "{name}");
        }
        assert_eq!(
            (actors.get("al red banner"), actors.get("IS TO")),
            (None, None)
        );
    }

    #[test]
    fn unknown_kinds_are_errors() {
        let error = check("a1\tRed Banner\tclub\t\t\town")
            .unwrap_err()
            .to_string();
        assert!(error.starts_with("actors/actors.tsv:2: "), "{error}");
    }
}
