//! Annotates a stream of texts on all cores, in order, and prints them in one of the formats.
//!
//!     stream PIPELINE [FORMAT] < TEXTS
//!
//! `TEXTS` are `{"id", "text"}` lines; `FORMAT` is `conllu` unless another one is named. Results come
//! while the input is read: the stream may be longer than the memory.

#![expect(clippy::print_stdout, reason = "a program of its own")]

use std::error::Error;
use std::io::BufRead;
use std::path::Path;

use ascribe_nlp::{Package, Pipeline, format};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let path = arguments.first().ok_or("which pipeline?")?;
    let name = arguments.get(1).map_or("conllu", String::as_str);
    let format = format::named(name).ok_or("there is no such format")?;
    let pipeline = Pipeline::load(&Package::open(Path::new(path))?)?;
    let lines = std::io::stdin().lock().lines().map_while(Result::ok);
    let inputs = lines.filter_map(|line| serde_json::from_str::<serde_json::Value>(&line).ok());
    let (ids, texts) = split(inputs);
    let mut out = String::new();
    for (doc, id) in pipeline.annotate_stream(texts, 0).zip(ids) {
        (format.write)(&doc, &id, &mut out);
        print!("{out}");
        out.clear();
    }
    Ok(())
}

/// Ids wait in a queue until the documents of their texts come.
fn split(
    inputs: impl Iterator<Item = serde_json::Value>,
) -> (impl Iterator<Item = String>, impl Iterator<Item = String>) {
    let (send, ids) = std::sync::mpsc::channel();
    let texts = inputs.map(move |input| {
        let value = |key: &str| input[key].as_str().unwrap_or_default().to_owned();
        send.send(value("id")).ok();
        value("text")
    });
    (ids.into_iter(), texts)
}
