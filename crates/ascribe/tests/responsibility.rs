//! Who did it on whose word: sentences and short reports grouped by meaning
//! (`testdata/responsibility/`), as many that speak of a deed as that must not be taken for it.
//!
//! A row is right where mode, actor and holder are; `but for holder` leaves the holder aside. The
//! set was written before the rules were looked at. Those of `seen.toml` may be learnt from
//! (`ASCRIBE_MISSES=seen` lists what goes wrong); `unseen.toml` is the measure. Figures must not
//! fall below `eval/responsibility.toml`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod support;

#[path = "support/expected.rs"]
#[expect(dead_code, reason = "the other kinds are for the test `reports`")]
mod expected;
#[path = "support/found.rs"]
#[expect(dead_code, reason = "the other kinds are for the test `reports`")]
mod found;
#[path = "support/pairing.rs"]
mod pairing;
#[path = "support/score.rs"]
mod score;

use ascribe::ReadOptions;
use ascribe::assets::sha256;
use expected::Responsibility;
use found::Found;
use score::{Score, Scores};
use serde::Deserialize;
use support::{read, root};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Half {
    text: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    /// What the text means.
    group: String,
    text: String,
    expect: Vec<Responsibility>,
    /// Neither right nor wrong.
    #[serde(default)]
    allow: Vec<Responsibility>,
}

/// The modes, and all of them together.
const KINDS: [&str; 11] = [
    "claimed",
    "denied",
    "accused",
    "suspected",
    "reported",
    "cleared",
    "none_claimed",
    "disavowed",
    "false_flag",
    "all",
    "but for holder",
];

type Fits = fn(&Responsibility, &found::Responsibility) -> bool;

impl Text {
    /// The score of some expectations and findings of this text.
    fn score(
        &self,
        expected: &[&Responsibility],
        found: &[&found::Responsibility],
        fits: Fits,
    ) -> Score {
        let pairs = pairing::pair(expected, found, |wanted, one| fits(wanted, one));
        let is_allowed = |one: &&found::Responsibility| self.allow.iter().any(|row| fits(row, one));
        let mut score = pairing::score((expected, found), &pairs, is_allowed);
        for miss in &mut score.misses {
            *miss = format!("{}: {miss}\n      {}", self.group, self.text.trim());
        }
        score
    }

    fn measure(&self, scores: &mut Scores) {
        let record = read(self.text.trim().as_bytes(), &ReadOptions::default());
        let found = Found(&record).responsibilities();
        let pairs = pairing::pair(&self.expect, &found, Responsibility::is);
        for (wanted, at) in self.expect.iter().zip(&pairs) {
            let answer: Vec<_> = at.iter().map(|&at| &found[at]).collect();
            let score = self.score(&[wanted], &answer, Responsibility::is);
            scores.add(wanted.first_mode(), score);
        }
        let open = (0..found.len()).filter(|at| !pairs.contains(&Some(*at)));
        for one in open.map(|at| &found[at]) {
            scores.add(&one.mode, self.score(&[], &[one], Responsibility::is));
        }
        self.add_totals(&found, scores);
    }

    /// Without misses, which are listed by mode.
    fn add_totals(&self, found: &[found::Responsibility], scores: &mut Scores) {
        let (expected, found): (Vec<_>, Vec<_>) =
            (self.expect.iter().collect(), found.iter().collect());
        let mut add = |kind, fits| {
            let mut score = self.score(&expected, &found, fits);
            score.misses.clear();
            scores.add(kind, score);
        };
        add("all", Responsibility::is);
        add("but for holder", Responsibility::is_but_for_holder);
    }
}

fn half(half: &str) -> (Half, String) {
    let path = root().join(format!("testdata/responsibility/{half}.toml"));
    let file = std::fs::read_to_string(path).unwrap();
    (toml::from_str(&file).unwrap(), sha256(file.as_bytes()))
}

fn check(name: &str) {
    let (half, digest) = half(name);
    let mut scores = Scores::of(&KINDS);
    for text in &half.text {
        text.measure(&mut scores);
    }
    scores.check("responsibility", name, &digest);
}

#[test]
fn the_seen_half() {
    check("seen");
}

#[test]
fn the_unseen_half() {
    check("unseen");
}

#[test]
fn as_many_texts_speak_of_no_deed() {
    for name in ["seen", "unseen"] {
        let (half, _) = half(name);
        let with = half.text.iter().filter(|text| !text.expect.is_empty());
        let with = with.count();
        assert!(
            80 <= with && with <= half.text.len() - with,
            "{name}: {with}"
        );
    }
}
