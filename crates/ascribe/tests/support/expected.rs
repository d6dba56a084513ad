//! What a careful reader takes from one report (`*.expected.toml`), and when a finding is that.
//!
//! Names are alternatives (`army spokesman | army`), compared without articles and case; `-` among
//! them stands for none. A list that is not in [`Expected::complete`] says nothing about the report.

use serde::Deserialize;

use super::found;

/// One report's expectations.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expected {
    /// The day on which the report appeared, where the report itself does not say it.
    pub(crate) published: Option<String>,
    /// The kinds, besides events, responsibilities and tolls, that are listed in full.
    #[serde(default)]
    pub(crate) complete: Vec<String>,
    #[serde(default)]
    pub(crate) event: Vec<Event>,
    #[serde(default)]
    pub(crate) responsibility: Vec<Responsibility>,
    #[serde(default)]
    pub(crate) toll: Vec<Toll>,
    #[serde(default)]
    pub(crate) occurrence: Vec<Occurrence>,
    #[serde(default)]
    pub(crate) assessment: Vec<Assessment>,
    #[serde(default)]
    pub(crate) cause: Vec<Cause>,
    #[serde(default)]
    pub(crate) attribution: Vec<Attribution>,
    #[serde(default)]
    pub(crate) entity: Vec<Entity>,
    /// Whom a reader may list or not: the author, the outlet, a country.
    #[serde(default)]
    pub(crate) optional_entity: Vec<Entity>,
    #[serde(default)]
    pub(crate) time: Vec<Time>,
    #[serde(default)]
    pub(crate) place: Vec<Place>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Event {
    r#type: String,
    status: String,
    place: Option<String>,
    time: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Responsibility {
    mode: String,
    actor: Option<String>,
    holder: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Toll {
    kind: String,
    low: Option<u64>,
    best: Option<u64>,
    high: Option<u64>,
    holder: Option<String>,
}

/// That a holder says that something did not happen.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Occurrence {
    event: String,
    value: bool,
    holder: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Assessment {
    subject: String,
    attribute: String,
    direction: Option<String>,
    holder: Option<String>,
}

/// Both ends by a few of their words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cause {
    cause: String,
    effect: String,
    holder: Option<String>,
}

/// An answer in an interview has no cue.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Attribution {
    source: String,
    cue: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Entity {
    name: String,
    kind: String,
    #[serde(default)]
    aliases: Vec<String>,
}

/// Without a value, any is right.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Time {
    words: String,
    value: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Place {
    words: String,
}

impl Expected {
    /// Whether the reader wrote down all findings of a kind.
    pub(crate) fn lists(&self, kind: &str) -> bool {
        self.complete.iter().any(|one| one == kind)
    }
}

impl Event {
    pub(crate) fn is(&self, found: &found::Event) -> bool {
        is_named(&self.r#type, &found.kind) && is_named(&self.status, &found.status)
    }

    /// The same, at the same place and time.
    pub(crate) fn is_set_as(&self, found: &found::Event) -> bool {
        self.is(found)
            && is_or_none(self.place.as_deref(), found.place.as_deref())
            && is_or_none(self.time.as_deref(), found.time.as_deref())
    }
}

impl Responsibility {
    pub(crate) fn is(&self, found: &found::Responsibility) -> bool {
        self.is_but_for_holder(found) && is_any(self.holder.as_deref(), found.holder.as_deref())
    }

    pub(crate) fn is_but_for_holder(&self, found: &found::Responsibility) -> bool {
        is_named(&self.mode, &found.mode) && is_any(self.actor.as_deref(), found.actor.as_deref())
    }

    /// The likeliest of the modes that are right.
    pub(crate) fn first_mode(&self) -> &str {
        self.mode.split(" | ").next().unwrap_or(&self.mode)
    }
}

impl Toll {
    pub(crate) fn is(&self, found: &found::Toll) -> bool {
        is_named(&self.kind, &found.kind)
            && (self.low, self.best, self.high) == (found.low, found.best, found.high)
            && is_any(self.holder.as_deref(), found.holder.as_deref())
    }
}

impl Occurrence {
    pub(crate) fn is(&self, found: &found::Occurrence) -> bool {
        is_named(&self.event, &found.event)
            && self.value == found.value
            && is_any(self.holder.as_deref(), found.holder.as_deref())
    }
}

impl Assessment {
    pub(crate) fn is(&self, found: &found::Assessment) -> bool {
        is_any(Some(&self.subject), Some(&found.subject))
            && is_named(&self.attribute, &found.attribute)
            && is_or_none(self.direction.as_deref(), found.direction.as_deref())
            && is_any(self.holder.as_deref(), found.holder.as_deref())
    }
}

impl Cause {
    pub(crate) fn is(&self, found: &found::Cause) -> bool {
        has_words(&found.cause, &self.cause)
            && has_words(&found.effect, &self.effect)
            && is_any(self.holder.as_deref(), found.holder.as_deref())
    }
}

impl Attribution {
    pub(crate) fn is(&self, found: &found::Attribution) -> bool {
        let same_cue = match (self.cue.as_str(), found.cue.as_str()) {
            ("", "") => true,
            ("", _) | (_, "") => false,
            (wanted, cue) => overlaps(wanted, cue),
        };
        let is_source = |source: &String| overlaps(&self.source, source);
        same_cue && found.sources.iter().any(is_source)
    }
}

impl Entity {
    /// Its other names may be among the mentions.
    pub(crate) fn is(&self, found: &found::Entity) -> bool {
        is_named(&self.kind, &found.kind)
            && found.names.iter().any(|name| is_named(&self.name, name))
            && self
                .aliases
                .iter()
                .all(|alias| found.names.iter().any(|name| is_same(alias, name)))
    }
}

impl Time {
    pub(crate) fn is(&self, found: &found::Time) -> bool {
        overlaps(&self.words, &found.words)
            && self
                .value
                .as_deref()
                .is_none_or(|value| found.value.as_deref() == Some(value))
    }
}

impl Place {
    pub(crate) fn is(&self, found: &found::Place) -> bool {
        self.words
            .split(" | ")
            .any(|words| overlaps(words, &found.words))
    }
}

/// Whether `name` is one of the alternatives in `wanted`.
fn is_named(wanted: &str, name: &str) -> bool {
    wanted.split(" | ").any(|one| is_same(one, name))
}

fn is_or_none(wanted: Option<&str>, name: Option<&str>) -> bool {
    match (wanted, name) {
        (None, None) => true,
        (Some(wanted), None) => wanted.split(" | ").any(|one| one == "-"),
        (Some(wanted), Some(name)) => is_named(wanted, name),
        (None, Some(_)) => false,
    }
}

/// Whether one of an entity's names is among the alternatives, or nobody is meant.
fn is_any(wanted: Option<&str>, names: Option<&[String]>) -> bool {
    match (wanted, names) {
        (None, None) => true,
        (Some(wanted), None) => wanted.split(" | ").any(|one| one == "-"),
        (Some(wanted), Some(names)) => names.iter().any(|name| is_named(wanted, name)),
        (None, Some(_)) => false,
    }
}

fn is_same(one: &str, other: &str) -> bool {
    bare(one) == bare(other)
}

/// Without case and article.
fn bare(name: &str) -> String {
    let name = name.to_lowercase();
    let without = ["the ", "an ", "a "]
        .iter()
        .find_map(|article| name.strip_prefix(article));
    without.map_or(name.clone(), str::to_owned)
}

/// Whether the one stands within the other: span edges are nobody's concern here.
fn overlaps(one: &str, other: &str) -> bool {
    let (one, other) = (bare(one), bare(other));
    !one.is_empty() && !other.is_empty() && (one.contains(&other) || other.contains(&one))
}

fn has_words(text: &str, words: &str) -> bool {
    let text = text.to_lowercase();
    words
        .to_lowercase()
        .split_whitespace()
        .all(|word| text.contains(word))
}
