//! Reads the `moves` file of a parser or a name finder: which actions there are, in the order
//! of the network's outputs.
//!
//! The file is MessagePack around JSON: `{"2": {"nsubj": 165748, "det": 172595}, ...}`, a count
//! for each label of each move. The order follows from the counts, as in spaCy's
//! `TransitionSystem.initialize_actions`. What the numbers of the moves mean is up to the caller.

use serde_json::{Map, Value};

use crate::error::Error;
use crate::msgpack;

/// The number of a move, and its label.
pub(crate) type Entry = (u8, String);

/// The actions that `bytes` list, in the order of the network's outputs. `place` names the file
/// in errors.
///
/// # Errors
/// If the file is not a moves file.
pub(crate) fn read(bytes: &[u8], place: &str) -> Result<Vec<Entry>, Error> {
    let file = msgpack::read(bytes, place)?;
    let json = file.get("moves").and_then(msgpack::Value::as_str);
    let json = json.ok_or_else(|| Error::corrupt(place, "there is no string \"moves\""))?;
    let moves: Map<String, Value> = serde_json::from_str(json)
        .map_err(|error| Error::corrupt(place, format_args!("moves: {error}")))?;
    let mut counted = Vec::new();
    for (number, labels) in &moves {
        counted.extend(counts(number, labels).ok_or_else(|| {
            Error::corrupt(
                place,
                format_args!("move {number:?} is not a number from 0 to 9 with counted labels"),
            )
        })?);
    }
    Ok(in_order(counted))
}

/// The labels of one move with their counts.
fn counts(number: &str, labels: &Value) -> Option<Vec<(Entry, i64)>> {
    let number = number.parse::<u8>().ok().filter(|&number| number <= 9)?;
    let count =
        |(label, count): (&String, &Value)| Some(((number, label.clone()), count.as_i64()?));
    labels.as_object()?.iter().map(count).collect()
}

/// Counted actions first, by move, then from frequent to rare, then from the last label of the
/// alphabet to the first. Labels added after the training have negative counts; they come last,
/// a label at a time.
fn in_order(mut counted: Vec<(Entry, i64)>) -> Vec<Entry> {
    counted.sort_unstable_by(
        |((move_a, label_a), count_a), ((move_b, label_b), count_b)| {
            let by_move = move_a.cmp(move_b);
            by_move.then_with(|| (count_b, label_b).cmp(&(count_a, label_a)))
        },
    );
    let (trained, added): (Vec<_>, Vec<_>) =
        counted.into_iter().partition(|&(_, count)| 0 <= count);
    let mut order: Vec<Entry> = trained.into_iter().map(|(entry, _)| entry).collect();
    let mut by_count: Vec<_> = added
        .iter()
        .map(|((_, label), count)| (*count, label))
        .collect();
    by_count.sort_unstable_by(|a, b| b.cmp(a));
    for (_, label) in by_count {
        for (entry, _) in added.iter().filter(|((_, other), _)| other == label) {
            if !order.contains(entry) {
                order.push(entry.clone());
            }
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A moves file around `json`.
    fn file(json: &str) -> Vec<u8> {
        let mut bytes = b"\x81\xa5moves\xdb".to_vec();
        bytes.extend(u32::try_from(json.len()).unwrap().to_be_bytes());
        bytes.extend(json.as_bytes());
        bytes
    }

    #[track_caller]
    fn check(json: &str, expected: &str) {
        let order = read(&file(json), "test").unwrap();
        let shown: Vec<_> = order
            .iter()
            .map(|(number, label)| format!("{number}-{label}"))
            .collect();
        assert_eq!(shown.join(" "), expected);
    }

    // Orders as `TransitionSystem.initialize_actions` of spaCy 3.8 gives them.
    #[test]
    fn order_of_actions() {
        check(r#"{"0": {"": 5}, "1": {"": 9}}"#, "0- 1-");
        check(r#"{"2": {"det": 1, "nsubj": 7}}"#, "2-nsubj 2-det");
        check(r#"{"2": {"a": 3, "c": 3, "b": 3}}"#, "2-c 2-b 2-a");
        check(r#"{"4": {"ROOT": 1}, "3": {"dep": 0}}"#, "3-dep 4-ROOT");
        check(
            r#"{"1": {"NEW": -1, "OLD": 2}, "3": {"NEW": -1, "OLD": 2}}"#,
            "1-OLD 3-OLD 1-NEW 3-NEW",
        );
        check(r#"{"1": {"X": -2, "Y": -1}}"#, "1-Y 1-X");
    }

    #[test]
    fn damage_is_refused() {
        for json in [
            "",
            "[]",
            r#"{"x": {}}"#,
            r#"{"300": {}}"#,
            r#"{"1": {"A": "many"}}"#,
            r#"{"1": 3}"#,
        ] {
            assert!(
                read(&file(json), "test").unwrap_err().is_corrupt(),
                "{json}"
            );
        }
        assert!(read(b"\x80", "test").unwrap_err().is_corrupt());
        assert!(read(b"\xc1", "test").unwrap_err().is_corrupt());
    }
}
