//! The fast reader's network: what the analysis knows of a word, looked at along the sentence and
//! up the tree, then read both ways.

use ascribe_encode::{Error, Table, Weights};
use ascribe_nlp::Doc;
use ascribe_nn::{Direction, LayerNorm, Lstm, Matrix, Quantised, WholeRows, relu};

use crate::features::{Features, HASHED, Vocabulary};
use crate::flags;
use crate::network::{Input, Network};
use crate::pointer::BUCKETS;
use crate::windows::Window;

/// The analysis's own row of a token.
const VECTOR: usize = 96;
const WORD: usize = 64;
const TAG: usize = 16;
const SMALL: usize = 8;
const INPUT: usize = VECTOR + 2 * WORD + 2 * TAG + 2 * SMALL;
const WIDTH: usize = 128;
/// What each direction of a recurrent layer remembers.
const HIDDEN: usize = 128;
/// What a tree layer sees of a word: those before and after it, itself, its head and its clause's.
const SEEN: usize = 5;
/// No network has more layers of a kind.
const MOST_LAYERS: usize = 16;
const EPSILON: f32 = 1e-5;

#[derive(Debug)]
pub(crate) struct Fast {
    vocabulary: Vocabulary,
    tables: Tables,
    mix: Quantised,
    mix_norm: LayerNorm,
    layers: Vec<(Quantised, LayerNorm)>,
    recurrent: Vec<[Lstm; 2]>,
}

#[derive(Debug)]
struct Tables {
    lexicon: Table,
    hashed: Table,
    tags: Matrix,
    relations: Matrix,
    distances: Matrix,
    flags: Matrix,
}

/// What is known of every word, and the analysis's row of each, one after the other.
#[derive(Debug)]
pub(crate) struct Known {
    pub(crate) words: Vec<Features>,
    pub(crate) vectors: Vec<f32>,
}

impl Fast {
    /// # Errors
    /// If an array is missing or of another shape.
    pub(crate) fn load(weights: &Weights<'_>) -> Result<Self, Error> {
        let vocabulary = Vocabulary::load(weights)?;
        let layer = |number| tree_layer(weights, number);
        let both = |number| both_ways(weights, number);
        Ok(Self {
            tables: Tables::load(weights, &vocabulary)?,
            mix: weights.quantised("network.mix", WIDTH, INPUT)?,
            mix_norm: weights.norm("network.mix_norm", WIDTH, EPSILON)?,
            layers: (0..count(weights, "layers")?)
                .map(layer)
                .collect::<Result<_, _>>()?,
            recurrent: (0..count(weights, "recurrent")?)
                .map(both)
                .collect::<Result<_, _>>()?,
            vocabulary,
        })
    }

    /// The length of a row.
    pub(crate) fn width(&self) -> usize {
        if self.recurrent.is_empty() {
            WIDTH
        } else {
            2 * HIDDEN
        }
    }

    /// What the first layer gets: a row for every word of the window.
    fn embed(&self, known: &Known, window: Window) -> Matrix {
        let mut rows = Matrix::zeros(window.len(), INPUT);
        for (place, word) in window.words().enumerate() {
            let vector = &known.vectors[word * VECTOR..(word + 1) * VECTOR];
            self.tables
                .write(&known.words[word], vector, rows.row_mut(place));
        }
        rows
    }

    /// Shows every word its neighbours and what it depends on.
    fn climb(&self, known: &[Features], window: Window, rows: &mut Matrix, room: &mut WholeRows) {
        let mut seen = Matrix::zeros(window.len(), SEEN * WIDTH);
        let mut change = Matrix::zeros(window.len(), WIDTH);
        for (layer, norm) in &self.layers {
            for (place, word) in window.words().enumerate() {
                let others = neighbours(&known[word], place, window);
                for (part, other) in seen.row_mut(place).chunks_exact_mut(WIDTH).zip(others) {
                    match other {
                        Some(other) => part.copy_from_slice(rows.row(other)),
                        None => part.fill(0.0),
                    }
                }
            }
            layer.apply(seen.values(), room, change.values_mut());
            change
                .values_mut()
                .iter_mut()
                .for_each(|value| *value = relu(*value));
            norm.apply(change.values_mut());
            let changes = rows.values_mut().iter_mut().zip(change.values());
            changes.for_each(|(value, change)| *value += change);
        }
    }
}

impl Network for Fast {
    type Features = Known;

    fn input(&self, doc: &Doc) -> Input<Known> {
        let (words, features) = self.vocabulary.features(doc);
        let mut vectors = vec![0.0; words.len() * VECTOR];
        for (word, vector) in features.iter().zip(vectors.chunks_exact_mut(VECTOR)) {
            if let Some(found) = doc.vector(word.token).filter(|row| row.len() == VECTOR) {
                vector.copy_from_slice(found);
            }
        }
        Input {
            sizes: vec![1; words.len()],
            features: Known {
                words: features,
                vectors,
            },
            words,
        }
    }

    fn rows(&self, input: &Input<Known>, window: Window) -> Matrix {
        let mut room = WholeRows::default();
        let embedded = self.embed(&input.features, window);
        let mut rows = Matrix::zeros(window.len(), WIDTH);
        self.mix
            .apply(embedded.values(), &mut room, rows.values_mut());
        self.mix_norm.apply(rows.values_mut());
        self.climb(&input.features.words, window, &mut rows, &mut room);
        for [forward, backward] in &self.recurrent {
            let mut read = Matrix::zeros(window.len(), 2 * HIDDEN);
            let output = read.values_mut();
            forward.apply(rows.values(), Direction::Forward, output, 2 * HIDDEN);
            let output = output.get_mut(HIDDEN..).unwrap_or_default();
            backward.apply(rows.values(), Direction::Backward, output, 2 * HIDDEN);
            rows = read;
        }
        rows
    }
}

/// The words that a word at `place` of a window sees: those before and after, itself, its head and
/// its clause's. What is not in the window is not seen, or the word itself.
fn neighbours(word: &Features, place: usize, window: Window) -> [Option<usize>; SEEN] {
    let within = |other: usize| {
        let inside = window.words().contains(&other);
        Some(if inside {
            other - window.context
        } else {
            place
        })
    };
    [
        place.checked_sub(1),
        Some(place),
        Some(place + 1).filter(|&next| next < window.len()),
        within(word.head),
        within(word.governor),
    ]
}

impl Tables {
    fn load(weights: &Weights<'_>, vocabulary: &Vocabulary) -> Result<Self, Error> {
        let matrix = |name: &str, columns| weights.matrix(&format!("network.{name}"), columns);
        let tables = Self {
            lexicon: weights.table("network.lexicon_rows", WORD)?,
            hashed: weights.table("network.hashed", WORD)?,
            tags: matrix("tags", TAG)?,
            relations: matrix("deps", TAG)?,
            distances: matrix("distances", SMALL)?,
            flags: matrix("flags", SMALL)?,
        };
        let [tags, relations, lexicon] = vocabulary.sizes();
        let fits = tables.lexicon.rows() == lexicon
            && tables.hashed.rows() == HASHED
            && tables.tags.rows() == tags
            && tables.relations.rows() == relations
            && tables.distances.rows() == BUCKETS
            && tables.flags.rows() == flags::ROWS;
        let what = "a table has more or fewer rows than there are names";
        fits.then_some(tables).ok_or_else(|| Error::corrupt(what))
    }

    /// Writes what a word is to the network; `row` is zeros.
    fn write(&self, word: &Features, vector: &[f32], row: &mut [f32]) {
        let (part, row) = row.split_at_mut(VECTOR);
        part.copy_from_slice(vector);
        let (part, row) = row.split_at_mut(WORD);
        self.lexicon.add_to(word.lexicon, part);
        let (part, row) = row.split_at_mut(WORD);
        for hashed in word.hashed {
            self.hashed.add_to(hashed, part);
        }
        let (part, row) = row.split_at_mut(TAG);
        part.copy_from_slice(self.tags.row(word.tag));
        let (part, row) = row.split_at_mut(TAG);
        part.copy_from_slice(self.relations.row(word.relation));
        let (part, row) = row.split_at_mut(SMALL);
        part.copy_from_slice(self.distances.row(word.distance));
        for flag in word.flags {
            let values = self.flags.row(usize::from(flag));
            row.iter_mut()
                .zip(values)
                .for_each(|(sum, value)| *sum += value);
        }
    }
}

/// How many layers of a kind the file says there are.
fn count(weights: &Weights<'_>, kind: &str) -> Result<usize, Error> {
    let number = weights.number(kind)?;
    let what = format!("{number} {kind} are too many");
    Some(number)
        .filter(|&number| number <= MOST_LAYERS)
        .ok_or_else(|| Error::corrupt(what))
}

fn tree_layer(weights: &Weights<'_>, number: usize) -> Result<(Quantised, LayerNorm), Error> {
    let layer = format!("network.layers.{number}");
    let norm = format!("network.norms.{number}");
    Ok((
        weights.quantised(&layer, WIDTH, SEEN * WIDTH)?,
        weights.norm(&norm, WIDTH, EPSILON)?,
    ))
}

/// The recurrent layers of that number, forward and backward.
fn both_ways(weights: &Weights<'_>, number: usize) -> Result<[Lstm; 2], Error> {
    let inputs = if number == 0 { WIDTH } else { 2 * HIDDEN };
    let one = |way: &str| {
        let name = format!("network.recurrent.{number}.{way}");
        let bias = weights.floats(&format!("{name}.bias"), &[4 * HIDDEN])?;
        let input = weights.quantised_with(&format!("{name}.input.weight"), &bias, inputs)?;
        let no_bias = [0.0; 4 * HIDDEN];
        let hidden = weights.quantised_with(&format!("{name}.hidden.weight"), &no_bias, HIDDEN)?;
        let lstm = Lstm::new(input, hidden);
        lstm.ok_or_else(|| Error::corrupt(format!("{name} has another shape")))
    };
    Ok([one("forwards")?, one("backwards")?])
}
