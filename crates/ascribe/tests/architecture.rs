//! The dependency edges between our crates are those of ARCHITECTURE.md.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

type Edges = BTreeMap<String, BTreeSet<String>>;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A package's name as the map writes it: its folder's.
fn short(package: &str) -> &str {
    package.strip_prefix("ascribe-").unwrap_or(package)
}

fn edges_of_manifests() -> Edges {
    let crates = std::fs::read_dir(root().join("crates")).unwrap();
    let manifests = crates.map(|entry| entry.unwrap().path().join("Cargo.toml"));
    manifests
        .filter(|path| path.exists())
        .map(|path| edges_of(&path))
        .collect()
}

fn edges_of(manifest: &Path) -> (String, BTreeSet<String>) {
    let table: toml::Table = std::fs::read_to_string(manifest).unwrap().parse().unwrap();
    let name = table["package"]["name"].as_str().unwrap();
    let dependencies = table.get("dependencies").and_then(|value| value.as_table());
    let names = dependencies.into_iter().flat_map(|table| table.keys());
    let ours = names
        .filter(|name| name.starts_with("ascribe"))
        .map(|name| short(name).to_owned());
    (short(name).to_owned(), ours.collect())
}

fn edges_of_plan() -> Edges {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let rows = text.lines().filter(|line| line.starts_with("| `"));
    rows.map(|row| {
        let mut names = row.split('`').skip(1).step_by(2).map(str::to_owned);
        (names.next().unwrap(), names.collect())
    })
    .collect()
}

#[test]
fn the_plan_is_what_is_built() {
    assert_eq!(
        edges_of_manifests(),
        edges_of_plan(),
        "left: Cargo.toml, right: ARCHITECTURE.md"
    );
}

#[test]
fn a_room_uses_only_rooms_below_it() {
    let plan = edges_of_plan();
    let mut settled = BTreeSet::new();
    while settled.len() < plan.len() {
        let before = settled.len();
        for (name, uses) in &plan {
            if uses.is_subset(&settled) {
                settled.insert(name.clone());
            }
        }
        assert!(
            settled.len() > before,
            "a circle among the crates beside {settled:?}"
        );
    }
}
