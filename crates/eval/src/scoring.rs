//! Runs the kit's scorers: the only judge of an answer.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, ensure};
use serde_json::Value;

use crate::task::Scoring;

/// What the scorer prints about the answers in the file `predictions`.
pub(crate) fn score(scoring: &Scoring, kit: &Path, predictions: &Path) -> anyhow::Result<Value> {
    run(
        &kit.join(scoring.script),
        scoring.arguments,
        kit,
        predictions,
    )
}

/// What a script prints with these arguments, its data below `data`.
pub(crate) fn run(
    script: &Path,
    arguments: &[&str],
    data: &Path,
    predictions: &Path,
) -> anyhow::Result<Value> {
    let fill = |argument: &&str| {
        argument
            .replace("{kit}", &data.to_string_lossy())
            .replace("{pred}", &predictions.to_string_lossy())
    };
    let output = Command::new("python3")
        .arg(script)
        .args(arguments.iter().map(fill))
        .output()
        .with_context(|| format!("running {} with python3", script.display()))?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(
        output.status.success(),
        "{} failed: {said}",
        script.display()
    );
    serde_json::from_slice(&output.stdout)
        .with_context(|| format!("{} did not print JSON", script.display()))
}

/// A figure of what was printed; none where it is null.
pub(crate) fn figure(printed: &Value, pointer: &str) -> anyhow::Result<Option<f64>> {
    let value = printed
        .pointer(pointer)
        .with_context(|| format!("the scorer prints no {pointer}"))?;
    Ok(value.as_f64())
}
