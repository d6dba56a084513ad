//! Accuracy on the benchmark kit keeps the bounds of `eval/baseline.toml`.

use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
#[cfg_attr(
    not(kit),
    ignore = "the benchmark kit is not in ../shared/bench beside the project"
)]
fn accuracy_keeps_its_bounds() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let home = std::env::var_os("ASCRIBE_HOME");
    let work = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_ascribe-eval"))
        .args(["bench", "--kit", "../shared/bench", "--work"])
        .arg(work.path())
        .env(
            "ASCRIBE_HOME",
            home.map_or_else(|| root.join(".cache/ascribe"), PathBuf::from),
        )
        .current_dir(root)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{said}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(said.contains("linked F1"), "nothing was measured: {said}");
}
