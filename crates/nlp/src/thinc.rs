//! Trained networks as thinc's `Model.to_bytes` writes them: a list of nodes with their sizes,
//! settings and parameters.
//!
//! The file lists the nodes breadth first but does not say which node is below which. A node's
//! name is made of those of the nodes below it, which tells.
//!
//! This module does not know what a node computes.

mod json;
mod nodes;
#[cfg(test)]
pub(crate) mod testing;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use ascribe_nn::{Affine, Floats, LayerNorm, Maxout, WindowMaxout};
pub(crate) use json::holds_numbers;
use serde_json::{Map, Value};

use crate::error::Error;
use crate::package::Package;

/// The nodes of one network.
#[derive(Debug, Clone)]
pub(crate) struct Network {
    /// The file, for errors.
    place: String,
    nodes: Vec<Node>,
    /// By node, the nodes right below it. Found by name.
    below: Vec<Range<usize>>,
}

/// One node.
#[derive(Debug, Clone, Default)]
struct Node {
    name: String,
    dims: Vec<(String, usize)>,
    /// Names for other nodes, by their index.
    refs: Vec<(String, usize)>,
    attrs: Map<String, Value>,
    params: Vec<(String, Parameter)>,
}

/// One array of a node. Invariant: the shape's product is the number of values.
#[derive(Debug, Clone)]
struct Parameter {
    shape: Vec<usize>,
    values: Floats,
}

impl Network {
    /// Reads the network in the file `name` of a package, compiled or not.
    ///
    /// # Errors
    /// If the file is missing or damaged.
    pub(crate) fn load(package: &Package, name: &str) -> Result<Self, Error> {
        let nodes = match package.file_opt(&json::description_name(name)) {
            Some(description) => json::read(package, name, description)?,
            None => nodes::read(package.file(name)?, name)?,
        };
        let below = find_below(&nodes);
        Ok(Self {
            place: name.to_owned(),
            nodes,
            below,
        })
    }

    /// The node that a node calls `reference`. The root is node 0.
    pub(crate) fn reference(&self, node: usize, reference: &str) -> Result<usize, Error> {
        let refs = &self.node(node)?.refs;
        let found = refs
            .iter()
            .find(|(name, target)| name == reference && *target < self.nodes.len());
        found
            .map(|(_, target)| *target)
            .ok_or_else(|| self.missing(node, "reference", reference))
    }

    /// A size of a node: `nO`, `nI`...
    pub(crate) fn dim(&self, node: usize, dim: &str) -> Result<usize, Error> {
        let found = self.node(node)?.dims.iter().find(|(name, _)| name == dim);
        found
            .map(|(_, size)| *size)
            .ok_or_else(|| self.missing(node, "size", dim))
    }

    /// A setting of a node.
    pub(crate) fn attr(&self, node: usize, attr: &str) -> Option<&Value> {
        self.nodes.get(node)?.attrs.get(attr)
    }

    /// The values of a node's parameter, which must have this shape.
    pub(crate) fn param(
        &self,
        node: usize,
        param: &str,
        shape: &[usize],
    ) -> Result<Cow<'_, [f32]>, Error> {
        Ok(self.shared_param(node, param, shape)?.values())
    }

    /// A parameter of a node, which must have this shape, where it lies.
    pub(crate) fn shared_param(
        &self,
        node: usize,
        param: &str,
        shape: &[usize],
    ) -> Result<&Floats, Error> {
        let params = &self.node(node)?.params;
        let found = params.iter().find(|(name, _)| name == param);
        let (_, found) = found.ok_or_else(|| self.missing(node, "parameter", param))?;
        if found.shape != shape {
            let what = format!(
                "parameter {param} has the shape {:?}, not {shape:?}",
                found.shape
            );
            return Err(Error::corrupt(self.place_of(node), what));
        }
        Ok(&found.values)
    }

    /// A linear layer from a node's `W` and `b`.
    pub(crate) fn affine(
        &self,
        node: usize,
        outputs: usize,
        inputs: usize,
    ) -> Result<Affine, Error> {
        let weights = self.param(node, "W", &[outputs, inputs])?;
        let bias = self.param(node, "b", &[outputs])?;
        let layer = Affine::new(&weights, &bias, outputs, inputs);
        layer.ok_or_else(|| Error::corrupt(self.place_of(node), "has no inputs"))
    }

    /// A maxout layer of the shape (outputs, pieces, inputs) from a node's `W` and `b`.
    pub(crate) fn maxout(
        &self,
        node: usize,
        [outputs, pieces, inputs]: [usize; 3],
    ) -> Result<Maxout, Error> {
        let weights = self.param(node, "W", &[outputs, pieces, inputs])?;
        let bias = self.param(node, "b", &[outputs, pieces])?;
        let layer = Maxout::new(&weights, &bias, outputs, pieces, inputs);
        layer.ok_or_else(|| {
            Error::unsupported(self.place_of(node), "a maxout layer has one to four pieces")
        })
    }

    /// A maxout layer of the shape (outputs, pieces) over windows of (width, window) from a node's `W`
    /// and `b`.
    pub(crate) fn window_maxout(
        &self,
        node: usize,
        [outputs, pieces]: [usize; 2],
        [width, window]: [usize; 2],
    ) -> Result<WindowMaxout, Error> {
        let inputs = width * (2 * window + 1);
        let weights = self.param(node, "W", &[outputs, pieces, inputs])?;
        let bias = self.param(node, "b", &[outputs, pieces])?;
        let layer = WindowMaxout::new(&weights, &bias, [outputs, pieces], [width, window]);
        layer.ok_or_else(|| {
            Error::unsupported(self.place_of(node), "a maxout layer has one to four pieces")
        })
    }

    /// A norm from a node's `G` and `b`.
    pub(crate) fn layer_norm(&self, node: usize, width: usize) -> Result<LayerNorm, Error> {
        let gain = self.param(node, "G", &[width])?;
        let bias = self.param(node, "b", &[width])?;
        let layer = LayerNorm::new(&gain, &bias);
        Ok(layer.expect("both were checked to have the same shape"))
    }

    /// The one node called `name` below `root`, or `root` itself.
    pub(crate) fn only(&self, root: usize, name: &str) -> Result<usize, Error> {
        match self.find(root, name)[..] {
            [node] => Ok(node),
            ref found => {
                let what = format!("one {name} layer expected, {} found", found.len());
                Err(Error::corrupt(self.place_of(root), what))
            }
        }
    }

    /// The indices of all nodes called `name` below `root`, it included, in the order of the file.
    pub(crate) fn find(&self, root: usize, name: &str) -> Vec<usize> {
        let mut found = self.subtree(root);
        found.retain(|&node| self.nodes[node].name == name);
        found
    }

    /// The nodes right below `node`, in order; none where the names do not tell.
    pub(crate) fn children(&self, node: usize) -> Range<usize> {
        self.below.get(node).cloned().unwrap_or(0..0)
    }

    /// The node's own name.
    pub(crate) fn name(&self, node: usize) -> &str {
        self.nodes.get(node).map_or("", |node| &node.name)
    }

    /// How errors name the node.
    pub(crate) fn place_of(&self, node: usize) -> String {
        let name: String = self.name(node).chars().take(60).collect();
        format!("{}: node {node} ({name})", self.place)
    }

    fn subtree(&self, root: usize) -> Vec<usize> {
        let mut found = vec![root];
        let mut next = 0;
        while next < found.len() {
            found.extend(self.children(found[next]));
            next += 1;
        }
        found.sort_unstable();
        found.retain(|&node| node < self.nodes.len());
        found
    }

    fn node(&self, node: usize) -> Result<&Node, Error> {
        let what = || Error::corrupt(&self.place, format_args!("there is no node {node}"));
        self.nodes.get(node).ok_or_else(what)
    }

    fn missing(&self, node: usize, kind: &str, name: &str) -> Error {
        Error::corrupt(
            self.place_of(node),
            format_args!("{kind} {name} is missing"),
        )
    }
}

/// Finds out which nodes are below which: breadth first, the nodes below each follow one another, and
/// all lie after it.
fn find_below(nodes: &[Node]) -> Vec<Range<usize>> {
    let mut next = 1;
    let mut below = Vec::with_capacity(nodes.len());
    for (index, node) in nodes.iter().enumerate() {
        let following = nodes.get(next..).filter(|_| index < next);
        let following = following.unwrap_or_default();
        let named = count_below(&node.name, following);
        let count = match named {
            0 if index == 0 => count_referred(node, following.len()),
            count => count,
        };
        below.push(next..next + count);
        next += count;
    }
    below
}

/// How many of the `following` nodes are right below the one called `name`, by their names.
fn count_below(name: &str, following: &[Node]) -> usize {
    let first = following.first();
    if first.is_some_and(|first| wraps(name, &first.name)) {
        return 1;
    }
    let joined = [">>", "|"]
        .into_iter()
        .find_map(|sign| count_joined(name, sign, following));
    joined.unwrap_or(0)
}

/// Whether `name` is a wrapper's, such as `residual(inner)`.
fn wraps(name: &str, inner: &str) -> bool {
    let before = name
        .strip_suffix(')')
        .and_then(|rest| rest.strip_suffix(inner));
    before
        .and_then(|before| before.strip_suffix('('))
        .is_some_and(|wrapper| !wrapper.contains(['>', '|', '(']))
}

/// How many names, two or more, make `name` when joined by `sign`.
fn count_joined(name: &str, sign: &str, following: &[Node]) -> Option<usize> {
    let mut rest = name;
    for (index, node) in following.iter().enumerate() {
        rest = rest.strip_prefix(&node.name)?;
        if rest.is_empty() {
            return (index > 0).then_some(index + 1);
        }
        rest = rest.strip_prefix(sign)?;
    }
    None
}

/// A root with a name of its own has the nodes below it that it refers to as the next ones.
fn count_referred(root: &Node, limit: usize) -> usize {
    if !root.params.is_empty() {
        return 0;
    }
    let targets: BTreeSet<usize> = root.refs.iter().map(|(_, target)| *target).collect();
    (1..=limit)
        .take_while(|index| targets.contains(index))
        .count()
}

/// Puts the network in the file `name` into the form that loads fastest: entries of a compiled
/// package.
pub(crate) fn compile(package: &Package, name: &str) -> Result<Vec<(String, Vec<u8>)>, Error> {
    json::write(&Network::load(package, name)?.nodes, name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(names: &[&str]) -> Vec<Node> {
        names
            .iter()
            .map(|name| Node {
                name: (*name).to_owned(),
                ..Node::default()
            })
            .collect()
    }

    #[test]
    fn names_tell_what_is_below() {
        let nodes = named(&["a>>with(b>>c)>>d", "a", "with(b>>c)", "d", "b>>c", "b", "c"]);
        assert_eq!(
            find_below(&nodes),
            [1..4, 4..4, 4..5, 5..5, 5..7, 7..7, 7..7]
        );
    }

    #[test]
    fn a_chain_may_begin_with_a_chain() {
        let nodes = named(&[
            "maxout>>norm>>dropout",
            "maxout>>norm",
            "dropout",
            "maxout",
            "norm",
        ]);
        assert_eq!(find_below(&nodes), [1..3, 3..5, 5..5, 5..5, 5..5]);
    }

    #[test]
    fn a_root_of_its_own_name_refers_to_what_is_below() {
        let mut nodes = named(&["parser_model", "x>>y", "lower", "upper", "x", "y"]);
        nodes[0].refs = vec![
            ("tok2vec".into(), 1),
            ("lower".into(), 2),
            ("upper".into(), 3),
        ];
        assert_eq!(find_below(&nodes), [1..4, 4..6, 6..6, 6..6, 6..6, 6..6]);
    }

    /// Only what a root refers to lies below it: others could be below themselves.
    #[test]
    fn no_node_is_below_itself() {
        let mut nodes = named(&["a", "b", "c", "d"]);
        for node in &mut nodes[1..] {
            node.refs = vec![("x".into(), 1), ("y".into(), 2), ("z".into(), 3)];
        }
        assert_eq!(find_below(&nodes), [1..1, 1..1, 1..1, 1..1]);
        nodes[0].name = "a>>b".into();
        nodes[1].name = "a".into();
        nodes[2].name = "b".into();
        assert_eq!(find_below(&nodes), [1..3, 3..3, 3..3, 3..3]);
        let network = Network {
            place: "test".into(),
            below: find_below(&nodes),
            nodes,
        };
        assert_eq!(network.find(0, "b"), [2]);
    }

    #[test]
    fn many_references_take_little_time() {
        let mut nodes = vec![Node::default(); 200_000];
        nodes[0].refs = (1..nodes.len())
            .rev()
            .map(|node| (String::new(), node))
            .collect();
        assert_eq!(find_below(&nodes)[0], 1..nodes.len());
    }

    #[test]
    fn a_node_called_as_its_only_follower_is_not_above_it() {
        assert_eq!(find_below(&named(&["a", "a"])), [1..1, 1..1]);
    }
}
