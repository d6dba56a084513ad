//! Stable keys: the same finding keeps its key when rules and models change.
//!
//! A key is the first 16 hexadecimal digits of the SHA-256 over the report's SHA-256, the kind of
//! finding, the source bytes of its anchor (counted from the report's own first byte), and its role
//! (what tells findings on one anchor apart: a responsibility's mode, a toll's kind and who). Where
//! two findings agree in all of these, the second and later ones also hash their ordinal.

use std::collections::BTreeMap;

use ascribe_model::Report;
use ascribe_text::{Span, Text};
use sha2::{Digest, Sha256};

/// Makes the keys of one record.
pub(crate) struct Keys<'r> {
    report: &'r Report,
    /// How often each key was asked for.
    given: BTreeMap<String, usize>,
}

impl<'r> Keys<'r> {
    pub(crate) fn new(report: &'r Report) -> Self {
        Self {
            report,
            given: BTreeMap::new(),
        }
    }

    /// The key of a finding of `kind` that turns on `anchor`.
    pub(crate) fn key(&mut self, kind: &str, anchor: Option<Span<Text>>, role: &str) -> String {
        let anchor = anchor.map_or_else(String::new, |anchor| self.anchor(anchor));
        let material = format!("{}\n{kind}\n{anchor}\n{role}", self.report.source.sha256);
        let count = self.given.entry(material.clone()).or_insert(0);
        *count += 1;
        if *count == 1 {
            hash(&material)
        } else {
            hash(&format!("{material}\n{count}"))
        }
    }

    fn anchor(&self, span: Span<Text>) -> String {
        match self.report.map.to_source(span) {
            Some(source) => {
                let own = self.report.source.start;
                format!("{}-{}", source.start() - own, source.end() - own)
            }
            None => format!("text {}-{}", span.start(), span.end()),
        }
    }
}

fn hash(material: &str) -> String {
    let digest = Sha256::digest(material.as_bytes());
    digest[..8]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
