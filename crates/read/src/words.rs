//! The words that pages carry around a report: `data/lang/en/page.toml`, read and checked.
//!
//! What is built in is used unless the caller brings another table. Knows the table's form; where on
//! a page its words may stand is for [`crate::furniture`] to say.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use serde::Deserialize;

/// What the program was built with.
const BUILT_IN: &str = include_str!("../../../data/lang/en/page.toml");

/// Every reason that a rule may give.
const REASONS: &[&str] = &[
    "share",
    "contact",
    "also-read",
    "tags",
    "next-story",
    "translation",
    "newsletter",
    "legal",
    "advertisement",
    "navigation",
];

/// What stands for a language's name in the beginnings of lines.
const LANGUAGE: &str = "{language}";

/// Lines are no longer than this, unless their rule says otherwise.
const MOST_WORDS: usize = 12;

static DEFAULT: LazyLock<PageWords> = LazyLock::new(|| {
    PageWords::parse(BUILT_IN).expect("the table that is built in is checked by a test")
});

/// The words that pages carry around a report. Clones share them.
#[derive(Debug, Clone)]
pub struct PageWords(Arc<Table>);

#[derive(Debug)]
struct Table {
    rules: Vec<Rule>,
    languages: BTreeMap<String, String>,
}

/// How a kind of line is told.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) means: Means,
    pub(crate) under: Under,
    whole: Vec<String>,
    starts: Vec<String>,
    ends: Vec<String>,
    most_words: usize,
    sentence: bool,
    capitals: bool,
}

/// What a line is that a rule matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Means {
    Furniture(&'static str),
    Caption,
}

/// What stands under a line and belongs to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Under {
    #[default]
    Nothing,
    Headlines,
    Words,
}

/// A rule that a line met.
#[derive(Debug, Clone)]
pub(crate) struct Met {
    pub(crate) means: Means,
    pub(crate) under: Under,
    /// The language that the line names, as a BCP 47 tag.
    pub(crate) language: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    furniture: Vec<Row>,
    caption: Vec<Row>,
    languages: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: String,
    #[expect(dead_code, reason = "for those who read the file")]
    meaning: String,
    reason: Option<String>,
    #[serde(default)]
    lines: Vec<String>,
    #[serde(default)]
    starts: Vec<String>,
    #[serde(default)]
    ends: Vec<String>,
    most_words: Option<usize>,
    #[serde(default)]
    sentence: bool,
    #[serde(default)]
    capitals: bool,
    #[serde(default)]
    under: Under,
    #[serde(default)]
    matches: Vec<String>,
    #[serde(default)]
    not: Vec<String>,
}

impl Default for PageWords {
    fn default() -> Self {
        DEFAULT.clone()
    }
}

impl PageWords {
    /// The table in `text`, laid out as `data/lang/en/page.toml` is.
    ///
    /// # Errors
    /// What is wrong with it, with the line where it is no TOML, and the rule where an example does
    /// not come out.
    pub fn parse(text: &str) -> Result<Self, String> {
        let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
        let rows = || file.furniture.iter().chain(&file.caption);
        let rules = rows().map(rule).collect::<Result<_, _>>()?;
        let words = Self(Arc::new(Table {
            rules,
            languages: file.languages.clone(),
        }));
        for (row, rule) in rows().zip(&words.0.rules) {
            words.check(row, rule)?;
        }
        Ok(words)
    }

    /// The first rule that a line meets.
    pub(crate) fn meet(&self, line: &str) -> Option<Met> {
        let line = Line::of(line)?;
        self.0.rules.iter().find_map(|rule| self.met(rule, &line))
    }

    fn met(&self, rule: &Rule, line: &Line<'_>) -> Option<Met> {
        let language = if rule.whole.contains(&line.key) {
            None
        } else {
            self.open_ended(rule, line)?
        };
        Some(Met {
            means: rule.means,
            under: rule.under,
            language,
        })
    }

    /// Whether the line begins or ends as the rule has it, and the language that it then names.
    fn open_ended(&self, rule: &Rule, line: &Line<'_>) -> Option<Option<String>> {
        let long = rule.most_words < line.words;
        let ends = rule.ends.iter().any(|end| line.ends_with_credit(end));
        if long || !rule.sentence && line.is_sentence && !ends {
            return None;
        }
        if ends {
            return Some(None);
        }
        rule.starts
            .iter()
            .find_map(|start| self.begins(rule, start, line))
    }

    fn begins(&self, rule: &Rule, start: &str, line: &Line<'_>) -> Option<Option<String>> {
        let (start, named) = match start.split_once(LANGUAGE) {
            Some((start, _)) => (start, true),
            None => (start, false),
        };
        let rest = line.loose.strip_prefix(start)?;
        if rule.capitals && !line.begins_in_capitals(start) {
            return None;
        }
        if !named {
            return Some(None);
        }
        let name = rest.split(|letter: char| !letter.is_alphabetic()).next()?;
        self.0.languages.get(name).cloned().map(Some)
    }

    fn check(&self, row: &Row, rule: &Rule) -> Result<(), String> {
        let meets =
            |words: &String| Line::of(words).is_some_and(|line| self.met(rule, &line).is_some());
        if let Some(example) = row.matches.iter().find(|example| !meets(example)) {
            return Err(format!("{}: does not match “{example}”", row.name));
        }
        match row.not.iter().find(|example| meets(example)) {
            Some(example) => Err(format!("{}: must not match “{example}”", row.name)),
            None => Ok(()),
        }
    }
}

fn rule(row: &Row) -> Result<Rule, String> {
    let means = match &row.reason {
        None => Means::Caption,
        Some(reason) => REASONS
            .iter()
            .find(|known| *known == reason)
            .map(|known| Means::Furniture(known))
            .ok_or_else(|| format!("{}: there is no reason `{reason}`", row.name))?,
    };
    Ok(Rule {
        means,
        under: row.under,
        whole: row.lines.iter().map(|line| key(line)).collect(),
        starts: row.starts.clone(),
        ends: row.ends.clone(),
        most_words: row.most_words.unwrap_or(MOST_WORDS),
        sentence: row.sentence,
        capitals: row.capitals,
    })
}

/// A line as rules compare it.
struct Line<'l> {
    written: &'l str,
    /// Small letters, numbers as `#`, single spaces.
    loose: String,
    /// The same without marks at its ends.
    key: String,
    words: usize,
    is_sentence: bool,
}

impl<'l> Line<'l> {
    /// Longer lines are no line's furniture; `None` for them.
    fn of(written: &'l str) -> Option<Self> {
        const LONGEST: usize = 600;
        let written = written.trim_start_matches(|letter: char| {
            !letter.is_alphanumeric() && !matches!(letter, '(' | '[' | '©')
        });
        if LONGEST < written.len() || written.is_empty() {
            return None;
        }
        let loose = loose(written);
        Some(Self {
            key: bare(&loose).to_owned(),
            words: loose.split(' ').count(),
            is_sentence: ends_as_sentence(written),
            written,
            loose,
        })
    }

    /// Whether its last words are a credit that begins so: "... (Photo by Mira Tolen)".
    fn ends_with_credit(&self, beginning: &str) -> bool {
        const MOST_CREDIT_WORDS: usize = 8;
        let Some(at) = self.loose.rfind(beginning) else {
            return false;
        };
        let behind = &self.loose[at + beginning.len()..];
        let before = self.loose[..at].trim_end();
        let set_off = beginning.starts_with(['(', '[']) || before.ends_with(['.', '”', '"', '|', '/']);
        set_off && behind.split(' ').count() <= MOST_CREDIT_WORDS
    }

    /// Whether the words of `start` are in capitals, and what follows begins a line of its own.
    fn begins_in_capitals(&self, start: &str) -> bool {
        let count = start.chars().count();
        let (head, rest): (Vec<char>, Vec<char>) = {
            let letters: Vec<char> = self.written.chars().collect();
            let count = count.min(letters.len());
            (letters[..count].to_vec(), letters[count..].to_vec())
        };
        let capital = |letter: &char| !letter.is_lowercase();
        head.iter().all(capital)
            && rest.first().is_some_and(|first| !first.is_lowercase())
            && !rest.iter().all(capital)
    }
}

/// Small letters, numbers as `#`, plain quotation marks, single spaces.
fn loose(words: &str) -> String {
    let mut loose = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '0'..='9' if loose.ends_with('#') => {}
            '0'..='9' => loose.push('#'),
            ',' | '.' if loose.ends_with('#') => loose.push(letter),
            '’' | '‘' => loose.push('\''),
            letter if letter.is_whitespace() => {
                if !loose.ends_with(' ') && !loose.is_empty() {
                    loose.push(' ');
                }
            }
            letter => loose.extend(letter.to_lowercase()),
        }
    }
    loose
}

/// A line as rules compare whole lines.
pub(crate) fn key(words: &str) -> String {
    bare(&loose(words)).to_owned()
}

fn bare(loose: &str) -> &str {
    loose.trim_matches(|letter: char| !letter.is_alphanumeric() && letter != '#')
}

fn ends_as_sentence(words: &str) -> bool {
    let words = words.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']']);
    words.ends_with(['.', '!']) && !words.ends_with("...")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_built_in_is_sound() {
        if let Err(error) = PageWords::parse(BUILT_IN) {
            panic!("{error}");
        }
    }

    fn check(table: &str, complaint: &str) {
        let table = format!(
            "caption = []\n[languages]\n[[furniture]]\nname = \"furniture/a@1\"\nmeaning = \"\"\n{table}"
        );
        let error = PageWords::parse(&table).unwrap_err();
        assert!(error.contains(complaint), "{error}");
    }

    #[test]
    fn a_bad_table_says_what_is_wrong() {
        check("reason = \"whim\"", "no reason `whim`");
        check("reason = \"share\"\nline = []", "unknown field");
        check("reason = \"share\"\nmatches = [\"Send\"]", "does not match “Send”");
        check(
            "reason = \"share\"\nlines = [\"send\"]\nnot = [\"Send!\"]",
            "must not match “Send!”",
        );
    }

    #[test]
    fn languages_are_named() {
        let met = PageWords::default().meet("Translated from the Dutch by Mira Tolen");
        assert_eq!(met.unwrap().language.as_deref(), Some("nl"));
    }
}
