//! Precision and recall of what is found, and the bounds that they must not fall below.
//!
//! Knows nothing of what is compared: see `pairing.rs` for one-to-one comparisons.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Deserialize;

use crate::support::root;

/// Right parts and wholes, of what was found and of what was expected.
#[derive(Default)]
pub(crate) struct Score {
    pub(crate) precision: (f64, f64),
    pub(crate) recall: (f64, f64),
    pub(crate) misses: Vec<String>,
}

/// Scores by kind, in the order in which they are shown.
pub(crate) struct Scores(Vec<(&'static str, Score)>);

/// The bounds of one set, and the SHA-256 of what they were measured on.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pinned {
    digest: String,
    floors: BTreeMap<String, Floor>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Floor {
    precision: f64,
    recall: f64,
}

impl Score {
    fn add(&mut self, other: Self) {
        let plus = |sum: (f64, f64), one: (f64, f64)| (sum.0 + one.0, sum.1 + one.1);
        self.precision = plus(self.precision, other.precision);
        self.recall = plus(self.recall, other.recall);
        self.misses.extend(other.misses);
    }

    fn is_below(&self, floor: &Floor) -> bool {
        share(self.precision) < floor.precision || share(self.recall) < floor.recall
    }

    fn figures(&self) -> String {
        let (precision, recall) = (share(self.precision), share(self.recall));
        // Of nothing found, nothing is right or wrong.
        let shown = match self.precision.1 {
            0.0 => "-    ".to_owned(),
            _ => format!("{precision:.3}"),
        };
        let ((right, found), (_, expected)) = (self.precision, self.recall);
        let counts = format!("{right:.0} right of {found:.0} found, {expected:.0} expected");
        format!("precision {shown}  recall {recall:.3}  ({counts})")
    }
}

impl Scores {
    pub(crate) fn of(kinds: &[&'static str]) -> Self {
        Self(kinds.iter().map(|&kind| (kind, Score::default())).collect())
    }

    pub(crate) fn add(&mut self, kind: &str, score: Score) {
        let sum = self.0.iter_mut().find(|(other, _)| *other == kind);
        sum.unwrap_or_else(|| panic!("{kind} is no kind"))
            .1
            .add(score);
    }

    /// Prints the figures of a set, and fails where one is below its floor in `eval/{file}.toml` or
    /// the set is not the one that the floors were measured on.
    #[expect(clippy::print_stdout, reason = "the figures, for `--nocapture`")]
    pub(crate) fn check(&self, file: &str, set: &str, digest: &str) {
        println!("{}", self.table(set));
        let pinned = std::fs::read_to_string(root().join(format!("eval/{file}.toml"))).unwrap();
        let mut pinned: BTreeMap<String, Pinned> = toml::from_str(&pinned).unwrap();
        let pinned = pinned.remove(set).unwrap();
        let below = self.0.iter().filter(|(kind, score)| {
            let floor = pinned.floors.get(*kind);
            floor.is_some_and(|floor| score.is_below(floor))
        });
        let below: Vec<&str> = below.map(|(kind, _)| *kind).collect();
        assert!(
            below.is_empty(),
            "{set} is below eval/{file}.toml: {below:?}"
        );
        assert_eq!(digest, pinned.digest, "{set} is not the set measured");
    }

    /// The misses of sets that nobody looked at are never shown.
    fn table(&self, set: &str) -> String {
        let wanted = std::env::var("ASCRIBE_MISSES").is_ok_and(|wanted| wanted == set);
        let mut table = format!("{set}\n");
        for (kind, score) in &self.0 {
            writeln!(table, "  {kind:17} {}", score.figures()).unwrap();
            for miss in score
                .misses
                .iter()
                .filter(|_| wanted && !matches!(set, "unseen" | "fresh"))
            {
                writeln!(table, "    {miss}").unwrap();
            }
        }
        table
    }
}

fn share((part, whole): (f64, f64)) -> f64 {
    if whole == 0.0 { 1.0 } else { part / whole }
}
