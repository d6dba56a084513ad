//! A loaded pipeline, and the ways to run texts through it.
//!
//! Every text is analysed on its own: its result is the same alone, in a batch, and on any number
//! of threads. This module does not know what the components do.

mod stream;

use std::fmt;
use std::sync::Arc;

use ascribe_text::{Span, Text};

use crate::components::{self, AnnotateContext, Component, LoadContext};
use crate::config::Config;
use crate::doc::Doc;
use crate::draft::Draft;
use crate::error::Error;
use crate::labels::Labels;
use crate::package::Package;
use crate::tokenizer::Tokenizer;

/// Drafts go through the components together until they have this many tokens.
const BATCH_TOKENS: usize = 2048;

/// A spaCy-format pipeline: spaCy's `Language` (`spacy/language.py`). Clones share it, and any number of
/// threads can use it at once.
///
/// Nothing in it changes but what it remembers of word forms, in a bounded table; results do not depend
/// on that.
#[derive(Clone)]
pub struct Pipeline {
    parts: Arc<Parts>,
    keeps_vectors: bool,
}

struct Parts {
    name: String,
    version: String,
    lang: String,
    tokenizer: Tokenizer,
    /// In the order in which they run, each with its name.
    components: Vec<(String, Box<dyn Component>)>,
    labels: Arc<Labels>,
}

impl Pipeline {
    /// Loads all components that the pipeline's configuration names and does not disable, as `spacy.load`
    /// does.
    ///
    /// # Errors
    /// If a file is missing or damaged, or a component or its architecture is not supported: with the
    /// file, or the section of `config.cfg`.
    ///
    /// ```
    /// use ascribe_nlp::{Package, Pipeline};
    /// let nothing = Package::from_files([]);
    /// let error = Pipeline::load(&nothing).unwrap_err();
    /// assert_eq!(error.to_string(), "files in memory: config.cfg: the file is missing");
    /// assert!(error.is_corrupt());
    /// ```
    pub fn load(package: &Package) -> Result<Self, Error> {
        let parts = Parts::load(package).map_err(|error| error.within(package.source()))?;
        Ok(Self {
            parts: Arc::new(parts),
            keeps_vectors: false,
        })
    }

    /// The same pipeline, whose documents keep the token vectors that its components share
    /// ([`Doc::vector`]), as spaCy's `doc.tensor`.
    #[must_use]
    pub fn keeping_vectors(self) -> Self {
        Self {
            keeps_vectors: true,
            ..self
        }
    }

    /// The pipeline's name without its language, `core_web_sm`, as its `meta.json` has it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.parts.name
    }

    /// The pipeline's version, `3.8.0`, as its `meta.json` has it.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.parts.version
    }

    /// The code of the language it was trained for: `en`.
    #[must_use]
    pub fn lang(&self) -> &str {
        &self.parts.lang
    }

    /// The names of its components, in the order in which they run: spaCy's `Language.pipe_names`.
    pub fn components(&self) -> impl ExactSizeIterator<Item = &str> {
        self.parts.components.iter().map(|(name, _)| name.as_str())
    }

    /// Analyses a text as a whole: spaCy's `nlp(text)`. Any text has a document; an empty one has no
    /// tokens. For many texts, [`annotate_batch`](Self::annotate_batch) and
    /// [`annotate_stream`](Self::annotate_stream) are faster and give the same.
    ///
    /// # Panics
    /// If the text is longer than 4 GiB.
    ///
    /// ```
    /// # use std::path::Path;
    /// # use ascribe_nlp::{Package, Pipeline};
    /// # let pipeline = Pipeline::load(&Package::open(Path::new("../../testdata/pipelines/small"))?)?;
    /// let doc = pipeline.annotate("Police blamed the Free Kesh Brigades.");
    /// let tags: Vec<_> = doc.tokens().map(|token| token.tag()).collect();
    /// assert_eq!(tags, ["NNS", "VBD", "DT", "NNPS", "NNPS", "NNPS", "."]);
    /// # Ok::<(), ascribe_nlp::Error>(())
    /// ```
    #[must_use]
    pub fn annotate(&self, text: &str) -> Doc {
        self.annotate_stretches(text, &[Span::new(0, text.len())])
    }

    /// Analyses stretches of a text apart from one another, as if each were a text of its own. What
    /// lies between them has no tokens. No sentence or name crosses from one into the next.
    ///
    /// # Panics
    /// If the stretches are not in order, or not stretches of this text.
    #[must_use]
    pub fn annotate_stretches(&self, text: &str, stretches: &[Span<Text>]) -> Doc {
        assert!(
            stretches.is_sorted_by(|one, next| one.end() <= next.start()),
            "stretches are in order"
        );
        let mut drafts: Vec<_> = stretches
            .iter()
            .map(|&stretch| self.draft(text, stretch))
            .collect();
        self.run(&mut drafts, &vec![text; stretches.len()]);
        Doc::join(text.into(), Arc::clone(&self.parts.labels), &drafts)
    }

    /// Analyses several texts at once, on this thread, which is faster where they are short: one document
    /// a text, in their order. All are held in memory.
    #[must_use]
    pub fn annotate_batch(&self, texts: &[&str]) -> Vec<Doc> {
        let mut drafts: Vec<_> = texts
            .iter()
            .map(|text| self.draft(text, Span::new(0, text.len())))
            .collect();
        self.run(&mut drafts, texts);
        let join = |(text, draft): (&&str, _)| {
            Doc::join(
                (*text).into(),
                Arc::clone(&self.parts.labels),
                std::slice::from_ref(draft),
            )
        };
        texts.iter().zip(&drafts).map(join).collect()
    }

    fn draft(&self, text: &str, stretch: Span<Text>) -> Draft {
        Draft::new(self.parts.tokenizer.tokenize(text, stretch))
    }

    /// Runs all components over the drafts, as many at once as make a good batch.
    fn run(&self, drafts: &mut [Draft], texts: &[&str]) {
        let mut start = 0;
        while start < drafts.len() {
            let end = start + batch_length(&drafts[start..]);
            let mut context = AnnotateContext::new(&texts[start..end]);
            for (_, component) in &self.parts.components {
                component.annotate(&mut drafts[start..end], &mut context);
            }
            if self.keeps_vectors {
                keep_vectors(&mut drafts[start..end], &context);
            }
            start = end;
        }
    }
}

impl Parts {
    fn load(package: &Package) -> Result<Self, Error> {
        let config = Config::parse(package.text("config.cfg")?)?;
        let mut labels = Labels::default();
        let mut context = LoadContext::new(package, &config, &mut labels);
        let nlp = config.section("nlp")?;
        let disabled = if nlp.get("disabled").is_some() {
            nlp.strings("disabled")?
        } else {
            Vec::new()
        };
        let mut loaded = Vec::new();
        for name in nlp
            .strings("pipeline")?
            .into_iter()
            .filter(|name| !disabled.contains(name))
        {
            loaded.push((name.to_owned(), components::load(name, &mut context)?));
        }
        let meta = Meta::read(package)?;
        Ok(Self {
            lang: nlp.str("lang")?.to_owned(),
            name: meta.name,
            version: meta.version,
            tokenizer: Tokenizer::load(package)?,
            components: loaded,
            labels: Arc::new(labels),
        })
    }
}

/// Copies the shared vectors into the drafts.
fn keep_vectors(drafts: &mut [Draft], context: &AnnotateContext<'_>) {
    let Some(vectors) = context.shared_vectors() else {
        return;
    };
    for (index, draft) in drafts.iter_mut().enumerate() {
        draft.vectors = vectors.of_draft(index).to_vec();
    }
}

/// How many of the drafts, at least one, make a batch.
fn batch_length(drafts: &[Draft]) -> usize {
    let mut tokens = 0;
    let fits = |draft: &&Draft| {
        tokens += draft.len();
        tokens <= BATCH_TOKENS
    };
    drafts.iter().take_while(fits).count().max(1)
}

impl fmt::Debug for Pipeline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Pipeline {}_{} {}",
            self.lang(),
            self.name(),
            self.version()
        )
    }
}

/// What a pipeline says of itself.
struct Meta {
    name: String,
    version: String,
}

impl Meta {
    fn read(package: &Package) -> Result<Self, Error> {
        let meta: serde_json::Value = serde_json::from_slice(package.file("meta.json")?)
            .map_err(|error| Error::corrupt("meta.json", error))?;
        let text = |key: &str| {
            meta.get(key)
                .and_then(|value| value.as_str())
                .unwrap_or_default()
                .to_owned()
        };
        Ok(Self {
            name: text("name"),
            version: text("version"),
        })
    }
}

#[cfg(test)]
mod tests;
