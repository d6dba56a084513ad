//! Annotates one text and prints its sentences: tokens, trees, names and noun chunks.
//!
//!     annotate PIPELINE TEXT
//!
//! `PIPELINE` is a compiled pipeline, a wheel, or the folder of a package.

#![expect(clippy::print_stdout, reason = "a program of its own")]

use std::error::Error;
use std::path::Path;

use ascribe_nlp::{Package, Pipeline};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [path, text] = arguments.as_slice() else {
        return Err("annotate PIPELINE TEXT".into());
    };
    let pipeline = Pipeline::load(&Package::open(Path::new(path))?)?;
    let doc = pipeline.annotate(text);
    for sentence in doc.sentences() {
        println!("{}", sentence.span().slice(doc.text()));
        for token in sentence.tokens() {
            let (form, pos, dep) = (token.text(), token.pos(), token.dep());
            let (head, lemma) = (token.head().text(), token.lemma());
            println!("  {form}\t{pos}\t{dep} of {head}\t{lemma}");
        }
    }
    for name in doc.entities() {
        println!("{}: {}", name.kind(), name.span().slice(doc.text()));
    }
    for chunk in doc.noun_chunks() {
        println!("noun chunk: {}", doc.span_of(chunk).slice(doc.text()));
    }
    Ok(())
}
