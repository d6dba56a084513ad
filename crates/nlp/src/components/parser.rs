//! The dependency parser: heads, relations and, from them, sentences. spaCy's `DependencyParser`.
//!
//! It keeps sentence starts that earlier components have set. It does not use tags.

use super::{AnnotateContext, Component, LoadContext, VectorSource};
use crate::draft::Draft;
use crate::error::Error;
use crate::labels::Label;
use crate::transition::arc_eager::{Move, Parse};
use crate::transition::load::{self, Wanted};
use crate::transition::network::Network;
use crate::transition::projectivity::Decorations;
use crate::transition::{Action, run, tree};

const WANTED: Wanted = Wanted {
    state_type: "parser",
    features: [8, 13],
};

/// A loaded parser.
#[derive(Debug)]
pub(super) struct Parser {
    vectors: VectorSource,
    network: Network,
    /// As many as the network rates.
    actions: Vec<Action<Move>>,
    decorations: Decorations,
    /// The relation of a word that has no head.
    root: Label,
}

impl Parser {
    /// Loads the component `name`.
    ///
    /// # Errors
    /// If a file is missing or damaged, or the parser asks for what is not supported.
    pub(super) fn load(name: &str, context: &mut LoadContext<'_>) -> Result<Self, Error> {
        let parts = load::load(name, &WANTED, context)?;
        let place = format!("{name}/moves");
        let mut actions = Vec::new();
        let mut decorations = Decorations::default();
        for (number, label) in &parts.entries {
            decorations.note(label, context.labels, &place)?;
            actions.push(Action {
                kind: Move::numbered(*number, &place)?,
                label: context.labels.add(label),
            });
        }
        parts.check_actions(name, actions.len())?;
        let root = context.labels.add("ROOT");
        Ok(Self {
            vectors: parts.vectors,
            network: parts.network,
            actions,
            decorations,
            root,
        })
    }

    fn parse(&self, draft: &mut Draft, vectors: &[f32]) {
        let mut parse = Parse::new(&draft.sentence_starts);
        run(&mut parse, &self.actions, &mut self.network.rating(vectors));
        tree::write(&parse, self.root, &self.decorations, draft);
    }
}

impl Component for Parser {
    fn annotate(&self, batch: &mut [Draft], context: &mut AnnotateContext<'_>) {
        let vectors = self.vectors.vectors(batch, context);
        for (index, draft) in batch.iter_mut().enumerate() {
            self.parse(draft, vectors.of_draft(index));
        }
    }
}
