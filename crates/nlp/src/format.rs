//! Ways to write a [`Doc`] for other tools, one file each.
//!
//! ```
//! let doc = ascribe_nlp::testing::doc_from_table("They left", "They they PRON PRP 2 nsubj
//!                                                              left leave VERB VBD 0 ROOT");
//! let conllu = ascribe_nlp::format::named("conllu").expect("it is one of `ALL`");
//! let mut out = String::new();
//! (conllu.write)(&doc, "first", &mut out);
//! assert!(out.starts_with("# newdoc id = first\n# sent_id = 1\n# text = They left\n1\tThey\tthey\tPRON\t"));
//! ```

mod conllu;
mod jsonl;
mod table;

use crate::Doc;

/// Appends the analysis of a text, called `id`, to a string.
pub type Write = fn(doc: &Doc, id: &str, out: &mut String);

/// One way to write an analysis.
#[derive(Debug)]
pub struct Format {
    /// The name by which users ask for it.
    pub name: &'static str,
    /// What it is, in a few words.
    pub about: &'static str,
    /// Appends a document in this format.
    pub write: Write,
}

/// Every format, each under one name. `jsonl` counts in code points, as Python does; `conllu` and `table`
/// have no offsets.
pub const ALL: &[Format] = &[
    Format {
        name: "conllu",
        about: "CoNLL-U, one sentence after the other",
        write: conllu::write,
    },
    Format {
        name: "jsonl",
        about: "one JSON object on one line for each text",
        write: jsonl::write,
    },
    Format {
        name: "table",
        about: "aligned columns for the eye",
        write: table::write,
    },
];

/// The format of that name; `None` where there is none.
#[must_use]
pub fn named(name: &str) -> Option<&'static Format> {
    ALL.iter().find(|format| format.name == name)
}
