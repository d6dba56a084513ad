//! The choice among the readers of attributions: `--reader`.

use ascribe::{Named, ReaderKind};

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
