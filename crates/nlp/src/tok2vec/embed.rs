//! Embeddings of a token's features, mixed into one vector.

use std::ops::Range;

use ascribe_nn::{HashEmbed, LayerNorm, Matrix, Maxout};
use rustc_hash::FxHashMap;

use super::Settings;
use super::remembered::{Form, Remembered};
use crate::config::Section;
use crate::draft::Draft;
use crate::error::Error;
use crate::thinc::Network;

/// Forms are embedded in chunks of this many, so that a chunk's features stay in the cache.
const CHUNK: usize = 64;

/// A feature of a token as a number, as spaCy's `Doc.to_array` gives it.
type Feature = fn(&Form) -> u64;

/// Every feature that a table can embed.
const FEATURES: &[(&str, Feature)] = &[
    ("IS_SPACE", |form| form.lexeme.is_space.into()),
    ("LOWER", |form| form.lexeme.lower),
    ("NORM", |form| form.lexeme.norm),
    ("ORTH", |form| form.lexeme.orth),
    ("PREFIX", |form| form.lexeme.prefix),
    ("SHAPE", |form| form.lexeme.shape),
    ("SPACY", |form| form.space.into()),
    ("SUFFIX", |form| form.lexeme.suffix),
];

/// spaCy's `MultiHashEmbed`.
#[derive(Debug)]
pub(super) struct MultiHashEmbed {
    tables: Vec<(Feature, HashEmbed)>,
    mix: Maxout,
    norm: LayerNorm,
    remembered: Remembered,
}

/// Forms of a batch that were not remembered, and the rows that wait for their vectors.
#[derive(Default)]
struct Fresh {
    forms: Vec<Form>,
    numbers: FxHashMap<Form, usize>,
    /// Rows, each with the number of its form.
    rows: Vec<(usize, usize)>,
}

impl MultiHashEmbed {
    pub(super) fn load(
        settings: &Settings<'_>,
        section: &Section<'_>,
        network: &Network,
        root: usize,
        mix: (usize, usize),
    ) -> Result<Self, Error> {
        let nodes = network.find(root, "hashembed");
        if nodes.len() != settings.features.len() {
            let what = format!(
                "{} hashembed layers expected, {} found",
                settings.features.len(),
                nodes.len()
            );
            return Err(Error::corrupt(network.place_of(root), what));
        }
        let mut tables = Vec::new();
        for (&(name, rows), node) in settings.features.iter().zip(nodes) {
            tables.push((
                feature(name, section)?,
                table(settings.width, rows, network, node)?,
            ));
        }
        // MultiHashEmbed mixes with three pieces, whatever the encoder does.
        let shape = [settings.width, 3, settings.width * tables.len()];
        Ok(Self {
            tables,
            mix: network.maxout(mix.0, shape)?,
            norm: network.layer_norm(mix.1, settings.width)?,
            remembered: Remembered::default(),
        })
    }

    /// Writes the vectors of the drafts' tokens to their rows of `matrix`.
    pub(super) fn embed(&self, batch: &[Draft], ranges: &[Range<usize>], matrix: &mut Matrix) {
        let table = self.remembered.table();
        let mut fresh = Fresh::default();
        for (draft, range) in batch.iter().zip(ranges) {
            for (token, row) in draft.tokens.iter().zip(range.clone()) {
                let form = Form::of(token);
                match table.get(&form) {
                    Some(vector) => matrix.row_mut(row).copy_from_slice(vector),
                    None => fresh.add(row, form),
                }
            }
        }
        let vectors = self.vectors(&fresh.forms);
        for (row, number) in fresh.rows {
            matrix.row_mut(row).copy_from_slice(vectors.row(number));
        }
        for (number, form) in fresh.forms.into_iter().enumerate() {
            table.add(form, vectors.row(number));
        }
    }

    /// The vectors of forms, a row each.
    fn vectors(&self, forms: &[Form]) -> Matrix {
        let (inputs, width) = (self.mix.inputs(), self.mix.outputs());
        let mut vectors = Matrix::zeros(forms.len(), width);
        let mut features = vec![0.0; inputs * CHUNK.min(forms.len())];
        let outputs = vectors.values_mut().chunks_mut(CHUNK * width);
        for (forms, output) in forms.chunks(CHUNK).zip(outputs) {
            for (form, row) in forms.iter().zip(features.chunks_exact_mut(inputs)) {
                self.features(form, row);
            }
            self.mix.apply(&features, inputs, output);
            self.norm.apply(output);
        }
        vectors
    }

    fn features(&self, form: &Form, row: &mut [f32]) {
        let mut rest = row;
        for (feature, table) in &self.tables {
            let (part, after) = rest.split_at_mut(table.width());
            table.embed(feature(form), part);
            rest = after;
        }
    }
}

impl Fresh {
    fn add(&mut self, row: usize, form: Form) {
        let next = self.forms.len();
        let number = *self.numbers.entry(form).or_insert(next);
        if number == next {
            self.forms.push(form);
        }
        self.rows.push((row, number));
    }
}

fn feature(name: &str, section: &Section<'_>) -> Result<Feature, Error> {
    let known = FEATURES.iter().find(|(known, _)| *known == name);
    let what = || {
        Error::unsupported(
            section.path(),
            format_args!("the token attribute {name} cannot be embedded"),
        )
    };
    Ok(known.ok_or_else(what)?.1)
}

fn table(width: usize, rows: usize, network: &Network, node: usize) -> Result<HashEmbed, Error> {
    let seed = network
        .attr(node, "seed")
        .and_then(serde_json::Value::as_u64);
    let seed = seed.and_then(|seed| u32::try_from(seed).ok());
    let seed =
        seed.ok_or_else(|| Error::corrupt(network.place_of(node), "has no seed of 32 bits"))?;
    let values = network.shared_param(node, "E", &[rows, width])?.clone();
    HashEmbed::new(values, width, seed)
        .ok_or_else(|| Error::corrupt(network.place_of(node), "has an empty table"))
}
