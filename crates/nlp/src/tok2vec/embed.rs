//! Embeddings of a token's features, mixed into one vector.

use ascribe_nn::{HashEmbed, LayerNorm, Matrix, Maxout};

use super::Settings;
use crate::config::Section;
use crate::draft::{Draft, RawToken};
use crate::error::Error;
use crate::thinc::Network;

/// Tokens are embedded in chunks of this many, so that a chunk's features stay in the cache.
const CHUNK: usize = 64;

/// A feature of a token as a number, as spaCy's `Doc.to_array` gives it.
type Feature = fn(&RawToken) -> u64;

/// Every feature that a table can embed.
const FEATURES: &[(&str, Feature)] = &[
    ("IS_SPACE", |token| token.lexeme.is_space.into()),
    ("LOWER", |token| token.lexeme.lower),
    ("NORM", |token| token.lexeme.norm),
    ("ORTH", |token| token.lexeme.orth),
    ("PREFIX", |token| token.lexeme.prefix),
    ("SHAPE", |token| token.lexeme.shape),
    ("SPACY", |token| token.space.into()),
    ("SUFFIX", |token| token.lexeme.suffix),
];

/// spaCy's `MultiHashEmbed`.
#[derive(Debug, Clone)]
pub(super) struct MultiHashEmbed {
    tables: Vec<(Feature, HashEmbed)>,
    mix: Maxout,
    norm: LayerNorm,
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
        })
    }

    /// Writes the vectors of the draft's tokens to the rows of `matrix` from `start` on.
    pub(super) fn embed(&self, draft: &Draft, matrix: &mut Matrix, start: usize) {
        let width = self.mix.outputs();
        let mut features = vec![0.0; self.mix.inputs() * CHUNK.min(draft.len())];
        for (index, tokens) in draft.tokens.chunks(CHUNK).enumerate() {
            let from = (start + index * CHUNK) * width;
            let output = &mut matrix.values_mut()[from..from + tokens.len() * width];
            for (token, row) in tokens
                .iter()
                .zip(features.chunks_exact_mut(self.mix.inputs()))
            {
                self.features(token, row);
            }
            self.mix.apply(&features, self.mix.inputs(), output);
            self.norm.apply(output);
        }
    }

    fn features(&self, token: &RawToken, row: &mut [f32]) {
        let mut rest = row;
        for (feature, table) in &self.tables {
            let (part, after) = rest.split_at_mut(table.width());
            table.embed(feature(token), part);
            rest = after;
        }
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
