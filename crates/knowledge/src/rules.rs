//! Rules: patterns with a name, a meaning, what they give, and examples for and against.
//!
//! ```toml
//! [[pattern]]
//! name = "responsibility/claimed@1"
//! meaning = "a group says that it did it"
//! tree = """
//! cue      lemma:claim pos:VERB
//!   actor  <nsubj
//!   _      <dobj lemma:responsibility
//! """
//! gives = { mode = "claimed" }
//! matches = ["{actor:The Red Banner} {cue:claimed} responsibility for the blast."]
//! rejects = ["The Red Banner claimed victory."]
//! ```
//!
//! Knows the form of a rule. What `gives` may hold is up to the kind of rule.

use ascribe_model::RuleName;
use ascribe_nlp::dependency::{LexiconSet, Match, Pattern, PatternSet, Place};
use ascribe_nlp::{Sentence, Token};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::Spanned;

use crate::{DataFile, DataFiles, Error, Example, PatternCase, table};

/// One pattern as a data file writes it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, bound = "G: DeserializeOwned")]
pub(crate) struct RawRule<G> {
    name: Spanned<String>,
    meaning: String,
    tree: Spanned<String>,
    gives: G,
    #[serde(default)]
    matches: Vec<Spanned<String>>,
    #[serde(default)]
    rejects: Vec<Spanned<String>>,
}

/// A file that holds nothing but patterns.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, bound = "G: DeserializeOwned")]
struct RuleFile<G> {
    pattern: Vec<RawRule<G>>,
}

/// A rule, checked. `G` is what a match of it gives.
#[derive(Debug, Clone)]
pub struct Rule<G> {
    /// Its name with its version: `attribution/verb-clause@1`.
    pub name: RuleName,
    /// What it is for, in one sentence.
    pub meaning: String,
    /// What a match gives.
    pub gives: G,
    /// Texts that it must match.
    pub matches: Vec<Example>,
    /// Texts that it must not match.
    pub rejects: Vec<Example>,
}

/// Rules of one kind, matched together.
#[derive(Debug, Clone)]
pub struct Rules<G> {
    /// In the order of files, and within a file as written. Each has the pattern of its index.
    rules: Vec<Rule<G>>,
    patterns: PatternSet,
}

/// One way in which a rule fits a sentence.
#[derive(Debug)]
pub struct Found<'a, G> {
    /// The rule.
    pub rule: &'a Rule<G>,
    /// Where it fits.
    pub at: Match<'a>,
}

impl<G> Rules<G> {
    /// All ways in which rules fit the sentence, in the order of the text, then of the rules.
    #[must_use]
    pub fn find<'a>(&'a self, sentence: Sentence<'a>) -> Vec<Found<'a, G>> {
        let found = self.patterns.find(sentence).into_iter();
        found
            .map(|at| Found {
                rule: &self.rules[at.index()],
                at,
            })
            .collect()
    }

    /// The patterns themselves, for a report on what almost matched.
    #[must_use]
    pub fn patterns(&self) -> &PatternSet {
        &self.patterns
    }

    /// The rules, in order.
    #[must_use]
    pub fn rules(&self) -> &[Rule<G>] {
        &self.rules
    }

    /// Each rule's pattern with its examples.
    pub fn cases(&self) -> impl Iterator<Item = PatternCase<'_>> {
        let pairs = self.rules.iter().zip(self.patterns.patterns());
        pairs.map(|(rule, pattern)| PatternCase {
            pattern,
            meaning: &rule.meaning,
            matches: &rule.matches,
            rejects: &rule.rejects,
        })
    }
}

impl<'a, G> Found<'a, G> {
    /// The token captured as `name`.
    #[must_use]
    pub fn capture(&self, name: &str) -> Option<Token<'a>> {
        self.at.capture(name)
    }
}

impl<G: DeserializeOwned> Rules<G> {
    /// The rules of every file under `folder`.
    pub(crate) fn load(
        files: &DataFiles,
        folder: &str,
        lexicons: &LexiconSet,
    ) -> Result<Self, Error> {
        let mut all = Vec::new();
        for file in files.under(folder) {
            let raw: RuleFile<G> = table::read(file)?;
            for rule in raw.pattern {
                all.push(rule.compile(file, lexicons)?);
            }
        }
        Ok(Self::new(all))
    }
}

impl<G> Rules<G> {
    /// Rules that were compiled one by one, with their patterns.
    pub(crate) fn new(all: Vec<(Rule<G>, Pattern)>) -> Self {
        let (rules, patterns) = all.into_iter().unzip();
        Self {
            rules,
            patterns: PatternSet::new(patterns),
        }
    }
}

impl<G> RawRule<G> {
    /// The rule and its pattern, checked.
    pub(crate) fn compile(
        self,
        file: &DataFile,
        lexicons: &LexiconSet,
    ) -> Result<(Rule<G>, Pattern), Error> {
        let line = |at: usize| table::line_of(&file.text, at);
        let at_name = line(self.name.span().start);
        let name = self.name.into_inner();
        if name
            .rsplit_once('@')
            .is_none_or(|(_, version)| version.parse::<u32>().is_err())
        {
            let what = format_args!(
                "the rule is named `{name}`; end the name with its version, as in `{name}@1`"
            );
            return Err(Error::table(&file.path, at_name, what));
        }
        if self.matches.is_empty() {
            let what =
                format_args!("`{name}` has no example in `matches`; write one that it must match");
            return Err(Error::table(&file.path, at_name, what));
        }
        let place = Place {
            file: &file.path,
            line: first_line(file, self.tree.span().start),
        };
        let pattern = Pattern::compile(&name, self.tree.get_ref(), place, lexicons)?;
        let rule = Rule {
            name: RuleName::new(&name),
            meaning: self.meaning,
            gives: self.gives,
            matches: examples(file, &self.matches)?,
            rejects: examples(file, &self.rejects)?,
        };
        check_marks(file, at_name, &rule, &pattern)?;
        Ok((rule, pattern))
    }
}

/// The line on which the text of a TOML string begins.
fn first_line(file: &DataFile, at: usize) -> usize {
    let after = &file.text[at..];
    let breaks = after
        .trim_start_matches(['"', '\''])
        .starts_with(['\n', '\r']);
    table::line_of(&file.text, at) + usize::from(breaks)
}

/// The examples as written in the file.
pub(crate) fn examples(file: &DataFile, marked: &[Spanned<String>]) -> Result<Vec<Example>, Error> {
    let read = |one: &Spanned<String>| {
        let line = table::line_of(&file.text, one.span().start);
        Example::parse(one.get_ref()).map_err(|what| Error::table(&file.path, line, what))
    };
    marked.iter().map(read).collect()
}

/// Marks must name captures of the pattern.
fn check_marks<G>(
    file: &DataFile,
    line: usize,
    rule: &Rule<G>,
    pattern: &Pattern,
) -> Result<(), Error> {
    let marks = rule
        .matches
        .iter()
        .chain(&rule.rejects)
        .flat_map(|example| &example.marks);
    for mark in marks {
        if !pattern.captures().any(|capture| capture == mark.name) {
            let what = format_args!(
                "an example of `{}` marks `{}`, which its tree does not capture",
                rule.name, mark.name
            );
            return Err(Error::table(&file.path, line, what));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    struct Gives {}

    fn check(text: &str) -> Result<Rules<Gives>, String> {
        let files = DataFiles::new([("patterns/x/a.toml".to_owned(), text.to_owned())]);
        Rules::load(&files, "patterns/x/", &LexiconSet::default())
            .map_err(|error| error.to_string())
    }

    fn pattern(name: &str, tree: &str, example: &str) -> String {
        format!(
            "[[pattern]]\nname = '{name}'\nmeaning = ''\ntree = \"\"\"\n{tree}\n\"\"\"\ngives = {{}}\nmatches = ['{example}']\n"
        )
    }

    #[test]
    fn a_rule_is_read() {
        let rules = check(&pattern("x/said@1", "cue lemma:say", "Ann {cue:said}")).unwrap();
        assert_eq!(rules.rules()[0].name.as_str(), "x/said@1");
        assert_eq!(rules.cases().count(), 1);
    }

    #[test]
    fn errors_name_the_line() {
        let wrong = check(&pattern(
            "x/said@1",
            "cue lemma:say\n  source nsubj",
            "Ann said",
        ));
        assert!(
            wrong
                .as_ref()
                .unwrap_err()
                .starts_with("patterns/x/a.toml:6: "),
            "{wrong:?}"
        );
        let wrong = check(&pattern("x/said", "cue lemma:say", "Ann said"));
        assert!(
            wrong
                .as_ref()
                .unwrap_err()
                .starts_with("patterns/x/a.toml:2: "),
            "{wrong:?}"
        );
        let wrong = check(&pattern("x/said@1", "cue lemma:say", "{who:Ann} said"));
        assert!(wrong.as_ref().unwrap_err().contains("`who`"), "{wrong:?}");
    }
}
