//! Nodes in the form of a compiled package: a JSON description, and all parameters as one aligned
//! run of numbers that is used where it lies.

use ascribe_nn::Floats;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Node, Parameter};
use crate::error::Error;
use crate::package::Package;

/// Every parameter begins at a multiple of this many numbers: a cache line.
const ALIGNMENT: usize = 16;

/// How the name of a network's numbers ends.
const NUMBERS: &str = ".f32";

#[derive(Serialize, Deserialize)]
struct Description {
    nodes: Vec<NodeEntry>,
}

#[derive(Serialize, Deserialize)]
struct NodeEntry {
    name: String,
    dims: Vec<(String, usize)>,
    refs: Vec<(String, usize)>,
    attrs: Map<String, Value>,
    params: Vec<ParameterEntry>,
}

#[derive(Serialize, Deserialize)]
struct ParameterEntry {
    name: String,
    shape: Vec<usize>,
    /// The index of its first number.
    start: usize,
}

/// The file that describes the network of the file `name`.
pub(super) fn description_name(name: &str) -> String {
    format!("{name}.json")
}

fn numbers_name(name: &str) -> String {
    format!("{name}{NUMBERS}")
}

/// Whether the file `name` of a compiled package holds nothing but numbers.
pub(crate) fn holds_numbers(name: &str) -> bool {
    name.ends_with(NUMBERS)
}

/// The description and the numbers, as files of a compiled package.
pub(super) fn write(nodes: &[Node], name: &str) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let mut numbers = Vec::new();
    let mut describe = |(name, parameter): &(String, Parameter)| {
        numbers.resize(
            numbers.len().next_multiple_of(ALIGNMENT * size_of::<f32>()),
            0,
        );
        let start = numbers.len() / size_of::<f32>();
        numbers.extend(parameter.values.to_le_bytes());
        ParameterEntry {
            name: name.clone(),
            shape: parameter.shape.clone(),
            start,
        }
    };
    let entry = |node: &Node| NodeEntry {
        name: node.name.clone(),
        dims: node.dims.clone(),
        refs: node.refs.clone(),
        attrs: node.attrs.clone(),
        params: node.params.iter().map(&mut describe).collect(),
    };
    let description = Description {
        nodes: nodes.iter().map(entry).collect(),
    };
    let description =
        serde_json::to_vec(&description).map_err(|error| Error::corrupt(name, error))?;
    Ok(vec![
        (description_name(name), description),
        (numbers_name(name), numbers),
    ])
}

/// Reads the nodes that `description` describes.
pub(super) fn read(package: &Package, name: &str, description: &[u8]) -> Result<Vec<Node>, Error> {
    let description: Description = serde_json::from_slice(description)
        .map_err(|error| Error::corrupt(description_name(name), error))?;
    let numbers = numbers(package, &numbers_name(name))?;
    description
        .nodes
        .into_iter()
        .map(|entry| read_node(entry, &numbers, name))
        .collect()
}

/// All numbers of the network: in place, or copied where this machine cannot use them so.
fn numbers(package: &Package, name: &str) -> Result<Floats, Error> {
    if let Some(floats) = package.floats(name) {
        return Ok(floats);
    }
    Floats::from_le_bytes(package.file(name)?)
        .ok_or_else(|| Error::corrupt(name, "ends within a number"))
}

fn read_node(entry: NodeEntry, numbers: &Floats, place: &str) -> Result<Node, Error> {
    let parameter = |parameter: ParameterEntry| {
        let count = parameter
            .shape
            .iter()
            .try_fold(1usize, |count, &dim| count.checked_mul(dim));
        let end = count.and_then(|count| parameter.start.checked_add(count));
        let values = end.and_then(|end| numbers.part(parameter.start..end));
        let missing = || {
            Error::corrupt(
                place,
                format_args!("parameter {} is not all there", parameter.name),
            )
        };
        let values = values.ok_or_else(missing)?;
        Ok((
            parameter.name,
            Parameter {
                shape: parameter.shape,
                values,
            },
        ))
    };
    let params = entry
        .params
        .into_iter()
        .map(parameter)
        .collect::<Result<_, Error>>()?;
    let NodeEntry {
        name,
        dims,
        refs,
        attrs,
        ..
    } = entry;
    Ok(Node {
        name,
        dims,
        refs,
        attrs,
        params,
    })
}
