//! Prints the blocks of a text file: `cargo run -p ascribe-read --example blocks -- FILE`.

#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use ascribe_read::{ReadOptions, read};

fn main() -> std::io::Result<()> {
    for path in std::env::args().skip(1) {
        let report = read(&std::fs::read(path)?, &ReadOptions::default());
        for block in &report.blocks {
            let words = block.span.slice(&report.text).trim();
            let beginning: String = words.chars().take(70).collect();
            println!(
                "{:<10} {:<14} {beginning:?}",
                block.kind,
                block.reason.unwrap_or_default()
            );
        }
        println!("{:?} {:?}", report.published, report.notes);
    }
    Ok(())
}
