//! Event types and the rules that find events, from `events/`.
//!
//! `events/FAMILY/type.toml` and `events/FAMILY/LEAF/type.toml` hold one type each: what it means,
//! the words that settle it, and patterns for what no single word settles. The rules that hold
//! for all types lie in `events/rules/`: who did what to whom (`parts.toml`), what only looks like
//! an event (`lookalikes.toml`), whether it took place (`status.toml`), what else marks it
//! (`attributes.toml`) and which types may be told of as one event (`same.toml`).
//!
//! Knows the form of these files; how an event is put together is `ascribe-claims`' business.

use std::collections::BTreeMap;

use ascribe_model::{Commitment, EntityKind, Factuality, Named, ParticipantRole, Status};
use ascribe_nlp::dependency::LexiconSet;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use toml::Spanned;

use crate::rules::{RawRule, examples};
use crate::{DataFile, DataFiles, Error, Example, Kindred, PatternCase, Rule, Rules, table};

const FOLDER: &str = "events/";
const END: &str = "/type.toml";

/// Every event type, and the rules that find events.
#[derive(Debug, Clone)]
pub struct EventTypes {
    /// In the order of their files.
    types: Vec<EventType>,
    verbs: BTreeMap<String, usize>,
    nouns: BTreeMap<String, usize>,
    /// What settles a type where no single word does. Captures `trigger`, and parts by role.
    pub patterns: Rules<Settles>,
    /// Who did what to whom. Captures `trigger`, and parts by role.
    pub parts: Rules<PartRule>,
    /// What only looks like an event. Captures `trigger`.
    pub lookalikes: Rules<Nothing>,
    /// Whether it took place. Captures `trigger`.
    pub status: Rules<StatusRule>,
    /// What else marks it. Captures `trigger`.
    pub attributes: Rules<AttributeRule>,
    /// Which types may be told of as one event.
    pub kindred: Kindred,
}

/// One kind of event.
#[derive(Debug, Clone)]
pub struct EventType {
    /// `explosion/suicide_bomb`.
    pub id: String,
    /// What a person calls it: "suicide bombing".
    pub label: String,
    /// What it covers, in one sentence.
    pub meaning: String,
    /// Who has a part in it: each role, and what it means here.
    pub roles: BTreeMap<String, String>,
    /// The part of whoever the shared rules name as the one who did it.
    pub doer: ParticipantRole,
    /// The part of whoever the shared rules name as the one it was done to.
    pub done_to: ParticipantRole,
    /// Whether it is an event in which people come to harm.
    pub harms_people: bool,
    /// Whether it is a deed for which somebody can be blamed or claim credit.
    pub is_deed: bool,
    /// The code of the type in other schemes, by the scheme.
    pub crosswalk: BTreeMap<String, String>,
    /// Texts in which an event of this type is to be found, with its trigger and parts marked.
    pub matches: Vec<Example>,
    /// Texts in which none is.
    pub rejects: Vec<Example>,
}

/// What a type's own pattern settles.
#[derive(Debug, Clone)]
pub struct Settles {
    /// The type's identifier.
    pub kind: String,
    /// Of two patterns on one trigger, the one of the higher rank settles the type.
    pub rank: u32,
}

/// What a rule for parts asks of those it names.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "RawPartRule")]
pub struct PartRule {
    /// The kinds of which one must be known as an entity; empty where anything will do. "The
    /// Ember Column bombing" tells who did it, "the Main Street bombing" does not.
    pub only: Vec<EntityKind>,
}

/// A rule that gives nothing beyond its captures.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// What a rule says of an event beyond its cells.
#[derive(Debug, Clone, Copy)]
pub struct AttributeRule {
    /// `suicide`, `recurring`: one of [`ATTRIBUTES`].
    pub attribute: &'static str,
}

/// Marks of events that rules may give.
pub const ATTRIBUTES: [&str; 3] = ["civilian_targeting", "recurring", "suicide"];

/// What a rule says of whether an event took place.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(try_from = "RawStatusRule")]
pub struct StatusRule {
    /// Whether it did.
    pub status: Status,
    /// How certain the report is.
    pub factuality: Factuality,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TypeFile {
    id: Spanned<String>,
    label: String,
    meaning: String,
    #[serde(default)]
    doer: Option<String>,
    #[serde(default)]
    done_to: Option<String>,
    #[serde(default = "yes")]
    harms_people: bool,
    #[serde(default = "yes")]
    is_deed: bool,
    roles: Spanned<BTreeMap<String, String>>,
    #[serde(default)]
    crosswalk: BTreeMap<String, String>,
    #[serde(default)]
    words: Words,
    #[serde(default)]
    pattern: Vec<RawRule<Rank>>,
    #[serde(default)]
    matches: Vec<Spanned<String>>,
    #[serde(default)]
    rejects: Vec<Spanned<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    /// They settle the type by themselves.
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    /// They name such an event where a pattern of the type says so.
    #[serde(default)]
    verbs_with_pattern: Vec<String>,
    #[serde(default)]
    nouns_with_pattern: Vec<String>,
}

const fn yes() -> bool {
    true
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPartRule {
    #[serde(default)]
    only: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAttributeRule {
    attribute: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rank {
    rank: u32,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawStatusRule {
    status: String,
    factuality: String,
}

impl EventTypes {
    pub(crate) fn load(files: &DataFiles, lexicons: &LexiconSet) -> Result<Self, Error> {
        let mut types = Vec::new();
        let mut patterns = Vec::new();
        let (mut verbs, mut nouns) = (BTreeMap::new(), BTreeMap::new());
        for file in type_files(files) {
            let mut read: TypeFile = table::read(file)?;
            enter(&mut verbs, &read.words.verbs, types.len(), file)?;
            enter(&mut nouns, &read.words.nouns, types.len(), file)?;
            for pattern in std::mem::take(&mut read.pattern) {
                let (rule, pattern) = pattern.compile(file, lexicons)?;
                check_roles(file, &read.roles, rule.name.as_str(), pattern.captures())?;
                patterns.push((settling(rule, read.id.get_ref()), pattern));
            }
            types.push(event_type(file, read)?);
        }
        let rules = |name: &str| format!("{FOLDER}rules/{name}.toml");
        Ok(Self {
            types,
            verbs,
            nouns,
            patterns: Rules::new(patterns),
            parts: Rules::load(files, &rules("parts"), lexicons)?,
            lookalikes: Rules::load(files, &rules("lookalikes"), lexicons)?,
            status: Rules::load(files, &rules("status"), lexicons)?,
            attributes: Rules::load(files, &rules("attributes"), lexicons)?,
            kindred: Kindred::load(files)?,
        })
    }

    /// Every type, in the order of the files.
    #[must_use]
    pub fn types(&self) -> &[EventType] {
        &self.types
    }

    /// The type of that identifier.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&EventType> {
        self.types.iter().find(|one| one.id == id)
    }

    /// The type that the verb of this lemma settles by itself.
    #[must_use]
    pub fn of_verb(&self, lemma: &str) -> Option<&EventType> {
        self.verbs.get(lemma).map(|&index| &self.types[index])
    }

    /// The type that the noun of this lemma settles by itself.
    #[must_use]
    pub fn of_noun(&self, lemma: &str) -> Option<&EventType> {
        self.nouns.get(lemma).map(|&index| &self.types[index])
    }

    /// Every pattern with its examples.
    pub fn cases(&self) -> impl Iterator<Item = PatternCase<'_>> {
        let shared = self
            .parts
            .cases()
            .chain(self.lookalikes.cases())
            .chain(self.status.cases())
            .chain(self.attributes.cases());
        self.patterns.cases().chain(shared)
    }
}

/// The word lists that event types give rise to: `event_verbs` and `event_nouns` settle a type by
/// themselves; `trigger_verbs` and `trigger_nouns` hold those that do so in a pattern as well.
pub(crate) fn word_lists(files: &DataFiles) -> Result<Vec<(String, Vec<String>)>, Error> {
    let (mut verbs, mut nouns) = (Vec::new(), Vec::new());
    let (mut more_verbs, mut more_nouns) = (Vec::new(), Vec::new());
    for file in type_files(files) {
        let words = table::read::<TypeFile>(file)?.words;
        verbs.extend(words.verbs);
        nouns.extend(words.nouns);
        more_verbs.extend(words.verbs_with_pattern);
        more_nouns.extend(words.nouns_with_pattern);
    }
    more_verbs.extend_from_slice(&verbs);
    more_nouns.extend_from_slice(&nouns);
    let lists = [
        ("event_verbs", verbs),
        ("event_nouns", nouns),
        ("trigger_verbs", more_verbs),
        ("trigger_nouns", more_nouns),
    ];
    Ok(lists.map(|(name, words)| (name.to_owned(), words)).into())
}

fn type_files(files: &DataFiles) -> impl Iterator<Item = &DataFile> {
    files.under(FOLDER).filter(|file| file.path.ends_with(END))
}

fn event_type(file: &DataFile, read: TypeFile) -> Result<EventType, Error> {
    let folder = file.path.trim_start_matches(FOLDER).trim_end_matches(END);
    let id = read.id.into_inner();
    if id != folder {
        let what = format_args!("the type is named `{id}`; name it for its folder, `{folder}`");
        return Err(Error::table(&file.path, 1, what));
    }
    let role = |written: &Option<String>, usual| part(written.as_deref(), usual, file);
    Ok(EventType {
        id,
        label: read.label,
        meaning: read.meaning,
        roles: read.roles.into_inner(),
        doer: role(&read.doer, ParticipantRole::Perpetrator)?,
        done_to: role(&read.done_to, ParticipantRole::Target)?,
        harms_people: read.harms_people,
        is_deed: read.is_deed,
        crosswalk: read.crosswalk,
        matches: examples(file, &read.matches)?,
        rejects: examples(file, &read.rejects)?,
    })
}

fn part(
    written: Option<&str>,
    usual: ParticipantRole,
    file: &DataFile,
) -> Result<ParticipantRole, Error> {
    let Some(name) = written else {
        return Ok(usual);
    };
    ParticipantRole::from_name(name)
        .ok_or_else(|| Error::table(&file.path, 1, format_args!("no role is named `{name}`")))
}

/// Every part that a pattern captures is one that the type says it has.
fn check_roles<'p>(
    file: &DataFile,
    roles: &Spanned<BTreeMap<String, String>>,
    rule: &str,
    mut captures: impl Iterator<Item = &'p str>,
) -> Result<(), Error> {
    let known = roles.get_ref();
    let Some(name) = captures.find(|name| *name != "trigger" && !known.contains_key(*name)) else {
        return Ok(());
    };
    let line = table::line_of(&file.text, roles.span().start);
    let what = format_args!("`{rule}` captures `{name}`; say under `[roles]` what that is");
    Err(Error::table(&file.path, line, what))
}

fn settling(rule: Rule<Rank>, kind: &str) -> Rule<Settles> {
    let gives = Settles {
        kind: kind.to_owned(),
        rank: rule.gives.rank,
    };
    Rule {
        name: rule.name,
        meaning: rule.meaning,
        gives,
        matches: rule.matches,
        rejects: rule.rejects,
    }
}

/// Enters the words that settle a type; a word settles one type only.
fn enter(
    table: &mut BTreeMap<String, usize>,
    words: &[String],
    index: usize,
    file: &DataFile,
) -> Result<(), Error> {
    for word in words {
        if table.insert(word.clone(), index).is_some() {
            let what = format_args!(
                "`{word}` settles another type already; write a pattern for one of them"
            );
            return Err(Error::table(&file.path, 1, what));
        }
    }
    Ok(())
}

impl TryFrom<RawPartRule> for PartRule {
    type Error = String;

    fn try_from(raw: RawPartRule) -> Result<Self, String> {
        let kind = |name: &String| {
            EntityKind::from_name(name).ok_or_else(|| format!("no entity is of kind `{name}`"))
        };
        let only: Result<_, _> = raw.only.iter().map(kind).collect();
        Ok(Self { only: only? })
    }
}

impl<'de> Deserialize<'de> for AttributeRule {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let RawAttributeRule { attribute } = RawAttributeRule::deserialize(deserializer)?;
        let known = ATTRIBUTES.into_iter().find(|one| *one == attribute);
        let unknown = || D::Error::custom(format!("no attribute is named `{attribute}`"));
        known
            .map(|attribute| Self { attribute })
            .ok_or_else(unknown)
    }
}

impl TryFrom<RawStatusRule> for StatusRule {
    type Error = String;

    fn try_from(raw: RawStatusRule) -> Result<Self, String> {
        let status = Status::from_name(&raw.status)
            .ok_or_else(|| format!("no status is named `{}`", raw.status))?;
        Ok(Self {
            status,
            factuality: factuality(&raw.factuality)?,
        })
    }
}

/// `certain+`, `possible-`, `unknown`...
fn factuality(written: &str) -> Result<Factuality, String> {
    let wrong = || {
        format!("`{written}` is no factuality; write one like `certain+`, `possible-` or `unknown`")
    };
    let name = written.trim_end_matches(['+', '-']);
    let commitment = Commitment::from_name(name).ok_or_else(wrong)?;
    let factuality = Factuality {
        commitment,
        positive: !written.ends_with('-'),
    };
    if factuality.to_string() == written {
        Ok(factuality)
    } else {
        Err(wrong())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_factuality_is_read_as_it_is_written() {
        assert_eq!(factuality("certain-"), Ok(Factuality::DENIED));
        assert_eq!(factuality("unknown"), Ok(Factuality::UNKNOWN));
        assert!(factuality("certain").is_err() && factuality("sure+").is_err());
    }

    #[test]
    fn a_type_is_named_for_its_folder() {
        let file = DataFile {
            path: "events/riot/type.toml".into(),
            text: "id = 'protest'\nlabel = ''\nmeaning = ''\nroles = {}".into(),
        };
        let read = table::read(&file).unwrap();
        assert!(
            event_type(&file, read)
                .unwrap_err()
                .to_string()
                .contains("`riot`")
        );
    }

    #[test]
    fn a_word_settles_one_type() {
        let file = |path: &str| {
            (
                format!("events/{path}/type.toml"),
                format!(
                    "id = '{path}'\nlabel = ''\nmeaning = ''\nroles = {{}}\nwords.nouns = ['x']"
                ),
            )
        };
        let files = DataFiles::new([file("a"), file("b")]);
        let error = EventTypes::load(&files, &LexiconSet::default()).unwrap_err();
        assert!(
            error.to_string().starts_with("events/b/type.toml"),
            "{error}"
        );
    }
}
