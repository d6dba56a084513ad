//! Replays what fuzzing found (`fuzz/regressions/TARGET/*`) with a stable compiler, and gives every
//! target some inputs of its own, so that the targets themselves stay in order.

#[path = "../../../fuzz/targets.rs"]
mod targets;

use std::path::Path;

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/regressions")
}

#[test]
fn what_was_found_stays_mended() {
    for (name, run) in targets::ALL {
        let Ok(entries) = std::fs::read_dir(folder().join(name)) else {
            continue;
        };
        let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        for path in paths {
            println!("{}", path.display());
            run(&std::fs::read(&path).unwrap());
        }
    }
}

#[test]
fn every_folder_is_of_a_target() {
    for entry in std::fs::read_dir(folder()).unwrap() {
        let name = entry.unwrap().file_name();
        let is_known =
            targets::ALL.iter().any(|(target, _)| name == *target) || name == "README.md";
        assert!(
            is_known,
            "fuzz/regressions/{} is of no target",
            name.display()
        );
    }
}

#[test]
fn plain_inputs_pass() {
    let inputs: [&[u8]; 6] = [
        b"",
        b"\0",
        b"cue pos:VERB\n  source <nsubj",
        &[0xff; 64],
        "Gunmen attacked Dorn.\n\n".as_bytes(),
        b"<!doctype html><title>Raid - Velt</title><nav>Home</nav><p>Gunmen attacked &amp; left <a",
    ];
    for (_, run) in targets::ALL {
        for input in inputs {
            run(input);
        }
    }
}
