//! The figures of others in `eval/peers.toml`, each with where it is from.

use std::path::Path;

use anyhow::Context;
use serde::Deserialize;

/// Every figure.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Peers {
    /// In the order of the file.
    pub(crate) peer: Vec<Peer>,
}

/// One figure of one system.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Peer {
    /// The task, or `task/scoring` where the task has several.
    pub(crate) scoring: String,
    /// The figure.
    pub(crate) metric: String,
    pub(crate) system: String,
    pub(crate) value: f64,
    /// Who published or measured it, and on which part.
    pub(crate) source: String,
    /// Whether it is measured on the same documents as ours.
    pub(crate) same_part: bool,
}

impl Peers {
    /// Reads the file.
    pub(crate) fn read(path: &Path) -> anyhow::Result<Self> {
        let content =
            std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
        toml::from_str(&content).with_context(|| path.display().to_string())
    }

    /// Those for one figure, in the order of the file.
    pub(crate) fn of<'p>(
        &'p self,
        scoring: &'p str,
        metric: &'p str,
    ) -> impl Iterator<Item = &'p Peer> {
        self.peer
            .iter()
            .filter(move |peer| peer.scoring == scoring && peer.metric == metric)
    }
}
