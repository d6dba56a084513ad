//! Ways to write a [`Doc`] for other tools, one file each.

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

/// Every format.
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

/// The format of that name.
#[must_use]
pub fn named(name: &str) -> Option<&'static Format> {
    ALL.iter().find(|format| format.name == name)
}
