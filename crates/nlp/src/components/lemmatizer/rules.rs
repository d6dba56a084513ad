//! Lemmas by suffix rules, exceptions and lists of known words, for each part of speech.
//!
//! English has one addition: forms that are base forms by their morphology are left alone.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use super::required;
use crate::error::Error;
use crate::labels::{Label, Labels};
use crate::lexeme;
use crate::lookups::{Lookups, Table};
use crate::morphology;
use crate::msgpack::Value;
use crate::strings;

/// The rules of a language.
#[derive(Debug)]
pub(super) struct Rules {
    by_part_of_speech: Vec<(Label, WordRules)>,
    /// Parts of speech that are no words; their tokens are only put in lower case.
    wordless: [Label; 3],
    proper_noun: Label,
    base_forms: BaseForms,
}

/// The rules of one part of speech. Words are known by their ids.
#[derive(Debug, Default)]
struct WordRules {
    /// A suffix, and what comes in its place.
    suffixes: Vec<(Box<str>, Box<str>)>,
    exceptions: FxHashMap<u64, Vec<Box<str>>>,
    known: FxHashSet<u64>,
}

/// The morphologies that make a token a base form.
#[derive(Debug, Default)]
struct BaseForms {
    noun: Label,
    of_nouns: FxHashSet<Label>,
    verb: Label,
    of_verbs: FxHashSet<Label>,
    of_any: FxHashSet<Label>,
}

/// The parts of speech that tables can be about, in spaCy's `parts_of_speech`.
#[rustfmt::skip]
const PARTS_OF_SPEECH: [&str; 18] = [
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "CONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON",
    "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X",
];

impl Rules {
    /// Reads the tables `lemma_rules`, `lemma_exc` and `lemma_index`. The labels are those of the
    /// components before.
    pub(super) fn read(
        lookups: &Lookups<'_>,
        language: &str,
        labels: &mut Labels,
        file: &str,
    ) -> Result<Self, Error> {
        let suffixes = required(lookups, "lemma_rules", file)?;
        let others = [lookups.table("lemma_exc"), lookups.table("lemma_index")];
        let mut by_part_of_speech = Vec::new();
        for name in PARTS_OF_SPEECH {
            let rules =
                WordRules::read(&name.to_lowercase(), suffixes, others).ok_or_else(|| {
                    Error::corrupt(
                        file,
                        format_args!("a rule or word of {name} is not as it should be"),
                    )
                })?;
            if !rules.is_empty() {
                by_part_of_speech.push((labels.add(name), rules));
            }
        }
        Ok(Self {
            by_part_of_speech,
            wordless: ["", "EOL", "SPACE"].map(|name| labels.add(name)),
            proper_noun: labels.add("PROPN"),
            base_forms: if language == "en" {
                BaseForms::english(labels)
            } else {
                BaseForms::default()
            },
        })
    }

    /// The lemma of a form.
    pub(super) fn lemma<'t>(
        &'t self,
        form: &'t str,
        part_of_speech: Label,
        morph: Label,
    ) -> Cow<'t, str> {
        if self.wordless.contains(&part_of_speech) || self.base_forms.contain(part_of_speech, morph)
        {
            return lower(form);
        }
        let rules = self
            .by_part_of_speech
            .iter()
            .find(|(label, _)| *label == part_of_speech);
        match rules {
            Some((_, rules)) => rules.lemma(form),
            None if part_of_speech == self.proper_noun => form.into(),
            None => lower(form),
        }
    }
}

impl WordRules {
    fn read(key: &str, suffixes: &Table<'_>, others: [Option<&Table<'_>>; 2]) -> Option<Self> {
        let [exceptions, known] = others.map(|table| table.and_then(|table| table.get(key)));
        let mut rules = Self::default();
        for pair in suffixes.get(key).map_or(Some(&[][..]), Value::as_array)? {
            let [old, new] = pair.as_array()? else {
                return None;
            };
            rules
                .suffixes
                .push((old.as_str()?.into(), new.as_str()?.into()));
        }
        for (form, lemmas) in exceptions.map_or(Some(&[][..]), Value::as_map)? {
            let lemmas = lemmas
                .as_array()?
                .iter()
                .map(|lemma| lemma.as_str().map(Into::into));
            rules
                .exceptions
                .insert(strings::id(form.as_str()?), lemmas.collect::<Option<_>>()?);
        }
        let known = known.map_or(Some(&[][..]), Value::as_array)?;
        rules.known.reserve(known.len());
        for word in known {
            rules.known.insert(strings::id(word.as_str()?));
        }
        Some(rules)
    }

    fn is_empty(&self) -> bool {
        self.suffixes.is_empty() && self.exceptions.is_empty() && self.known.is_empty()
    }

    /// The first of the forms that spaCy's `rule_lemmatize` gives: the last exception that no rule
    /// makes too, else what the last rule makes that is a known word, else what the first rule
    /// makes, forms that are not all letters first, else the form itself.
    fn lemma<'t>(&self, form: &'t str) -> Cow<'t, str> {
        let lower = lower(form);
        let (mut known, mut odd, mut unknown) = (Vec::new(), Vec::new(), None);
        for (old, new) in &self.suffixes {
            let Some(stem) = lower.strip_suffix(&**old) else {
                continue;
            };
            let made = [stem, new].concat();
            if made.is_empty() {
                continue;
            }
            if self.known.contains(&strings::id(&made)) {
                known.push(made);
            } else if !made.chars().all(lexeme::is_letter) {
                odd.push(made);
            } else {
                unknown = unknown.or(Some(made));
            }
        }
        let is_made = |lemma: &str| known.iter().chain(&odd).any(|made| made == lemma);
        let mut exceptions = self
            .exceptions
            .get(&strings::id(&lower))
            .into_iter()
            .flatten()
            .rev();
        if let Some(lemma) = exceptions.find(|lemma| !is_made(lemma)) {
            return lemma.to_string().into();
        }
        let made = known.pop().or_else(|| odd.into_iter().next()).or(unknown);
        made.map_or(Cow::Borrowed(form), Cow::Owned)
    }
}

impl BaseForms {
    /// As `spacy.lang.en.EnglishLemmatizer.is_base_form`.
    fn english(labels: &mut Labels) -> Self {
        let (noun, verb) = (labels.add("NOUN"), labels.add("VERB"));
        let such = |test: fn(&str) -> bool| -> FxHashSet<Label> {
            labels
                .iter()
                .filter(|(_, name)| test(name))
                .map(|(label, _)| label)
                .collect()
        };
        Self {
            noun,
            of_nouns: such(|morph| is(morph, "Number", "Sing")),
            verb,
            of_verbs: such(|morph| {
                is(morph, "VerbForm", "Fin")
                    && is(morph, "Tense", "Pres")
                    && morphology::value(morph, "Number").is_none()
            }),
            of_any: such(|morph| {
                is(morph, "VerbForm", "Inf")
                    || is(morph, "VerbForm", "None")
                    || is(morph, "Degree", "Pos")
            }),
        }
    }

    fn contain(&self, part_of_speech: Label, morph: Label) -> bool {
        self.of_any.contains(&morph)
            || part_of_speech == self.noun && self.of_nouns.contains(&morph)
            || part_of_speech == self.verb && self.of_verbs.contains(&morph)
    }
}

fn is(features: &str, field: &str, value: &str) -> bool {
    morphology::value(features, field) == Some(value)
}

fn lower(form: &str) -> Cow<'_, str> {
    let is_lower = form
        .bytes()
        .all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower {
        form.into()
    } else {
        form.to_lowercase().into()
    }
}

#[cfg(test)]
mod tests;
