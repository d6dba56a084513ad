//! The finder of names: persons, groups, places, dates... spaCy's `EntityRecognizer`.
//!
//! Names that earlier components have found stay; names don't cross sentences. It does not use
//! tags or trees.

use super::{AnnotateContext, Component, LoadContext, VectorSource};
use crate::draft::Draft;
use crate::error::Error;
use crate::transition::bilou::{Move, Names};
use crate::transition::load::{self, Wanted};
use crate::transition::network::Network;
use crate::transition::{Action, run};

const WANTED: Wanted = Wanted {
    state_type: "ner",
    features: [3, 6],
};

/// A loaded finder of names.
#[derive(Debug)]
pub(super) struct Ner {
    vectors: VectorSource,
    network: Network,
    /// As many as the network rates.
    actions: Vec<Action<Move>>,
}

impl Ner {
    /// Loads the component `name`.
    ///
    /// # Errors
    /// If a file is missing or damaged, or the finder asks for what is not supported.
    pub(super) fn load(name: &str, context: &mut LoadContext<'_>) -> Result<Self, Error> {
        let parts = load::load(name, &WANTED, context)?;
        let place = format!("{name}/moves");
        let mut actions = Vec::new();
        for (number, label) in &parts.entries {
            let kind = Move::numbered(*number, &place)?.filter(|&kind| kind.takes(label));
            actions.extend(kind.map(|kind| Action {
                kind,
                label: context.labels.add(label),
            }));
        }
        parts.check_actions(name, actions.len())?;
        Ok(Self {
            vectors: parts.vectors,
            network: parts.network,
            actions,
        })
    }

    fn find(&self, draft: &mut Draft, vectors: &[f32]) {
        let mut names = Names::new(draft);
        run(&mut names, &self.actions, &mut self.network.rating(vectors));
        let found = names.finish();
        draft.entities.extend(found);
        draft.entities.sort_unstable_by_key(|entity| entity.start);
    }
}

impl Component for Ner {
    fn annotate(&self, batch: &mut [Draft], context: &mut AnnotateContext<'_>) {
        let vectors = self.vectors.vectors(batch, context);
        for (index, draft) in batch.iter_mut().enumerate() {
            self.find(draft, vectors.of_draft(index));
        }
    }
}
