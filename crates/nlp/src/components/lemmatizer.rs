//! Gives every token its base form: spaCy's `Lemmatizer`, by rules or by a table.
//!
//! Which mode a pipeline uses stands in its configuration. Some languages have lemmatizers of
//! their own in spaCy; a pipeline that needs one of these is refused when it is loaded.

mod lookup;
mod rules;
mod spanish;

use std::borrow::Cow;

use super::{AnnotateContext, Component, LoadContext};
use crate::draft::{Draft, Lemmas, SentenceStart};
use crate::error::Error;
use crate::labels::{Label, Labels};
use crate::lookups::Lookups;
use lookup::Lookup;
use rules::Rules;
use spanish::Spanish;

/// A lemmatizer in one of its modes.
#[derive(Debug)]
pub(super) struct Lemmatizer {
    /// Whether lemmas that other components have set are replaced.
    overwrite: bool,
    mode: Mode,
}

#[derive(Debug)]
enum Mode {
    Lookup(Lookup),
    Rules(Rules),
    /// Spanish rules, and the strings of the labels that they look at.
    Spanish(Box<Spanish>, Vec<Box<str>>),
}

/// Languages with rules that work in a way of their own (`spacy/lang/*/lemmatizer.py`).
const OTHER_RULES: [&str; 7] = ["ca", "el", "es", "fr", "ht", "mk", "nl"];

impl Lemmatizer {
    pub(super) fn load(name: &str, context: &mut LoadContext<'_>) -> Result<Self, Error> {
        let settings = context.config.component(name)?;
        let language = context.config.section("nlp")?.str("lang")?;
        let file = format!("{name}/lookups/lookups.bin");
        let lookups = Lookups::read(context.package.file(&file)?, &file)?;
        let mode = match settings.str_or("mode", "lookup")? {
            "lookup" => Mode::Lookup(Lookup::read(&lookups, language, &file)?),
            "rule" if !OTHER_RULES.contains(&language) => {
                Mode::Rules(Rules::read(&lookups, language, context.labels, &file)?)
            }
            "rule" if language == "es" => Mode::Spanish(
                Box::new(Spanish::read(&lookups, &file)?),
                strings_of(context.labels),
            ),
            mode => {
                let what = format!("mode {mode:?} is not supported for the language {language:?}");
                return Err(Error::unsupported(
                    format_args!("components.{name}.mode"),
                    what,
                ));
            }
        };
        Ok(Self {
            overwrite: settings.bool_or("overwrite", false)?,
            mode,
        })
    }

    fn apply(&self, draft: &mut Draft, text: &str) {
        let before = std::mem::take(&mut draft.lemmas);
        let mut after = Lemmas::default();
        for index in 0..draft.len() {
            match before.get(index) {
                "" => after.push(&self.lemma(draft, index, text)),
                _ if self.overwrite => after.push(&self.lemma(draft, index, text)),
                lemma => after.push(lemma),
            }
        }
        draft.lemmas = after;
    }

    fn lemma<'t>(&'t self, draft: &Draft, index: usize, text: &'t str) -> Cow<'t, str> {
        let form = draft.tokens[index].span.slice(text);
        match &self.mode {
            Mode::Lookup(table) => table.lemma(form),
            Mode::Rules(rules) => {
                rules.lemma(form, draft.parts_of_speech[index], draft.morphs[index])
            }
            Mode::Spanish(rules, strings) => {
                let string = |label: Label| strings.get(label.index()).map_or("", AsRef::as_ref);
                let pos = string(draft.parts_of_speech[index]);
                let morph = string(draft.morphs[index]);
                let is_first = index == 0 || draft.sentence_starts[index] == SentenceStart::Yes;
                rules.lemma(form, pos, morph, is_first).into()
            }
        }
    }
}

impl Component for Lemmatizer {
    fn annotate(&self, batch: &mut [Draft], context: &mut AnnotateContext<'_>) {
        for (draft, text) in batch.iter_mut().zip(context.texts) {
            self.apply(draft, text);
        }
    }
}

/// The strings of all labels so far, by label.
fn strings_of(labels: &Labels) -> Vec<Box<str>> {
    labels.iter().map(|(_, name)| name.into()).collect()
}

/// The table `name`, which the mode cannot do without.
fn required<'l, 'b>(
    lookups: &'l Lookups<'b>,
    name: &str,
    file: &str,
) -> Result<&'l crate::lookups::Table<'b>, Error> {
    lookups
        .table(name)
        .ok_or_else(|| Error::corrupt(file, format_args!("the table {name} is missing")))
}
