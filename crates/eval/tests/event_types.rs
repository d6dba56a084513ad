//! The types of `data/events/` are those of the kit's table, no more and no less, with its codes.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Each row of the table by its first column: (name of the column, value), blanks left out.
fn table() -> BTreeMap<String, BTreeMap<String, String>> {
    let text = std::fs::read_to_string(root().join("../shared/event_types.tsv")).unwrap();
    let mut lines = text.lines().map(|line| line.split('\t').map(str::to_owned));
    let names: Vec<String> = lines.next().unwrap().collect();
    let row = |values: &mut dyn Iterator<Item = String>| {
        let cells = names.iter().cloned().zip(values);
        let cells: BTreeMap<_, _> = cells.filter(|(_, value)| !value.is_empty()).collect();
        (cells["id"].clone(), cells)
    };
    lines.map(|mut values| row(&mut values)).collect()
}

#[test]
#[cfg_attr(not(kit), ignore = "the kit is not in ../shared beside the project")]
fn types_are_those_of_the_table() {
    let knowledge = ascribe::knowledge::Knowledge::built_in().unwrap();
    let table = table();
    let types = knowledge.events.types();
    let ids: BTreeSet<_> = types.iter().map(|kind| kind.id.as_str()).collect();
    let wanted: BTreeSet<_> = table.keys().map(String::as_str).collect();
    assert_eq!(ids, wanted);
    for kind in types {
        let mut codes = table[&kind.id].clone();
        codes.retain(|name, _| !["id", "family", "meaning"].contains(&name.as_str()));
        assert_eq!(kind.crosswalk, codes, "{}", kind.id);
    }
}
