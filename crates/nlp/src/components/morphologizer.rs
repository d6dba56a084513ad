//! The part of speech and the morphology of every token, chosen together.
//!
//! Ports `spacy/pipeline/morphologizer.pyx`: the tagger's network, whose every label stands for a
//! part of speech with features. It does not know `extend`, which mixes features of two components.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

use super::tagger::TokenScorer;
use super::{AnnotateContext, Component, LoadContext};
use crate::draft::Draft;
use crate::error::Error;
use crate::labels::{Label, Labels};
use crate::{morphology, strings};

/// The `morphologizer` factory.
pub(super) struct Morphologizer {
    scorer: TokenScorer,
    /// By output of the scorer: the part of speech, and the features.
    labels: Vec<(Label, Label)>,
    /// Whether it changes what an earlier component has set.
    overwrite: bool,
}

/// What the file `cfg` says.
#[derive(Deserialize)]
struct Settings {
    labels_morph: Entries<String>,
    labels_pos: Entries<u64>,
    overwrite: Option<bool>,
    #[serde(default)]
    extend: bool,
}

/// A JSON object in the order of the file, which is that of the network's outputs.
struct Entries<T>(Vec<(String, T)>);

impl Morphologizer {
    pub(super) fn load(name: &str, context: &mut LoadContext<'_>) -> Result<Self, Error> {
        let place = format!("{name}/cfg");
        let settings: Settings = serde_json::from_slice(context.package.file(&place)?)
            .map_err(|error| Error::corrupt(&place, error))?;
        let component = context.config.component(name)?;
        if settings.extend || component.bool_or("extend", false)? {
            return Err(Error::unsupported(place, "extend is not supported"));
        }
        // An older format than the setting's has none: there it overwrites.
        let overwrite = match settings.overwrite {
            Some(overwrite) => overwrite,
            None => component.bool_or("overwrite", true)?,
        };
        let labels = settings.labels(context.labels);
        if labels.is_empty() {
            return Err(Error::corrupt(place, "the list of labels is empty"));
        }
        Ok(Self {
            scorer: TokenScorer::load(name, context, labels.len())?,
            labels,
            overwrite,
        })
    }
}

impl Component for Morphologizer {
    fn annotate(&self, batch: &mut [Draft], context: &mut AnnotateContext<'_>) {
        let best = self.scorer.best(batch, context);
        for (draft, best) in batch.iter_mut().zip(best) {
            for (token, output) in best.into_iter().enumerate() {
                let (part_of_speech, morph) = self.labels[output];
                set(
                    &mut draft.parts_of_speech[token],
                    part_of_speech,
                    self.overwrite,
                );
                set(&mut draft.morphs[token], morph, self.overwrite);
            }
        }
    }
}

impl Settings {
    fn labels(&self, labels: &mut Labels) -> Vec<(Label, Label)> {
        let label = |(name, features): &(String, String)| {
            let positions = self.labels_pos.0.iter();
            let number = positions.rev().find(|(known, _)| known == name);
            let part_of_speech = number.and_then(|(_, number)| strings::symbol(*number));
            (
                labels.add(part_of_speech.unwrap_or_default()),
                labels.add(&morphology::normalised(features)),
            )
        };
        self.labels_morph.0.iter().map(label).collect()
    }
}

fn set(layer: &mut Label, label: Label, overwrite: bool) {
    if overwrite || *layer == Label::default() {
        *layer = label;
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Entries<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder<T>(std::marker::PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for InOrder<T> {
            type Value = Entries<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(InOrder(std::marker::PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_keep_the_order_of_the_file() {
        let settings = r#"{"labels_morph": {"POS=X": "", "Number=Sing|POS=NOUN": "Number=Sing"},
            "labels_pos": {"POS=X": 101, "Number=Sing|POS=NOUN": 92}}"#;
        let settings: Settings = serde_json::from_str(settings).unwrap();
        let mut labels = Labels::default();
        let found = settings.labels(&mut labels);
        let names: Vec<_> = found
            .iter()
            .map(|(pos, morph)| (labels.name(*pos), labels.name(*morph)))
            .collect();
        assert_eq!(names, [("X", ""), ("NOUN", "Number=Sing")]);
    }
}
