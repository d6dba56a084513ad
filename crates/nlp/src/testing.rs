//! Documents written by hand, for tests of what reads documents: of patterns, and of your own code.
//!
//! They need no pipeline, and say what a pipeline would have to find.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ascribe_text::Span;

use crate::draft::{Draft, EntitySpan, RawToken, SentenceStart};
use crate::labels::Labels;
use crate::lexeme::Vocabulary;
use crate::lookups::Lookups;
use crate::{Doc, Package};

/// Where the checkout's default pipeline is: what `ASCRIBE_PIPELINE` names, or else what `make setup` installed
/// in `ASCRIBE_HOME` or in this checkout.
#[doc(hidden)]
#[must_use]
pub fn installed_pipeline() -> PathBuf {
    if let Some(path) = std::env::var_os("ASCRIBE_PIPELINE") {
        return path.into();
    }
    let checkout = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.cache/ascribe");
    let home = std::env::var_os("ASCRIBE_HOME").map_or_else(checkout, PathBuf::from);
    home.join("pipelines/en_core_web_sm-3.8.0.pipeline")
}

/// The package with these of its components only, to see what each of them costs.
///
/// # Panics
/// If its configuration does not name its components on one line, as spaCy writes it.
#[doc(hidden)]
#[must_use]
pub fn with_components(package: &Package, names: &[&str]) -> Package {
    let config = package
        .text("config.cfg")
        .expect("there is a configuration");
    let is_list = |line: &&str| line.starts_with("pipeline = [");
    let list = config.lines().find(is_list).expect("it names components");
    let config = config.replacen(list, &format!("pipeline = {names:?}"), 1);
    package.with_file("config.cfg", config.into_bytes())
}

/// The document of `text` with the tokens and trees of `table`.
///
/// A line of the table is a token: `form lemma pos tag head relation [kind [features]]`; the head
/// is counted from 1 within the sentence, and 0 for the root. The kind of name is `B-ORG` for the
/// first token of a name and `I-ORG` for the others, `_` where there is none. An empty line
/// begins a new sentence.
///
/// # Panics
/// If the table is not such a table, a form does not follow in the text, or the heads of a
/// sentence are no tree.
///
/// ```
/// use ascribe_nlp::testing::doc_from_table;
/// let doc = doc_from_table(
///     "They left.",
///     "They they PRON PRP 2 nsubj
///      left leave VERB VBD 0 ROOT _ Tense=Past|VerbForm=Fin
///      .    .     PUNCT .  2 punct",
/// );
/// assert_eq!(doc.sentences().next().unwrap().root().lemma(), "leave");
/// ```
#[must_use]
pub fn doc_from_table(text: &str, table: &str) -> Doc {
    let mut labels = Labels::default();
    let draft = draft_from_table(text, table, &mut labels);
    let doc = Doc::join(text.into(), Arc::new(labels), &[draft]);
    for token in doc.tokens() {
        assert!(
            token.ancestors().take(doc.len()).count() < doc.len(),
            "{token:?} depends on itself"
        );
    }
    doc
}

/// The draft from which [`doc_from_table`] makes its document.
pub(crate) fn draft_from_table(text: &str, table: &str, labels: &mut Labels) -> Draft {
    let lookups = Lookups::read(b"\x80", "no lookups").expect("an empty map has no tables");
    let vocabulary = Vocabulary::new(&lookups).expect("no table is at fault");
    let mut builder = Builder {
        text,
        labels,
        vocabulary,
        draft: Draft::new(Vec::new()),
        sentence: 0,
    };
    for line in table.lines() {
        let cells: Vec<&str> = line.split_whitespace().collect();
        if cells.is_empty() {
            builder.sentence = builder.draft.len();
        } else {
            builder.token(&cells);
        }
    }
    builder.draft
}

/// The bytes that MessagePack has for a JSON text.
#[cfg(test)]
pub(crate) fn msgpack_from_json(json: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_msgpack(
        &serde_json::from_str(json).expect("the test's JSON is well formed"),
        &mut bytes,
    );
    bytes
}

#[cfg(test)]
fn write_msgpack(value: &serde_json::Value, bytes: &mut Vec<u8>) {
    use serde_json::Value;
    let length = |length: usize| {
        u32::try_from(length)
            .expect("tests are short")
            .to_be_bytes()
    };
    match value {
        Value::Null => bytes.push(0xc0),
        Value::Bool(value) => bytes.push(0xc2 + u8::from(*value)),
        Value::Number(number) => {
            bytes.push(0xd3);
            bytes.extend(
                number
                    .as_i64()
                    .expect("tests have whole numbers")
                    .to_be_bytes(),
            );
        }
        Value::String(text) => {
            bytes.push(0xdb);
            bytes.extend(length(text.len()));
            bytes.extend(text.as_bytes());
        }
        Value::Array(values) => {
            bytes.push(0xdd);
            bytes.extend(length(values.len()));
            values.iter().for_each(|value| write_msgpack(value, bytes));
        }
        Value::Object(entries) => {
            bytes.push(0xdf);
            bytes.extend(length(entries.len()));
            for (key, value) in entries {
                write_msgpack(&key.as_str().into(), bytes);
                write_msgpack(value, bytes);
            }
        }
    }
}

struct Builder<'t> {
    text: &'t str,
    labels: &'t mut Labels,
    vocabulary: Vocabulary,
    draft: Draft,
    /// The token with which the sentence begins.
    sentence: usize,
}

impl Builder<'_> {
    fn token(&mut self, cells: &[&str]) {
        let [form, lemma, pos, tag, head, relation, rest @ ..] = cells else {
            panic!("{cells:?}: a line is `form lemma pos tag head relation [kind [features]]`")
        };
        let index = self.draft.len();
        let token = self.raw_token(form);
        let begins = if index == self.sentence {
            SentenceStart::Yes
        } else {
            SentenceStart::No
        };
        let draft = &mut self.draft;
        draft.tokens.push(token);
        draft.lemmas.push(lemma);
        draft.parts_of_speech.push(self.labels.add(pos));
        draft.tags.push(self.labels.add(tag));
        draft.relations.push(self.labels.add(relation));
        draft
            .morphs
            .push(self.labels.add(rest.get(1).copied().unwrap_or_default()));
        draft.sentence_starts.push(begins);
        let head: usize = head.parse().expect("the fifth cell is the head's number");
        let head = if head == 0 {
            index
        } else {
            self.sentence + head - 1
        };
        draft
            .heads
            .push(u32::try_from(head).expect("tests are short"));
        self.name(rest.first().copied().unwrap_or("_"), index);
    }

    fn raw_token(&self, form: &str) -> RawToken {
        let end = self
            .draft
            .tokens
            .last()
            .map_or(0, |token| token.span.end() + usize::from(token.space));
        let gap = self.text[end..]
            .find(form)
            .expect("the forms follow in the text");
        assert!(
            self.text[end..end + gap].trim().is_empty(),
            "{form:?} does not follow directly"
        );
        let span = Span::new(end + gap, end + gap + form.len());
        let space = self.text[span.end()..].starts_with(' ');
        RawToken {
            span,
            space,
            lexeme: self.vocabulary.lexeme(form),
        }
    }

    fn name(&mut self, kind: &str, index: usize) {
        let index = u32::try_from(index).expect("tests are short");
        if let Some(kind) = kind.strip_prefix("B-") {
            let label = self.labels.add(kind);
            self.draft.entities.push(EntitySpan {
                start: index,
                end: index + 1,
                label,
            });
        } else if kind.starts_with("I-") {
            self.draft
                .entities
                .last_mut()
                .expect("a name begins with B-")
                .end = index + 1;
        } else {
            assert_eq!(kind, "_", "a kind of name is B-..., I-... or _");
        }
    }
}
