#![no_main]
//! See `targets::compiled`.

#[path = "../targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|data: &[u8]| targets::compiled(data));
