//! Token vectors: embeddings of what a word form shows, mixed, then the neighbours taken in.
//!
//! Ports `MultiHashEmbed`, `MaxoutWindowEncoder` and `HashEmbedCNN` of `spacy/ml/models/tok2vec.py`.
//! Each draft stands between rows of zeros, as there, so that no draft sees another one.
//!
//! This module does not know what the vectors are used for.

mod embed;
mod encode;
mod remembered;

use std::ops::Range;

use ascribe_nn::Matrix;

use self::embed::MultiHashEmbed;
use self::encode::WindowEncoder;
use crate::config::Section;
use crate::draft::Draft;
use crate::error::Error;
use crate::thinc::Network;

/// The largest width, depth or window of a network.
const MAX_SIZE: usize = 10_000;

/// A network from tokens to vectors.
#[derive(Debug)]
pub(crate) struct Tok2Vec {
    embed: MultiHashEmbed,
    encode: WindowEncoder,
}

/// The vectors of all tokens of a batch.
#[derive(Debug, Clone, Default)]
pub(crate) struct Vectors {
    /// One row a token, with rows of no meaning between drafts.
    matrix: Matrix,
    /// By draft, its rows.
    ranges: Vec<Range<usize>>,
}

/// What the configuration says of a network, whichever way.
#[derive(Debug, Clone)]
struct Settings<'c> {
    width: usize,
    /// The features, with the number of rows in the table of each.
    features: Vec<(&'c str, usize)>,
    depth: usize,
    window: usize,
    pieces: usize,
}

impl Tok2Vec {
    /// Loads the network that `section` describes from the nodes below `root`.
    pub(crate) fn load(
        section: &Section<'_>,
        network: &Network,
        root: usize,
    ) -> Result<Self, Error> {
        let settings = Settings::read(section)?;
        settings.check(section)?;
        let maxouts = network.find(root, "maxout");
        let norms = network.find(root, "layernorm");
        if maxouts.len() != settings.depth + 1 || norms.len() != maxouts.len() {
            let found = maxouts.len();
            let what = format!(
                "{} maxout layers with their norms expected, {found} found",
                settings.depth + 1
            );
            return Err(Error::corrupt(network.place_of(root), what));
        }
        let layers: Vec<_> = maxouts.into_iter().zip(norms).collect();
        let embed = MultiHashEmbed::load(&settings, section, network, root, layers[0])?;
        let encode = WindowEncoder::load(&settings, network, &layers[1..])?;
        Ok(Self { embed, encode })
    }

    /// The length of a vector.
    pub(crate) fn width(&self) -> usize {
        self.encode.width()
    }

    /// The vectors of all tokens of `batch`. A draft's vectors do not depend on the other drafts.
    pub(crate) fn vectors(&self, batch: &[Draft]) -> Vectors {
        let ranges = self.encode.place(batch);
        let rows = ranges.iter().map(|range| range.end).max().unwrap_or(0);
        let mut matrix = self.encode.room(rows);
        self.embed.embed(batch, &ranges, &mut matrix);
        self.encode.encode(&mut matrix);
        Vectors { matrix, ranges }
    }
}

impl Vectors {
    /// The length of a vector.
    pub(crate) fn width(&self) -> usize {
        self.matrix.columns()
    }

    /// The vectors of a draft's tokens, one after the other.
    pub(crate) fn of_draft(&self, draft: usize) -> &[f32] {
        self.matrix.part(self.ranges[draft].clone())
    }
}

impl<'c> Settings<'c> {
    fn read(section: &Section<'c>) -> Result<Self, Error> {
        match section.str("@architectures")? {
            "spacy.Tok2Vec.v1" | "spacy.Tok2Vec.v2" => Self::read_parts(section),
            "spacy.HashEmbedCNN.v1" | "spacy.HashEmbedCNN.v2" => Self::read_whole(section),
            other => Err(unsupported(
                section,
                other,
                "Tok2Vec, HashEmbedCNN and Tok2VecListener",
            )),
        }
    }

    /// Refuses sizes that no network has, before anything is computed from them.
    fn check(&self, section: &Section<'_>) -> Result<(), Error> {
        let sizes = [self.width, self.depth, self.window, self.pieces];
        if self.width == 0 || sizes.into_iter().any(|size| size > MAX_SIZE) {
            return Err(Error::corrupt(
                section.path(),
                "a width, depth, window or number of pieces is out of range",
            ));
        }
        Ok(())
    }

    fn read_parts(section: &Section<'c>) -> Result<Self, Error> {
        let embed = section.section("embed")?;
        let encode = section.section("encode")?;
        let architecture = embed.str("@architectures")?;
        if !matches!(
            architecture,
            "spacy.MultiHashEmbed.v1" | "spacy.MultiHashEmbed.v2"
        ) {
            return Err(unsupported(&embed, architecture, "MultiHashEmbed"));
        }
        let architecture = encode.str("@architectures")?;
        if !matches!(
            architecture,
            "spacy.MaxoutWindowEncoder.v1" | "spacy.MaxoutWindowEncoder.v2"
        ) {
            return Err(unsupported(&encode, architecture, "MaxoutWindowEncoder"));
        }
        refuse_static_vectors(&embed, "include_static_vectors")?;
        let width = encode.usize("width")?;
        let (attrs, rows) = (embed.strings("attrs")?, embed.numbers("rows")?);
        if attrs.len() != rows.len() || embed.usize("width")? != width {
            return Err(Error::corrupt(
                embed.path(),
                "attrs and rows, or the two widths, do not go together",
            ));
        }
        Ok(Self {
            width,
            features: attrs.into_iter().zip(rows).collect(),
            ..Self::read_encoder(&encode)?
        })
    }

    fn read_whole(section: &Section<'c>) -> Result<Self, Error> {
        refuse_static_vectors(section, "pretrained_vectors")?;
        let rows = section.usize("embed_size")?;
        let subword = section.bool_or("subword_features", true)?;
        let mut features = vec![("NORM", rows)];
        features.extend(
            ["PREFIX", "SUFFIX", "SHAPE"]
                .into_iter()
                .filter(|_| subword)
                .map(|name| (name, rows / 2)),
        );
        Ok(Self {
            features,
            ..Self::read_encoder(section)?
        })
    }

    fn read_encoder(section: &Section<'c>) -> Result<Self, Error> {
        Ok(Self {
            width: section.usize("width")?,
            features: Vec::new(),
            depth: section.usize("depth")?,
            window: section.usize("window_size")?,
            pieces: section.usize("maxout_pieces")?,
        })
    }
}

fn refuse_static_vectors(section: &Section<'_>, key: &str) -> Result<(), Error> {
    if section.bool_or(key, false)? {
        let what =
            "static word vectors are not supported; use a pipeline without them (an \"sm\" one)";
        return Err(Error::unsupported(
            format_args!("{}.{key}", section.path()),
            what,
        ));
    }
    Ok(())
}

fn unsupported(section: &Section<'_>, architecture: &str, supported: &str) -> Error {
    let what = format!("architecture {architecture} is not supported here; supported: {supported}");
    Error::unsupported(section.path(), what)
}

#[cfg(test)]
pub(crate) mod tests;
