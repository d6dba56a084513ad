//! Annotates files of texts and says how long each took: our half of a paired measurement.
//!
//!     throughput PIPELINE [THREADS] < PATHS
//!
//! Every line of standard input names a file of `{"id", "text"}` lines; for each, one line of output
//! has the seconds from the strings to the last annotated document, and the number of tokens. Loading
//! and reading are not timed.

#![expect(clippy::print_stdout, reason = "a program of its own")]

use std::error::Error;
use std::io::BufRead;
use std::path::Path;
use std::time::Instant;

use ascribe_nlp::{Package, Pipeline};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let path = arguments.first().ok_or("which pipeline?")?;
    let threads = arguments.get(1).map_or(Ok(1), |threads| threads.parse())?;
    let pipeline = Pipeline::load(&Package::open_compiled(Path::new(path))?)?;
    for line in std::io::stdin().lock().lines() {
        let texts = texts(&std::fs::read_to_string(line?)?)?;
        let start = Instant::now();
        let docs = pipeline.annotate_stream(&texts, threads);
        let tokens: usize = docs.map(|doc| doc.len()).sum();
        println!("{} {tokens}", start.elapsed().as_secs_f64());
    }
    Ok(())
}

fn texts(lines: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let text = |line| -> Result<String, Box<dyn Error>> {
        let line: serde_json::Value = serde_json::from_str(line)?;
        Ok(line["text"]
            .as_str()
            .ok_or("a line without a text")?
            .to_owned())
    };
    lines.lines().map(text).collect()
}
