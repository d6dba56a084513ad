//! The components of a pipeline: what each factory of spaCy's configuration loads as, and what
//! they are given to load and to work with.
//!
//! A component fills layers of [`Draft`]s. It does not know which other components there are,
//! other than through the layers that those filled before and the token vectors that a `tok2vec`
//! component shares.

mod attribute_ruler;
mod lemmatizer;
mod morphologizer;
mod ner;
mod parser;
mod senter;
mod spancat;
mod tagger;
mod textcat;

use std::borrow::Cow;

use crate::config::{Config, Section};
use crate::draft::Draft;
use crate::error::Error;
use crate::labels::Labels;
use crate::package::Package;
use crate::thinc::Network;
use crate::tok2vec::{Tok2Vec, Vectors};

/// One loaded component.
pub(crate) trait Component: Send + Sync {
    /// Fills its layers in every draft of the batch.
    ///
    /// A draft's result must not depend on the other drafts of the batch.
    fn annotate(&self, batch: &mut [Draft], context: &mut AnnotateContext<'_>);
}

/// What the components of one pipeline are loaded from, one after the other in pipeline order.
pub(crate) struct LoadContext<'a> {
    /// The pipeline's files.
    pub(crate) package: &'a Package,
    /// The pipeline's `config.cfg`.
    pub(crate) config: &'a Config,
    /// The labels of all components; each adds its own.
    pub(crate) labels: &'a mut Labels,
    /// The names of the `tok2vec` components loaded so far.
    shared: Vec<String>,
}

/// What the components need beside a batch's drafts.
pub(crate) struct AnnotateContext<'a> {
    /// For every draft, the whole text that its tokens' spans point into.
    pub(crate) texts: &'a [&'a str],
    /// The token vectors that `tok2vec` components have made, in pipeline order.
    shared: Vec<Vectors>,
}

/// Where a component's token vectors come from.
#[derive(Debug)]
pub(crate) enum VectorSource {
    /// The pipeline's shared `tok2vec` component of this number.
    Shared { number: usize, width: usize },
    /// The component's own network.
    Own(Box<Tok2Vec>),
}

/// Loads the component `name` of a pipeline.
type Load = fn(name: &str, context: &mut LoadContext<'_>) -> Result<Box<dyn Component>, Error>;

/// Every factory that is supported.
const FACTORIES: &[(&str, Load)] = &[
    ("attribute_ruler", |name, context| {
        Ok(Box::new(attribute_ruler::AttributeRuler::load(
            name, context,
        )?))
    }),
    ("lemmatizer", |name, context| {
        Ok(Box::new(lemmatizer::Lemmatizer::load(name, context)?))
    }),
    ("morphologizer", |name, context| {
        Ok(Box::new(morphologizer::Morphologizer::load(name, context)?))
    }),
    ("ner", |name, context| {
        Ok(Box::new(ner::Ner::load(name, context)?))
    }),
    ("parser", |name, context| {
        Ok(Box::new(parser::Parser::load(name, context)?))
    }),
    ("senter", |name, context| {
        Ok(Box::new(senter::Senter::load(name, context)?))
    }),
    ("spancat", |name, context| {
        Ok(Box::new(spancat::SpanCategorizer::load(name, context)?))
    }),
    ("tagger", |name, context| {
        Ok(Box::new(tagger::Tagger::load(name, context)?))
    }),
    ("textcat", |name, context| {
        Ok(Box::new(textcat::TextCategorizer::load(name, context)?))
    }),
    ("textcat_multilabel", |name, context| {
        Ok(Box::new(textcat::TextCategorizer::load(name, context)?))
    }),
    ("tok2vec", |name, context| {
        Ok(Box::new(SharedTok2Vec::load(name, context)?))
    }),
];

/// Loads the component `name`, whatever its factory.
///
/// # Errors
/// If the factory is not supported, or the component's files are missing or damaged.
pub(crate) fn load(name: &str, context: &mut LoadContext<'_>) -> Result<Box<dyn Component>, Error> {
    let factory = context.config.component(name)?.str("factory")?;
    let Some((_, load)) = FACTORIES.iter().find(|(known, _)| *known == factory) else {
        let known: Vec<_> = FACTORIES.iter().map(|(known, _)| *known).collect();
        let what = format!(
            "factory {factory} is not supported; supported are {}",
            known.join(", ")
        );
        return Err(Error::unsupported(format_args!("components.{name}"), what));
    };
    load(name, context)
}

impl<'a> LoadContext<'a> {
    /// A context in which no component is loaded yet.
    pub(crate) fn new(package: &'a Package, config: &'a Config, labels: &'a mut Labels) -> Self {
        Self {
            package,
            config,
            labels,
            shared: Vec::new(),
        }
    }

    /// The network in the file `<name>/model`.
    pub(crate) fn network(&self, name: &str) -> Result<Network, Error> {
        Network::load(self.package, &format!("{name}/model"))
    }

    /// The token vectors that `section` (as a rule `components.<name>.model.tok2vec`) describes,
    /// with their parameters in the part of `network` below the node `root`.
    pub(crate) fn vectors(
        &self,
        section: &Section<'_>,
        network: &Network,
        root: usize,
    ) -> Result<VectorSource, Error> {
        if !is_listener(section)? {
            return Ok(VectorSource::Own(Box::new(Tok2Vec::load(
                section, network, root,
            )?)));
        }
        let upstream = section.str_or("upstream", "*")?;
        let found = self
            .shared
            .iter()
            .position(|name| upstream == "*" || name == upstream);
        let Some(number) = found else {
            let what = format!("no tok2vec component {upstream:?} comes before it in nlp.pipeline");
            return Err(Error::corrupt(section.path(), what));
        };
        Ok(VectorSource::Shared {
            number,
            width: section.usize("width")?,
        })
    }
}

fn is_listener(section: &Section<'_>) -> Result<bool, Error> {
    Ok(section
        .str("@architectures")?
        .starts_with("spacy.Tok2VecListener."))
}

impl<'a> AnnotateContext<'a> {
    /// A context in which no component has run yet.
    pub(crate) fn new(texts: &'a [&'a str]) -> Self {
        Self {
            texts,
            shared: Vec::new(),
        }
    }
}

impl AnnotateContext<'_> {
    /// The vectors that the first `tok2vec` component has made, if there is one.
    pub(crate) fn shared_vectors(&self) -> Option<&Vectors> {
        self.shared.first()
    }
}

impl VectorSource {
    /// The length of a token's vector.
    pub(crate) fn width(&self) -> usize {
        match self {
            Self::Shared { width, .. } => *width,
            Self::Own(tok2vec) => tok2vec.width(),
        }
    }

    /// The vectors of all tokens of `batch`.
    pub(crate) fn vectors<'c>(
        &self,
        batch: &[Draft],
        context: &'c AnnotateContext<'_>,
    ) -> Cow<'c, Vectors> {
        match self {
            Self::Shared { number, .. } => Cow::Borrowed(&context.shared[*number]),
            Self::Own(tok2vec) => Cow::Owned(tok2vec.vectors(batch)),
        }
    }
}

/// The component that makes token vectors for those that listen to it.
struct SharedTok2Vec {
    tok2vec: Tok2Vec,
}

impl SharedTok2Vec {
    fn load(name: &str, context: &mut LoadContext<'_>) -> Result<Self, Error> {
        let network = context.network(name)?;
        let section = context.config.component(name)?.section("model")?;
        let tok2vec = Tok2Vec::load(&section, &network, 0)?;
        context.shared.push(name.to_owned());
        Ok(Self { tok2vec })
    }
}

impl Component for SharedTok2Vec {
    fn annotate(&self, batch: &mut [Draft], context: &mut AnnotateContext<'_>) {
        context.shared.push(self.tok2vec.vectors(batch));
    }
}
