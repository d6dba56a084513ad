//! Sets features of tokens that patterns find: spaCy's `AttributeRuler`.
//!
//! All patterns are matched before anything is set; a later rule overrules an earlier one.
//!
//! DIFFERENCE: where a rule's index lies outside its match, spaCy raises an error in the middle of
//! a text; here the rule does nothing there.

use super::{AnnotateContext, Component, LoadContext};
use crate::draft::{Draft, Lemmas};
use crate::error::Error;
use crate::labels::{Label, Labels};
use crate::matcher::{Match, Matcher};
use crate::morphology;
use crate::msgpack::{self, Value};

/// Rules in the order in which they apply.
#[derive(Debug)]
pub(super) struct AttributeRuler {
    matcher: Matcher,
    rules: Vec<Rule>,
}

/// What to set, and on which token of a match.
#[derive(Debug, Default)]
struct Rule {
    /// Counted from 0, or, negative, from the end.
    index: i64,
    tag: Option<Label>,
    part_of_speech: Option<Label>,
    morph: Option<Label>,
    relation: Option<Label>,
    lemma: Option<Box<str>>,
}

impl AttributeRuler {
    pub(super) fn load(name: &str, context: &mut LoadContext<'_>) -> Result<Self, Error> {
        let file = format!("{name}/patterns");
        Self::read(context.package.file(&file)?, &file, context.labels)
    }

    fn read(bytes: &[u8], file: &str, labels: &mut Labels) -> Result<Self, Error> {
        let rules = msgpack::read(bytes, file)?;
        let rules = rules
            .as_array()
            .ok_or_else(|| Error::corrupt(file, "the rules are not a list"))?;
        let mut ruler = Self {
            matcher: Matcher::default(),
            rules: Vec::with_capacity(rules.len()),
        };
        for rule in rules {
            let place = format!("{file}: rule {}", ruler.rules.len());
            let patterns = rule.get("patterns").and_then(Value::as_array);
            for pattern in
                patterns.ok_or_else(|| Error::corrupt(&place, "the patterns are not a list"))?
            {
                ruler
                    .matcher
                    .add(ruler.rules.len(), pattern, labels, &place)?;
            }
            ruler.rules.push(Rule::read(rule, labels, &place)?);
        }
        Ok(ruler)
    }

    fn apply(&self, draft: &mut Draft, text: &str) {
        let mut lemmas = vec![None; draft.len()];
        for found in self.matcher.find(draft, text) {
            let rule = &self.rules[found.key];
            let Some(token) = rule.target(found) else {
                continue;
            };
            rule.set_labels(draft, token);
            lemmas[token] = rule.lemma.as_deref().or(lemmas[token]);
        }
        if lemmas.iter().any(Option::is_some) {
            set_lemmas(draft, &lemmas);
        }
    }
}

impl Component for AttributeRuler {
    fn annotate(&self, batch: &mut [Draft], context: &mut AnnotateContext<'_>) {
        for (draft, text) in batch.iter_mut().zip(context.texts) {
            self.apply(draft, text);
        }
    }
}

impl Rule {
    fn read(rule: &Value<'_>, labels: &mut Labels, place: &str) -> Result<Self, Error> {
        let index = rule.get("index").map_or(Some(0), Value::as_i64);
        let index =
            index.ok_or_else(|| Error::corrupt(place, "the index is not a whole number"))?;
        let attributes = rule.get("attrs").and_then(Value::as_map);
        let attributes =
            attributes.ok_or_else(|| Error::corrupt(place, "the attributes are not a map"))?;
        let mut read = Self {
            index,
            ..Self::default()
        };
        for (name, value) in attributes {
            let (Some(name), Some(value)) = (name.as_str(), value.as_str()) else {
                return Err(Error::unsupported(
                    place,
                    "attributes given by number are not supported; use their names",
                ));
            };
            read.set(&name.to_ascii_uppercase(), value, labels, place)?;
        }
        Ok(read)
    }

    fn set(
        &mut self,
        name: &str,
        value: &str,
        labels: &mut Labels,
        place: &str,
    ) -> Result<(), Error> {
        match name {
            "TAG" => self.tag = Some(labels.add(value)),
            "POS" => self.part_of_speech = Some(labels.add(value)),
            "MORPH" => self.morph = Some(labels.add(&morphology::normalised(value))),
            "DEP" => self.relation = Some(labels.add(value)),
            "LEMMA" => self.lemma = Some(value.into()),
            _ => {
                return Err(Error::unsupported(
                    place,
                    format_args!("setting {name} is not supported"),
                ));
            }
        }
        Ok(())
    }

    /// The token of `found` that the rule is about.
    fn target(&self, found: Match) -> Option<usize> {
        let base = if self.index < 0 {
            found.end
        } else {
            found.start
        };
        let token = base.checked_add_signed(isize::try_from(self.index).ok()?)?;
        (found.start <= token && token < found.end).then_some(token)
    }

    fn set_labels(&self, draft: &mut Draft, token: usize) {
        let layers = [
            (&mut draft.tags, self.tag),
            (&mut draft.parts_of_speech, self.part_of_speech),
            (&mut draft.morphs, self.morph),
            (&mut draft.relations, self.relation),
        ];
        for (layer, label) in layers {
            layer[token] = label.unwrap_or(layer[token]);
        }
    }
}

/// Replaces the lemmas that are given and keeps the others.
fn set_lemmas(draft: &mut Draft, lemmas: &[Option<&str>]) {
    let before = std::mem::take(&mut draft.lemmas);
    let mut after = Lemmas::default();
    for (index, lemma) in lemmas.iter().enumerate() {
        after.push(lemma.unwrap_or(before.get(index)));
    }
    draft.lemmas = after;
}

#[cfg(test)]
mod tests;
