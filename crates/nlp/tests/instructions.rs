//! How many instructions loading and annotating take, as valgrind counts them: a figure that does not
//! depend on what else the machine does.
//!
//! Where a change makes more of them for a reason, set the figure anew: the test prints what it found.
//! Valgrind has AVX2 at most, so the kernels counted are not the widest.

#![expect(
    clippy::print_stderr,
    reason = "it says what it counted, and why it did not"
)]

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use ascribe_nlp::testing::installed_pipeline;

/// Millions of instructions for loading the default pipeline.
const LOADING: u64 = 220;

/// Thousands of instructions for each token of a text whose words were not met before.
const TOKEN: u64 = 289;

/// What may be more, in hundredths: compilers and C libraries differ a little.
const MARGIN: u64 = 10;

#[test]
#[ignore = "valgrind takes its time; `make instructions`"]
fn instructions_are_no_more_than_they_were() {
    if let Some(reason) = cannot_count() {
        eprintln!("instructions were not counted: {reason}");
        return;
    }
    let text = std::env::temp_dir().join(format!("ascribe-instructions-{}", std::process::id()));
    std::fs::write(&text, texts()).expect("the folder for temporary files can be written");
    let (loading, _) = count("");
    let (all, tokens) = count(&format!("{}\n", text.display()));
    std::fs::remove_file(&text).expect("it was just written");
    check("for loading, in millions", loading / 1_000_000, LOADING);
    check(
        "a token, in thousands",
        (all - loading) / tokens / 1000,
        TOKEN,
    );
}

#[track_caller]
fn check(what: &str, found: u64, pinned: u64) {
    eprintln!("instructions {what}: {found}, pinned at {pinned}");
    assert!(
        found * 100 <= pinned * (100 + MARGIN),
        "{found} instructions {what}, not {pinned}"
    );
}

fn cannot_count() -> Option<&'static str> {
    let valgrind = Command::new("valgrind").arg("--version").output();
    if !valgrind.is_ok_and(|output| output.status.success()) {
        return Some("there is no valgrind");
    }
    if cfg!(debug_assertions) {
        return Some("the figures are those of a release build");
    }
    if !cfg!(target_arch = "x86_64") || !has_avx2() {
        return Some("the figures are those of a machine with AVX2");
    }
    (!program().is_file()).then_some("the example `throughput` was not built")
}

#[cfg(target_arch = "x86_64")]
fn has_avx2() -> bool {
    std::arch::is_x86_feature_detected!("avx2") && std::arch::is_x86_feature_detected!("fma")
}

#[cfg(not(target_arch = "x86_64"))]
fn has_avx2() -> bool {
    false
}

/// The example beside this test's own program.
fn program() -> PathBuf {
    let test = std::env::current_exe().expect("a program knows where it is");
    let built = test.ancestors().nth(2).expect("tests lie in `deps`");
    built.join("examples/throughput")
}

/// The instructions of the program on these lines of input, and the tokens it told of.
fn count(input: &str) -> (u64, u64) {
    let mut child = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program())
        .arg(installed_pipeline())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("valgrind was just there");
    let stdin = child.stdin.take().expect("it was asked for");
    { stdin }
        .write_all(input.as_bytes())
        .expect("it reads its input");
    let output = child.wait_with_output().expect("it ends");
    let (out, told) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "{told}");
    let tokens = out.split_whitespace().nth(1).map_or(0, number);
    let counted = told
        .lines()
        .find_map(|line| line.split("Collected :").nth(1));
    (
        number(counted.expect("callgrind tells its count").trim()),
        tokens,
    )
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn number(digits: &str) -> u64 {
    digits.parse().expect("a whole number")
}

/// One of the project's own texts.
fn texts() -> String {
    let sample = include_str!("../../../testdata/parity/en_core_web_sm.jsonl");
    let line = |line: &str| -> serde_json::Value {
        let reference: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
        serde_json::json!({ "id": reference["id"], "text": reference["text"] })
    };
    let lines = sample
        .lines()
        .take(1)
        .map(|json| line(json).to_string() + "\n");
    lines.collect()
}
