//! Patterns over dependency trees, written by analysts, compiled once, matched against sentences.
//!
//! A pattern is a small tree, one node a line. Indentation hangs a node under the one above it.
//!
//! ```text
//! cue         pos:VERB lemma:@reporting
//!   source    <nsubj|nsubjpass
//!   content   <ccomp
//!   ?negation <neg
//!   !         <dobj ent:PERSON        # "told Ann that ..." is another pattern
//! ```
//!
//! **First word: the node's name**, under which it is captured; `_` for a node without one.
//! `?name` is captured if it is there; `!` says that there must be no such node. Two nodes are
//! never the same token, so `!` reads "no other".
//!
//! **Then, except on the first line, how it is related to the node it hangs under:**
//!
//! | Sign | The node is | With `cue` = *said*, matches | and not |
//! |---|---|---|---|
//! | `<` | a dependent | *Ann* **said** | **said** that *Ann* left |
//! | `<nsubj` | a dependent by that relation | *Ann* **said** | **said** *so* |
//! | `<<` `<<nsubj` | a dependent, or a dependent of one, ... | **said** that *Ann* left | *Ann*, who **said** so |
//! | `>` `>ccomp` | its head (by the relation of the node above) | *denied* he **said** so | **said** he *denied* it |
//! | `>>` `>>ccomp` | its head, or that one's head, ... | *denied* he had wished he **said** so | **said** he *denied* it |
//! | `+1` `-2` | the next token, the second token before | **said** *that* | **said** so, *that* is |
//! | `+` `-` | any later, any earlier token of the sentence | **said** so, *that* is | *that* he **said** |
//!
//! Relations are alternatives like the values of a condition: `<nsubj|csubj`, `<!punct|cc`.
//!
//! **Then conditions on the token**, all of which must hold: `field:value|value`.
//! Fields are `text`, `lower` (the text in lower case), `lemma`, `tag`, `pos`, `dep`, `ent` (the
//! kind of name) and `morph` (a feature, such as `Number=Sing`).
//!
//! | Value | Holds for | Not for |
//! |---|---|---|
//! | `lemma:say\|tell` | *said*, *told* | *asked* |
//! | `lemma:!say\|tell` | *asked* | *said*, *told* |
//! | `lemma:@reporting` | every word of the lexicon `reporting` | other words, phrases of several words |
//! | `tag:VB*` | VB, VBD, VBZ... | NN |
//! | `lower:*ists` | *Arsonists* | *arson* |
//! | `ent:*` `ent:!*` | any name; no name | |
//! | `text:":"\|"@"` | the characters themselves | |
//!
//! `#` after white space, or at the start of a line, begins a comment.
//!
//! **It answers to** spaCy's `DependencyMatcher` (`spacy/matcher/dependencymatcher.pyx`), with a language
//! of its own. Signs say what the new node is, and not the one above: `<` here is `>` there, `<<` is `>>`,
//! and the other way round; `+1` is `.`, `+` is `.*`, `-1` is `;`, `-` is `;*`. Its operators on siblings
//! are two nodes under one here.
//!
//! Patterns know words and relations; they know no entities, no other sentences and no meaning.

mod condition;
mod lexicon;
mod near_miss;
mod relation;
mod search;
mod set;
mod syntax;

use crate::{Doc, Error, Token, TokenId};
use condition::Condition;
use relation::Relation;

pub use lexicon::LexiconSet;
pub use near_miss::{NearMiss, Reason};
pub use set::PatternSet;

/// A pattern, ready to be matched.
#[derive(Debug, Clone)]
pub struct Pattern {
    name: String,
    file: String,
    /// The first is the root. A node stands after the one it hangs under.
    nodes: Vec<Node>,
    /// How to bind the nodes other than the root.
    steps: Vec<search::Step>,
}

/// Where the text of a pattern begins, for error messages and reports.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The file, as the user knows it.
    pub file: &'a str,
    /// The line on which the pattern's text begins, counted from 1.
    pub line: usize,
}

/// One way in which a pattern fits a sentence.
#[derive(Debug, Clone)]
pub struct Match<'a> {
    pattern: &'a Pattern,
    index: usize,
    doc: &'a Doc,
    /// One for every node of the pattern.
    bound: Vec<Option<TokenId>>,
}

#[derive(Debug, Clone)]
struct Node {
    capture: Option<String>,
    presence: Presence,
    /// The node it hangs under, and how. The root has none.
    link: Option<(usize, Relation)>,
    conditions: Vec<Condition>,
    line: usize,
    /// The line as written, without indentation and comment.
    text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Presence {
    Required,
    Optional,
    Absent,
}

impl Pattern {
    /// Reads and checks a pattern.
    ///
    /// # Errors
    /// Where the text is not a pattern or names an unknown lexicon: with the file, the line, and
    /// what to write instead.
    ///
    /// ```
    /// use ascribe_nlp::dependency::{LexiconSet, Pattern, Place};
    /// let mut lexicons = LexiconSet::default();
    /// lexicons.insert("reporting", ["say", "tell"]);
    /// let place = Place { file: "data/said.toml", line: 3 };
    /// let pattern = Pattern::compile("said", "cue lemma:@reporting\n  source <nsubj", place, &lexicons)?;
    /// assert_eq!(pattern.captures().collect::<Vec<_>>(), ["cue", "source"]);
    ///
    /// let error = Pattern::compile("said", "cue lemma:say\n  source nsubj", place, &lexicons);
    /// assert!(error.unwrap_err().to_string().starts_with("data/said.toml:4: "));
    /// # Ok::<(), ascribe_nlp::Error>(())
    /// ```
    pub fn compile(
        name: &str,
        text: &str,
        place: Place<'_>,
        lexicons: &LexiconSet,
    ) -> Result<Self, Error> {
        let nodes = syntax::parse(text, place, lexicons)?;
        let steps = search::plan(&nodes);
        Ok(Self {
            name: name.to_owned(),
            file: place.file.to_owned(),
            nodes,
            steps,
        })
    }

    /// The name under which it was compiled.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The file it was read from.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The line of its root in that file.
    #[must_use]
    pub fn line(&self) -> usize {
        self.root().line
    }

    /// The names of its nodes, from top to bottom.
    pub fn captures(&self) -> impl Iterator<Item = &str> {
        self.nodes.iter().filter_map(|node| node.capture.as_deref())
    }

    fn root(&self) -> &Node {
        &self.nodes[0]
    }
}

impl<'a> Match<'a> {
    /// The pattern that matched.
    #[must_use]
    pub fn pattern(&self) -> &'a Pattern {
        self.pattern
    }

    /// The pattern's place in its [`PatternSet`], counted from 0.
    #[must_use]
    pub fn index(&self) -> usize {
        self.index
    }

    /// The token of the pattern's first line.
    #[must_use]
    pub fn root(&self) -> Token<'a> {
        self.doc
            .token(self.bound[0].expect("the root is bound first"))
    }

    /// The token captured as `name`; `None` where the pattern has no such node, or an optional one
    /// was not there.
    #[must_use]
    pub fn capture(&self, name: &str) -> Option<Token<'a>> {
        self.captures()
            .find(|&(capture, _)| capture == name)
            .map(|(_, token)| token)
    }

    /// What was captured, from the pattern's top to its bottom.
    pub fn captures(&self) -> impl Iterator<Item = (&'a str, Token<'a>)> + '_ {
        let nodes = self.pattern.nodes.iter().zip(&self.bound);
        nodes
            .filter_map(|(node, bound)| Some((node.capture.as_deref()?, self.doc.token((*bound)?))))
    }

    /// Every token that the match rests on, unnamed ones too, in the order of the text.
    #[must_use]
    pub fn tokens(&self) -> Vec<Token<'a>> {
        let mut ids: Vec<_> = self.bound.iter().flatten().copied().collect();
        ids.sort_unstable();
        ids.into_iter().map(|id| self.doc.token(id)).collect()
    }

    /// The pattern's lines as written, with their line numbers and the tokens that satisfied them.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &'a str, Option<Token<'a>>)> + '_ {
        let nodes = self.pattern.nodes.iter().zip(&self.bound);
        nodes.map(|(node, bound)| {
            (
                node.line,
                node.text.as_str(),
                bound.map(|id| self.doc.token(id)),
            )
        })
    }
}

#[cfg(test)]
mod tests;
