//! spaCy-format pipelines, natively: text in; tokens, tags, lemmas, trees, sentences, names and noun
//! chunks out, and a matcher of patterns over the trees.
//!
//! This crate reads the packages that [spaCy](https://spacy.io) trains and installs, and gives their
//! answers without Python. It knows no news and no events. Every text gives a [`Doc`]; errors belong to
//! loading.
//!
//! # Load a pipeline
//!
//! A [`Package`] is the files of a pipeline: a folder, a wheel, as pipelines are
//! released, or one compiled file ([`Package::compile`]), which loads fastest. A [`Pipeline`] is what they say,
//! ready to run; clones share it, and any number of threads can use it at once.
//!
//! ```
//! use std::path::Path;
//! use ascribe_nlp::{Package, Pipeline};
//!
//! // Made for this project's tests; the folder or wheel of `en_core_web_sm` does as well.
//! let package = Package::open(Path::new("../../testdata/pipelines/small"))?;
//! let pipeline = Pipeline::load(&package)?;
//! assert_eq!(pipeline.lang(), "en");
//! assert!(pipeline.components().any(|name| name == "parser"));
//! # Ok::<(), ascribe_nlp::Error>(())
//! ```
//!
//! # Annotate one text
//!
//! ```
//! # use std::path::Path;
//! # use ascribe_nlp::{Package, Pipeline};
//! # let pipeline = Pipeline::load(&Package::open(Path::new("../../testdata/pipelines/small"))?)?;
//! let doc = pipeline.annotate("Ilka Dvornu said the attack killed 23 people. Ember Column denied the attack.");
//! let first = doc.sentences().next().expect("a text with words has sentences");
//! assert_eq!(first.span().slice(doc.text()), "Ilka Dvornu said the attack killed 23 people.");
//! assert_eq!(first.root().lemma(), "say");
//!
//! let names: Vec<_> = doc.entities().map(|name| (name.kind(), name.span().slice(doc.text()))).collect();
//! assert_eq!(names, [("PERSON", "Ilka Dvornu"), ("CARDINAL", "23"), ("ORG", "Ember Column")]);
//! # Ok::<(), ascribe_nlp::Error>(())
//! ```
//!
//! # Annotate a stream, in parallel and in order
//!
//! [`Pipeline::annotate_stream`] takes any iterator of texts, however long, and gives their documents in
//! the same order while the input is read. A document is the same alone, in a batch, and on any number of
//! threads, to the last bit.
//!
//! ```
//! # use std::path::Path;
//! # use ascribe_nlp::{Package, Pipeline};
//! # let pipeline = Pipeline::load(&Package::open(Path::new("../../testdata/pipelines/small"))?)?;
//! let texts = (1..=100).map(|number| format!("Police killed {number} people."));
//! let docs = pipeline.annotate_stream(texts, 0); // 0: as many threads as the machine has
//! for (number, doc) in (1..=100).zip(docs) {
//!     assert_eq!(doc.text(), format!("Police killed {number} people."));
//! }
//! # Ok::<(), ascribe_nlp::Error>(())
//! ```
//!
//! # Tokens, spans and offsets
//!
//! A [`Token`] is a place in its `Doc`, two words to copy, with its layers and its neighbours within
//! reach. Tokens and the gaps between them rebuild the text. Offsets are bytes of the UTF-8 text, as a
//! [`Span`] that slices it; [`CharMap`] turns them into code points, in which Python counts. Stretches of
//! tokens (sentences, names, noun chunks) are ranges of [`TokenId`]s; [`Doc::span_of`] gives their bytes,
//! [`Doc::tokens_in`] the tokens of bytes.
//!
//! # Trees, subtrees and noun chunks
//!
//! Here a document is written by hand ([`testing::doc_from_table`]), as in a test of yours.
//!
//! ```
//! let doc = ascribe_nlp::testing::doc_from_table(
//!     "Two drivers saw the old yard",
//!     "Two     two    NUM  CD  2 nummod
//!      drivers driver NOUN NNS 3 nsubj
//!      saw     see    VERB VBD 0 ROOT
//!      the     the    DET  DT  6 det
//!      old     old    ADJ  JJ  6 amod
//!      yard    yard   NOUN NN  3 dobj",
//! );
//! let saw = doc.sentences().next().expect("one sentence").root();
//! let below: Vec<_> = saw.children().map(|child| (child.dep(), child.text())).collect();
//! assert_eq!(below, [("nsubj", "drivers"), ("dobj", "yard")]);
//!
//! let yard = saw.children().last().expect("it has children");
//! assert_eq!(yard.subtree_span().slice(doc.text()), "the old yard");
//! assert_eq!(yard.ancestors().last().map(|top| top.id()), Some(saw.id()));
//!
//! let chunks = doc.noun_chunks().into_iter().map(|tokens| doc.span_of(tokens).slice(doc.text()));
//! assert_eq!(chunks.collect::<Vec<_>>(), ["Two drivers", "the old yard"]);
//! ```
//!
//! # Patterns over trees
//!
//! A pattern is a small tree that an analyst writes, one node a line; [`dependency`] has the language.
//! It finds what fits, and says where it almost did.
//!
//! ```
//! # use std::path::Path;
//! # use ascribe_nlp::{Package, Pipeline};
//! use ascribe_nlp::dependency::{LexiconSet, Pattern, PatternSet, Place};
//! # let pipeline = Pipeline::load(&Package::open(Path::new("../../testdata/pipelines/small"))?)?;
//! let text = "cue lemma:say|claim\n  source <nsubj\n  content <ccomp";
//! let place = Place { file: "said.txt", line: 1 };
//! let patterns = PatternSet::new(vec![Pattern::compile("said", text, place, &LexiconSet::default())?]);
//!
//! let doc = pipeline.annotate("Ilka Dvornu said the attack killed 23 people.");
//! let found = patterns.find(doc.sentences().next().expect("one sentence"));
//! let content = found[0].capture("content").expect("it is no optional node");
//! assert_eq!(content.subtree_span().slice(doc.text()), "the attack killed 23 people");
//! # Ok::<(), ascribe_nlp::Error>(())
//! ```
//!
//! # Written for other tools
//!
//! [`mod@format`] writes a document as CoNLL-U, as a line of JSON, or as a table for the eye.
//!
//! # What answers to what in spaCy
//!
//! | here | there |
//! |---|---|
//! | [`Package::open`], [`Pipeline::load`] | `spacy.load`, `spacy/util.py`; `config.cfg` as `thinc/config.py` reads it |
//! | [`Pipeline::annotate`], [`Pipeline::annotate_stream`] | `Language.__call__`, `Language.pipe` (`spacy/language.py`) |
//! | [`Pipeline::components`] | `Language.pipe_names` |
//! | [`Doc`], [`Sentence`], [`Entity`] | `spacy/tokens/doc.pyx`; `Doc.sents`, `Doc.ents` |
//! | [`Doc::noun_chunks`] | `Doc.noun_chunks` (`spacy/lang/en/syntax_iterators.py`) |
//! | [`Doc::categories`], [`Doc::spans`], [`Doc::vector`] | `Doc.cats`, `Doc.spans`, `Doc.tensor` |
//! | [`Token`], [`TokenId`] | `spacy/tokens/token.pyx`; `Token.i` |
//! | [`dependency`] | in place of `spacy/matcher/dependencymatcher.pyx`, with a language of its own |
//!
//! Within: the tokenizer is `spacy/tokenizer.pyx`, the parser and the name finder
//! `spacy/pipeline/transition_parser.pyx` with its `arc_eager.pyx`, `ner.pyx` and `nonproj.pyx`, the
//! attribute rules `attributeruler.py` with `matcher.pyx`, the networks those of `spacy/ml` and `thinc`.
//! Where this crate departs from them, its source says `DIFFERENCE:` and why.
//!
//! # Errors, panics and limits
//!
//! - Loading fails with an [`Error`] that names the file and what is wrong with it: damaged
//!   ([`Error::is_corrupt`]), or of a component or architecture that this crate does not have
//!   ([`Error::is_unsupported`]). Nothing is loaded in part.
//! - Text is never an error. An id or a range of another, longer document panics.
//! - A text has at most 4 GiB, and panics beyond; a pipeline's files at most 2 GiB together.
//! - Pipelines are run, not trained. Transformers are not supported.
//! - Noun chunks are English ones, and go by the relations of English pipelines.
//! - Scores (categories, spans, vectors) may differ from spaCy's in their last digits: sums are taken in
//!   another order. A choice between two values that are as near as that can fall the other way.

pub mod dependency;
pub mod format;
pub mod testing;

/// The read-me file's code compiles.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct ReadMe;

mod components;
mod config;
mod doc;
mod draft;
mod error;
mod labels;
mod lexeme;
mod lookups;
mod matcher;
mod morphology;
mod msgpack;
mod noun_chunks;
mod package;
mod pipeline;
mod strings;
mod thinc;
mod tok2vec;
mod tokenizer;
mod transition;

#[doc(inline)]
pub use ascribe_text::{CharMap, Chars, Span, Text};
pub use doc::{Doc, Entity, Sentence, Token, TokenId};
pub use error::Error;
pub use package::Package;
pub use pipeline::Pipeline;
