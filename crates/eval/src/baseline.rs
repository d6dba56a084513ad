//! The floors of `eval/baseline.toml`: below them a change is not let in.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use serde::Deserialize;

/// The pinned figures and data of every task.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Baseline {
    /// SHA-256 of each data file, by its path below the kit.
    #[serde(default)]
    pub(crate) data: BTreeMap<String, String>,
    /// By task, or `task/scoring` where a task has several; then by figure.
    #[serde(default)]
    floors: BTreeMap<String, BTreeMap<String, f64>>,
}

impl Baseline {
    /// Reads the file.
    pub(crate) fn read(path: &Path) -> anyhow::Result<Self> {
        let content =
            std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
        toml::from_str(&content).with_context(|| path.display().to_string())
    }

    /// The bound of a figure: a floor, or a ceiling where less is better.
    pub(crate) fn floor(&self, scoring: &str, metric: &str) -> Option<f64> {
        self.floors.get(scoring)?.get(metric).copied()
    }

    /// Every bound's scoring and figure.
    pub(crate) fn names(&self) -> impl Iterator<Item = (&str, &str)> {
        let floors = self.floors.iter();
        floors.flat_map(|(scoring, metrics)| {
            metrics
                .keys()
                .map(|metric| (scoring.as_str(), metric.as_str()))
        })
    }

    /// What is the matter with a data file, if anything.
    pub(crate) fn complaint(&self, kit: &Path, name: &str) -> anyhow::Result<Option<String>> {
        let path = kit.join(name);
        let bytes = std::fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
        let found = ascribe::assets::sha256(&bytes);
        Ok(match self.data.get(name) {
            None => Some(format!(
                "{name} is not pinned: add \"{name}\" = \"{found}\" to [data]"
            )),
            Some(pinned) if *pinned != found => Some(format!(
                "{name} has changed: it was {pinned}, and is {found}; its figures compare with nothing"
            )),
            Some(_) => None,
        })
    }
}
