//! Event types and the rules that find events, from `events/`.
//!
//! `events/FAMILY/type.toml` and `events/FAMILY/LEAF/type.toml` hold one type each: what it means,
//! the words that settle it, and patterns for what no single word settles. The rules that hold
//! for all types lie in `events/rules/`: who did what to whom (`parts.toml`), what only looks like
//! an event (`lookalikes.toml`) and whether it took place (`status.toml`).
//!
//! Knows the form of these files; how an event is put together is `ascribe-claims`' business.

use std::collections::BTreeMap;

use ascribe_model::{Commitment, Factuality, Named, Status};
use ascribe_nlp::dependency::LexiconSet;
use serde::Deserialize;
use toml::Spanned;

use crate::rules::RawRule;
use crate::{DataFile, DataFiles, Error, Example, PatternCase, Rule, Rules, table};

const FOLDER: &str = "events/";
const END: &str = "/type.toml";

/// Every event type, and the rules that find events.
#[derive(Debug, Clone)]
pub struct EventTypes {
    /// In the order of their identifiers.
    types: Vec<EventType>,
    verbs: BTreeMap<String, usize>,
    nouns: BTreeMap<String, usize>,
    /// What settles a type where no single word does. Captures `trigger`, and parts by role.
    pub patterns: Rules<Settles>,
    /// Who did what to whom. Captures `trigger`, and parts by role.
    pub parts: Rules<Nothing>,
    /// What only looks like an event. Captures `trigger`.
    pub lookalikes: Rules<Nothing>,
    /// Whether it took place. Captures `trigger`.
    pub status: Rules<StatusRule>,
}

/// One kind of event.
#[derive(Debug, Clone)]
pub struct EventType {
    /// `explosion/suicide_bomb`.
    pub id: String,
    /// What it covers, in one sentence.
    pub meaning: String,
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

/// A rule that gives nothing beyond its captures.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

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
    meaning: String,
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
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
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
        })
    }

    /// Every type, in the order of identifiers.
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
            .chain(self.status.cases());
        self.patterns.cases().chain(shared)
    }
}

/// The word lists that event types give rise to: `event_verbs` and `event_nouns`.
pub(crate) fn word_lists(files: &DataFiles) -> Result<Vec<(String, Vec<String>)>, Error> {
    let (mut verbs, mut nouns) = (Vec::new(), Vec::new());
    for file in type_files(files) {
        let words = table::read::<TypeFile>(file)?.words;
        verbs.extend(words.verbs);
        nouns.extend(words.nouns);
    }
    Ok(vec![
        ("event_verbs".to_owned(), verbs),
        ("event_nouns".to_owned(), nouns),
    ])
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
    let (matches, rejects) = (
        examples(file, &read.matches)?,
        examples(file, &read.rejects)?,
    );
    Ok(EventType {
        id,
        meaning: read.meaning,
        matches,
        rejects,
    })
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

fn examples(file: &DataFile, marked: &[Spanned<String>]) -> Result<Vec<Example>, Error> {
    let line = |one: &Spanned<String>| table::line_of(&file.text, one.span().start);
    let read = |one: &Spanned<String>| {
        Example::parse(one.get_ref()).map_err(|what| Error::table(&file.path, line(one), what))
    };
    marked.iter().map(read).collect()
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
            text: "id = 'protest'\nmeaning = ''".into(),
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
                format!("id = '{path}'\nmeaning = ''\nwords.nouns = ['x']"),
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
