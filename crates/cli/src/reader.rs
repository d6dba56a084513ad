//! The choice among the readers of attributions: `--reader`.

use ascribe::{Named, ReaderKind};

/// The reader of that name.
pub(crate) fn named(name: &str) -> Result<ReaderKind, String> {
    ReaderKind::from_name(name).ok_or_else(|| {
        let known: Vec<_> = ReaderKind::ALL.iter().map(|kind| kind.name()).collect();
        format!("there is no such reader; there are {}", known.join(", "))
    })
}

/// Made of the table of readers.
pub(crate) fn help() -> String {
    let rows = ReaderKind::ALL
        .iter()
        .map(|kind| format!("{:<9}{}", kind.name(), kind.about()));
    format!(
        "What finds who says what:\n{}",
        rows.collect::<Vec<_>>().join("\n")
    )
}
