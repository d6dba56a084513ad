//! Networks written by hand, for tests.

use super::{Node, Parameter, json};

/// One node of a network: its name, the nodes it refers to, and the names and shapes of its
/// parameters.
pub(crate) type NodeSketch<'s> = (
    &'s str,
    &'s [(&'s str, usize)],
    &'s [(&'s str, &'s [usize])],
);

/// The files of a network in the file `name`. Its parameters are numbers between -1 and 1, each
/// following from how many came before it in the network.
pub(crate) fn network_files(name: &str, sketches: &[NodeSketch<'_>]) -> Vec<(String, Vec<u8>)> {
    let mut count = 0;
    let nodes: Vec<_> = sketches
        .iter()
        .map(|sketch| node(sketch, &mut count))
        .collect();
    json::write(&nodes, name).unwrap()
}

fn node((name, refs, params): &NodeSketch<'_>, count: &mut usize) -> Node {
    let refs = refs
        .iter()
        .map(|&(name, index)| (name.to_owned(), index))
        .collect();
    let seed = *count as u64 / 28 + 8;
    let params = params
        .iter()
        .map(|&(name, shape)| (name.to_owned(), parameter(shape, count)))
        .collect();
    let attrs = [("seed".to_owned(), seed.into())].into_iter().collect();
    Node {
        name: (*name).to_owned(),
        refs,
        params,
        attrs,
        ..Node::default()
    }
}

fn parameter(shape: &[usize], count: &mut usize) -> Parameter {
    let size: usize = shape.iter().product();
    let number = |index: usize| ((index * 37 % 101) as f64 / 50.0 - 1.0) as f32;
    let values: Vec<_> = (*count..*count + size).map(number).collect();
    *count += size;
    Parameter {
        shape: shape.to_vec(),
        values: values.into(),
    }
}
