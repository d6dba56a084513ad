//! Finds who said what in a text, with a pattern over its trees, and prints each part's subtree.
//!
//!     matcher PIPELINE TEXT
//!
//! Where the pattern almost matched, the example says which of its lines failed.

#![expect(clippy::print_stdout, reason = "a program of its own")]

use std::error::Error;
use std::path::Path;

use ascribe_nlp::dependency::{LexiconSet, Pattern, PatternSet, Place};
use ascribe_nlp::{Package, Pipeline, Token};

/// A verb of saying, its subject, and the clause that it governs; nobody may be told.
const SAID: &str = "\
cue         tag:VB* lemma:@saying
  source    <nsubj
  content   <ccomp
  !         <dobj ent:PERSON
";

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [path, text] = arguments.as_slice() else {
        return Err("matcher PIPELINE TEXT".into());
    };
    let patterns = patterns()?;
    let doc = Pipeline::load(&Package::open(Path::new(path))?)?.annotate(text);
    for sentence in doc.sentences() {
        for found in patterns.find(sentence) {
            println!("{}:", found.pattern().name());
            for (name, token) in found.captures() {
                println!("  {name}\t{}\t{}", token.text(), phrase(token));
            }
        }
        for miss in patterns.near_misses(sentence) {
            println!("{:?} is none: `{}` failed", miss.root, miss.text);
        }
    }
    Ok(())
}

fn patterns() -> Result<PatternSet, ascribe_nlp::Error> {
    let mut lexicons = LexiconSet::default();
    lexicons.insert("saying", ["say", "claim", "deny"]);
    let place = Place {
        file: "SAID",
        line: 1,
    };
    let said = Pattern::compile("said", SAID, place, &lexicons)?;
    Ok(PatternSet::new(vec![said]))
}

/// The token with all that depends on it, as it stands in the text.
fn phrase(token: Token<'_>) -> &str {
    token.subtree_span().slice(token.doc().text())
}
