//! Measures the learned readers on one thread, beside the analysis that they read.
//!
//! ```text
//! speed PIPELINE MODELS ACCURATE TEXTS [WORDS] [ROUNDS]
//! ```
//!
//! `PIPELINE` is a compiled pipeline, `MODELS` the folder with the weights of the fast readers,
//! `ACCURATE` the file of those of the accurate one, `TEXTS` a file of `{"text"}` lines. Every round
//! takes other texts, of `WORDS` words; the accurate reader gets a tenth of them. Prints for each
//! reader the median over all rounds of its words a second and of its share of the analysis's time,
//! and a digest of its answers: two versions with the same digests read the same to the last bit.
//!
//! Counts the processor's time where the system tells it (Linux), and the wall clock's elsewhere.

#![expect(clippy::print_stdout, reason = "a program of its own")]

use std::error::Error;
use std::fmt::Debug;
use std::path::Path;
use std::sync::LazyLock;
use std::time::Instant;

use ascribe_nlp::{Doc, Package, Pipeline};
use ascribe_readers::{EventReader, Reader};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// The accurate reader reads one text of so many.
const FEWER: usize = 10;

struct Readers {
    fast: Reader,
    events: EventReader,
    accurate: Reader,
}

/// What one reader did.
struct Row {
    name: &'static str,
    /// Words a second, by round.
    paces: Vec<f64>,
    /// Of the analysis's time for the same texts, by round.
    shares: Vec<f64>,
    digest: u64,
}

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [pipeline, models, accurate, texts, numbers @ ..] = &arguments[..] else {
        return Err("speed PIPELINE MODELS ACCURATE TEXTS [WORDS] [ROUNDS]".into());
    };
    let number = |at: usize, usual| numbers.get(at).map_or(Ok(usual), |number| number.parse());
    let (words, rounds) = (number(0, 40_000)?, number(1, 5)?);
    let pipeline = Pipeline::load(&Package::open_compiled(Path::new(pipeline))?)?;
    let pipeline = pipeline.keeping_vectors();
    let readers = Readers::load(Path::new(models), Path::new(accurate))?;
    let texts = texts_of(&std::fs::read_to_string(texts)?)?;
    let mut rows = ["analysis", "fast", "events", "accurate"].map(Row::new);
    for texts in dealt(&texts, words, rounds) {
        round(&pipeline, &readers, texts, &mut rows);
    }
    rows.iter_mut().for_each(Row::print);
    Ok(())
}

fn round(pipeline: &Pipeline, readers: &Readers, texts: &[String], rows: &mut [Row; 4]) {
    let [analysis, fast, events, accurate] = rows;
    let (docs, whole) = timed(|| texts.iter().map(|text| pipeline.annotate(text)).collect());
    let docs: Vec<Doc> = docs;
    let few: Vec<&Doc> = docs.iter().step_by(FEWER).collect();
    let part = whole * words_of(few.iter().copied()) / words_of(&docs);
    let (said, of_fast) =
        timed(|| -> Vec<_> { docs.iter().map(|doc| readers.fast.read(doc)).collect() });
    let (told, of_events) =
        timed(|| -> Vec<_> { docs.iter().map(|doc| readers.events.read(doc)).collect() });
    let (surely, of_accurate) =
        timed(|| -> Vec<_> { few.iter().map(|doc| readers.accurate.read(doc)).collect() });
    analysis.add(words_of(&docs), whole, whole, &docs.len());
    fast.add(words_of(&docs), of_fast, whole, &said);
    events.add(words_of(&docs), of_events, whole, &told);
    accurate.add(words_of(few.iter().copied()), of_accurate, part, &surely);
}

impl Readers {
    fn load(models: &Path, accurate: &Path) -> Outcome<Self> {
        let bytes = |name: &str| std::fs::read(models.join(name).join("fast.safetensors"));
        Ok(Self {
            fast: Reader::load(&bytes("attribution")?)?,
            events: EventReader::load(&bytes("events")?)?,
            accurate: Reader::load(&std::fs::read(accurate)?)?,
        })
    }
}

impl Row {
    fn new(name: &'static str) -> Self {
        let (paces, shares) = (Vec::new(), Vec::new());
        Self {
            name,
            paces,
            shares,
            digest: 0xcbf2_9ce4_8422_2325,
        }
    }

    /// Adds a round in which `words` words took `seconds`, and their analysis `whole`.
    fn add(&mut self, words: f64, seconds: f64, whole: f64, answers: &impl Debug) {
        self.paces.push(words / seconds);
        self.shares.push(seconds / whole);
        for byte in format!("{answers:?}").bytes() {
            self.digest = (self.digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn print(&mut self) {
        let [pace, share] = [&mut self.paces, &mut self.shares].map(|values| median(values));
        println!(
            "{:10} {pace:9.0} words/s  {share:6.3} of the analysis  {:016x}",
            self.name, self.digest
        );
    }
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Portions of texts with as many words each; no text is in two.
fn dealt(texts: &[String], words: usize, rounds: usize) -> Vec<&[String]> {
    let (mut portions, mut rest) = (Vec::new(), texts);
    while portions.len() < rounds && !rest.is_empty() {
        let mut sum = 0;
        let before = |text: &&String| {
            let enough = words <= sum;
            sum += text.split_whitespace().count();
            !enough
        };
        let (portion, after) = rest.split_at(rest.iter().take_while(before).count().max(1));
        portions.push(portion);
        rest = after;
    }
    portions
}

fn texts_of(lines: &str) -> Outcome<Vec<String>> {
    let text = |line| -> Outcome<String> {
        let line: serde_json::Value = serde_json::from_str(line)?;
        Ok(line["text"]
            .as_str()
            .ok_or("a line without a text")?
            .to_owned())
    };
    lines.lines().map(text).collect()
}

fn words_of<'d>(docs: impl IntoIterator<Item = &'d Doc>) -> f64 {
    let words = docs
        .into_iter()
        .map(|doc| doc.text().split_whitespace().count());
    words.sum::<usize>() as f64
}

/// What `work` gives, and the seconds it took.
fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = clock();
    let found = work();
    (found, clock() - start)
}

/// Seconds on a processor (the first number of `schedstat`, in nanoseconds), else those passed.
fn clock() -> f64 {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let on_processor = told.and_then(|told| told.split_whitespace().next()?.parse::<f64>().ok());
    on_processor.map_or_else(
        || START.elapsed().as_secs_f64(),
        |nanoseconds| nanoseconds / 1e9,
    )
}
