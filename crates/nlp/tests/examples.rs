//! The examples, run as the README says, with the small pipeline of `testdata/pipelines/small`.
//!
//! `cargo test` builds them; `--test examples` alone does not, and needs `cargo build --examples` before.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// Two sentences, the first with a clause that somebody says.
const TEXT: &str = "Ilka Dvornu said the attack killed 23 people. Ember Column denied the attack.";

/// Asserts that the example, given the small pipeline, `arguments` and `input`, prints all of `expected`,
/// in this order.
#[track_caller]
fn check(name: &str, arguments: &[&str], input: &str, expected: &[&str]) {
    let printed = run(name, arguments, input);
    let mut rest = printed.as_str();
    for part in expected {
        let at = rest.find(part);
        let at = at.unwrap_or_else(|| panic!("{name}: no {part:?} in order in\n{printed}"));
        rest = &rest[at + part.len()..];
    }
}

fn run(name: &str, arguments: &[&str], input: &str) -> String {
    let test = std::env::current_exe().unwrap();
    let examples = test.ancestors().nth(2).unwrap().join("examples");
    let pipeline = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/pipelines/small");
    let mut child = Command::new(examples.join(name))
        .arg(pipeline)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the examples are built");
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(input.as_bytes()).unwrap();
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{name} failed");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn annotate_prints_sentences_trees_and_names() {
    let expected = [
        "Ilka Dvornu said the attack killed 23 people.\n",
        "killed\t\tccomp of said\tkill\n",
        "Ember Column denied the attack.\n",
        "PERSON: Ilka Dvornu\n",
        "ORG: Ember Column\n",
    ];
    check("annotate", &[TEXT], "", &expected);
}

#[test]
fn stream_prints_texts_in_order() {
    let line = |id: usize| serde_json::json!({ "id": format!("text {id}"), "text": TEXT });
    let input: String = (0..300).map(|id| format!("{}\n", line(id))).collect();
    let expected: Vec<String> = (0..300)
        .map(|id| format!("\"id\":\"text {id}\","))
        .collect();
    let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    check("stream", &["jsonl"], &input, &expected);
}

#[test]
fn matcher_prints_who_said_what_and_what_failed() {
    let expected = [
        "said:\n",
        "  cue\tsaid\t",
        "  source\tDvornu\tIlka Dvornu\n",
        "  content\tkilled\tthe attack killed 23 people\n",
        "\"denied\" is none: `content <ccomp` failed\n",
    ];
    check("matcher", &[TEXT], "", &expected);
}
