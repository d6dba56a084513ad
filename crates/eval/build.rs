//! Tells the tests whether the benchmark kit lies beside the project. With `CI=true` they run
//! whether it does or not, so that its absence fails.

use std::path::Path;

fn main() {
    let kit = Path::new("../../../shared/bench");
    println!("cargo::rustc-check-cfg=cfg(kit)");
    println!("cargo::rerun-if-changed={}", kit.display());
    println!("cargo::rerun-if-env-changed=CI");
    if kit.is_dir() || std::env::var_os("CI").is_some_and(|value| value == "true") {
        println!("cargo::rustc-cfg=kit");
    }
}
