//! Loads what the parser and the name finder have in common: their actions, their network, and
//! the source of their token vectors.
//!
//! This module does not know what the moves' numbers mean.

use ascribe_nn::Affine;

use super::actions::{self, Entry};
use super::network::{Network, Parameters};
use crate::components::{LoadContext, VectorSource};
use crate::config::Section;
use crate::error::Error;
use crate::thinc;

/// What is said of a component before its parts are loaded.
pub(crate) struct Wanted {
    /// `state_type` of the configuration.
    pub(crate) state_type: &'static str,
    /// How many tokens a state looks at, without and with `extra_state_tokens`.
    pub(crate) features: [usize; 2],
}

/// The parts of a component.
pub(crate) struct Parts {
    pub(crate) vectors: VectorSource,
    pub(crate) network: Network,
    pub(crate) entries: Vec<Entry>,
}

/// Loads the parts of the component `name`.
///
/// # Errors
/// If a file is missing or damaged, or the component asks for what is not supported.
pub(crate) fn load(name: &str, wanted: &Wanted, context: &LoadContext<'_>) -> Result<Parts, Error> {
    check_settings(name, context)?;
    let section = context.config.component(name)?.section("model")?;
    let features = features(&section, wanted)?;
    let model = context.network(name)?;
    let chain = model.children(model.reference(0, "tok2vec")?);
    let [embed, _, reduce] = chain.clone().collect::<Vec<_>>()[..] else {
        let what = format!("three layers expected below tok2vec, {} found", chain.len());
        return Err(Error::corrupt(model.place_of(0), what));
    };
    let vectors = context.vectors(&section.section("tok2vec")?, &model, embed)?;
    let upper = section
        .bool_or("use_upper", true)?
        .then(|| upper(&model))
        .transpose()?;
    let network = network(&model, [features, vectors.width()], reduce, upper)?;
    let place = format!("{name}/moves");
    let entries = actions::read(context.package.file(&place)?, &place)?;
    Ok(Parts {
        vectors,
        network,
        entries,
    })
}

impl Parts {
    /// Checks that the network rates just the actions that there are.
    pub(crate) fn check_actions(&self, name: &str, count: usize) -> Result<(), Error> {
        let rated = self.network.outputs();
        if count == rated {
            return Ok(());
        }
        let what = format!("lists {count} actions, but the network in {name}/model rates {rated}");
        Err(Error::corrupt(format_args!("{name}/moves"), what))
    }
}

/// Refuses what `<name>/cfg` may ask for beyond greedy analysis of whole tokens.
fn check_settings(name: &str, context: &LoadContext<'_>) -> Result<(), Error> {
    let place = format!("{name}/cfg");
    let Some(bytes) = context.package.file_opt(&place) else {
        return Ok(());
    };
    let settings: serde_json::Value =
        serde_json::from_slice(bytes).map_err(|error| Error::corrupt(&place, error))?;
    if settings["learn_tokens"] == true {
        return Err(Error::unsupported(
            place,
            "learn_tokens is not supported: train with learn_tokens = false",
        ));
    }
    if settings["beam_width"]
        .as_f64()
        .is_some_and(|width| 1.0 < width)
    {
        return Err(Error::unsupported(
            place,
            "beam search is not supported: train with beam_width = 1",
        ));
    }
    Ok(())
}

/// How many tokens a state looks at.
fn features(section: &Section<'_>, wanted: &Wanted) -> Result<usize, Error> {
    let architecture = section.str("@architectures")?;
    if !matches!(
        architecture,
        "spacy.TransitionBasedParser.v1" | "spacy.TransitionBasedParser.v2"
    ) {
        let what =
            format!("architecture {architecture} is not supported; TransitionBasedParser is");
        return Err(Error::unsupported(section.path(), what));
    }
    let state_type = section.str("state_type")?;
    if state_type != wanted.state_type {
        let what = format!(
            "state_type is {state_type:?}; {:?} is what this component needs",
            wanted.state_type
        );
        return Err(Error::corrupt(section.path(), what));
    }
    Ok(wanted.features[usize::from(section.bool_or("extra_state_tokens", false)?)])
}

fn upper(model: &thinc::Network) -> Result<Affine, Error> {
    linear(model, model.reference(0, "upper")?)
}

fn linear(model: &thinc::Network, node: usize) -> Result<Affine, Error> {
    let (outputs, inputs) = (model.dim(node, "nO")?, model.dim(node, "nI")?);
    let weights = model.param(node, "W", &[outputs, inputs])?;
    let bias = model.param(node, "b", &[outputs])?;
    Affine::new(&weights, &bias, outputs, inputs).ok_or_else(|| misfit(model, node))
}

fn network(
    model: &thinc::Network,
    [features, width]: [usize; 2],
    reduce: usize,
    upper: Option<Affine>,
) -> Result<Network, Error> {
    let lower = model.reference(0, "lower")?;
    let dim = |dim| model.dim(lower, dim);
    let shape @ [_, hidden, pieces, _] = [features, dim("nO")?, dim("nP")?, dim("nI")?];
    let weights = model.param(lower, "W", &shape)?;
    let padding = model.param(lower, "pad", &[1, features, hidden, pieces])?;
    let bias = model.param(lower, "b", &[hidden, pieces])?;
    let parameters = Parameters {
        reduce: linear(model, reduce)?,
        shape,
        lower: &weights,
        padding: &padding,
        bias: &bias,
        upper,
    };
    let network = Network::new(parameters).ok_or_else(|| misfit(model, lower))?;
    if network.inputs() == width {
        Ok(network)
    } else {
        Err(misfit(model, reduce))
    }
}

fn misfit(model: &thinc::Network, node: usize) -> Error {
    Error::corrupt(
        model.place_of(node),
        "its sizes do not fit those of its neighbours",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::labels::Labels;
    use crate::package::Package;

    const WANTED: Wanted = Wanted {
        state_type: "parser",
        features: [8, 13],
    };

    /// What loading a component with this model section and `cfg` fails with.
    fn error(model: &str, cfg: &str) -> Error {
        let config =
            format!("[components]\n[components.parser]\n[components.parser.model]\n{model}\n");
        let config = Config::parse(&config).unwrap();
        let package = Package::from_files([("parser/cfg".to_owned(), cfg.as_bytes().to_vec())]);
        let mut labels = Labels::default();
        load(
            "parser",
            &WANTED,
            &LoadContext::new(&package, &config, &mut labels),
        )
        .err()
        .unwrap()
    }

    #[track_caller]
    fn check(model: &str, cfg: &str, is_unsupported: bool, reason: &str) {
        let error = error(model, cfg);
        assert!(
            error.is_unsupported() == is_unsupported && error.to_string().contains(reason),
            "{error}"
        );
    }

    #[test]
    fn what_is_not_supported_is_named() {
        check("", r#"{"learn_tokens": true}"#, true, "learn_tokens");
        check("", r#"{"beam_width": 16}"#, true, "beam");
        check(
            r#"@architectures = "spacy.Other.v1""#,
            "{}",
            true,
            "architecture spacy.Other.v1",
        );
    }

    #[test]
    fn damage_is_refused() {
        check("", "{", false, "parser/cfg");
        check("", "{}", false, "components.parser.model");
        let model = "@architectures = \"spacy.TransitionBasedParser.v2\"\nstate_type = \"ner\"";
        check(model, "{}", false, "state_type");
        let model = "@architectures = \"spacy.TransitionBasedParser.v2\"\nstate_type = \"parser\"";
        check(model, "{}", false, "parser/model");
    }
}
