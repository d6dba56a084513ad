#![no_main]
//! See `targets::annotate`.

#[path = "../targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|data: &[u8]| targets::annotate(data));
