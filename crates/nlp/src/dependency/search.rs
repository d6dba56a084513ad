//! Finds the tokens that fit a pattern, given one for its root.
//!
//! Required nodes are bound first, from top to bottom, then optional ones, and last the absent
//! ones are looked for, so that an optional node never takes the token that a required one needs.

use super::{Node, Pattern, Presence};
use crate::{Token, TokenId};

/// At most this many ways in which a pattern fits one root token are pursued; the first ones in
/// the order of the text. A pattern that reaches it says nothing specific.
const MOST_WAYS: usize = 256;

/// One step of binding a pattern's nodes.
#[derive(Debug, Clone)]
pub(super) enum Step {
    /// Bind this node.
    Bind(usize),
    /// Take these steps if all of them can be taken, else none.
    Try(Vec<Step>),
    /// Give up if all of these steps can be taken. The node says which line forbids it.
    Refuse { node: usize, steps: Vec<Step> },
}

/// One token for each node, as far as bound.
pub(super) type Bound = Vec<Option<TokenId>>;

/// The step at which no way was left, and the ways there were before it.
pub(super) struct Failure<'p> {
    pub(super) step: &'p Step,
    pub(super) before: Vec<Bound>,
}

/// The steps that bind all nodes below the root.
pub(super) fn plan(nodes: &[Node]) -> Vec<Step> {
    plan_below(nodes, 0)
}

fn plan_below(nodes: &[Node], top: usize) -> Vec<Step> {
    let required = required_below(nodes, top);
    let mut steps: Vec<Step> = required
        .iter()
        .skip(1)
        .map(|&node| Step::Bind(node))
        .collect();
    let with_subtree = |node| {
        let mut steps = vec![Step::Bind(node)];
        steps.extend(plan_below(nodes, node));
        steps
    };
    let hanging = |presence| {
        let required = &required;
        (0..nodes.len()).filter(move |&node| {
            nodes[node].presence == presence
                && parent(nodes, node).is_some_and(|above| required.contains(&above))
        })
    };
    steps.extend(hanging(Presence::Optional).map(|node| Step::Try(with_subtree(node))));
    steps.extend(hanging(Presence::Absent).map(|node| Step::Refuse {
        node,
        steps: with_subtree(node),
    }));
    steps
}

/// `top` and what hangs under it without an optional or absent node in between.
fn required_below(nodes: &[Node], top: usize) -> Vec<usize> {
    let mut required = vec![top];
    for (index, node) in nodes.iter().enumerate() {
        let hangs = parent(nodes, index).is_some_and(|above| required.contains(&above));
        if hangs && node.presence == Presence::Required {
            required.push(index);
        }
    }
    required
}

fn parent(nodes: &[Node], node: usize) -> Option<usize> {
    nodes[node].link.as_ref().map(|&(above, _)| above)
}

impl Pattern {
    /// Whether `token` satisfies the first line.
    pub(super) fn begins_at(&self, token: Token<'_>) -> bool {
        self.root().holds(token)
    }

    /// All ways in which the pattern fits with `root` as its root, or where it failed.
    pub(super) fn fit(&self, root: Token<'_>) -> Result<Vec<Bound>, Failure<'_>> {
        let mut start = vec![None; self.nodes.len()];
        start[0] = Some(root.id());
        self.take(&self.steps, vec![start], root)
    }

    /// The tokens that stand in the relation that `node` asks for, whether or not they satisfy its
    /// conditions, without those that are bound already.
    pub(super) fn related<'d>(
        &self,
        node: usize,
        bound: &Bound,
        root: Token<'d>,
    ) -> Vec<Token<'d>> {
        let Some((above, relation)) = &self.nodes[node].link else {
            return Vec::new();
        };
        let Some(above) = bound[*above] else {
            return Vec::new();
        };
        let mut tokens = relation.candidates(root.doc().token(above));
        tokens.retain(|token| !bound.contains(&Some(token.id())));
        tokens
    }

    /// Takes the steps one after the other, each in all the ways that are left.
    pub(super) fn take<'p>(
        &'p self,
        steps: &'p [Step],
        mut ways: Vec<Bound>,
        root: Token<'_>,
    ) -> Result<Vec<Bound>, Failure<'p>> {
        for step in steps {
            let after = self.take_one(step, &ways, root);
            if after.is_empty() {
                return Err(Failure { step, before: ways });
            }
            ways = after;
        }
        Ok(ways)
    }

    fn take_one(&self, step: &Step, ways: &[Bound], root: Token<'_>) -> Vec<Bound> {
        let mut after = Vec::new();
        for way in ways {
            match step {
                Step::Bind(node) => self.bind(*node, way, root, &mut after),
                Step::Try(steps) => match self.take(steps, vec![way.clone()], root) {
                    Ok(found) => after.extend(found),
                    Err(_) => after.push(way.clone()),
                },
                Step::Refuse { steps, .. } => {
                    if self.take(steps, vec![way.clone()], root).is_err() {
                        after.push(way.clone());
                    }
                }
            }
        }
        after.truncate(MOST_WAYS);
        after
    }

    fn bind(&self, node: usize, way: &Bound, root: Token<'_>, after: &mut Vec<Bound>) {
        for token in self.related(node, way, root) {
            if self.nodes[node].holds(token) {
                let mut bound = way.clone();
                bound[node] = Some(token.id());
                after.push(bound);
            }
        }
    }
}

impl Node {
    fn holds(&self, token: Token<'_>) -> bool {
        self.conditions
            .iter()
            .all(|condition| condition.holds(token))
    }
}
