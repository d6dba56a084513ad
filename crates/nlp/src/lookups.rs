//! spaCy's lookup tables (`lookups.bin`): norms of word forms, rules and word lists of lemmatizers.
//!
//! Values borrow from the file's bytes; whoever needs them longer keeps what it needs in its own
//! form. This module does not know what the tables mean.

use rustc_hash::FxHashMap;

use crate::error::Error;
use crate::msgpack::{self, Value};
use crate::strings;

/// The tables of one file.
#[derive(Debug)]
pub(crate) struct Lookups<'b> {
    tables: Vec<(&'b str, Table<'b>)>,
}

/// One table: values by string, as spaCy's `Table`, which knows its keys by their ids alone.
#[derive(Debug)]
pub(crate) struct Table<'b> {
    /// In the order of the file, without repeated keys.
    entries: Vec<(u64, Value<'b>)>,
    /// From a key to its place in `entries`.
    places: FxHashMap<u64, usize>,
}

impl<'b> Lookups<'b> {
    /// Reads the tables in `bytes`; `place` names the file in errors.
    ///
    /// # Errors
    /// If the file is not a map of tables.
    pub(crate) fn read(bytes: &'b [u8], place: &str) -> Result<Self, Error> {
        let Value::Map(entries) = msgpack::read(bytes, place)? else {
            return Err(Error::corrupt(place, "the lookups are not a map of tables"));
        };
        let tables = entries
            .into_iter()
            .map(|(name, table)| named_table(&name, table, place));
        Ok(Self {
            tables: tables.collect::<Result<_, _>>()?,
        })
    }

    /// The table `name`; of several of one name, the last.
    pub(crate) fn table(&self, name: &str) -> Option<&Table<'b>> {
        self.tables
            .iter()
            .rev()
            .find(|(known, _)| *known == name)
            .map(|(_, table)| table)
    }
}

impl<'b> Table<'b> {
    /// The value at `key`.
    pub(crate) fn get(&self, key: &str) -> Option<&Value<'b>> {
        let place = *self.places.get(&strings::id(key))?;
        Some(&self.entries[place].1)
    }

    /// All values with the ids of their keys, in the order of the file.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (u64, &Value<'b>)> {
        self.entries.iter().map(|(key, value)| (*key, value))
    }
}

fn named_table<'b>(
    name: &Value<'b>,
    table: Value<'b>,
    file: &str,
) -> Result<(&'b str, Table<'b>), Error> {
    let name = name
        .as_str()
        .ok_or_else(|| Error::corrupt(file, "a table's name is not a string"))?;
    let place = format_args!("{file}: {name}");
    let Value::Map(pairs) = table else {
        return Err(Error::corrupt(place, "the table is not a map"));
    };
    let mut entries: Vec<(u64, Value<'b>)> = Vec::with_capacity(pairs.len());
    let mut places = FxHashMap::with_capacity_and_hasher(pairs.len(), rustc_hash::FxBuildHasher);
    for (key, value) in pairs {
        let key = key_id(&key)
            .ok_or_else(|| Error::corrupt(place, "a key is neither a string nor an id"))?;
        let at = *places.entry(key).or_insert(entries.len());
        if at < entries.len() {
            entries[at].1 = value;
        } else {
            entries.push((key, value));
        }
    }
    Ok((name, Table { entries, places }))
}

fn key_id(key: &Value<'_>) -> Option<u64> {
    key.as_u64().or_else(|| key.as_str().map(strings::id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> Vec<u8> {
        // {"forms": {id("cos"): "because", "cc": ["a", "b"]}, "empty": {}}
        let mut bytes = b"\x82\xa5forms\x82\xcf".to_vec();
        bytes.extend(strings::id("cos").to_be_bytes());
        bytes.extend(b"\xa7because\xa2cc\x92\xa1a\xa1b\xa5empty\x80");
        bytes
    }

    #[test]
    fn values_are_found_by_string() {
        let bytes = file();
        let lookups = Lookups::read(&bytes, "test").unwrap();
        let forms = lookups.table("forms").unwrap();
        assert_eq!(forms.get("cos").and_then(Value::as_str), Some("because"));
        assert_eq!(
            forms.get("cc").and_then(Value::as_array).map(<[_]>::len),
            Some(2)
        );
        assert!(forms.get("because").is_none());
        assert_eq!(forms.entries().count(), 2);
        assert_eq!(lookups.table("empty").unwrap().entries().count(), 0);
        assert!(lookups.table("other").is_none());
    }

    #[test]
    fn the_last_of_equal_keys_counts() {
        let lookups = Lookups::read(b"\x81\xa1t\x82\xa1a\x01\xa1a\x02", "test").unwrap();
        let table = lookups.table("t").unwrap();
        assert_eq!(table.get("a").and_then(Value::as_u64), Some(2));
        assert_eq!(table.entries().count(), 1);
    }

    #[test]
    fn what_is_no_table_is_refused() {
        for bytes in [
            &b"\x90"[..],
            b"\x81\xa1t\x01",
            b"\x81\x01\x80",
            b"\x81\xa1t\x81\xc0\x01",
            b"\x81",
        ] {
            assert!(
                Lookups::read(bytes, "test").unwrap_err().is_corrupt(),
                "{bytes:?}"
            );
        }
    }
}
