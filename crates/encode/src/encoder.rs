//! The network: rows for pieces, then layers of attention.
//!
//! Devlin et al., "BERT" (2019); here in the size of all-MiniLM-L6-v2, with weights of one byte.

use ascribe_nn::{LayerNorm, Matrix, Quantised, WholeRows, attention, gelu};

use crate::{Error, Table, Weights};

const WIDTH: usize = 384;
const INNER: usize = 1536;
const HEADS: usize = 12;
const LAYERS: usize = 6;
const EPSILON: f32 = 1e-12;

/// A network from word pieces to rows of [`Encoder::WIDTH`] numbers.
#[derive(Debug, Clone)]
pub struct Encoder {
    words: Table,
    /// What stands for each place in a sequence.
    positions: Matrix,
    norm: LayerNorm,
    layers: Vec<Layer>,
}

#[derive(Debug, Clone)]
struct Layer {
    /// Queries, keys and values.
    asking: Quantised,
    mixing: Quantised,
    mixed: LayerNorm,
    up: Quantised,
    down: Quantised,
    norm: LayerNorm,
}

/// Room for one layer's work.
struct Room {
    rows: WholeRows,
    asking: Vec<f32>,
    found: Vec<f32>,
    inner: Vec<f32>,
    change: Vec<f32>,
}

impl Encoder {
    /// The length of a row.
    pub const WIDTH: usize = WIDTH;

    /// The encoder whose arrays begin with `network.`.
    ///
    /// # Errors
    /// If an array is missing or of another shape.
    pub fn load(weights: &Weights<'_>) -> Result<Self, Error> {
        let layer = |number| Layer::load(weights, &format!("network.layers.{number}"));
        Ok(Self {
            words: weights.table("network.words", WIDTH)?,
            positions: weights.matrix("network.positions", WIDTH)?,
            norm: weights.norm("network.norm", WIDTH, EPSILON)?,
            layers: (0..LAYERS).map(layer).collect::<Result<_, _>>()?,
        })
    }

    /// How many pieces a sequence can have.
    #[must_use]
    pub fn most_pieces(&self) -> usize {
        self.positions.rows()
    }

    /// How many pieces there are rows for.
    #[must_use]
    pub fn vocabulary(&self) -> usize {
        self.words.rows()
    }

    /// The rows that a sequence begins as, before the first layer; more can be added to them.
    ///
    /// # Panics
    /// If there are more pieces than a sequence can have.
    #[must_use]
    pub fn embed(&self, pieces: &[u32]) -> Matrix {
        let mut rows = Matrix::zeros(pieces.len(), WIDTH);
        for (at, &piece) in pieces.iter().enumerate() {
            let row = rows.row_mut(at);
            row.copy_from_slice(self.positions.row(at));
            self.words.add_to(piece as usize, row);
        }
        rows
    }

    /// Runs all layers over the rows of one sequence.
    pub fn encode(&self, rows: &mut Matrix) {
        let mut room = Room::new(rows.rows());
        let rows = rows.values_mut();
        self.norm.apply(rows);
        for layer in &self.layers {
            layer.apply(rows, &mut room);
        }
    }
}

impl Layer {
    fn load(weights: &Weights<'_>, name: &str) -> Result<Self, Error> {
        let linear = |part: &str, outputs, inputs| {
            weights.quantised(&format!("{name}.{part}"), outputs, inputs)
        };
        let norm = |part: &str| weights.norm(&format!("{name}.{part}"), WIDTH, EPSILON);
        Ok(Self {
            asking: linear("qkv", 3 * WIDTH, WIDTH)?,
            mixing: linear("attention", WIDTH, WIDTH)?,
            mixed: norm("attention_norm")?,
            up: linear("up", INNER, WIDTH)?,
            down: linear("down", WIDTH, INNER)?,
            norm: norm("norm")?,
        })
    }

    fn apply(&self, rows: &mut [f32], room: &mut Room) {
        self.asking.apply(rows, &mut room.rows, &mut room.asking);
        attention(&room.asking, HEADS, WIDTH, &mut room.found);
        self.mixing
            .apply(&room.found, &mut room.rows, &mut room.change);
        add(rows, &room.change);
        self.mixed.apply(rows);
        self.up.apply(rows, &mut room.rows, &mut room.inner);
        gelu(&mut room.inner);
        self.down
            .apply(&room.inner, &mut room.rows, &mut room.change);
        add(rows, &room.change);
        self.norm.apply(rows);
    }
}

fn add(rows: &mut [f32], change: &[f32]) {
    rows.iter_mut()
        .zip(change)
        .for_each(|(value, change)| *value += change);
}

impl Room {
    fn new(count: usize) -> Self {
        let rows = |width: usize| vec![0.0; count * width];
        Self {
            rows: WholeRows::default(),
            asking: rows(3 * WIDTH),
            found: rows(WIDTH),
            inner: rows(INNER),
            change: rows(WIDTH),
        }
    }
}
