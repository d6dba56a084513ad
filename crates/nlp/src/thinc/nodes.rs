//! Nodes from the file that thinc writes.

use ascribe_nn::Floats;
use serde_json::{Map, Value as Json};

use super::{Node, Parameter};
use crate::error::Error;
use crate::msgpack::{self, Budget, Value};

/// Reads all nodes.
pub(super) fn read(bytes: &[u8], place: &str) -> Result<Vec<Node>, Error> {
    let mut budget = Budget::default();
    let value = msgpack::read_within(&mut budget, bytes, place)?;
    let list = |key: &str| {
        let found = value.get(key).and_then(Value::as_array);
        found.ok_or_else(|| {
            Error::corrupt(
                place,
                format_args!("is not a thinc model: no list of {key}"),
            )
        })
    };
    let (nodes, attrs, params) = (list("nodes")?, list("attrs")?, list("params")?);
    if nodes.len() != attrs.len() || nodes.len() != params.len() {
        return Err(Error::corrupt(
            place,
            "the lists of nodes, attrs and params differ in length",
        ));
    }
    if has_shims(&value) {
        return Err(Error::unsupported(
            place,
            "the network has parts from another framework (PyTorch...)",
        ));
    }
    let parts = nodes.iter().zip(attrs).zip(params).enumerate();
    parts
        .map(|(index, ((node, attrs), params))| {
            let place = format!("{place}: node {index}");
            let attrs = read_attrs(attrs, &mut budget, &place);
            read_node(node, attrs, params, &place)
        })
        .collect()
}

/// Whether any node wraps a model of another framework.
fn has_shims(value: &Value<'_>) -> bool {
    let shims = value
        .get("shims")
        .and_then(Value::as_array)
        .unwrap_or_default();
    shims
        .iter()
        .any(|of_node| of_node.as_array().is_some_and(|list| !list.is_empty()))
}

fn read_node(
    node: &Value<'_>,
    attrs: Map<String, Json>,
    params: &Value<'_>,
    place: &str,
) -> Result<Node, Error> {
    let name = node.get("name").and_then(Value::as_str);
    let name = name
        .ok_or_else(|| Error::corrupt(place, "has no name"))?
        .to_owned();
    let (dims, refs) = (numbers(node.get("dims")), numbers(node.get("refs")));
    let mut parameters = Vec::new();
    for (key, value) in params.as_map().unwrap_or_default() {
        if let Some(key) = key.as_str().filter(|_| !value.is_nil()) {
            parameters.push((
                key.to_owned(),
                read_parameter(value, &format!("{place}: parameter {key}"))?,
            ));
        }
    }
    Ok(Node {
        name,
        dims,
        refs,
        attrs,
        params: parameters,
    })
}

/// The entries of a map that are whole numbers.
fn numbers(map: Option<&Value<'_>>) -> Vec<(String, usize)> {
    let entries = map.and_then(Value::as_map).unwrap_or_default();
    let number =
        |(key, value): &(Value<'_>, Value<'_>)| Some((key.as_str()?.to_owned(), value.as_usize()?));
    entries.iter().filter_map(number).collect()
}

fn read_parameter(value: &Value<'_>, place: &str) -> Result<Parameter, Error> {
    let array = value.as_ndarray();
    let array = array.ok_or_else(|| {
        Error::corrupt(
            place,
            "is not an array with as many values as its shape says",
        )
    })?;
    if array.element != "<f4" {
        let what = format!(
            "holds numbers of the type {}; only <f4 is supported",
            array.element
        );
        return Err(Error::unsupported(place, what));
    }
    let values = Floats::from_le_bytes(array.data);
    let values = values.ok_or_else(|| Error::corrupt(place, "ends within a number"))?;
    Ok(Parameter {
        shape: array.shape,
        values,
    })
}

/// The settings, each of which is MessagePack within MessagePack. What JSON has no form for is left
/// out, and so is what is beyond the file's budget; no supported node needs it.
fn read_attrs(attrs: &Value<'_>, budget: &mut Budget, place: &str) -> Map<String, Json> {
    let entries = attrs.as_map().unwrap_or_default();
    let attr = |(key, value): &(Value<'_>, Value<'_>)| {
        let inner = msgpack::read_within(budget, value.as_bytes()?, place).ok()?;
        Some((key.as_str()?.to_owned(), to_json(&inner)?))
    };
    entries.iter().filter_map(attr).collect()
}

fn to_json(value: &Value<'_>) -> Option<Json> {
    Some(match value {
        Value::Nil => Json::Null,
        Value::Bool(value) => (*value).into(),
        Value::Int(_) => value
            .as_i64()
            .map(Json::from)
            .or_else(|| value.as_u64().map(Json::from))?,
        Value::Float(value) => (*value).into(),
        Value::Str(_) | Value::Bytes(_) => value.as_str()?.into(),
        Value::Array(values) => values
            .iter()
            .map(to_json)
            .collect::<Option<Vec<_>>>()?
            .into(),
        Value::Map(_) | Value::Ext(..) => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_refused(bytes: &[u8], reason: &str) {
        let error = read(bytes, "model").unwrap_err();
        assert!(error.to_string().contains(reason), "{error}");
    }

    #[test]
    fn damage_is_refused() {
        check_refused(b"\xc0", "no list of nodes");
        check_refused(
            b"\x83\xa5nodes\x91\xc0\xa5attrs\x90\xa6params\x90",
            "differ in length",
        );
        check_refused(
            b"\x83\xa5nodes\x91\xc0\xa5attrs\x91\x80\xa6params\x91\x80",
            "node 0: has no name",
        );
        check_refused(
            b"\x83\xa5nodes\x91\x81\xa4name\xa1a\xa5attrs\x91\x80\xa6params\x91\x81\xa1W\x01",
            "parameter W: is not an array",
        );
    }

    #[test]
    fn other_frameworks_are_named() {
        check_refused(
            b"\x84\xa5nodes\x90\xa5attrs\x90\xa6params\x90\xa5shims\x91\x91\x01",
            "PyTorch",
        );
    }
}
