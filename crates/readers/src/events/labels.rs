//! The names in a file of weights, and what they mean.

use ascribe_encode::{Error, Weights};
use ascribe_model::{Mode, Named, Status, ToldRole};

use crate::features::names;

/// Stands in front of the mode of a claim.
const CLAIM: &str = "r:";
/// Stands in front of the kind of a toll.
const TOLL: &str = "t:";
const NOTHING: &str = "-";

/// What a word may be named, by the places of their scores.
#[derive(Debug)]
pub(crate) struct Labels {
    /// The place of each type of event, with its id.
    pub(crate) events: Vec<(usize, String)>,
    pub(crate) claims: Vec<(usize, Mode)>,
    pub(crate) tolls: Vec<(usize, String)>,
    /// How many names there are, with that of nothing.
    pub(crate) count: usize,
    pub(crate) statuses: Vec<Status>,
    /// What a word may be to some event.
    pub(crate) parts: Vec<ToldRole>,
}

/// How a named word and another may belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relation {
    /// The other has that part in the event.
    Part(ToldRole),
    /// The other is said to have done it.
    Actor,
    /// The other says so.
    Holder,
    /// The other names the event of the claim or toll.
    Event,
    /// The other is an earlier word for the same event.
    Same,
}

impl Labels {
    /// # Errors
    /// If the file does not list the names, or lists some that mean nothing.
    pub(crate) fn load(weights: &Weights<'_>) -> Result<Self, Error> {
        let names = names(weights, "names")?;
        let statuses = listed(weights, "statuses", Status::from_name)?;
        if statuses.is_empty() {
            return Err(Error::corrupt("there are no statuses"));
        }
        let mut labels = Self {
            events: Vec::new(),
            claims: Vec::new(),
            tolls: Vec::new(),
            count: names.len(),
            statuses,
            parts: listed(weights, "parts", ToldRole::from_name)?,
        };
        for (place, name) in names.into_iter().enumerate() {
            labels.add(place, name)?;
        }
        Ok(labels)
    }

    fn add(&mut self, place: usize, name: String) -> Result<(), Error> {
        if let Some(mode) = name.strip_prefix(CLAIM) {
            let mode = Mode::from_name(mode).ok_or_else(|| unknown("names", &name))?;
            self.claims.push((place, mode));
        } else if let Some(kind) = name.strip_prefix(TOLL) {
            self.tolls.push((place, kind.to_owned()));
        } else if name != NOTHING {
            self.events.push((place, name));
        }
        Ok(())
    }
}

/// The relations that the file lists.
pub(crate) fn relations(weights: &Weights<'_>) -> Result<Vec<Relation>, Error> {
    listed(weights, "roles", |name| match name {
        "actor" => Some(Relation::Actor),
        "holder" => Some(Relation::Holder),
        "event" => Some(Relation::Event),
        "same" => Some(Relation::Same),
        part => ToldRole::from_name(part).map(Relation::Part),
    })
}

fn listed<T>(
    weights: &Weights<'_>,
    key: &str,
    meaning: impl Fn(&str) -> Option<T>,
) -> Result<Vec<T>, Error> {
    let names = names(weights, key)?.into_iter();
    let meant = names.map(|name| meaning(&name).ok_or_else(|| unknown(key, &name)));
    meant.collect()
}

fn unknown(key: &str, name: &str) -> Error {
    Error::corrupt(format!("{key}: {name} means nothing"))
}
