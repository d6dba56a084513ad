//! `docs/event_types.md` lists the types of `data/events/` as they are now.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use ascribe_knowledge::{EventType, Knowledge};

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/event_types.md")
}

fn page(types: &[EventType]) -> String {
    let mut page = "\
# Event types

Made from `data/events/`, where words, patterns and examples stand
(`ASCRIBE_WRITE=1 cargo test -p ascribe-knowledge --test event_types_page`). Examples are invented, and run as tests.
"
    .to_owned();
    let mut in_order: Vec<_> = types.iter().collect();
    in_order.sort_by_key(|kind| &kind.id);
    for kind in in_order {
        describe(kind, &mut page).expect("a string takes all that is written to it");
    }
    page
}

fn describe(kind: &EventType, page: &mut String) -> std::fmt::Result {
    let depth = if kind.id.contains('/') { "###" } else { "##" };
    writeln!(
        page,
        "\n{depth} {}\n\n`{}`: {}.\n",
        kind.label, kind.id, kind.meaning
    )?;
    let roles = kind
        .roles
        .iter()
        .map(|(role, means)| format!("{role} ({means})"));
    writeln!(page, "- Roles: {}", roles.collect::<Vec<_>>().join(", "))?;
    let codes = kind
        .crosswalk
        .iter()
        .map(|(scheme, code)| format!("{scheme} {code}"));
    writeln!(
        page,
        "- Elsewhere: {}",
        codes.collect::<Vec<_>>().join(", ")
    )?;
    if let Some(example) = kind.matches.first() {
        writeln!(page, "- For example: {}", example.text)?;
    }
    if let Some(example) = kind.rejects.first() {
        writeln!(page, "- But not: {}", example.text)?;
    }
    Ok(())
}

#[test]
fn the_page_lists_the_types_as_they_are() {
    let knowledge = Knowledge::built_in().unwrap();
    let made = page(knowledge.events.types());
    if std::env::var_os("ASCRIBE_WRITE").is_some() {
        std::fs::write(path(), &made).unwrap();
    }
    let kept = std::fs::read_to_string(path()).unwrap_or_default();
    assert!(
        kept == made,
        "docs/event_types.md is older than data/events: make it with ASCRIBE_WRITE=1"
    );
}
